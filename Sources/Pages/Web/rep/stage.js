/** The part of the page that the address names: the table, or another, which is made when it is first looked at. */
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { later } from './lazy.js';

const kept = 200;

/**
 * @param {object} options
 * @param {import('./state.js').DashboardState} options.state
 * @param {ReturnType<import('./address.js').createAddress>} options.address
 * @param {object} options.table of `participantTable`
 * @param {object} options.search of `filters`
 * @param {() => Promise<object>} options.tools what the parts are given
 * @returns {{element: HTMLElement, draw(): Promise<void>, changed(change: object): void,
 *     take(messages: object[]): void}}
 */
export function createStage({ state, address, table, search, tools }) {
    const people = h('section', { 'aria-label': t('rep.view.participants') }, search.element, table.element);
    const element = h('div', { class: 'stage' });
    const parts = {};
    const making = {};
    /** What happened before somebody looked at the activity. */
    let waiting = [];

    // Who is about to open somebody need not wait for the modules.
    for (const event of ['pointerover', 'focusin']) {
        people.addEventListener(event, () => later('panel', 'person', 'actions').catch(() => {}), { once: true });
    }

    async function make(name) {
        const [{ makeView }, given] = await Promise.all([later('views'), tools()]);
        parts[name] = makeView(name, given);
        if (name === 'activity') {
            parts.activity.take(waiting);
            waiting = [];
        }
        return parts[name];
    }

    async function partOf(name) {
        making[name] ??= make(name);
        try {
            return await making[name];
        } catch (error) {
            delete making[name];
            throw error;
        }
    }

    async function show(name) {
        const { view } = address.current;
        if (!element.firstChild) mount(element, h('p', { class: 'muted', role: 'status' }, t('rep.loadingPart')));
        try {
            const part = parts[name] ?? await partOf(name);
            if (address.current.view !== view) return;
            if (element.firstElementChild !== part.element) mount(element, part.element);
            part.draw?.();
            part.show?.();
        } catch {
            if (address.current.view !== view) return;
            mount(element, h('div', { class: 'empty', role: 'alert' }, h('h2', t('page.notLoaded')),
                h('p', t('page.notLoadedText')), h('p', h('button', {
                    type: 'button', class: 'button', onclick: () => show(name),
                }, t('page.tryAgain')))));
        }
    }

    function draw() {
        const { view } = address.current;
        for (const [name, part] of Object.entries(parts)) if (name !== view) part.hide?.();
        if (view !== 'participants') return show(view);
        // Nobody to show: how to begin stands in the place of the table.
        if (state.rows.size === 0) return show('guide');
        search.draw();
        if (element.firstElementChild !== people) mount(element, people);
        table.draw();
        return Promise.resolve();
    }

    return {
        element, draw,
        /** Only what is seen is drawn, and of that only what changed. */
        changed(change) {
            const { view } = address.current;
            table.update(change);
            if (view === 'participants') {
                if (change.isList && (state.rows.size > 0) !== (element.firstElementChild === people)) draw();
                return;
            }
            const isMine = {
                now: change.isGoingOn || change.rows.size > 0, needs: change.isWaiting || change.isList,
                guide: change.isList,
            };
            if (isMine[view]) parts[view]?.draw();
            if (view === 'digest' && change.isWaiting) parts.digest?.show();
        },
        take(messages) {
            if (parts.activity) parts.activity.take(messages);
            else waiting = [...waiting, ...messages].slice(-kept);
        },
    };
}
