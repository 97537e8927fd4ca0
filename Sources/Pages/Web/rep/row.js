/** One participant in the table: made once, afterwards only what is another is touched. */
import { date, number, stopwatch, time } from '../parts/format.js';
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { standing } from '../parts/standing.js';
import { tag, verdict } from '../parts/verdict.js';
import { unfiltered, writeAddress } from './address.js';

const shown = new WeakMap();

/** Cells by what of a row they show: a cell is drawn again only where that is another. */
const cells = {
    name: {
        of: (row) => [row.name, row.caseEnding],
        draw: (row, tools) => [
            h('a', { class: 'row-link', href: tools.linkTo(row.participant) }, h('bdi', row.name)),
            h('span', { class: 'row-case' },
                row.caseEnding ? t('rep.caseEnding', { ending: row.caseEnding }) : row.participant),
        ],
    },
    standing: {
        of: (row) => [row.standing, row.isAtRisk],
        draw: (row) => standing(row.standing, { isAtRisk: row.isAtRisk }),
    },
    now: {
        of: (row) => [row.currentMeeting?.since, row.currentMeeting?.name],
        draw: (row, tools) => {
            tools.clock.set(row.participant, null);
            if (!row.currentMeeting) return h('span', { class: 'nothing' }, '–');
            const { since, name } = row.currentMeeting;
            const face = h('span', { class: 'clock' }, stopwatch(tools.now() - Date.parse(since)));
            tools.clock.set(row.participant, { face, since: Date.parse(since) });
            return [
                h('span', { class: 'present' }, h('span', { class: 'present-dot', 'aria-hidden': 'true' }), face),
                h('span', { class: 'row-small', title: name },
                    h('span', { class: 'visually-hidden' }, `${t('rep.since', { time: time(since) })} `), name),
            ];
        },
    },
    week: {
        of: (row) => [row.thisWeek.done, row.thisWeek.required, row.thisWeek.status],
        draw: (row) => [
            count(row.thisWeek),
            row.thisWeek.status === 'excused' && h('span', { class: 'row-small' }, t('weeks.excused')),
        ],
    },
    total: { of: (row) => [row.total.done, row.total.required], draw: (row) => count(row.total) },
    last: {
        of: (row) => {
            const last = row.lastAttendance;
            return last ? [last.verdict, last.isVoid, last.isExcused, last.startedAt] : [];
        },
        draw: (row) => {
            const last = row.lastAttendance;
            if (!last) return h('span', { class: 'nothing' }, '–');
            return [
                verdict(last.verdict, last),
                h('span', { class: 'row-small' }, date(last.startedAt, row.timeZone)),
            ];
        },
    },
    flags: {
        of: (row) => [row.needsReview, row.openDisputes, row.projection.meetsDeadline],
        draw: (row) => {
            const flags = [
                row.openDisputes > 0 && flag('disputes', row.openDisputes),
                row.needsReview > 0 && flag('review', row.needsReview),
                row.projection.meetsDeadline === false && row.standing !== 'complete'
                    && flag('deadline'),
            ].filter(Boolean);
            return flags.length > 0 ? flags : h('span', { class: 'nothing' }, '–');
        },
    },
};

/** In the order of the table. */
export const columns = Object.keys(cells);

const flag = (name, n) => tag('attention', t(`rep.flag.${name}`, { n }), { isQuiet: true });

/** How far somebody is: "2 of 3" over a bar that shows the same. */
function count({ done, required }) {
    if (required === null) return h('span', { class: 'count' }, number(done));
    const share = required > 0 ? Math.min(1, done / required) : 1;
    return [
        h('span', { class: 'count' }, t('ring.of', { done, required })),
        h('span', { class: ['bar', done >= required && 'is-full'], vars: { '--share': share }, 'aria-hidden': 'true' }),
    ];
}

/**
 * @param {object} row of the dashboard
 * @returns {HTMLTableRowElement} empty until `updateRow`
 */
export function createRow(row) {
    const parts = columns.map((name) => (name === 'name'
        ? h('th', { scope: 'row', role: 'rowheader', class: 'cell-name' })
        : h('td', { role: 'cell', class: `cell-${name}`, 'data-label': t(`rep.column.${name}`) })));
    const node = h('tr', { role: 'row', 'data-id': row.participant }, parts);
    shown.set(node, { parts, texts: columns.map(() => null), row: null });
    return node;
}

/**
 * @param {HTMLTableRowElement} node of `createRow`
 * @param {object} row
 * @param {{now: () => number, clock: {set(id: string, face: object|null): void}, linkTo(id: string): string,
 *     isNew: boolean}} tools clock: what counts on each second
 * @returns {boolean} whether anything changed
 */
export function updateRow(node, row, tools) {
    const memory = shown.get(node);
    if (memory.row === row) return false;
    let isChanged = false;
    columns.forEach((name, index) => {
        const text = JSON.stringify(cells[name].of(row));
        if (text === memory.texts[index]) return;
        mount(memory.parts[index], cells[name].draw(row, tools));
        if (memory.row) flash(memory.parts[index]);
        memory.texts[index] = text;
        isChanged = true;
    });
    memory.row = row;
    node.dataset.standing = row.isAtRisk ? 'at-risk' : row.standing;
    return isChanged;
}

/** Shows where something changed; the style sheet lets it fade, and does nothing where motion is not wanted. */
function flash(cell) {
    cell.classList.remove('is-changed');
    requestAnimationFrame(() => cell.classList.add('is-changed'));
}

/** The address of somebody's panel, for a tab of its own. */
export const linkTo = (address) => (participant) => writeAddress({
    ...address, ...unfiltered, participant, view: 'participants', day: null, order: 'standing', isDescending: false,
});

