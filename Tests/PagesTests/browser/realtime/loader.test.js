import { equal, ok, test } from '../runner.js';
import { FakeClock, deferred } from '../fakes.js';
import { Inbox } from '/web/realtime/inbox.js';
import { checkConfig } from '/web/realtime/config.js';
import { createLoader } from '/web/realtime/loader.js';

const message = (id) => ({ event: 'alert', data: {}, id, at: null });

function loading({ mayLoad = () => true } = {}) {
    const clock = new FakeClock();
    const inbox = new Inbox({ most: 1000 });
    const applied = [];
    const asked = [];
    const failures = [];
    const take = () => applied.push(...inbox.take().map(({ id }) => id));
    const loader = createLoader({
        load: ({ signal, reason }) => {
            const answer = deferred();
            asked.push({ signal, reason, ...answer });
            return answer.promise;
        },
        inbox, processor: { flushAll: take, ask: take }, settings: checkConfig({}).config.realtime, clock,
        random: () => 0.5, count: () => {}, mayLoad, changed: () => {}, failed: (error) => failures.push(error.message),
    });
    return { clock, inbox, applied, asked, failures, loader };
}

test('what came before and after the state is told around it, and what it holds is not', async () => {
    const { inbox, applied, asked, loader } = loading();
    inbox.accept(message(1));
    const done = loader.want('start');
    ok(loader.isLoading);
    [2, 3, 4].forEach((id) => inbox.accept(message(id)));
    equal(applied, [1]);
    asked[0].resolve({ position: 3 });
    equal([await done, applied, inbox.position, loader.isWanted], [true, [1, 4], 4, false]);
});

test('a state that is older than what is shown is not enough', async () => {
    const { inbox, asked, loader } = loading();
    inbox.accept(message(9));
    const done = loader.want('asked');
    asked[0].resolve({ position: 5 });
    await Promise.resolve();
    await new Promise((resolve) => { setTimeout(resolve); });
    equal(asked.length, 2);
    asked[1].resolve({ position: 9 });
    equal(await done, true);
});

test('what is wanted while it loads is one more load, for all that want it', async () => {
    const { asked, loader } = loading();
    const all = ['a', 'b', 'c'].map((reason) => loader.want(reason));
    asked[0].resolve({ position: 1 });
    await new Promise((resolve) => { setTimeout(resolve); });
    asked[1].resolve({ position: 2 });
    equal([await Promise.all(all), asked.length], [[true, true, true], 2]);
});

test('where loading fails messages go on, and it is tried again', async () => {
    const { clock, inbox, applied, asked, failures, loader } = loading();
    const done = loader.want('resync');
    inbox.accept(message(2));
    asked[0].reject(new Error('no network'));
    equal([await done, applied, loader.isWanted, failures], [false, [2], true, ['no network']]);
    await clock.advance(1000);
    asked[1].resolve({ position: 2 });
    await clock.advance(0);
    equal([loader.isWanted, clock.running], [false, 0]);
});

test('a load that does not end is given up in time', async () => {
    const { clock, asked, loader } = loading();
    loader.want('start');
    await clock.advance(30_000);
    ok(asked[0].signal.aborted);
    ok(!loader.isLoading && loader.isWanted);
});

test('while nobody looks it is not tried again by itself', async () => {
    const { clock, asked, loader } = loading({ mayLoad: () => false });
    loader.want('resync');
    asked[0].reject(new Error('no network'));
    await clock.advance(100_000);
    equal([asked.length, loader.isWanted], [1, true]);
});

test('a stopped one loads nothing, and gives up what it does', async () => {
    const { clock, asked, loader, applied, inbox } = loading();
    const done = loader.want('start');
    loader.stop();
    ok(asked[0].signal.aborted);
    equal(await done, false);
    inbox.accept(message(1));
    equal([await loader.want('asked'), asked.length, applied, clock.running], [false, 1, [], 0]);
});
