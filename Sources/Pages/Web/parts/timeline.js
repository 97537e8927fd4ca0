import { dateTime, duration, minutes, moment, readersZone, time, timeSpan, zoneCity } from './format.js';
import { h, svg } from './h.js';
import { t } from './i18n.js';
import { kinds, layOut, ticks } from './timeline-geometry.js';

let made = 0;

/**
 * When somebody was there: a lane for each connection over the scheduled time, with the same facts as a table beside
 * it. Scheduled time is shaded, proven time solid, inferred hatched, corrected outlined, taken away crossed out, the
 * waiting room a thin line. One tab stop; arrow keys go from segment to segment, and a line below says what each is.
 *
 * @param {object} facts moments as RFC 3339 text or null: scheduledStart, scheduledEnd, start, end (of the meeting);
 *     proven, inferred, corrected, removed, waiting: lists of {start, end}, or {intervals: […]} as on a card; end: null
 *     where it still goes on; lanes: [{device, proven, inferred, waiting}], one for each connection; timeZone: the
 *     meeting's
 * @param {{now?: number, label?: string, isTableOpen?: boolean}} [options] label: the name of the picture
 * @returns {HTMLElement} a figure
 */
export function timeline(facts, { now = Date.now(), label = t('timeline.name'), isTableOpen = false } = {}) {
    const zone = facts.timeZone ?? readersZone();
    const plan = layOut(facts, now);
    if (!plan) return h('figure', { class: 'timeline' }, h('p', { class: 'muted' }, t('timeline.none')));
    const usual = summary(plan, zone);
    const detail = h('p', { class: 'timeline-detail' }, usual);
    const describe = (words) => { detail.textContent = words ?? usual; };
    const hatch = `hatch-${made += 1}`;
    const rows = plan.lanes.map((lane) => laneRow(lane, plan, zone, hatch, describe));
    const lanes = h('div', {
        class: ['timeline-lanes', rows.length === 1 && 'is-single'], role: 'group', 'aria-label': label,
        onkeydown: move,
        onfocusout: () => describe(null),
    }, patterns(hatch), head(plan, zone), rows, axis(plan.range, zone));
    // Keys move to the first of it, as the Tab key does to everything else.
    lanes.querySelector('.segment')?.setAttribute('tabindex', '0');
    return h('figure', { class: 'timeline' }, lanes, detail, legend(plan, hatch), table(plan, zone, isTableOpen));
}

/** @returns {string} what a segment is, in words: "Proven: 7:01 – 7:30 pm, 29 min" */
function wording({ kind, start, end, isGoingOn }, zone) {
    if (isGoingOn) return t('timeline.goingOn', { kind: t(`timeline.${kind}`), time: time(start, zone) });
    // A moment too short for minutes is told to the second.
    const seconds = end - start < 60_000;
    const values = { kind: t(`timeline.${kind}`), span: timeSpan(start, end, zone, { seconds }) };
    return t('timeline.segment', { ...values, length: lengthOf(end - start) });
}

const lengthOf = (ms) => (ms < 60_000 ? `${Math.floor(ms / 1000)}\u00a0${t('unit.s')}` : duration(ms));

function summary(plan, zone) {
    const parts = [
        plan.schedule
            ? `${t('timeline.scheduled')}: ${dateTime(plan.schedule.start, { zone, nameZone: false })}`
                + ` – ${time(plan.schedule.end, zone)} (${zoneCity(zone)})`
            : `${t('timeline.notScheduled')}. ${t('timeline.zone', { zone: zoneCity(zone) })}`,
        plan.late && t('timeline.late', { min: minutes(plan.late.minutes) }),
        plan.early && t('timeline.early', { min: minutes(plan.early.minutes) }),
    ];
    return parts.filter(Boolean).join(' · ');
}

