import { equal, ok, test } from '../runner.js';
import { FakeClock, FakeFrames } from '../fakes.js';
import { Inbox } from '/web/realtime/inbox.js';
import { createProcessor } from '/web/realtime/processor.js';
import { createRouter } from '/web/realtime/router.js';
import { createStatistics } from '/web/realtime/statistics.js';
import { mergeMessages } from '/web/realtime/events.js';

const message = (id, event = 'participant-joined', data = {}) => ({ event, data, id, at: '2027-01-15T08:00:00.000Z' });

function processing({ isMerging = true, cost = 0 } = {}) {
    const clock = new FakeClock();
    const frames = new FakeFrames();
    const errors = [];
    let ticks = 0;
    const inbox = new Inbox({ most: 1000 });
    const router = createRouter({ clock, report: (error) => errors.push(error) });
    const statistics = createStatistics({ clock });
    const processor = createProcessor({
        inbox, router, statistics, settings: { fallbackMs: 250, budgetMs: 12 }, isMerging, clock, frames,
        ticks: () => ticks,
    });
    const told = [];
    router.onAny(({ id }) => {
        ticks += cost;
        told.push(id);
    });
    return { clock, frames, errors, inbox, router, statistics, processor, told };
}

test('messages are told together, with one paint', () => {
    const { frames, processor, told, router } = processing();
    const batches = [];
    router.onBatch((batch) => batch.length && batches.push(batch.map(({ id }) => id)));
    [1, 2, 3].forEach((id) => processor.accept(message(id)));
    equal(told, []);
    frames.paint();
    frames.paint();
    equal([told, batches], [[1, 2, 3], [[1, 2, 3]]]);
});

test('a tab that paints nothing is told by a timer', async () => {
    const { clock, processor, told } = processing();
    processor.accept(message(1));
    await clock.advance(250);
    equal(told, [1]);
    equal(clock.running, 0);
});

test('an alert does not wait for a paint', () => {
    const { processor, router, told, frames } = processing();
    const alerts = [];
    router.on('alert', ({ id }) => alerts.push(id), { priority: 'alert' });
    [message(1), message(2, 'alert')].forEach(processor.accept);
    equal([alerts, told], [[2], []]);
    frames.paint();
    equal([alerts, told], [[2], [1, 2]], 'and each handler hears of it once');
});

test('of several messages about the same state the last is told', () => {
    const minutes = (id, participant, n) =>
        message(id, 'attendance-updated', { participant, occurrence: 'o', minutes: n });
    const all = [
        minutes(1, 'a', 1), message(2), minutes(3, 'b', 1), minutes(4, 'a', 2), message(5), minutes(6, 'a', 3),
        message(7, 'attendance-updated', null),
    ];
    equal(mergeMessages(all).map(({ id }) => id), [2, 3, 5, 6, 7]);
    const { processor, frames, told, statistics } = processing();
    all.forEach(processor.accept);
    frames.paint();
    equal([told, statistics.snapshot().merged], [[2, 3, 5, 6, 7], 2]);
    const without = processing({ isMerging: false });
    all.forEach(without.processor.accept);
    without.frames.paint();
    equal(without.told.length, 7);
});

test('a long batch goes on with the next paint, in order', () => {
    const { processor, frames, told } = processing({ cost: 5 });
    for (let id = 1; id <= 8; id += 1) processor.accept(message(id));
    frames.paint();
    equal(told, [1, 2, 3]);
    equal(processor.length, 5);
    processor.accept(message(9));
    frames.paint();
    frames.paint();
    equal(told, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a handler that fails is reported, and the others are told', async () => {
    const { processor, frames, router, errors, told } = processing();
    router.on('participant-joined', () => { throw new Error('one'); });
    router.on('participant-joined', async () => { throw new Error('two'); });
    processor.accept(message(1));
    frames.paint();
    await Promise.resolve();
    await Promise.resolve();
    equal([errors.map(({ message: text }) => text), told], [['one', 'two'], [1]]);
});

test('who went away is told nothing, even in the middle of a message', () => {
    const { processor, frames, router } = processing();
    const heard = [];
    const offs = [];
    offs.push(router.on('participant-joined', () => {
        heard.push('first');
        offs.forEach((off) => off());
    }));
    offs.push(router.on('participant-joined', () => heard.push('second')));
    [1, 2].forEach((id) => processor.accept(message(id)));
    frames.paint();
    equal(heard, ['first']);
});

test('statistics count and time, and keep nothing of what messages say', async () => {
    const { processor, frames, statistics, clock } = processing();
    statistics.opened();
    const [sentAt, receivedAt] = [clock.now(), clock.now() + 40];
    // The server's clock is five seconds ahead.
    statistics.pong({ sentAt, receivedAt, at: new Date(sentAt + 20 + 5000).toISOString() });
    await clock.advance(100);
    const at = new Date(clock.now() + 5000 - 30).toISOString();
    processor.accept({ ...message(1), at, data: { name: 'Ana Maria' } });
    processor.accept({ ...message(1), at });
    processor.accept({ ...message(2), at: '2026-01-01T00:00:00Z' });
    frames.paint();
    const { received, applied, duplicates, clockOffsetMs, roundTripMs, latencyMs, byEvent } = statistics.snapshot();
    equal([received, applied, duplicates, clockOffsetMs, roundTripMs], [3, 2, 1, 5000, 40]);
    equal(latencyMs, { samples: 1, median: 30, p95: 30, most: 30 }, 'what was missed before is not late');
    equal(byEvent, { 'participant-joined': 2 });
    ok(!JSON.stringify(statistics.recent).includes('Ana'));
    equal(statistics.recent.map(({ id }) => id), [1, 2]);
});
