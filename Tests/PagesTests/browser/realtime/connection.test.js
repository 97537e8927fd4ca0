import { equal, ok, test } from '../runner.js';
import { seeded } from '../fakes.js';
import { connectionWord, initialState, step, transportOf } from '/web/realtime/connection.js';
import { checkConfig } from '/web/realtime/config.js';

const settings = checkConfig({}).config.realtime;
const all = ['websocket', 'events', 'polling'];

/** Takes events one after the other, and remembers what was to be done last. */
class Machine {
    constructor(ladder = all, random = () => 0.5) {
        this.state = initialState(ladder);
        this.random = random;
        this.actions = [];
    }

    send(event) {
        const result = step(this.state, event, settings, this.random);
        this.state = result.state;
        this.actions = result.actions;
        return this;
    }

    get word() { return connectionWord(this.state, settings); }
    get transport() { return transportOf(this.state); }
    opened() { return this.send({ type: 'opened', connection: this.state.connection }); }
    closed(code = 1006, isOpened = true, more = {}) {
        return this.send({ type: 'closed', connection: this.state.connection, code, isOpened, ...more });
    }
    timer(timer) { return this.send({ type: 'timer', timer }); }
    live() { return this.send({ type: 'start' }).opened(); }
    action(kind, timer) { return this.actions.find((one) => one.do === kind && (!timer || one.timer === timer)); }
    /** One connection that never opens, while the service can be reached. */
    failToOpen() { return this.closed(1006, false).send({ type: 'session', answer: 'good' }); }
}

test('it connects, is live, and connects again after a wait when the connection is lost', () => {
    const machine = new Machine().send({ type: 'start' });
    equal([machine.word, machine.action('open').transport], ['connecting', 'websocket']);
    machine.opened();
    equal(machine.word, 'live');
    machine.timer('stable').closed();
    equal([machine.word, machine.action('schedule', 'retry').afterMs], ['reconnecting', 500]);
    machine.timer('retry');
    equal([machine.word, machine.action('open').connection], ['reconnecting', 2]);
});

