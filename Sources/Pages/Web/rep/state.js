/**
 * What the dashboard said, kept true by the messages of the feed: a row is changed from a message where that says
 * enough, and whatever would have to be worked out is asked of the server again.
 */

import { isSame } from '../realtime/merge.js';

/**
 * @typedef {object} Change what is another now
 * @property {Set<string>} rows participants whose row changed
 * @property {boolean} isList somebody is new, or gone
 * @property {boolean} isGoingOn meetings that go on, or who is in them
 * @property {boolean} isWaiting cards, disputes, attendees who match nobody, digests
 * @property {'soon'|'later'|null} ask when the server should be asked again; null: it need not be
 */

/** @returns {Change} */
export const noChange = () => ({ rows: new Set(), isList: false, isGoingOn: false, isWaiting: false, ask: null });

/** @returns {boolean} whether anything that is shown changed */
export const isChange = (change) => change.rows.size > 0 || change.isList || change.isGoingOn || change.isWaiting;

/** Parts that wait for somebody. */
const waiting = ['cards', 'disputes', 'unmatched', 'newestDigest'];

export class DashboardState {
    /** By id. A row is replaced when it changes, never changed. */
    rows = new Map();
    meetings = [];
    cards = [];
    disputes = [];
    unmatched = { attendees: 0, occurrences: 0 };
    newestDigest = null;
    name = null;
    isLoaded = false;
    /** Everything up to here is in it. */
    position = 0;

    /**
     * Takes what the server said in the place of what was known.
     *
     * @param {object} body of GET /api/court-reps/{id}/dashboard
     * @param {number|null} position of the feed, as the answer names it
     * @returns {Change}
     */
    replace(body, position) {
        const change = noChange();
        const rows = new Map();
        for (const row of body.participants) {
            const id = row.participant;
            const old = this.rows.get(id);
            const isKnown = old !== undefined && isSame(old, row);
            rows.set(id, isKnown ? old : row);
            if (!old) change.isList = true;
            if (!isKnown) change.rows.add(id);
        }
        if (rows.size !== this.rows.size) change.isList = true;
        change.isGoingOn = !isSame(this.meetings, body.meetings);
        change.isWaiting = !this.isLoaded || !waiting.every((name) => isSame(this[name], body[name]));
        const { meetings, cards, disputes, unmatched, newestDigest, name } = body;
        Object.assign(this, { rows, meetings, cards, disputes, unmatched, newestDigest, name, isLoaded: true });
        if (position !== null) this.position = position;
        return change;
    }

    /**
     * @param {{event: string, data: object, id: number}} message
     * @param {Change} change what is another is added to it
     */
    apply({ event, data, id }, change) {
        if (id <= this.position) return;
        this.position = id;
        switch (event) {
        case 'participant-joined':
        case 'participant-left':
        case 'attendance-updated': return this.#moved(data, change);
        case 'unmatched-attendees': return ask(change, 'soon');
        case 'connected':
        case 'consent-updated': return undefined;
        default:
            // A card, a decision, a beginning, an end: what follows from it is the server's to say.
            return ask(change, 'soon');
        }
    }

    #moved(data, change) {
        const row = this.rows.get(data.participant);
        if (!row) return ask(change, 'soon');
        const { meeting, meetingName, occurrence, presentSince } = data;
        const current = row.currentMeeting;
        // In two meetings at once, or in one that is not on the roster: which of them is shown is the server's to say.
        if (meeting === null || (current && current.occurrence !== occurrence)) return ask(change, 'soon');
        // What follows from it, such as a card, comes with messages of its own; but nothing is left to trust alone.
        ask(change, 'later');
        if ((current?.since ?? null) === presentSince) return undefined;
        const currentMeeting = presentSince
            ? { minutesSoFar: 0, ...current, meeting, name: meetingName, occurrence, since: presentSince } : null;
        this.rows.set(row.participant, { ...row, currentMeeting });
        change.rows.add(row.participant);
        this.#place(row.participant, occurrence, Boolean(presentSince), change);
        return undefined;
    }

    /** Somebody goes from those who are missing to those who are there, or back. */
    #place(id, occurrence, isPresent, change) {
        const index = this.meetings.findIndex((one) => one.occurrence === occurrence);
        if (index < 0) return void ask(change, 'soon');
        const meeting = this.meetings[index];
        const present = meeting.present.filter((one) => one !== id);
        const absent = meeting.absent.filter((one) => one !== id);
        if (isPresent) present.push(id);
        // Whether somebody who leaves was expected is known only where they were missing before they came.
        else if (meeting.wasAbsent?.includes(id)) absent.push(id);
        else ask(change, 'soon');
        const wasAbsent = [...new Set([...(meeting.wasAbsent ?? []), ...meeting.absent])];
        this.meetings = this.meetings.with(index, { ...meeting, present, absent, wasAbsent });
        change.isGoingOn = true;
        return undefined;
    }
}

function ask(change, when) {
    if (change.ask !== 'soon') change.ask = when;
}
