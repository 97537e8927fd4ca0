import { date } from '../parts/format.js';
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { weekBars } from '../parts/week-bars.js';

/**
 * Week by week, as far as the server tells.
 *
 * @param {HTMLElement} section with its heading
 * @returns {(progress: object) => void}
 */
export function weeksView(section) {
    const body = h('div');
    section.append(body);
    let shown = null;
    return ({ weeks, streakWeeks }) => {
        const key = JSON.stringify([weeks, streakWeeks]);
        if (key === shown) return;
        shown = key;
        // Bars of nothing say nothing.
        section.hidden = weeks.length < 2 && weeks.every(({ done, required }) => done === 0 && !required);
        mount(body, streakWeeks > 1 && h('p', t('weeks.streak', { n: streakWeeks })), weekBars(weeks));
    };
}

/**
 * What the court asks, and whom to ask.
 *
 * @param {HTMLElement} section with its heading
 * @returns {(facts: {progress: object, participant: object|null, repName: string|null, contact: string|null}) => void}
 */
export function askedView(section) {
    const list = h('dl', { class: 'summary-list' });
    section.append(list);
    let shown = null;
    return ({ progress, participant, repName, contact }) => {
        const { meetingsPerWeek, meetingsInTotal, minimumMinutes, startsOn, deadline } = progress.requirement;
        const { reachedOn } = progress.projection;
        const day = (value) => value && date(value, undefined, { weekday: 'long', month: 'long', year: true });
        const rows = [
            ['perWeek', meetingsPerWeek !== null && t('asked.meetings', { n: meetingsPerWeek })],
            ['inTotal', meetingsInTotal !== null && t('asked.meetings', { n: meetingsInTotal })],
            ['minimum', minimumMinutes !== null && t('asked.minutes', { n: minimumMinutes })],
            ['startsOn', day(startsOn)], ['deadline', day(deadline)],
            ['case', participant?.caseNumber], ['rep', repName ?? participant?.courtRep], ['contact', contact],
        ].filter(([, value]) => value);
        const isReached = progress.standing === 'complete';
        const reach = reachedOn && !isReached && progress.projection.meetsDeadline !== false;
        const key = JSON.stringify([rows, reach && reachedOn]);
        if (key === shown) return;
        shown = key;
        section.hidden = rows.length === 0;
        mount(list, rows.map(([name, value]) => [h('dt', t(`asked.${name}`)), h('dd', { dir: 'auto' }, value)]));
        section.querySelector('.asked-reach')?.remove();
        if (reach) section.append(h('p', { class: 'asked-reach muted' }, t('asked.reach', { day: day(reachedOn) })));
    };
}
