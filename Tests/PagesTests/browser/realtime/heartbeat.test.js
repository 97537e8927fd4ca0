import { equal, test } from '../runner.js';
import { FakeClock, deferred } from '../fakes.js';
import { heartbeat } from '/web/realtime/heartbeat.js';

const settings = { everyMs: 20_000, timeoutMs: 8000 };

function beating() {
    const clock = new FakeClock(0);
    const asked = [];
    const told = [];
    const heart = heartbeat({
        settings, clock,
        ask: (timeoutMs) => {
            const question = deferred();
            asked.push({ at: clock.now(), ...question });
            clock.setTimeout(() => question.reject(new Error('timed out')), timeoutMs);
            return question.promise;
        },
        onSilence: () => told.push(['silence', clock.now()]),
        onPong: (pong) => told.push(pong),
    });
    return { clock, asked, told, heart };
}

test('the server is asked at once and then now and then', async () => {
    const { clock, asked, told, heart } = beating();
    heart.start();
    await clock.advance(40);
    asked[0].resolve({ position: 3, at: '1970-01-01T00:00:05.020Z' });
    await clock.advance(20_000);
    equal(asked.map(({ at }) => at), [0, 20_040]);
    equal(told, [{ sentAt: 0, receivedAt: 40, at: '1970-01-01T00:00:05.020Z', position: 3 }]);
});

test('a missed answer is told once, and the heart stands still', async () => {
    const { clock, asked, told, heart } = beating();
    heart.start();
    await clock.advance(200_000);
    equal([told, asked.length], [[['silence', 8000]], 1]);
});

test('a message meanwhile is as good as an answer', async () => {
    const { clock, asked, told, heart } = beating();
    heart.start();
    await clock.advance(5000);
    heart.heard();
    await clock.advance(23_000);
    equal([told, asked.map(({ at }) => at)], [[], [0, 28_000]]);
    await clock.advance(8000);
    equal(told, [['silence', 36_000]]);
});

test('a stopped heart asks and tells nothing, and may start again', async () => {
    const { clock, asked, told, heart } = beating();
    heart.start();
    await clock.advance(10);
    heart.stop();
    asked[0].resolve({});
    await clock.advance(100_000);
    equal([told, asked.length], [[], 1]);
    heart.start();
    await clock.advance(0);
    equal(asked.length, 2);
});

test('asking now takes the place of the next time', async () => {
    const { clock, asked, heart } = beating();
    heart.start();
    await clock.advance(10);
    asked[0].resolve({});
    await clock.advance(1000);
    heart.beatNow();
    await clock.advance(10);
    asked[1].resolve({});
    await clock.advance(19_999);
    equal(asked.length, 2);
    await clock.advance(1);
    equal(asked.length, 3);
});
