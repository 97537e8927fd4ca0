import { equal, ok, test, throws } from '../runner.js';
import { FakeClock, FakePage, deferred, settled } from '../fakes.js';
import { NetworkError, ProblemError } from '/web/api/problems.js';
import { createOutbox } from '/web/realtime/outbox.js';

function sending({ most = 3, isKeeping = true } = {}) {
    const clock = new FakeClock();
    const window = new FakePage();
    let keys = 0;
    const outbox = createOutbox({
        settings: { most, maxAgeMs: 3_600_000 }, backoffSettings: { baseMs: 1000, capMs: 30_000 }, isKeeping, clock,
        random: () => 0.5, newKey: () => `key-${keys += 1}`, window,
    });
    return { clock, window, outbox };
}
const type = (wanted) => (error) => error.type === wanted;

test('changes are sent one after the other, in their order', async () => {
    const { outbox } = sending();
    const first = deferred();
    const begun = [];
    const one = outbox.add({ label: 'one', send: () => { begun.push('one'); return first.promise; } });
    const two = outbox.add({ label: 'two', send: async () => { begun.push('two'); return 2; } });
    await settled();
    equal([begun, outbox.list().map(({ label }) => label)], [['one'], ['one', 'two']]);
    first.resolve(1);
    equal([await one, await two, begun, outbox.count], [1, 2, ['one', 'two'], 0]);
});

test('what the network lost is sent again under the same key', async () => {
    const { clock, outbox } = sending();
    const attempts = [];
    const done = outbox.add({
        label: 'claim',
        send: async ({ idempotencyKey, isRetry }) => {
            attempts.push([idempotencyKey, isRetry]);
            if (attempts.length < 3) throw new NetworkError();
            return 'done';
        },
    });
    await clock.advance(500);
    await clock.advance(1000);
    equal([await done, attempts], ['done', [['key-1', false], ['key-1', true], ['key-1', true]]]);
});

test('what the server refuses is refused, and the next is sent', async () => {
    const { outbox } = sending();
    const refused = throws(
        () => outbox.add({ label: 'a', send: async () => { throw new ProblemError({ status: 412 }); } }),
        (error) => error.status === 412);
    const next = outbox.add({ label: 'b', send: async () => 'sent' });
    await refused;
    equal(await next, 'sent');
});

test('a busy server is asked again when it said', async () => {
    const { clock, outbox } = sending();
    let tries = 0;
    outbox.add({
        label: 'a',
        send: async () => {
            tries += 1;
            if (tries === 1) throw new ProblemError({ status: 503, retryAfterMs: 5000 });
        },
    });
    await clock.advance(4999);
    equal(tries, 1);
    await clock.advance(1);
    equal([tries, outbox.count], [2, 0]);
});

test('offline nothing is tried, and everything is sent once there is a network', async () => {
    const { clock, outbox } = sending();
    outbox.setOnline(false);
    let sent = 0;
    const all = [1, 2].map((n) => outbox.add({ label: `${n}`, send: async () => { sent += 1; } }));
    await clock.advance(100_000);
    equal([sent, outbox.count], [0, 2]);
    outbox.setOnline(true);
    await Promise.all(all);
    equal([sent, outbox.count], [2, 0]);
});

test('a network that is back is used at once, however long the wait was to be', async () => {
    const { clock, outbox } = sending();
    let tries = 0;
    outbox.add({
        label: 'a',
        send: async () => {
            tries += 1;
            if (tries === 1) throw new ProblemError({ status: 503, retryAfterMs: 60_000 });
        },
    });
    await clock.advance(1000);
    outbox.setOnline(false);
    outbox.setOnline(true);
    await clock.advance(0);
    equal([tries, outbox.count, clock.running], [2, 0, 0]);
});

test('it is bounded, and says so', async () => {
    const { outbox } = sending({ most: 2 });
    outbox.setOnline(false);
    for (const label of ['a', 'b']) outbox.add({ label, send: async () => {} }).catch(() => {});
    const error = await throws(() => outbox.add({ label: 'c', send: async () => {} }), type('outbox-full'));
    ok(error.message.includes('2 changes'), error.message);
    equal(outbox.count, 2);
});

test('leaving the page asks first while something waits', async () => {
    const { outbox, window, clock } = sending();
    const isAsked = () => window.tell('beforeunload').defaultPrevented;
    equal([isAsked(), window.listeners], [false, 0]);
    outbox.setOnline(false);
    outbox.add({ label: 'a', send: async () => {} });
    equal(isAsked(), true);
    outbox.setOnline(true);
    await clock.advance(0);
    equal([isAsked(), window.listeners], [false, 0]);
});

test('what waited too long is not sent: its key may be forgotten', async () => {
    const { clock, outbox } = sending();
    outbox.setOnline(false);
    let sent = 0;
    const old = throws(() => outbox.add({ label: 'a', send: async () => { sent += 1; } }), type('outbox-too-old'));
    await clock.advance(3_600_001);
    outbox.setOnline(true);
    await old;
    equal(sent, 0);
});

test('after the end nothing is sent, and what ran is given up', async () => {
    const { clock, outbox, window } = sending();
    let signal;
    let tries = 0;
    const running = throws(() => outbox.add({
        label: 'a',
        send: (attempt) => {
            tries += 1;
            signal = attempt.signal;
            return new Promise((_, reject) => {
                signal.addEventListener('abort', () => reject(new NetworkError()));
            });
        },
    }), type('outbox-ended'));
    const waiting = throws(() => outbox.add({ label: 'b', send: async () => { tries += 1; } }), type('outbox-ended'));
    await settled();
    outbox.end();
    await Promise.all([running, waiting]);
    await throws(() => outbox.add({ label: 'c', send: async () => { tries += 1; } }), type('outbox-ended'));
    outbox.setOnline(true);
    await clock.advance(100_000);
    equal([tries, signal.aborted, outbox.count, window.listeners, clock.running], [1, true, 0, 0, 0]);
});

test('where nothing is kept, a lost network fails the change', async () => {
    const { outbox } = sending({ isKeeping: false });
    await throws(
        () => outbox.add({ label: 'a', send: async () => { throw new NetworkError(); } }),
        (error) => error instanceof NetworkError);
});
