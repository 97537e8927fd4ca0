import { date, number } from './format.js';
import { h } from './h.js';
import { icon } from './icon.js';
import { t } from './i18n.js';

const icons = { met: 'good', missed: 'problem', excused: 'excused' };

/**
 * The meetings that counted, week by week, oldest first, with what was asked for as a line, and the same as a table.
 *
 * @param {Array<{firstDay: string, done: number, required: number|null, status: string}>} weeks newest first, as the
 *     server sends them; firstDay: "2026-10-05"; status: met, missed, excused, current
 * @param {{atMost?: number}} [options] atMost: how many weeks the picture shows; the table holds all
 * @returns {HTMLElement} a figure
 */
export function weekBars(weeks, { atMost = 12 } = {}) {
    if (weeks.length === 0) return h('p', { class: 'muted' }, t('weeks.none'));
    const shown = weekShares(weeks.slice(0, atMost));
    const strip = h('ol', { class: 'week-bars', role: 'list', 'aria-label': t('weeks.name'), tabindex: '0' },
        shown.map(bar));
    // The newest is what the reader came for; it is at the end.
    requestAnimationFrame(() => { strip.scrollLeft = strip.scrollWidth * (strip.matches('[dir=rtl] *') ? -1 : 1); });
    return h('figure', { class: 'weeks' }, strip, table(weeks));
}

/**
 * How high the bars are, oldest first.
 *
 * @param {Array} weeks newest first, as for `weekBars`
 * @returns {Array<object>} the weeks, oldest first, with share: 0 to 1 of the highest, and target: where the line is,
 *     null where no number was asked for
 */
export function weekShares(weeks) {
    const highest = Math.max(1, ...weeks.flatMap((week) => [week.done, week.required ?? 0]));
    return weeks.map((week) => ({
        ...week,
        share: week.done / highest,
        target: week.required === null || week.required === undefined ? null : week.required / highest,
    })).reverse();
}

function bar(week) {
    const hasGoal = week.target > 0;
    const shown = h('span', { class: 'week-shown', 'aria-hidden': 'true' },
        h('span', { class: 'week-done' }, number(week.done)),
        h('span', { class: 'week-column' },
            h('span', { class: 'week-bar' }), hasGoal && h('span', { class: 'week-target' })),
        h('span', { class: 'week-mark' }, icons[week.status] ? icon(icons[week.status]) : t('timeline.now')),
        h('span', { class: 'week-day' }, date(week.firstDay, undefined, { weekday: null, year: false })));
    const vars = { '--share': week.share, ...(hasGoal && { '--goal': week.target }) };
    return h('li', { class: 'week', 'data-status': week.status, vars },
        h('span', { class: 'visually-hidden' }, sentence(week)), shown);
}

function sentence(week) {
    const values = { day: date(week.firstDay, undefined, { weekday: null }), done: week.done, required: week.required };
    if (week.required === null || week.required === undefined) return t('weeks.weekOpen', values);
    return t('weeks.week', { ...values, status: t(`weeks.${week.status}`) });
}

function table(weeks) {
    const column = (name, isNumber) => h('th', { scope: 'col', class: isNumber && 'is-number' },
        t(`weeks.column${name}`));
    const day = (week) => date(week.firstDay, undefined, { weekday: null });
    const needed = (week) => (week.required === null || week.required === undefined ? '–' : number(week.required));
    return h('details', h('summary', t('weeks.table')), h('div', { class: 'table-scroll' }, h('table',
        h('caption', { class: 'visually-hidden' }, t('weeks.name')),
        h('thead', h('tr', column('Week'), column('Done', true), column('Needed', true), column('Status'))),
        h('tbody', weeks.map((week) => h('tr', h('th', { scope: 'row' }, day(week)),
            h('td', { class: 'is-number' }, number(week.done)), h('td', { class: 'is-number' }, needed(week)),
            h('td', t(`weeks.${week.status}`))))))));
}
