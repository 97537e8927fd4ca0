import { equal, ok, test } from '../runner.js';
import { FakeClock, deferred } from '../fakes.js';
import { checkConfig } from '/web/realtime/config.js';
import { createLink } from '/web/realtime/link.js';

/** A link over transports that do what a test says, and that go on talking when they should not. */
function linking({ checkSession = async () => 'good', make = () => {} } = {}) {
    const clock = new FakeClock();
    const [opened, told] = [[], []];
    const note = (name) => (value) => told.push(value === undefined ? [name] : [name, value]);
    const on = Object.fromEntries(['message', 'advanced', 'garbled', 'heard', 'opened', 'closed', 'probe', 'ended']
        .map((name) => [name, note(name)]));
    const transport = (name) => (listener) => {
        make(name);
        const one = { name, listener, isClosed: false, said: [] };
        opened.push(one);
        return { send: (text) => one.said.push(text) > 0, close: () => { one.isClosed = true; } };
    };
    const link = createLink({
        ladder: ['websocket', 'polling'], clock, random: () => 0.5, checkSession,
        transports: { websocket: transport('websocket'), polling: transport('polling') },
        settings: checkConfig({}).config.realtime, on: { ...on, changed: () => {} },
    });
    return { link, clock, opened, told };
}

test('what an old connection still says is not heard', async () => {
    const { link, clock, opened, told } = linking();
    link.send({ type: 'start' });
    const [{ listener: old }] = opened;
    old.opened();
    link.silence();
    ok(opened[0].isClosed);
    await clock.advance(1000);
    opened[1].listener.opened();
    told.length = 0;
    old.message({ id: 1 });
    old.advanced(1);
    old.heard();
    old.garbled('x');
    old.opened();
    old.closed({ code: 4403, isOpened: true });
    equal([told, link.word, opened.length], [[], 'live', 2]);
    opened[1].listener.message({ id: 2 });
    equal(told, [['message', { id: 2 }]]);
});

test('that it opened and closed is told once each', async () => {
    const { link, opened, told } = linking();
    link.send({ type: 'start' });
    opened[0].listener.opened();
    equal(link.say('hello'), true);
    opened[0].listener.closed({ code: 1001, isOpened: true });
    equal([told, opened[0].said, link.say('late')], [[['opened', 'websocket'], ['closed']], ['hello'], false]);
});

test('when the next try is, is known while it waits for it, and only then', async () => {
    const { link, clock, opened } = linking();
    link.send({ type: 'start' });
    opened[0].listener.opened();
    equal(link.retryAt, null);
    opened[0].listener.closed({ code: 1001, isOpened: true });
    equal(link.retryAt, clock.now() + 500);
    await clock.advance(500);
    equal([link.retryAt, opened.length], [null, 2]);
});

test('an answer about the session that comes after it no longer matters is not heard', async () => {
    const answer = deferred();
    const { link, clock, opened } = linking({ checkSession: () => answer.promise });
    link.send({ type: 'start' });
    opened[0].listener.closed({ code: 1006, isOpened: false });
    link.send({ type: 'hold', by: 'user' });
    link.send({ type: 'release', by: 'user' });
    answer.resolve('ended');
    await clock.advance(0);
    equal(link.word, 'connecting');
});

test('a session that cannot be looked at is one of which nothing is known', async () => {
    const { link, clock, opened } = linking({ checkSession: async () => { throw new Error('no network'); } });
    link.send({ type: 'start' });
    opened[0].listener.closed({ code: 1006, isOpened: false });
    await clock.advance(0);
    ok(link.retryAt !== null);
});

test('a transport that cannot even be made has failed to open', async () => {
    const { link, clock, opened } = linking({ make: (name) => { if (name === 'websocket') throw new Error('refused'); } });
    link.send({ type: 'start' });
    await clock.advance(60_000);
    equal(opened[0].name, 'polling');
});

test('a dead connection that is left is closed, and so is a live one at the end', async () => {
    const { link, clock, opened, told } = linking();
    link.send({ type: 'start' });
    await clock.advance(10_000);
    ok(opened[0].isClosed, 'it did not open in time');
    await clock.advance(1000);
    opened[1].listener.opened();
    link.send({ type: 'stop', reason: 'signed-out' });
    equal([opened[1].isClosed, told.at(-1), clock.running], [true, ['ended', 'signed-out'], 0]);
});