/** Where the scheduled time begins and ends, and what was missed of it. In words it is below the picture. */
function head({ schedule, late, early }, zone) {
    if (!schedule) return null;
    const at = (place, name, text) => h('span', { class: `timeline-${name}`, vars: { '--at': place } }, text);
    const gap = (name, { from, to, minutes: n }) => h('span', {
        class: ['timeline-gap', `is-${name}`, to - from > 0.35 && 'is-long'], vars: { '--from': from, '--to': to },
    }, h('span', t(`timeline.${name}`, { min: minutes(n) })));
    const row = (...content) => h('div', { class: 'timeline-head', 'aria-hidden': 'true' },
        h('div', { class: 'timeline-track' }, content));
    const gaps = [late && gap('late', late), early && gap('early', early)].filter(Boolean);
    // One below the other where there is no room for both between the brackets.
    const isClose = gaps.length === 2 && early.from - late.to < 0.65;
    const [start, end] = [time(schedule.start, zone), time(schedule.end, zone)];
    return [
        row(at(schedule.from, 'begin', start), at(schedule.to, 'finish', end)),
        isClose ? gaps.map((one) => row(one)) : gaps.length > 0 && row(gaps),
    ];
}

function laneRow(lane, plan, zone, hatch, describe) {
    const name = plan.lanes.length > 1 ? nameOf(lane) : null;
    const drawn = kinds.flatMap((kind) => lane.segments.filter((one) => one.kind === kind));
    const shapes = drawn.map((one) => {
        const words = wording(one, zone);
        const text = name ? `${name}. ${words}` : words;
        return svg('g', {
            class: ['segment', `is-${one.kind}`], role: 'img', tabindex: '-1', 'aria-label': text,
            onfocus: () => describe(text), onpointerenter: () => describe(text), onpointerleave: () => describe(null),
            'data-start': one.start,
        }, shape(one, hatch));
    });
    const shade = plan.schedule && svg('rect', {
        class: 'timeline-shade', x: percent(plan.schedule.from), width: percent(plan.schedule.to - plan.schedule.from),
        y: '0', height: '100%',
    });
    return h('div', { class: 'timeline-row' },
        h('span', { class: 'timeline-label', dir: 'auto' }, name ?? ''),
        svg('svg', { class: 'timeline-lane', 'aria-hidden': shapes.length > 0 ? null : 'true' }, shade,
            svg('line', { class: 'timeline-rule', x1: '0', x2: '100%', y1: '50%', y2: '50%' }), shapes),
        h('span', { class: 'timeline-minutes' }, minutes(lane.minutes)));
}

function shape({ kind, from, to, isGoingOn }, hatch) {
    const [x, width] = [percent(from), percent(to - from)];
    const box = { x, width, y: '15%', height: '70%' };
    // A moment too short to be seen is still there: a stroke of its own.
    const edge = svg('line', { class: 'segment-edge', x1: x, x2: x, y1: '15%', y2: '85%' });
    const end = isGoingOn && svg('line', {
        class: 'segment-open', x1: percent(to), x2: percent(to), y1: '0', y2: '100%',
    });
    // What a finger can hit.
    const target = svg('rect', { class: 'segment-target', x, width, y: '0', height: '100%' });
    if (kind === 'waiting') {
        return [svg('line', { class: 'segment-line', x1: x, x2: percent(to), y1: '50%', y2: '50%' }), target, end];
    }
    const cross = kind === 'removed' && [
        svg('line', { class: 'segment-cross', x1: x, x2: percent(to), y1: '15%', y2: '85%' }),
        svg('line', { class: 'segment-cross', x1: x, x2: percent(to), y1: '85%', y2: '15%' }),
    ];
    const fill = kind === 'inferred' ? { fill: `url(#${hatch})` } : {};
    return [svg('rect', { class: 'segment-box', ...box, ...fill }), cross, edge, target, end];
}