test('waits grow while connections fail, and begin anew after one that lasted', () => {
    const machine = new Machine(['websocket'], () => 0.999999).live();
    const waits = [];
    for (let round = 0; round < 7; round += 1) {
        waits.push(machine.closed(1001).action('schedule', 'retry').afterMs);
        machine.timer('retry').opened();
    }
    equal(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    machine.timer('stable');
    equal(machine.closed(1001).action('schedule', 'retry').afterMs, 1000);
});

test('after some failures it says offline, and goes on trying', () => {
    const machine = new Machine().live();
    machine.timer('stable').closed();
    for (let round = 1; round < 40; round += 1) {
        equal(machine.word, round >= 5 ? 'offline' : 'reconnecting', `round ${round}`);
        ok(machine.action('schedule', 'retry'));
        machine.timer('retry').closed(1006, false).send({ type: 'session', answer: 'unknown' });
    }
    equal(machine.state.rung, 0, 'a service that is away says nothing against WebSockets');
    equal(machine.timer('retry').opened().word, 'live');
});

test('a refused connection has the session looked at, and ends where there is none', () => {
    for (const [code, isOpened] of [[1006, false], [4401, true]]) {
        const machine = new Machine().live();
        if (!isOpened) machine.closed().timer('retry');
        machine.closed(code, isOpened);
        ok(machine.action('check-session'));
        machine.send({ type: 'session', answer: 'ended' });
        equal([machine.word, machine.state.reason], ['ended', 'signed-out']);
        ok(!machine.action('open') && !machine.action('schedule'));
    }
});

test('who has a new session connects again after the old one ended', () => {
    const machine = new Machine().live().closed(4401).send({ type: 'session', answer: 'good' });
    ok(machine.action('schedule', 'retry'));
    equal(machine.timer('retry').opened().transport, 'websocket');
});

test('who was erased is left alone', () => {
    equal(new Machine().live().closed(4403).word, 'ended');
});

test('a connection that gave way to another tab asks now and then instead, and takes nobody’s place', () => {
    const machine = new Machine().live().closed(4429);
    equal(machine.action('open').transport, 'polling');
    equal(machine.opened().word, 'live');
    const only = new Machine(['websocket']).live().closed(4429);
    ok(only.action('schedule', 'retry').afterMs >= settings.crowdedWaitMs);
});

test('it waits as long as the server asks', () => {
    ok(new Machine().live().closed(1013).action('schedule', 'retry').afterMs >= settings.busyWaitMs);
    const machine = new Machine().live().closed(1006, false, { retryAfterMs: 60_000 });
    machine.send({ type: 'session', answer: 'good' });
    ok(machine.action('schedule', 'retry').afterMs >= 60_000);
});

test('a transport that does not open is left for the next, and after the last comes the first', () => {
    const machine = new Machine().send({ type: 'start' });
    const used = [];
    for (let round = 0; round < 10; round += 1) {
        used.push(machine.transport);
        machine.failToOpen().timer('retry');
    }
    equal(used, [
        'websocket', 'websocket', 'websocket', 'events', 'events', 'events', 'polling', 'polling', 'polling',
        'websocket',
    ]);
});

test('connections that open and break at once count against the transport, too', () => {
    const machine = new Machine().send({ type: 'start' });
    for (let round = 0; round < 3; round += 1) machine.opened().closed(1006).timer('retry');
    equal(machine.transport, 'events');
});

test('a server that stops says nothing against the transport', () => {
    const machine = new Machine().send({ type: 'start' });
    for (let round = 0; round < 9; round += 1) machine.opened().closed(1001).timer('retry');
    equal(machine.transport, 'websocket');
});

function onPolling() {
    const machine = new Machine().send({ type: 'start' });
    for (let round = 0; round < 6; round += 1) machine.failToOpen().timer('retry');
    return machine.opened();
}

test('a better transport is tried again later', () => {
    const machine = onPolling().timer('step-up');
    equal(machine.actions.map((one) => one.do).filter((one) => one !== 'cancel'), ['close', 'open', 'schedule']);
    equal(machine.transport, 'websocket');
    machine.opened();
    equal([machine.word, machine.transport], ['live', 'websocket']);
});

test('where no better one opens it goes back to what worked, and tries again after twice the time', () => {
    const machine = onPolling().timer('step-up').closed(1006, false);
    equal(machine.transport, 'events');
    machine.closed(1006, false);
    equal(machine.transport, 'polling');
    equal(machine.action('schedule', 'step-up').afterMs, 2 * settings.stepUpAfterMs);
    equal(machine.opened().word, 'live');
});

test('an opening that takes too long has failed', () => {
    const machine = new Machine().send({ type: 'start' }).timer('open');
    ok(machine.action('close') && machine.action('check-session'));
});

test('a connection that falls silent is left, and another is opened', () => {
    const machine = new Machine().live().timer('stable').send({ type: 'silence', connection: 1 });
    ok(machine.action('close') && machine.action('schedule', 'retry'));
    machine.timer('retry');
    equal(machine.send({ type: 'silence', connection: 1 }).actions, [], 'what is told of the old one is not heard');
    equal(machine.send({ type: 'closed', connection: 1, code: 1006, isOpened: true }).actions, []);
});

test('without a network it says offline at once, tries now and then, and at once when there is one', () => {
    const machine = new Machine().live().send({ type: 'offline' });
    ok(machine.action('close'));
    equal(machine.word, 'offline');
    ok(machine.action('schedule', 'retry').afterMs >= settings.backoff.capMs, 'the browser may be wrong');
    machine.send({ type: 'online' });
    ok(machine.action('open'));
    equal(machine.opened().word, 'live');
    ok(machine.send({ type: 'online' }).action('probe'), 'another network: is the connection still there?');
});

test('a paused one holds nothing open and waits for nothing, until everybody who paused it lets go', () => {
    const machine = new Machine().live().send({ type: 'hold', by: 'user' }).send({ type: 'hold', by: 'hidden' });
    equal(machine.word, 'paused');
    equal(machine.send({ type: 'release', by: 'hidden' }).word, 'paused');
    for (const type of ['online', 'try-now', 'start', 'reopen']) ok(!machine.send({ type }).action('open'), type);
    ok(!machine.timer('retry').action('open'));
    ok(machine.send({ type: 'release', by: 'user' }).action('open'));
});

test('one that was paused before it began waits', () => {
    const machine = new Machine().send({ type: 'hold', by: 'hidden' }).send({ type: 'start' });
    equal(machine.word, 'paused');
    ok(machine.send({ type: 'release', by: 'hidden' }).action('open'));
});

test('a transport that is insisted on is kept, until nobody insists', () => {
    const machine = new Machine().live().send({ type: 'force', transport: 'polling' });
    equal([machine.actions.filter((one) => one.do === 'close').length, machine.transport], [1, 'polling']);
    for (let round = 0; round < 9; round += 1) machine.failToOpen().timer('retry');
    equal(machine.transport, 'polling');
    equal(machine.send({ type: 'force', transport: null }).transport, 'websocket');
    equal(machine.send({ type: 'force', transport: 'pigeon' }).actions, []);
});

test('trying now does not wait', () => {
    const machine = new Machine().live().closed().send({ type: 'try-now' });
    ok(machine.action('open'));
    equal(machine.send({ type: 'try-now' }).actions, [], 'once is enough');
});

// Whatever happens, in whatever order.

const kinds = [
    'start', 'opened', 'opened', 'opened', 'closed', 'closed', 'closed', 'silence', 'session', 'session', 'timer',
    'timer', 'timer', 'try-now', 'online', 'offline', 'hold', 'release', 'release', 'reopen', 'force', 'stop',
];

function anyEvent(random, world, mayStop) {
    const type = random.pick(kinds);
    // Mostly what is told is of the connection that is open; sometimes it comes too late.
    const connection = random() < 0.9 ? world.open ?? 0 : random.below(Math.max(world.newest, 1)) + 1;
    switch (type) {
    case 'opened': return { type, connection };
    case 'closed': return {
        type, connection, isOpened: random() < 0.5,
        code: random.pick([1006, 1006, 1006, 1000, 1001, 1011, 1013, 4401, 4408, 4429, ...(mayStop ? [4403] : [])]),
        retryAfterMs: random.pick([undefined, 0, 5000]),
    };
    case 'silence': return { type, connection };
    case 'session': return { type, answer: random.pick(mayStop ? ['good', 'unknown', 'ended'] : ['good', 'unknown']) };
    case 'timer': return { type, timer: random.pick([...world.timers, 'retry', 'open', 'stable', 'step-up']) };
    case 'hold': case 'release': return { type, by: random.pick(['user', 'hidden']) };
    case 'force': return { type, transport: random.pick([null, null, ...all]) };
    case 'stop': return mayStop && random() < 0.1 ? { type } : { type: 'online' };
    default: return { type };
    }
}

/** What would be true of the world if every action were carried out; complains where that must not be. */
class World {
    open = null;
    newest = 0;
    timers = new Set();
    isChecking = false;
    hasEnded = false;

    hear(event) {
        if (event.type === 'closed' && event.connection === this.open) this.open = null;
        if (event.type === 'timer') this.timers.delete(event.timer);
        if (event.type === 'session') this.isChecking = false;
    }

    carryOut(action, ladder) {
        ok(!this.hasEnded, `${action.do} after the end`);
        switch (action.do) {
        case 'open':
            ok(this.open === null, 'two connections at once');
            ok(action.connection > this.newest, 'a connection of an old number');
            ok(ladder.includes(action.transport), 'no such transport');
            this.open = this.newest = action.connection;
            break;
        case 'close':
            ok(this.open === action.connection, 'closes what is not open');
            this.open = null;
            break;
        case 'schedule':
            ok(Number.isFinite(action.afterMs) && action.afterMs >= 0, `waits ${action.afterMs}`);
            this.timers.add(action.timer);
            break;
        case 'cancel': this.timers.delete(action.timer); break;
        case 'check-session': this.isChecking = true; break;
        case 'forget-check': this.isChecking = false; break;
        case 'end': this.hasEnded = true; break;
        case 'probe': ok(this.open !== null); break;
        default: throw new Error(`what is ${action.do}?`);
        }
    }
}

test('in any order of events: one connection at most, always something to wait for, nothing after the end', () => {
    for (let seed = 1; seed <= 1500; seed += 1) {
        const random = seeded(seed);
        const ladder = random.pick([all, all, ['websocket'], ['events', 'polling'], ['polling']]);
        const world = new World();
        const mayStop = random() < 0.3;
        let state = initialState(ladder);
        const told = [];
        try {
            for (let round = 0; round < 120; round += 1) {
                const event = round === 0 ? { type: 'start' } : anyEvent(random, world, mayStop);
                // What was not asked for does not come.
                if (event.type === 'session' && !world.isChecking) continue;
                if (event.type === 'timer' && !world.timers.has(event.timer)) continue;
                told.push(event);
                world.hear(event);
                const before = JSON.stringify(state);
                const result = step(state, event, settings, random);
                equal(JSON.stringify(state), before, 'a step changes what it was given');
                state = result.state;
                result.actions.forEach((action) => world.carryOut(action, ladder));

                const word = connectionWord(state, settings);
                equal(world.hasEnded, word === 'ended');
                equal(world.open !== null, state.phase === 'opening' || state.phase === 'live', state.phase);
                if (state.phase === 'opening') ok(world.timers.has('open'), 'nobody waits for it to open');
                if (state.phase === 'waiting') ok(world.timers.has('retry'), 'it gave up');
                equal(world.isChecking, state.phase === 'checking', 'the session is asked for when that matters');
                if (word === 'paused' || word === 'ended') ok(!world.timers.has('retry') && world.open === null);
                if (state.phase === 'live' && state.rung > 0 && !state.isForced) {
                    ok(world.timers.has('step-up'), 'no better transport is ever tried');
                }
            }
        } catch (error) {
            throw new Error(`seed ${seed}, after ${JSON.stringify(told.slice(-6))}: ${error.message}`);
        }
    }
});

test('from wherever it is, it is live again once everything works', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
        const random = seeded(seed);
        const world = new World();
        let state = initialState(all);
        const send = (event) => {
            world.hear(event);
            const result = step(state, event, settings, random);
            state = result.state;
            result.actions.forEach((action) => world.carryOut(action, all));
        };
        send({ type: 'start' });
        for (let round = 0; round < 60; round += 1) {
            const event = anyEvent(random, world, false);
            if (event.type === 'session' && !world.isChecking) continue;
            if (event.type === 'timer' && !world.timers.has(event.timer)) continue;
            send(event);
        }
        for (const by of ['user', 'hidden']) send({ type: 'release', by });
        send({ type: 'online' });
        for (let round = 0; round < 10 && state.phase !== 'live'; round += 1) {
            if (state.phase === 'checking') send({ type: 'session', answer: 'good' });
            else if (state.phase === 'waiting') send({ type: 'timer', timer: 'retry' });
            else if (state.phase === 'opening') send({ type: 'opened', connection: state.connection });
        }
        equal(state.phase, 'live', `seed ${seed}`);
    }
});
