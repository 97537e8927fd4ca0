import { equal, ok, test } from '../runner.js';
import { loadMessages } from '/web/parts/i18n.js';
import { layOut, ticks } from '/web/parts/timeline-geometry.js';
import { timeline } from '/web/parts/timeline.js';

const begin = Date.parse('2026-10-06T23:00:00Z');
const at = (minute) => new Date(begin + minute * 60_000).toISOString();
const times = (...pairs) => pairs.map(([start, end]) => ({ start: at(start), end: end === null ? null : at(end) }));
const slot = { scheduledStart: at(0), scheduledEnd: at(60), start: at(0), end: at(60), timeZone: 'America/New_York' };
const later = begin + 120 * 60_000;
const lane = (plan, index = 0) => plan.lanes[index].segments.map(({ kind, from, to }) => [kind, from < to]);
const within = (share) => share >= 0 && share <= 1;

test('the axis holds the scheduled time and all that was recorded, with air around', () => {
    const plan = layOut({ ...slot, proven: times([-40, -5], [70, 95]) }, later);
    ok(plan.range.start < begin - 40 * 60_000 && plan.range.end > begin + 95 * 60_000);
    ok(plan.lanes[0].segments.every(({ from, to }) => within(from) && within(to) && from < to));
    equal(plan.lanes[0].minutes, 60);
    ok(plan.schedule.from > plan.lanes[0].segments[0].to && plan.schedule.to < plan.lanes[0].segments[1].from);
});

test('somebody who was there outside of the schedule only was neither late nor gone early', () => {
    const plan = layOut({ ...slot, start: at(-40), end: at(95), proven: times([-40, -5]) }, later);
    equal(plan.late, null);
    // They left before the meeting began: all of it is missing.
    equal(plan.early.minutes, 65);
});

test('without a schedule there is nothing to be late for', () => {
    const plan = layOut({ proven: times([3, 10]) }, later);
    equal([plan.schedule, plan.late, plan.early, plan.lanes[0].minutes], [null, null, null, 7]);
});

test('where nothing is known there is no picture', () => {
    equal(layOut({}, later), null);
});

test('with a schedule and no time, the schedule is drawn and nobody is called late', () => {
    const plan = layOut(slot, later);
    equal([plan.lanes.length, plan.lanes[0].segments, plan.late, plan.early], [1, [], null, null]);
});

test('what still goes on is drawn until now, and nobody left early', () => {
    const plan = layOut({ ...slot, end: null, proven: times([3, 10], [12, null]) }, begin + 31.5 * 60_000);
    const last = plan.lanes[0].segments.at(-1);
    equal([last.isGoingOn, plan.lanes[0].minutes, plan.early, plan.late.minutes], [true, 26, null, 3]);
    equal(last.end, begin + 31.5 * 60_000);
});

test('a clock that lags does not make time run backwards', () => {
    const plan = layOut({ ...slot, proven: times([12, null]) }, begin);
    const [segment] = plan.lanes[0].segments;
    equal(segment.end, segment.start);
    equal(plan.lanes[0].minutes, 0);
});

test('late and early are measured from when the meeting was really on, in whole minutes', () => {
    const plan = layOut({ ...slot, start: at(5), end: at(50), proven: times([5.5, 49]) }, later);
    equal([plan.late, plan.early.minutes], [null, 1]);
});

test('connections that do not overlap share a row; all together comes first where there are more', () => {
    const lanes = [[10, 20], [15, 30], [22, 25]].map((pair) => ({ device: 'app', proven: times(pair) }));
    const plan = layOut({ ...slot, proven: times([10, 30]), lanes }, later);
    equal(plan.lanes.map(({ connections }) => connections), [[], [0, 2], [1]]);
    equal(plan.lanes.map(({ minutes }) => minutes), [20, 13, 15]);
    const alone = layOut({ ...slot, proven: times([10, 20]), lanes: lanes.slice(0, 1) }, later);
    equal(alone.lanes.map(({ connections }) => connections), [[0]]);
});

test('what people decided is in the lane of all together', () => {
    const lanes = [{ device: 'phone', proven: times([0, 30]) }];
    const decided = { corrected: times([30, 40]), removed: times([50, 55]) };
    const plan = layOut({ ...slot, proven: times([0, 30]), ...decided, lanes }, later);
    equal(lane(plan), [['proven', true], ['corrected', true], ['removed', true]]);
    equal(plan.lanes[0].minutes, 40);
});

test('intervals are read as cards write them, too', () => {
    const plan = layOut({ ...slot, proven: { intervals: times([0, 30]), totalMs: 1_800_000 } }, later);
    equal(plan.lanes[0].minutes, 30);
});

test('the marks of the axis are full steps on the clock of the place', () => {
    const range = { start: begin - 90_000, end: begin + 61.5 * 60_000 };
    const utc = (time) => time % 86_400_000;
    equal(ticks(range, 6, utc).map((mark) => (mark.at - begin) / 60_000), [0, 15, 30, 45, 60]);
    // A zone that is off by 45 minutes.
    equal(ticks(range, 6, (time) => (time + 45 * 60_000) % 86_400_000).map((mark) => (mark.at - begin) / 60_000),
        [0, 15, 30, 45, 60]);
    const days = ticks({ start: begin, end: begin + 40 * 86_400_000 }, 6, utc);
    ok(days.length > 2 && days.length <= 7, `${days.length}`);
});

test('the picture is one tab stop, arrow keys go through it, and each part says what it is', async () => {
    await loadMessages(['common'], { language: 'en' });
    const lanes = [{ device: 'app', proven: times([1, 20]) }, { device: 'phone', proven: times([10, 30]) }];
    const figure = timeline({ ...slot, proven: times([1, 30]), inferred: times([40, 50]), lanes }, { now: later });
    document.body.append(figure);
    const stops = () => [...figure.querySelectorAll('.timeline-lanes [tabindex="0"]')];
    equal(stops().length, 1);
    stops()[0].focus();
    const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {
        key, bubbles: true, cancelable: true,
    }));
    const says = () => document.activeElement.getAttribute('aria-label').replace(/[\u00a0\u202f]/g, ' ');
    equal(says(), 'Together. Proven: 7:01 – 7:30 pm, 29 min');
    press('ArrowRight');
    equal(says(), 'Together. Inferred: 7:40 – 7:50 pm, 10 min');
    equal(figure.querySelector('.timeline-detail').textContent.replace(/[\u00a0\u202f]/g, ' '), says());
    press('ArrowRight');
    press('ArrowDown');
    ok(says().startsWith('1 · app. Proven'), says());
    press('ArrowDown');
    ok(says().startsWith('2 · phone. Proven'), says());
    press('ArrowDown');
    press('Home');
    press('ArrowUp');
    press('ArrowUp');
    ok(says().startsWith('Together. '), says());
    equal(stops().length, 1);
    equal(figure.querySelectorAll('tbody tr').length, 5);
    figure.remove();
});

test('a moment too short for minutes is told to the second', async () => {
    await loadMessages(['common'], { language: 'en' });
    const figure = timeline({ ...slot, proven: times([3, 3.2]) }, { now: later });
    const label = figure.querySelector('.segment').getAttribute('aria-label').replace(/[\u00a0\u202f]/g, ' ');
    equal(label, 'Proven: 7:03:00 – 7:03:12 pm, 12 s');
});
