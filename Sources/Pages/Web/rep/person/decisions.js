/** Everything that was decided about somebody, and why; what may be taken back can be. */
import { dateTime } from '../../parts/format.js';
import { h, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { decisionWords } from '../words.js';

const lasting = new Set(['withdrawal', 'dispute', 'dispute-answer', 'reissue']);

/**
 * @param {object} tools get, id, actions, person
 * @returns {{element: HTMLElement, draw(): void, read(): Promise<void>}}
 */
export function decisionsBlock({ get, id, actions, person }) {
    const list = h('ol', { class: 'decisions', role: 'list' });
    const nothing = h('p', { class: 'muted' }, t('rep.person.noDecisions'));
    const element = h('section', { 'aria-labelledby': 'person-decisions' },
        h('h3', { id: 'person-decisions' }, t('rep.person.decisions')), nothing, list);
    let decisions = [];
    let shown = null;

    async function read() {
        decisions = (await get(`/api/participants/${encodeURIComponent(id)}/decisions`)).body.decisions;
        person.decisions = decisions;
        draw();
    }

    function draw() {
        const text = JSON.stringify(decisions);
        if (text === shown) return;
        shown = text;
        nothing.hidden = decisions.length > 0;
        mount(list, decisions.toReversed().map((one) => h('li', { class: ['decision', one.isTakenBack && 'is-taken-back'] },
            h('p', h('b', decisionWords(one.kind)), one.isTakenBack && [' ', h('span', { class: 'tag' }, t('rep.takenBack'))],
                h('span', { class: 'muted small' }, ` ${t('rep.person.decidedBy', {
                    author: one.author, when: dateTime(one.at),
                })}`)),
            h('p', { dir: 'auto' }, one.reason),
            one.card && h('p', { class: 'small muted' }, one.card),
            !one.isTakenBack && !lasting.has(one.kind) && h('button', {
                type: 'button', class: 'button is-small no-print',
                'aria-label': `${t('rep.act.withdraw')}: ${decisionWords(one.kind)}`, onclick: () => actions.withdraw(one),
            }, t('rep.act.withdraw')))));
    }

    return { element, draw, read };
}