function axis(range, zone) {
    const clock = new Intl.DateTimeFormat('en', {
        timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    const sinceMidnight = (at) => {
        const [hour, minute, second] = clock.format(at).split(':').map(Number);
        return ((hour * 60 + minute) * 60 + second) * 1000 + (at % 1000);
    };
    const marks = ticks(range, 6, sinceMidnight).filter(({ share }) => share > 0.03 && share < 0.97);
    return h('div', { class: 'timeline-axis', 'aria-hidden': 'true' }, h('div', { class: 'timeline-track' },
        marks.map(({ at, share }) => h('span', {
            // A label at the edge stays within the picture.
            class: [share < 0.08 && 'is-first', share > 0.92 && 'is-last'], vars: { '--at': share },
        }, time(at, zone)))));
}

function legend(plan, hatch) {
    const used = new Set(plan.lanes.flatMap((lane) => lane.segments.map((one) => one.kind)));
    const shown = kinds.filter((kind) => kind === 'proven' || used.has(kind));
    const sample = (kind, content) => h('li', svg('svg', {
        class: ['timeline-sample', `is-${kind}`], 'aria-hidden': 'true',
    }, content), t(`timeline.${kind}`));
    return h('ul', { class: 'timeline-legend' },
        plan.schedule && sample('scheduled', svg('rect', { class: 'timeline-shade', width: '100%', height: '100%' })),
        shown.map((kind) => sample(kind, shape({ kind, from: 0.04, to: 0.96 }, hatch).slice(0, 2))));
}

function table(plan, zone, isOpen) {
    const row = (what, start, end, length) => h('tr', h('th', { scope: 'row' }, what),
        h('td', start), h('td', end), h('td', { class: 'is-number' }, length));
    const { schedule } = plan;
    const clock = (at) => time(at, zone, { seconds: at % 60_000 !== 0 });
    const what = (lane, { kind }) => [plan.lanes.length > 1 && nameOf(lane), t(`timeline.${kind}`)]
        .filter(Boolean).join(': ');
    const rows = plan.lanes.flatMap((lane) => lane.segments.map((one) => row(what(lane, one), clock(one.start),
        one.isGoingOn ? t('timeline.now') : clock(one.end), lengthOf(one.end - one.start))));
    const columns = ['what', 'from', 'to'].map((name) => h('th', { scope: 'col' },
        t(`timeline.column${name[0].toUpperCase()}${name.slice(1)}`)));
    return h('details', { class: 'timeline-table', open: isOpen }, h('summary', t('timeline.table')),
        h('div', { class: 'table-scroll' }, h('table',
            h('caption', t('timeline.zone', { zone: zoneCity(zone) })),
            h('thead', h('tr', columns, h('th', { scope: 'col', class: 'is-number' }, t('timeline.columnLength')))),
            h('tbody', schedule && row(t('timeline.scheduled'), clock(schedule.start), clock(schedule.end),
                duration(schedule.end - schedule.start)), rows))));
}

function nameOf({ connections, devices }) {
    if (connections.length === 0) return t('timeline.together');
    return connections.map((index, place) => {
        const device = devices[place];
        return device ? `${index + 1} · ${t(`device.${device}`)}` : t('timeline.connection', { n: index + 1 });
    }).join(', ');
}

function patterns(id) {
    return svg('svg', { class: 'timeline-patterns', 'aria-hidden': 'true', width: '0', height: '0' }, svg('defs', null,
        svg('pattern', { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
            svg('rect', { class: 'hatch-ground', width: 6, height: 6 }),
            svg('rect', { class: 'hatch-stroke', width: 2.5, height: 6 }))));
}

/** Left and right by time within a lane, up and down between lanes. */
function move(event) {
    const lanes = [...event.currentTarget.querySelectorAll('.timeline-lane')]
        .map((lane) => [...lane.querySelectorAll('.segment')].sort((one, other) => startOf(one) - startOf(other)));
    const row = lanes.findIndex((lane) => lane.includes(document.activeElement));
    if (row < 0) return;
    const place = lanes[row].indexOf(document.activeElement);
    const other = (step) => {
        const next = lanes.slice(step < 0 ? 0 : row + 1, step < 0 ? row : undefined).filter((lane) => lane.length > 0);
        const lane = step < 0 ? next.at(-1) : next[0];
        return lane?.reduce((near, one) => {
            const far = (segment) => Math.abs(startOf(segment) - startOf(document.activeElement));
            return far(one) < far(near) ? one : near;
        });
    };
    const target = {
        ArrowRight: () => lanes[row][place + 1], ArrowLeft: () => lanes[row][place - 1],
        ArrowDown: () => other(1), ArrowUp: () => other(-1),
        Home: () => lanes[row][0], End: () => lanes[row].at(-1),
    }[event.key];
    if (!target) return;
    event.preventDefault();
    const next = target();
    if (!next) return;
    for (const lane of lanes) for (const one of lane) one.setAttribute('tabindex', one === next ? '0' : '-1');
    next.focus();
}

const startOf = (segment) => Number(segment.dataset.start);
const percent = (share) => `${Math.round(share * 100_000) / 1000}%`;
