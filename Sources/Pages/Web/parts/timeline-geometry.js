import { moment } from './format.js';

/** In the order they are drawn: what decides comes last, on top. */
export const kinds = ['waiting', 'proven', 'inferred', 'corrected', 'removed'];

/**
 * @typedef {{kind: string, start: number, end: number, from: number, to: number, isGoingOn: boolean}} Segment
 *     start, end: milliseconds; from, to: its place on the axis, 0 to 1; isGoingOn: no end was told yet
 * @typedef {{connections: number[], devices: string[], segments: Segment[], minutes: number}} Lane
 *     connections: which ones, from 0; none: all together; minutes: of proven and corrected time, whole ones
 */

/**
 * Where everything of a timeline lies: pure numbers, the same picture as on a card.
 *
 * @param {object} facts as for `timeline`
 * @param {number} now milliseconds: until when what has no end is drawn
 * @returns {{range: {start: number, end: number}, schedule: {from: number, to: number, start: number, end:
 *     number}|null, lanes: Lane[], late: object|null, early: object|null}|null} late, early: {from, to, minutes}; null
 *     where nothing is known at all
 */
export function layOut(facts, now) {
    const all = readSets(facts, now);
    const devices = (facts.lanes ?? []).map((lane) => ({ device: lane.device ?? null, sets: readSets(lane, now) }));
    const slot = pair(facts.scheduledStart, facts.scheduledEnd);
    const held = {
        start: facts.start ? moment(facts.start) : null, end: facts.end ? moment(facts.end) : null,
    };
    const range = rangeOf([...flat(all), ...devices.flatMap((lane) => flat(lane.sets))], slot, held);
    if (!range) return null;
    const share = (at) => Math.min(1, Math.max(0, (at - range.start) / (range.end - range.start)));
    const lanes = rowsOf(all, devices).map((row) => ({
        connections: row.connections,
        devices: row.connections.map((index) => devices[index].device),
        segments: row.segments.map((one) => ({ ...one, from: share(one.start), to: share(one.end) }))
            .sort((one, other) => one.start - other.start || kinds.indexOf(one.kind) - kinds.indexOf(other.kind)),
        minutes: minutesOf(row.segments),
    }));
    const schedule = slot && { ...slot, from: share(slot.start), to: share(slot.end) };
    return { range, schedule, lanes, ...missed(all, slot, held, share, now) };
}

/**
 * Where the axis has its marks: full steps on the clock of a zone.
 *
 * @param {{start: number, end: number}} range milliseconds
 * @param {number} atMost how many
 * @param {(at: number) => number} sinceMidnight milliseconds on the clock of the zone
 * @returns {Array<{at: number, share: number}>}
 */
export function ticks(range, atMost, sinceMidnight) {
    const length = range.end - range.start;
    const steps = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * 60_000);
    const day = steps.at(-1);
    const step = steps.find((one) => length / one <= atMost) ?? day * Math.ceil(length / atMost / day);
    const marks = [];
    const past = sinceMidnight(range.start) % step;
    for (let at = range.start + ((step - past) % step); at <= range.end; at += step) {
        marks.push({ at, share: (at - range.start) / length });
    }
    return marks;
}

function readSets(facts, now) {
    return Object.fromEntries(kinds.map((kind) => {
        const intervals = facts[kind]?.intervals ?? facts[kind] ?? [];
        return [kind, intervals.map(({ start, end }) => ({
            kind, start: moment(start), end: end ? moment(end) : Math.max(now, moment(start)), isGoingOn: !end,
        }))];
    }));
}

const flat = (sets) => kinds.flatMap((kind) => sets[kind]);

const pair = (start, end) => (start && end ? { start: moment(start), end: moment(end) } : null);

/** The scheduled time and all that was recorded, with some air around. */
function rangeOf(segments, slot, held) {
    const starts = [...segments.map((one) => one.start), slot?.start, held.start].filter(Number.isFinite);
    const ends = [...segments.map((one) => one.end), slot?.end, held.end].filter(Number.isFinite);
    if (starts.length === 0) return null;
    const start = Math.min(...starts);
    const end = Math.max(start + 60_000, ...ends);
    const air = Math.max(60_000, (end - start) / 40);
    return { start: start - air, end: end + air };
}

/** All time together first, where there is more than one lane to put together. */
function rowsOf(all, devices) {
    const rows = [];
    devices.forEach(({ sets }, index) => {
        const segments = flat(sets);
        const start = Math.min(...segments.map((one) => one.start));
        const end = Math.max(...segments.map((one) => one.end));
        // Connections that do not overlap share a row: somebody who came back is drawn as one.
        const free = rows.find((row) => segments.length === 0 || start >= row.end);
        if (free) {
            free.segments.push(...segments);
            free.connections.push(index);
            free.end = Math.max(free.end, end);
        } else {
            rows.push({ connections: [index], segments, end });
        }
    });
    const isDecided = all.corrected.length + all.removed.length > 0;
    if (rows.length === 1 && !isDecided) return rows;
    return [{ connections: [], segments: flat(all) }, ...rows];
}

function minutesOf(segments) {
    const sure = segments.filter(({ kind }) => kind === 'proven' || kind === 'corrected')
        .sort((one, other) => one.start - other.start);
    let [total, until] = [0, -Infinity];
    for (const { start, end } of sure) {
        total += Math.max(0, end - Math.max(start, until));
        until = Math.max(until, end);
    }
    return Math.floor(total / 60_000);
}

/** What is missing at the beginning and at the end, measured from when the meeting was really on. */
function missed(all, slot, held, share, now) {
    const there = [...all.proven, ...all.inferred, ...all.corrected];
    if (!slot || there.length === 0) return { late: null, early: null };
    const first = Math.min(...there.map((one) => one.start));
    const last = Math.max(...there.map((one) => one.end));
    const begin = Math.max(slot.start, held.start ?? slot.start);
    const end = Math.min(slot.end, held.end ?? slot.end);
    const isThere = there.some((one) => one.isGoingOn);
    const gap = (from, to) => {
        const minutes = Math.floor((to - from) / 60_000);
        return minutes > 0 ? { from: share(from), to: share(to), minutes } : null;
    };
    // Nobody left early while the meeting may still go on.
    const isOpen = isThere || (held.end === null && now < slot.end);
    return { late: gap(begin, first), early: isOpen ? null : gap(last, end) };
}
