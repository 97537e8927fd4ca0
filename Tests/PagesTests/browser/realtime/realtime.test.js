import { equal, ok, test, throws } from '../runner.js';
import { FakeClock, FakeFrames, FakePage, seeded, settled } from '../fakes.js';
import { startRealtime } from '/web/realtime/index.js';

/** A bridge and the network to it: a feed that grows, sessions that end, connections that break. */
class FakeBridge {
    feed = [];
    position = 100;
    forgotten = 0;
    isReachable = true;
    isSignedIn = true;
    blocked = new Set();
    open = new Set();
    sent = 0;

    constructor(clock) { this.clock = clock; }

    tell(event = 'participant-joined', data = {}) {
        // What others are told lies between.
        this.position += 1 + (this.position % 3);
        const message = { event, data, id: this.position, at: new Date(this.clock.now()).toISOString() };
        this.feed.push(message);
        for (const connection of [...this.open]) connection.tell(message);
        return message.id;
    }

    /** The whole state: what of the feed is in it. */
    load = async () => {
        this.sent += 1;
        const position = this.position;
        await null;
        if (!this.isReachable) throw new Error('no network');
        return { position };
    };

    sessions = Object.assign(new EventTarget(), {
        checkSession: async () => {
            this.sent += 1;
            await null;
            return this.isReachable ? (this.isSignedIn ? 'good' : 'ended') : 'unknown';
        },
    });

    transports(since) {
        const make = (name) => (listener) => {
            this.sent += 1;
            const connection = {
                name,
                tell: (message) => listener.message(message),
                cut: (code = 1006) => {
                    if (!this.open.delete(connection)) return;
                    listener.closed({ code, isOpened: true });
                },
                isSilent: false,
            };
            let isClosed = false;
            const from = since();
            Promise.resolve().then(() => {
                if (isClosed) return;
                if (!this.isReachable || !this.isSignedIn || this.blocked.has(name)) {
                    listener.closed({ code: 1006, isOpened: false });
                    return;
                }
                this.open.add(connection);
                listener.opened();
                const isTooLate = from !== null && (from < this.forgotten || from > this.position);
                const welcome = { event: 'connected', data: {}, id: from === null || isTooLate ? this.position : from };
                listener.message(welcome);
                if (isTooLate) listener.message({ event: 'resync', data: {}, id: this.position });
                else if (from !== null) this.feed.filter(({ id }) => id > from).forEach(connection.tell);
            });
            return {
                send: (text) => {
                    if (name !== 'websocket' || !this.open.has(connection)) return false;
                    this.sent += 1;
                    const { request, ask } = JSON.parse(text);
                    if (connection.isSilent) return true;
                    Promise.resolve().then(() => {
                        if (!this.open.has(connection)) return;
                        const at = new Date(this.clock.now()).toISOString();
                        listener.message(ask === 'dance'
                            ? { request, ok: false, problem: { type: '/problems/bad-request', title: 'No' } }
                            : { request, ok: true, data: { position: this.position, at } });
                    });
                    return true;
                },
                close: () => {
                    isClosed = true;
                    this.open.delete(connection);
                },
            };
        };
        return { websocket: make('websocket'), events: make('events'), polling: make('polling') };
    }
}

async function starting({ since = null, load, config = {}, seed = 1, prepare = () => {} } = {}) {
    const clock = new FakeClock();
    const frames = new FakeFrames();
    const [window, document, bridge] = [new FakePage(), new FakePage(), new FakeBridge(clock)];
    const reports = [];
    prepare(bridge);
    let realtime = null;
    const loads = [];
    realtime = startRealtime({
        config, since, session: { role: 'court-rep' },
        load: load ?? (async (options) => {
            const answer = await bridge.load();
            loads.push({ ...answer, reason: options.reason });
            return answer;
        }),
        tools: {
            window, document, clock, frames, random: seeded(seed), ticks: () => clock.now(), sessions: bridge.sessions,
            report: (error) => reports.push(error.message),
            transports: bridge.transports(() => realtime.status.position), newKey: () => 'key',
        },
    });
    const told = [];
    realtime.onAny(({ event, id }) => { if (event !== 'connected') told.push(id); });
    await clock.advance(0);
    return { bridge, clock, frames, window, document, realtime, told, loads, reports };
}

test('a page loads its state, is live, and is told what happens after it', async () => {
    const { bridge, frames, realtime, told, loads } = await starting();
    equal(loads, [{ position: 100, reason: 'start' }]);
    const { connection, transport, position } = realtime.status;
    equal([connection, transport, position], ['live', 'websocket', 100]);
    const ids = [bridge.tell(), bridge.tell()];
    frames.paint();
    equal(told, ids);
    realtime.stop();
});

