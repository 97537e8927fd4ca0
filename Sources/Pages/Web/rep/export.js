/** The table as a file, made in the browser from what is shown. */
import { t } from '../parts/i18n.js';
import { verdict } from '../parts/verdict.js';
import { standingWord } from './list.js';

/** Names of the columns of the file. */
const csvColumns = [
    'participant', 'name', 'caseEnding', 'standing', 'meetingNow', 'since', 'weekOf', 'weekDone', 'weekRequired',
    'totalDone', 'totalRequired', 'deadline', 'reachedOn', 'lastStarted', 'lastMeeting', 'lastVerdict', 'lastCard',
    'needsReview', 'openDisputes',
];

/**
 * What stands in a table cell, for the file: plain values in the reader's words.
 *
 * @param {object} row
 * @returns {Array<string|number>} in the order of `csvColumns`
 */
const csvCells = (row) => [
    row.participant, row.name, row.caseEnding ?? '', t(`standing.${standingWord(row)}`),
    row.currentMeeting?.name ?? '', row.currentMeeting?.since ?? '', row.thisWeek.firstDay, row.thisWeek.done,
    row.thisWeek.required ?? '', row.total.done, row.total.required ?? '', row.deadline ?? '',
    row.projection.reachedOn ?? '', row.lastAttendance?.startedAt ?? '', row.lastAttendance?.name ?? '',
    row.lastAttendance ? verdict(row.lastAttendance.verdict, row.lastAttendance).textContent : '',
    row.lastAttendance?.card ?? '', row.needsReview, row.openDisputes,
];

/**
 * One field of CSV (RFC 4180). What a spreadsheet would take for a formula is kept text by an apostrophe before it.
 *
 * @param {string|number} value
 * @returns {string}
 */
export function csvField(value) {
    if (typeof value === 'number') return String(value);
    const text = /^[\s\u0000]*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
    return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param {Array<Array<string|number>>} lines
 * @returns {string} with a mark at the beginning by which spreadsheets know that it is UTF-8
 */
export const csvText = (lines) => `\ufeff${lines.map((line) => `${line.map(csvField).join(',')}\r\n`).join('')}`;

/**
 * @param {object[]} rows in the order they are shown
 * @returns {string}
 */
export const tableAsCSV = (rows) => csvText([
    csvColumns.map((name) => t(`rep.csv.${name}`)), ...rows.map(csvCells),
]);

/**
 * Hands a text to the reader as a file.
 *
 * @param {string} name
 * @param {string} text
 * @param {{document?: Document, URL?: typeof URL}} [options]
 */
export function saveFile(name, text, { document = globalThis.document, URL = globalThis.URL } = {}) {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    const anchor = document.createElement('a');
    anchor.href = address;
    anchor.download = name;
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** @returns {string} the name of the file: what it is, of whom, of which day */
export const fileName = (courtRep, now) => {
    const safe = courtRep.replace(/[^\p{L}\p{N}._-]/gu, '-');
    const date = new Date(now - new Date(now).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    return `${t('rep.csv.file')}-${safe}-${date}.csv`;
};
