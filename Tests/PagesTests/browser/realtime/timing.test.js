import { equal, test } from '../runner.js';
import { FakeClock } from '../fakes.js';
import { debounced, throttled } from '/web/realtime/timing.js';
import { namedTimers } from '/web/realtime/clock.js';
import { createRouter } from '/web/realtime/router.js';

test('debounced: once it is quiet, with what came last', async () => {
    const clock = new FakeClock(0);
    const calls = [];
    const call = debounced((value) => calls.push([value, clock.now()]), 100, clock);
    call('a');
    await clock.advance(80);
    call('b');
    await clock.advance(1000);
    call('c');
    call.cancel();
    await clock.advance(1000);
    equal(calls, [['b', 180]]);
});

test('throttled: at once, then at most so often, and the last is never lost', async () => {
    const clock = new FakeClock(0);
    const calls = [];
    const call = throttled((value) => calls.push([value, clock.now()]), 100, clock);
    for (let n = 0; n < 10; n += 1) {
        call(n);
        await clock.advance(25);
    }
    await clock.advance(1000);
    equal(calls, [[0, 0], [3, 100], [7, 200], [9, 300]]);
    call('later');
    equal(calls.at(-1), ['later', clock.now()]);
});

test('a timer that is set again moves', async () => {
    const clock = new FakeClock(0);
    const timers = namedTimers(clock);
    const calls = [];
    timers.set('a', 10, () => calls.push('early'));
    timers.set('a', 20, () => calls.push('late'));
    timers.set('b', 5, () => calls.push('never'));
    timers.cancel('b');
    await clock.advance(30);
    equal([calls, timers.has('a')], [['late'], false]);
});

test('a handler may be called less often than messages come, and not once it is off', async () => {
    const clock = new FakeClock(0);
    const router = createRouter({ clock, report: () => {} });
    const heard = [];
    router.on('alert', ({ id }) => heard.push(`d${id}`), { debounceMs: 50 });
    const off = router.on('alert', ({ id }) => heard.push(`t${id}`), { throttleMs: 50 });
    [1, 2, 3].forEach((id) => router.tell({ event: 'alert', id }, false));
    off();
    await clock.advance(500);
    equal(heard, ['t1', 'd3']);
});