test('a page that has its state already goes on from there', async () => {
    const { realtime, told, loads, frames } = await starting({
        since: 50, prepare: (bridge) => { bridge.feed = [40, 60, 80].map((id) => ({ event: 'alert', id, data: {} })); },
    });
    frames.paint();
    equal([loads, told, realtime.status.position], [[], [60, 80], 100]);
    realtime.stop();
});

test('what happens while the connection is away is told once it is back', async () => {
    const { bridge, clock, frames, realtime, told } = await starting();
    const ids = [bridge.tell()];
    bridge.isReachable = false;
    [...bridge.open].forEach((connection) => connection.cut());
    await clock.advance(60_000);
    equal(realtime.status.connection, 'offline');
    ok(realtime.status.retryAt > clock.now());
    ids.push(bridge.tell(), bridge.tell());
    bridge.isReachable = true;
    await clock.advance(60_000);
    frames.paint();
    equal([realtime.status.connection, told, realtime.insight.reconnects], ['live', ids, 1]);
    realtime.stop();
});

test('a connection that is there but dead is noticed by its silence', async () => {
    const { bridge, clock, realtime } = await starting();
    await clock.advance(10_000);
    [...bridge.open][0].isSilent = true;
    await clock.advance(18_050);
    equal(realtime.status.connection, 'reconnecting');
    await clock.advance(2000);
    equal([realtime.status.connection, bridge.open.size], ['live', 1]);
    realtime.stop();
});

test('the clocks are compared, so that latency can be told', async () => {
    const { realtime } = await starting();
    equal([realtime.insight.clockOffsetMs, realtime.insight.roundTripMs], [0, 0]);
    realtime.stop();
});

test('who is told nothing for long goes on from where the server says it stands', async () => {
    const { bridge, clock, realtime } = await starting();
    bridge.position += 500;
    await clock.advance(20_000);
    equal(realtime.status.position, bridge.position);
    realtime.stop();
});

test('where no WebSocket opens it listens otherwise, and returns to it later', async () => {
    const { bridge, clock, realtime } = await starting({ prepare: (made) => made.blocked.add('websocket') });
    await clock.advance(60_000);
    equal([realtime.status.connection, realtime.status.transport], ['live', 'events']);
    bridge.blocked.add('events');
    [...bridge.open].forEach((connection) => connection.cut());
    await clock.advance(60_000);
    equal([realtime.status.connection, realtime.status.transport], ['live', 'polling']);
    bridge.blocked.clear();
    await clock.advance(700_000);
    equal([realtime.status.connection, realtime.status.transport], ['live', 'websocket']);
    realtime.stop();
});

test('what was missed and is no longer kept is loaded, and messages go on after it', async () => {
    const { bridge, clock, frames, realtime, told, loads } = await starting();
    bridge.isReachable = false;
    [...bridge.open].forEach((connection) => connection.cut());
    await clock.advance(1000);
    const missed = bridge.tell();
    bridge.forgotten = missed + 1;
    bridge.position += 10;
    bridge.isReachable = true;
    await clock.advance(60_000);
    equal(loads.at(-1).reason, 'resync');
    const next = bridge.tell();
    frames.paint();
    equal([told.includes(missed), told.at(-1), realtime.status.isWhole], [false, next, true]);
    realtime.stop();
});

test('a feed that begins anew, as after a backup was put back, is followed from there', async () => {
    const { bridge, clock, frames, realtime, told } = await starting();
    const before = bridge.tell();
    frames.paint();
    [...bridge.open].forEach((connection) => connection.cut());
    Object.assign(bridge, { feed: [], position: 20 });
    await clock.advance(5000);
    equal([realtime.status.connection, realtime.status.position], ['live', 20]);
    const next = bridge.tell();
    frames.paint();
    equal(told, [before, 20, next]);
    realtime.stop();
});

test('where somebody was erased everything is loaded again', async () => {
    const { bridge, clock, loads, realtime } = await starting();
    bridge.tell('participant-erased', { participant: 'P-1' });
    await clock.advance(0);
    equal(loads.map(({ reason }) => reason), ['start', 'participant-erased']);
    realtime.invalidate();
    realtime.invalidate('twice');
    await clock.advance(1000);
    equal(loads.map(({ reason }) => reason), ['start', 'participant-erased', 'twice']);
    realtime.stop();
});

test('where the state cannot be loaded at first, it is loaded later', async () => {
    const { bridge, clock, loads, realtime, reports } = await starting({
        prepare: (made) => { made.isReachable = false; },
    });
    equal([realtime.status.connection, realtime.status.isWhole, reports[0]], ['connecting', false, 'no network']);
    bridge.isReachable = true;
    await clock.advance(60_000);
    equal([realtime.status.connection, realtime.status.isWhole, loads.length], ['live', true, 1]);
    realtime.stop();
});

