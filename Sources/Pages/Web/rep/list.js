/** Which participants the table shows, and in which order: pure, so that 500 of them take a moment. */
import { standingRank } from '../parts/standing.js';
import { isFiltered } from './address.js';

const searchTexts = new WeakMap();

/**
 * Letters and digits without accents, case and width.
 *
 * @param {string} text
 * @returns {string}
 */
export const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

const joined = (text) => plain(text).replace(/[^\p{L}\p{N}]/gu, '');

function searchText(row) {
    let text = searchTexts.get(row);
    if (text === undefined) {
        text = `${plain(row.name)}\n${plain(row.participant)}\n${plain(row.caseEnding ?? '')}`;
        searchTexts.set(row, text);
    }
    return text;
}

/**
 * Whether a row is what somebody searches for: every word is part of name, id or case ending; or the whole is a case
 * number, of which only the ending is known here.
 *
 * @param {object} row of the dashboard
 * @param {string} query
 * @returns {boolean}
 */
export function isFound(row, query) {
    const words = plain(query).split(/\s+/).filter(Boolean);
    if (words.every((word) => searchText(row).includes(word))) return true;
    const number = joined(query);
    const ending = joined(row.caseEnding ?? '');
    return ending !== '' && number.length > ending.length && /\d/.test(number) && number.endsWith(ending);
}

/** @returns {'behind'|'at-risk'|'on-track'|'complete'} as one word, by which the table is filtered */
export const standingWord = (row) => (row.standing === 'on-track' && row.isAtRisk ? 'at-risk' : row.standing);

const share = ({ done, required }) => (required ? done / required : required === 0 ? 1 : null);

const values = {
    standing: standingRank,
    now: (row) => (row.currentMeeting ? Date.parse(row.currentMeeting.since) : null),
    week: (row) => share(row.thisWeek),
    total: (row) => share(row.total),
    last: (row) => (row.lastAttendance ? Date.parse(row.lastAttendance.startedAt) : null),
    flags: (row) => row.needsReview + row.openDisputes || null,
};

/**
 * In which order names come in the reader's language: worked out once, because comparing names takes longest of all.
 *
 * @param {Intl.Collator} collator
 * @returns {(rows: object[]) => (row: object) => number} the place of each among all
 */
export function nameOrder(collator) {
    let known = new Map();
    return (rows) => {
        const isKnown = rows.length === known.size
            && rows.every((row) => known.get(row.participant)?.name === row.name);
        if (!isKnown) {
            const sorted = [...rows].sort((a, b) => collator.compare(a.name, b.name)
                || (a.participant < b.participant ? -1 : 1));
            known = new Map(sorted.map((row, place) => [row.participant, { name: row.name, place }]));
        }
        return (row) => known.get(row.participant).place;
    };
}

/**
 * @param {object[]} rows of the dashboard
 * @param {import('./address.js').Address} address
 * @param {(row: object) => number} place of a name, as `nameOrder` gives it
 * @returns {object[]} what is not known comes last, whichever way it is sorted; the same by name
 */
export function shownRows(rows, address, place) {
    const { standing, isPresent, isForReview, isDisputed, query, order, isDescending } = address;
    const found = isFiltered(address) ? rows.filter((row) => (!standing || standingWord(row) === standing)
        && (!isPresent || row.currentMeeting) && (!isForReview || row.needsReview > 0)
        && (!isDisputed || row.openDisputes > 0) && (!query || isFound(row, query))) : [...rows];
    const sign = isDescending ? -1 : 1;
    const byName = (a, b) => place(a) - place(b);
    if (order === 'name') return found.sort((a, b) => sign * byName(a, b));
    const value = values[order];
    const keyed = found.map((row) => ({ row, value: value(row) }));
    keyed.sort((a, b) => {
        if (a.value === b.value) return byName(a.row, b.row);
        if (a.value === null || b.value === null) return a.value === null ? 1 : -1;
        return sign * (a.value - b.value);
    });
    return keyed.map((each) => each.row);
}

/**
 * How many there are of each kind, counted from the rows, which say what the server said of each.
 *
 * @param {Iterable<object>} rows
 * @returns {{participants: number, behind: number, atRisk: number, onTrack: number, complete: number, present: number,
 *     needsReview: number, disputes: number}} needsReview, disputes: cards and disputes, not people
 */
export function countsOf(rows) {
    const counts = {
        participants: 0, behind: 0, atRisk: 0, onTrack: 0, complete: 0, present: 0, needsReview: 0, disputes: 0,
    };
    const names = { behind: 'behind', 'at-risk': 'atRisk', 'on-track': 'onTrack', complete: 'complete' };
    for (const row of rows) {
        counts.participants += 1;
        const name = names[standingWord(row)];
        if (name) counts[name] += 1;
        if (row.currentMeeting) counts.present += 1;
        counts.needsReview += row.needsReview;
        counts.disputes += row.openDisputes;
    }
    return counts;
}

/**
 * Whether anything was ever heard of a meeting, as far as the dashboard tells.
 *
 * @param {import('./state.js').DashboardState} state
 * @returns {boolean}
 */
export function isSomethingHeard(state) {
    if (state.meetings.length > 0 || state.cards.length > 0 || state.unmatched.attendees > 0) return true;
    for (const row of state.rows.values()) if (row.lastAttendance || row.currentMeeting) return true;
    return false;
}
