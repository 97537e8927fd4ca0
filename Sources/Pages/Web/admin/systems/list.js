/** Other systems that are sent what happens. */
import { empty, failure } from '../../parts/empty.js';
import { number } from '../../parts/format.js';
import { h, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { table } from '../../parts/table.js';
import { tag } from '../../parts/verdict.js';
import { momentOf, problemSentence } from '../words.js';
import { createActions } from './actions.js';

const kinds = { active: 'good', retrying: 'attention', disabled: 'problem' };

/** @returns {HTMLElement} how a subscription is: a shape and a word */
export const stateTag = (state) => tag(kinds[state] ?? 'none', t(`admin.system.${state}`), { isQuiet: true });

/**
 * @param {{api: object, address: object, open(show: string): void, people: object}} options
 * @returns {{element: HTMLElement, actions: object, show(): void, refresh(): Promise<void>, mark(show: string): void,
 *     link(show: string): HTMLElement|null}}
 */
export function systemList({ api, address, open, people }) {
    const stage = h('div');
    const trouble = h('div');
    const actions = createActions({ api, people, changed: () => refresh() });
    const add = h('button', { type: 'button', class: 'button is-primary', onclick: addOne }, t('admin.system.add'));
    const rows = table({
        caption: t('admin.view.systems'), isCaptionHidden: true, keyOf: (one) => one.id, columns: columns(),
        decorate: (node, one) => { node.dataset.id = one.id; },
    });
    rows.classList.add('records', 'systems');
    rows.addEventListener('click', (event) => {
        const row = event.target.closest('tbody > tr');
        if (row && !event.target.closest('a, button')) open(`system-${row.dataset.id}`);
    });
    const element = h('section', { 'aria-labelledby': 'systems-title' },
        h('div', { class: 'block-head' },
            h('h2', { id: 'systems-title' }, t('admin.view.systems')), add),
        h('p', { class: 'muted' }, t('admin.system.about')), trouble, stage);
    let marked = null;

    function columns() {
        return [
            {
                key: 'name', label: t('admin.system.name'), isHeader: true, className: 'cell-name',
                cell: (one) => [h('a', {
                    class: 'row-link', href: address.to({ show: `system-${one.id}` }), dir: 'auto',
                    onclick: (click) => {
                        if (click.button !== 0 || click.ctrlKey || click.metaKey || click.shiftKey) return;
                        click.preventDefault();
                        open(`system-${one.id}`);
                    },
                }, one.name), h('span', { class: 'cell-small', dir: 'ltr' }, hostOf(one.url))],
            },
            { key: 'state', label: t('admin.system.state'), cell: (one) => stateTag(one.state) },
            {
                key: 'events', label: t('admin.system.events'), className: 'cell-wide',
                cell: (one) => (one.events.length === 0 ? t('admin.system.allEvents')
                    : t('admin.system.someEvents', { n: one.events.length })),
            },
            {
                key: 'about', label: t('admin.system.courtRep'), className: 'cell-wide',
                cell: (one) => (one.courtRep ? h('span', { dir: 'auto' }, people.nameOf(one.courtRep))
                    : t('admin.system.everybody')),
            },
            {
                key: 'position', label: t('admin.system.position'), isNumber: true, className: 'cell-wide',
                cell: (one) => number(one.position),
            },
            {
                key: 'next', label: t('admin.system.next'),
                cell: (one) => (one.state === 'retrying' && one.nextAttemptAt ? momentOf(one.nextAttemptAt)
                    : h('span', { class: 'muted' }, '–')),
            },
        ];
    }

    async function addOne() {
        const made = await actions.add();
        if (made) open(`system-${made.id}`);
    }

    async function refresh() {
        try {
            const [{ body }] = await Promise.all([api.get('/api/subscriptions'), people.ready()]);
            mount(trouble);
            if (body.subscriptions.length === 0) {
                mount(stage, empty({ title: t('admin.system.none'), text: t('admin.system.noneText'), level: 3 }));
                return;
            }
            rows.update(body.subscriptions);
            if (stage.firstChild !== rows) mount(stage, rows);
            mark(marked);
        } catch (error) {
            mount(trouble, failure({
                title: t('admin.notRead'), text: problemSentence(error), level: 3,
                action: { label: t('page.tryAgain'), run: refresh },
            }));
        }
    }

    function mark(show) {
        marked = show;
        for (const row of rows.querySelectorAll('tbody > tr')) {
            if (`system-${row.dataset.id}` === show) row.setAttribute('aria-current', 'true');
            else row.removeAttribute('aria-current');
        }
    }
    return {
        element, actions, refresh, mark, show: () => void refresh(),
        link: (show) => rows.querySelector(`[data-id="${CSS.escape(show.replace(/^system-/, ''))}"] .row-link`),
    };
}

/** @returns {string} where it goes, without what may be secret in a path */
function hostOf(url) {
    try {
        return new URL(url).host;
    } catch {
        return url;
    }
}