test('questions are answered, refused, or fail where no socket is', async () => {
    const { clock, realtime, bridge } = await starting();
    equal((await realtime.request('ping')).position, 100);
    await throws(() => realtime.request('dance'), (error) => error.type === '/problems/bad-request');
    [...bridge.open].forEach((connection) => connection.cut());
    await throws(() => realtime.request('ping'), (error) => error.type === 'not-connected');
    await clock.advance(5000);
    realtime.stop();
});

test('following somebody loads again, and is asked for again by the next connection', async () => {
    const { clock, realtime, loads } = await starting();
    const done = realtime.follow({ participant: 'P-1001' });
    await clock.advance(0);
    equal([await done, loads.at(-1).reason], [true, 'follow']);
    equal(realtime.insight.filter, { events: null, participant: 'P-1001' });
    realtime.stop();
});

test('a hidden tab stops listening after a while, and catches up on return', async () => {
    const { bridge, clock, frames, document, realtime, told } = await starting();
    document.visibilityState = 'hidden';
    document.tell('visibilitychange');
    await clock.advance(299_000);
    const ids = [bridge.tell()];
    await clock.advance(1000);
    equal([realtime.status.connection, bridge.open.size, told], ['paused', 0, ids]);
    const before = bridge.sent;
    ids.push(bridge.tell());
    await clock.advance(3_600_000);
    equal([bridge.sent, told.length], [before, 1]);
    document.visibilityState = 'visible';
    document.tell('visibilitychange');
    await clock.advance(100);
    frames.paint();
    equal([realtime.status.connection, told], ['live', ids]);
    realtime.stop();
});

test('a pause is kept until it is taken back, and the state may be loaded meanwhile', async () => {
    const { bridge, clock, frames, window, realtime, told } = await starting();
    realtime.pause();
    window.tell('online');
    await clock.advance(100_000);
    equal([realtime.status.connection, realtime.status.pausedBy, bridge.open.size], ['paused', ['user'], 0]);
    bridge.tell();
    realtime.syncNow();
    await clock.advance(0);
    equal(realtime.status.position, bridge.position);
    const next = bridge.tell();
    realtime.resume();
    await clock.advance(0);
    frames.paint();
    equal(told, [next]);
    realtime.stop();
});

test('after sign-out nothing is sent, nothing is told, and nothing is left running', async () => {
    const { bridge, clock, frames, window, document, realtime, told } = await starting();
    const waiting = throws(() => realtime.send({ label: 'a', send: () => new Promise(() => {}) }));
    bridge.sessions.dispatchEvent(new Event('sessionEnded'));
    const before = bridge.sent;
    bridge.tell();
    await waiting;
    realtime.syncNow();
    realtime.resume();
    realtime.invalidate();
    realtime.tryNow();
    realtime.follow({}).catch(() => {});
    await throws(() => realtime.request('ping'));
    await throws(() => realtime.send({ label: 'b', send: async () => { bridge.sent += 1; } }));
    await clock.advance(100_000);
    frames.paint();
    equal([realtime.status.connection, realtime.status.reason], ['ended', 'signed-out']);
    equal([bridge.sent, bridge.open.size, told], [before, 0, []]);
    equal([window.listeners, document.listeners, clock.running], [0, 0, 0]);
});

test('a session that ended elsewhere ends it here', async () => {
    const { bridge, clock, realtime } = await starting();
    const words = [];
    realtime.watch(({ connection }) => words.push(connection));
    bridge.isSignedIn = false;
    [...bridge.open].forEach((connection) => connection.cut(4401));
    await clock.advance(1000);
    equal([realtime.status.connection, realtime.status.reason, words.at(-1)], ['ended', 'signed-out', 'ended']);
    equal(clock.running, 0);
});

test('signing out that fails lets it go on', async () => {
    const { bridge, clock, realtime } = await starting();
    bridge.sessions.dispatchEvent(new Event('leaving'));
    equal([realtime.status.connection, bridge.open.size], ['paused', 0]);
    bridge.sessions.dispatchEvent(new Event('stayed'));
    await clock.advance(0);
    equal(realtime.status.connection, 'live');
    realtime.stop();
});

