/** Disputes of somebody that wait for an answer, and those that were answered. */
import { dateTime } from '../../parts/format.js';
import { h, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';

/**
 * @param {object} tools state, id, actions
 * @returns {{element: HTMLElement, draw(): void}}
 */
export function disputesBlock({ state, id, actions }) {
    const list = h('ul', { class: 'items', role: 'list' });
    const element = h('section', { 'aria-labelledby': 'person-disputes', hidden: true },
        h('h3', { id: 'person-disputes' }, t('rep.person.disputes')), list);

    let shown = null;

    function draw() {
        const open = state.disputes.filter((one) => one.participant === id);
        const text = JSON.stringify(open);
        if (text === shown) return;
        shown = text;
        element.hidden = open.length === 0;
        mount(list, open.map((one) => h('li', { class: 'item' },
            h('p', { class: 'muted small' },
                t('rep.person.disputed', { card: one.card, when: dateTime(one.openedAt) })),
            h('blockquote', { dir: 'auto' }, one.reason),
            h('button', { type: 'button', class: 'button is-small is-primary', onclick: () => actions.answer(one) },
                t('rep.act.answer')))));
    }
    return { element, draw };
}
