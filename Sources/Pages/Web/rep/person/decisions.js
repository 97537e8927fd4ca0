/** Everything that was decided about somebody, and why; what may be taken back can be. */
import { date, dateTime, timeSpan } from '../../parts/format.js';
import { h, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { day, decisionWords } from '../words.js';

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
    /** Meetings by their occurrence, where a decision names no card. */
    const meetings = new Map();
    let decisions = [];
    let shown = null;

    async function read() {
        decisions = (await get(`/api/participants/${encodeURIComponent(id)}/decisions`)).body.decisions;
        draw();
        if (await readMeetings()) draw();
    }

    /** An absence has no card that says which meeting it was. */
    async function readMeetings() {
        const wanted = new Set(decisions.filter((one) => one.occurrence && !one.card && !meetings.has(one.occurrence))
            .map((one) => one.occurrence));
        await Promise.all([...wanted].slice(0, 10).map(async (occurrence) => {
            const { body } = await get(`/api/occurrences/${encodeURIComponent(occurrence)}`);
            meetings.set(occurrence, body);
        }));
        return wanted.size > 0;
    }

    /** What exactly was decided about: a meeting, a time, a week. */
    function about(one) {
        const held = meetings.get(one.occurrence);
        const zone = person.zoneOf(held?.meeting);
        return [
            one.card, held && `${held.name ?? held.meeting}, ${dateTime(held.startedAt, { zone })}`,
            one.start && one.end && `${date(one.start, zone)}, ${timeSpan(one.start, one.end, zone)}`,
            one.week && t('rep.person.weekOf', { day: day(one.week) }),
        ].filter(Boolean).join(' · ');
    }

    function draw() {
        const text = JSON.stringify([decisions, [...meetings.keys()]]);
        if (text === shown) return;
        shown = text;
        nothing.hidden = decisions.length > 0;
        mount(list, decisions.toReversed().map((one) => h('li', {
            class: ['decision', one.isTakenBack && 'is-taken-back'],
        },
            h('p', h('b', decisionWords(one.kind)),
                one.isTakenBack && [' ', h('span', { class: 'tag' }, t('rep.takenBack'))],
                h('span', { class: 'muted small' }, ` ${t('rep.person.decidedBy', {
                    author: one.author, when: dateTime(one.at),
                })}`)),
            h('p', { dir: 'auto' }, one.reason),
            about(one) && h('p', { class: 'small muted' }, about(one)),
            !one.isTakenBack && !lasting.has(one.kind) && h('button', {
                type: 'button', class: 'button is-small no-print',
                'aria-label': `${t('rep.act.withdraw')}: ${decisionWords(one.kind)}`,
                onclick: () => actions.withdraw(one),
            }, t('rep.act.withdraw')))));
    }

    return { element, draw, read };
}