test('the status is told once a paint, and says how many changes wait', async () => {
    const { clock, frames, realtime, bridge } = await starting();
    const seen = [];
    const off = realtime.watch((status) => seen.push([status.pending, status.position]));
    frames.paint();
    const finish = [];
    const sent = realtime.send({ label: 'a', send: () => new Promise((resolve) => { finish.push(resolve); }) });
    [1, 2, 3].forEach(() => bridge.tell());
    frames.paint();
    finish[0]();
    await sent;
    frames.paint();
    equal(seen, [[0, 100], [1, bridge.position], [0, bridge.position]]);
    off();
    bridge.tell();
    frames.paint();
    equal(seen.length, 3);
    await clock.advance(0);
    realtime.stop();
});

test('mistakes in settings are reported, and it runs all the same', async () => {
    const { realtime, reports } = await starting({ config: { realtime: { openTimeoutMs: -1 }, colour: 'red' } });
    equal(reports, [
        'Setting realtime.openTimeoutMs must be a number from 500 to 60000.', 'Setting colour is not known.',
    ]);
    equal(realtime.status.connection, 'live');
    realtime.stop();
});

test('whatever happens, each message is told once and in order, or is in a state that was loaded', async () => {
    let toldInAll = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
        const random = seeded(seed * 7919);
        // Half of them never load again: then nothing may be missing at all.
        const isLoading = seed % 2 === 0;
        const { bridge, clock, frames, window, document, realtime, told, loads } = await starting({ seed });
        const cut = (code) => [...bridge.open].forEach((connection) => connection.cut(code));
        for (let round = 0; round < 80; round += 1) {
            switch (random.below(14)) {
            case 0: cut(random.pick([1001, 1006, 1013, 4401, 4408, 4429])); break;
            case 1: bridge.isReachable = false; cut(1006); break;
            case 2: bridge.isReachable = true; break;
            case 3: window.tell(random.pick(['online', 'offline'])); break;
            case 4:
                document.visibilityState = random.pick(['hidden', 'visible']);
                document.tell('visibilitychange');
                break;
            case 5: bridge.blocked = new Set(['websocket', 'events'].filter(() => random() < 0.5)); break;
            case 6: [...bridge.open].forEach((connection) => { connection.isSilent = true; }); break;
            case 7: if (isLoading && random() < 0.3) bridge.forgotten = bridge.position - random.below(4); break;
            case 8: if (isLoading) realtime.syncNow(); break;
            case 9: random() < 0.5 ? realtime.pause() : realtime.resume(); break;
            default: for (let n = random.below(5); n >= 0; n -= 1) bridge.tell();
            }
            if (random() < 0.7) await clock.advance(random.below(random() < 0.1 ? 400_000 : 5000));
            if (random() < 0.5) frames.paint();
            ok(bridge.open.size <= 1, `seed ${seed}: ${bridge.open.size} connections`);
        }
        bridge.isReachable = true;
        bridge.blocked.clear();
        realtime.resume();
        document.visibilityState = 'visible';
        document.tell('visibilitychange');
        window.tell('online');
        await clock.advance(120_000);
        frames.paint();
        equal(realtime.status.connection, 'live', `seed ${seed}`);
        const ids = told.filter((id) => bridge.feed.some((message) => message.id === id));
        ok(ids.every((id, index) => index === 0 || id > ids[index - 1]), `seed ${seed}: twice or out of order`);
        if (!isLoading) equal(loads.length, 1, `seed ${seed}`);
        const newest = Math.max(0, ...loads.map(({ position }) => position));
        const missing = bridge.feed.filter(({ id }) => id > newest && !ids.includes(id));
        equal(missing.map(({ id }) => id), [], `seed ${seed}: lost`);
        ok(realtime.status.isWhole, `seed ${seed}`);
        toldInAll += ids.length;
        realtime.stop();
        await settled();
        equal(bridge.open.size, 0);
    }
    ok(toldInAll > 5000, `only ${toldInAll}`);
});

test('only those settings decide how it listens', async () => {
    const { realtime, clock } = await starting({ config: { features: { websocket: false, events: false } } });
    equal(realtime.status.transport, 'polling');
    realtime.stop();
    await clock.advance(0);
});

test('fifty messages a second over a minute make no task of more than 50 ms', async () => {
    const { bridge, frames, realtime } = await starting();
    let longest = 0;
    const rows = new Map();
    realtime.on('participant-joined', ({ data }) => rows.set(data.participant, data));
    for (let second = 0; second < 60; second += 1) {
        for (let n = 0; n < 50; n += 1) {
            bridge.tell('participant-joined', { participant: `P-${n}`, name: 'x'.repeat(200) });
        }
        const began = performance.now();
        frames.paint();
        longest = Math.max(longest, performance.now() - began);
    }
    equal([rows.size, realtime.insight.received], [50, 3000]);
    ok(longest < 50, `${longest} ms`);
    realtime.stop();
});
