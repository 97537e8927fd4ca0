/** Who may come in. */
import { empty, failure } from '../../parts/empty.js';
import { dateTime, number } from '../../parts/format.js';
import { h, mount } from '../../parts/h.js';
import { icon } from '../../parts/icon.js';
import { t } from '../../parts/i18n.js';
import { table } from '../../parts/table.js';
import { tag } from '../../parts/verdict.js';
import { roles, states } from '../address.js';
import { problemSentence } from '../words.js';
import { createActions } from './actions.js';
import { isLike } from './people.js';

const aPage = 100;
const kinds = { active: 'good', invited: 'attention', 'not-invited': 'none', disabled: 'problem' };

/** @returns {HTMLElement} how somebody's account is: a shape and a word */
export const stateTag = (state) => tag(kinds[state] ?? 'none', t(`admin.user.${state}`), { isQuiet: true });

/**
 * @param {{api: object, address: object, people: object, open(show: string): void, self: string}}
 *     options self: the id of
 *     whoever looks
 * @returns {{element: HTMLElement, actions: object, draw(): void, show(): void, refresh(): Promise<void>,
 *     mark(show: string|null): void, link(show: string): HTMLElement|null}}
 */
export function userList({ api, address, people, open, self }) {
    const actions = createActions({ api, self, changed: () => refresh() });
    let atMost = aPage;
    let marked = null;
    let timer = null;
    const search = h('input', {
        type: 'search', id: 'user-search', class: 'input', autocomplete: 'off', spellcheck: 'false', maxlength: 100,
        oninput: () => {
            clearTimeout(timer);
            timer = setTimeout(() => address.change({ query: search.value.trim() }, { replace: true }), 120);
        },
    });
    const choice = (name, values, words) => {
        const select = h('select', {
            id: `user-${name}`, class: 'input', onchange: () => address.change({ [name]: select.value || null }),
        }, h('option', { value: '' }, t(`admin.user.${name}Any`)),
        values.map((value) => h('option', { value }, words(value))));
        return select;
    };
    const role = choice('role', roles, (word) => t(`role.${word}`));
    const state = choice('state', states, (word) => t(`admin.user.${word}`));
    const labelled = (label, input) => h('div', { class: 'filter' }, h('label', { for: input.id }, label), input);
    const note = h('p', { class: 'list-note muted', role: 'status' }, t('live.syncing'));
    const trouble = h('div');
    const stage = h('div');
    const more = h('button', {
        type: 'button', class: 'button', hidden: true,
        onclick: () => {
            atMost += aPage;
            draw();
        },
    });
    const rows = table({
        caption: t('admin.view.users'), isCaptionHidden: true, keyOf: (one) => one.id, columns: columns(),
        decorate: (node, one) => { node.dataset.id = one.id; },
    });
    rows.classList.add('records', 'users');
    rows.addEventListener('click', (event) => {
        const row = event.target.closest('tbody > tr');
        if (row && !event.target.closest('a, button') && !String(getSelection())) open(`user-${row.dataset.id}`);
    });
    const element = h('section', { 'aria-labelledby': 'users-title' },
        h('div', { class: 'block-head' }, h('h2', { id: 'users-title' }, t('admin.view.users')), h('button', {
            type: 'button', class: 'button is-primary', onclick: addOne,
        }, t('admin.user.add'))),
        h('p', { class: 'muted' }, t('admin.user.about')),
        h('form', { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
            h('div', { class: 'filter is-wide' }, h('label', { for: 'user-search' }, t('admin.user.search')),
                h('div', { class: 'search' }, icon('search'), search)),
            labelled(t('admin.user.role'), role), labelled(t('admin.user.state'), state)),
        note, trouble, stage, more);

    function columns() {
        return [
            {
                key: 'name', label: t('admin.user.name'), isHeader: true, className: 'cell-name',
                cell: (one) => [h('a', {
                    class: 'row-link', href: address.to({ show: `user-${one.id}` }), dir: 'auto',
                    onclick: (click) => {
                        if (click.button !== 0 || click.ctrlKey || click.metaKey || click.shiftKey) return;
                        click.preventDefault();
                        open(`user-${one.id}`);
                    },
                }, one.name), h('span', { class: 'cell-small', dir: 'ltr' }, one.id)],
            },
            { key: 'role', label: t('admin.user.role'), className: 'cell-role', cell: (one) => t(`role.${one.role}`) },
            {
                key: 'state', label: t('admin.user.state'), className: 'cell-state',
                cell: (one) => [stateTag(one.state), one.state === 'invited' && one.invitedUntil && h('span', {
                    class: 'cell-small',
                }, t('admin.user.until', { at: dateTime(one.invitedUntil) }))],
            },
            {
                key: 'sessions', label: t('admin.user.sessions'), isNumber: true, className: 'cell-sessions',
                cell: (one) => number(one.sessions),
            },
            {
                key: 'factor', label: t('admin.user.factor'), className: 'cell-wide',
                cell: (one) => t(one.hasSecondFactor ? 'admin.yes' : 'admin.no'),
            },
            {
                key: 'pages', label: t('admin.user.pages'), className: 'cell-wide',
                cell: (one) => (one.role === 'court-rep' ? repLinks(one.id) : h('span', { class: 'muted' }, '–')),
            },
        ];
    }

    async function addOne() {
        const made = await actions.add();
        if (made) open(`user-${made.id}`);
    }

    async function refresh() {
        try {
            await people.reload();
            mount(trouble);
            draw();
        } catch (error) {
            note.textContent = '';
            mount(trouble, failure({
                title: t('admin.notRead'), text: problemSentence(error), level: 3,
                action: { label: t('page.tryAgain'), run: refresh },
            }));
        }
    }

    function draw() {
        const { current } = address;
        role.value = current.role ?? '';
        state.value = current.state ?? '';
        if (document.activeElement !== search) search.value = current.query;
        if (people.all.length === 0) return;
        const wanted = people.all.filter((one) => isLike(one, current));
        const shown = wanted.slice(0, atMost);
        note.textContent = [
            t(wanted.length === people.all.length ? 'admin.user.all' : 'admin.user.some', {
                n: wanted.length, all: people.all.length,
            }), !people.isWhole && t('admin.user.notWhole'),
        ].filter(Boolean).join(' ');
        if (shown.length === 0) {
            mount(stage, empty({
                title: t('admin.user.none'), level: 3,
                action: { label: t('admin.filter.clear'),
                    run: () => address.change({ role: null, state: null, query: '' }) },
            }));
        } else {
            rows.update(shown);
            if (stage.firstChild !== rows) mount(stage, rows);
        }
        more.hidden = wanted.length <= atMost;
        more.textContent = t('admin.user.more', { n: Math.min(aPage, wanted.length - atMost) });
        mark(marked);
    }

    function mark(show) {
        marked = show;
        for (const row of rows.querySelectorAll('tbody > tr')) {
            if (`user-${row.dataset.id}` === show) row.setAttribute('aria-current', 'true');
            else row.removeAttribute('aria-current');
        }
    }
    return {
        element, actions, draw, refresh, mark, show: () => void refresh(),
        link: (show) => rows.querySelector(`[data-id="${CSS.escape(show.replace(/^user-/, ''))}"] .row-link`),
    };
}

/**
 * @param {string} id of a court representative
 * @returns {HTMLElement} to what they see: their participants, and their daily digest
 */
export const repLinks = (id) => h('span', { class: 'rep-links' },
    h('a', { href: `/rep?rep=${encodeURIComponent(id)}` }, t('admin.user.participants')),
    h('a', { href: `/rep?rep=${encodeURIComponent(id)}&view=digest` }, t('admin.user.digest')));
