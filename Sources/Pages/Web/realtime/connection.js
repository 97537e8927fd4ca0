/**
 * When to connect, by which transport, and when to wait: a state machine that knows no socket, timer or clock. An event
 * goes in, the next state and what is to be done come out. It never holds two connections, never gives up while it may
 * go on, and does nothing at all once it has ended.
 *
 * Phases: `idle` → `opening` → `live`; `checking` (is the session still good?) → `waiting` (for the retry timer) →
 * `opening` …; `paused` while somebody holds it; `ended` for good.
 *
 * Events: `{type: 'start' | 'try-now' | 'online' | 'offline' | 'reopen'}`, `{type: 'stop', reason}`,
 * `{type: 'hold' | 'release', by}`,
 * `{type: 'opened', connection}`, `{type: 'closed', connection, code, isOpened, retryAfterMs}`,
 * `{type: 'silence', connection}`, `{type: 'session', answer: 'good' | 'ended' | 'unknown'}`, `{type: 'timer', timer}`,
 * `{type: 'force', transport}`.
 *
 * Actions: `{do: 'open', connection, transport}`, `{do: 'close', connection}`, `{do: 'check-session'}`,
 * `{do: 'forget-check'}`, `{do: 'schedule', timer: 'retry' | 'open' | 'stable' | 'step-up', afterMs}`,
 * `{do: 'cancel', timer}`, `{do: 'probe'}`, `{do: 'end', reason}`.
 */
import { backoff } from './backoff.js';

const timers = ['retry', 'open', 'stable', 'step-up'];
/** Closed by the service for reasons of its own: nothing against the transport. */
const blameless = new Set([1001, 1013, 4401, 4408]);

/**
 * @param {string[]} ladder  the transports that may be used, the best first; at least one
 * @returns {object} a state in which nothing was done yet
 */
export function initialState(ladder) {
    return Object.freeze({
        phase: 'idle',
        ladder,
        rung: 0,
        /** Of the newest connection; what is told of older ones is not heard. */
        connection: 0,
        /** Failures in a row, of any transport: the wait grows with them. */
        failures: 0,
        /** Failures in a row of this transport while the service could be reached. */
        strikes: 0,
        isOnline: true,
        wasLive: false,
        isStable: false,
        holds: [],
        /** While better transports are tried: the one to go back to, and how many tries led nowhere. */
        climbingFrom: null,
        climbs: 0,
        isClimbDue: false,
        isForced: false,
        /** Why the session is checked: a connection that never opened is one against its transport. */
        isCheckOfOpening: false,
        retryInMs: null,
        leastWaitMs: 0,
        reason: null,
    });
}

/** @returns {'connecting'|'live'|'reconnecting'|'offline'|'paused'|'ended'} the state in a word for people */
export function connectionWord(state, settings) {
    if (state.phase === 'ended' || state.phase === 'paused' || state.phase === 'live') return state.phase;
    if (!state.isOnline || state.failures >= settings.offlineAfterFailures) return 'offline';
    return state.wasLive ? 'reconnecting' : 'connecting';
}

/** @returns {string|null} the transport that is open or opening */
export function transportOf(state) {
    return state.phase === 'live' || state.phase === 'opening' ? state.ladder[state.rung] : null;
}

/**
 * @param {object} state  as `initialState` or an earlier step gave it; not changed
 * @param {object} event
 * @param {object} settings  `config.realtime`
 * @param {() => number} random  as Math.random
 * @returns {{state: object, actions: object[]}}
 */
export function step(state, event, settings, random = Math.random) {
    if (state.phase === 'ended') return { state, actions: [] };
    const turn = new Turn(state, settings, random);
    turn.take(event);
    return { state: Object.freeze(turn.state), actions: turn.actions };
}

class Turn {
    constructor(state, settings, random) {
        this.state = { ...state };
        this.settings = settings;
        this.random = random;
        this.actions = [];
    }

    take(event) {
        const { state } = this;
        switch (event.type) {
        case 'start': if (state.phase === 'idle') this.connect(); return;
        case 'opened': if (this.isOurs(event) && state.phase === 'opening') this.opened(); return;
        case 'closed': if (this.isOurs(event) && this.isConnected) this.closed(event); return;
        case 'silence':
            if (!this.isOurs(event) || !this.isConnected) return;
            this.close();
            this.closed({ code: 1006, isOpened: true });
            return;
        case 'session': if (state.phase === 'checking') this.checked(event.answer); return;
        case 'timer': this.timer(event.timer); return;
        case 'try-now':
            if (state.phase !== 'waiting') return;
            this.connect();
            return;
        case 'online': this.online(); return;
        case 'offline': this.offline(); return;
        case 'hold': this.hold(event.by); return;
        case 'release': this.release(event.by); return;
        case 'reopen':
            if (!this.isConnected) return;
            this.close();
            this.connect();
            return;
        case 'force': this.force(event.transport); return;
        case 'stop': this.end(event.reason ?? 'stopped'); return;
        }
    }

    get isConnected() { return this.state.phase === 'opening' || this.state.phase === 'live'; }
    isOurs(event) { return event.connection === this.state.connection; }
    act(action) { this.actions.push(action); }
    schedule(timer, afterMs) { this.act({ do: 'schedule', timer, afterMs }); }
    cancel(timer) { this.act({ do: 'cancel', timer }); }

    // Connecting

    connect() {
        const { state } = this;
        this.cancel('retry');
        state.retryInMs = null;
        if (state.holds.length > 0) {
            state.phase = 'paused';
            return;
        }
        if (state.isClimbDue && state.rung > 0) this.beginClimb();
        state.phase = 'opening';
        state.connection += 1;
        state.isStable = false;
        this.act({ do: 'open', connection: state.connection, transport: state.ladder[state.rung] });
        this.schedule('open', this.settings.openTimeoutMs);
    }

    /** Leaves the connection, and whatever was to happen to it. */
    close() {
        this.act({ do: 'close', connection: this.state.connection });
        this.cancel('open');
        this.cancel('stable');
    }

    opened() {
        const { state } = this;
        state.phase = 'live';
        state.wasLive = true;
        state.leastWaitMs = 0;
        state.reason = null;
        this.cancel('open');
        this.schedule('stable', this.settings.stableAfterMs);
        if (state.climbingFrom !== null) {
            state.climbingFrom = null;
            state.climbs = 0;
            state.isClimbDue = state.rung > 0;
        }
        // One that opens when it was due is given its time first.
        if (state.isClimbDue) this.scheduleClimb();
    }

    closed({ code, isOpened, retryAfterMs = 0 }) {
        const { state, settings } = this;
        this.cancel('open');
        this.cancel('stable');
        Object.assign(state, { phase: 'waiting', reason: code });
        if (state.climbingFrom !== null && !isOpened && code !== 4403) {
            this.climbOn();
            return;
        }
        state.leastWaitMs = Math.max(retryAfterMs, code === 1013 ? settings.busyWaitMs : 0);
        if (code === 4403) {
            this.end('erased');
        } else if (code === 4429) {
            this.makeRoom();
        } else if (code === 4401 || !isOpened) {
            state.phase = 'checking';
            state.isCheckOfOpening = code !== 4401;
            this.act({ do: 'check-session' });
        } else {
            if (!state.isStable && !blameless.has(code)) this.strike();
            this.wait();
        }
    }

    /** Another tab has this one's place. Whoever asks now and then takes nobody's. */
    makeRoom() {
        const { state } = this;
        const polling = state.ladder.indexOf('polling');
        if (polling > state.rung && !state.isForced) {
            state.rung = polling;
            state.strikes = 0;
            this.scheduleClimb();
            this.connect();
        } else {
            state.leastWaitMs = Math.max(state.leastWaitMs, this.settings.crowdedWaitMs);
            this.wait();
        }
    }

    checked(answer) {
        if (answer === 'ended') {
            this.end('signed-out');
            return;
        }
        // A service that cannot be reached says nothing about the transport.
        if (answer === 'good' && this.state.isCheckOfOpening) this.strike();
        this.wait();
    }

    /** One more failure of this transport; after some it is left for the next, after the last for the first. */
    strike() {
        const { state, settings } = this;
        state.strikes += 1;
        if (state.strikes < settings.stepDownAfter || state.isForced || state.ladder.length < 2) return;
        state.strikes = 0;
        state.rung = (state.rung + 1) % state.ladder.length;
        if (state.rung > 0) {
            state.failures = 0;
            this.scheduleClimb();
        }
    }

    wait() {
        const { state, settings } = this;
        state.failures += 1;
        const usual = backoff(state.failures, settings.backoff, this.random);
        // Without a network a try now and then is enough; but the browser may be wrong about it.
        const least = state.isOnline ? state.leastWaitMs : Math.max(state.leastWaitMs, settings.backoff.capMs);
        // Those that were told to wait come back one after the other, too.
        const wait = least > usual ? Math.round(least * (1 + this.random() / 4)) : usual;
        state.phase = 'waiting';
        state.retryInMs = wait;
        this.schedule('retry', wait);
    }

    timer(timer) {
        const { state } = this;
        if (timer === 'retry' && state.phase === 'waiting') this.connect();
        if (timer === 'open' && state.phase === 'opening') {
            this.close();
            this.closed({ code: 1006, isOpened: false });
        }
        if (timer === 'stable' && state.phase === 'live') {
            state.isStable = true;
            state.failures = 0;
            state.strikes = 0;
        }
        if (timer === 'step-up' && state.rung > 0) {
            state.isClimbDue = true;
            if (state.phase === 'live') {
                this.close();
                this.connect();
            }
        }
    }

    // Better transports

    scheduleClimb() {
        const { stepUpAfterMs, stepUpCapMs } = this.settings;
        this.state.isClimbDue = false;
        this.schedule('step-up', Math.min(stepUpCapMs, stepUpAfterMs * 2 ** Math.min(this.state.climbs, 20)));
    }

    beginClimb() {
        const { state } = this;
        state.isClimbDue = false;
        state.climbingFrom = state.rung;
        state.rung = 0;
        state.strikes = 0;
    }

    /** A better transport did not open: tries the next, and in the end the one that worked. */
    climbOn() {
        const { state } = this;
        state.rung += 1;
        if (state.rung >= state.climbingFrom) {
            state.rung = state.climbingFrom;
            state.climbingFrom = null;
            state.climbs += 1;
            this.scheduleClimb();
        }
        this.connect();
    }

    force(transport) {
        const { state } = this;
        const rung = transport === null ? 0 : state.ladder.indexOf(transport);
        if (rung < 0) return;
        Object.assign(state, { rung, strikes: 0, climbingFrom: null, isClimbDue: false, isForced: transport !== null });
        this.cancel('step-up');
        if (this.isConnected) this.close();
        if (this.isConnected || state.phase === 'waiting') this.connect();
    }

    // What happens around

    online() {
        const { state } = this;
        state.isOnline = true;
        if (state.phase === 'live') {
            // Perhaps another network: what was open may be dead without knowing.
            this.act({ do: 'probe' });
        } else if (state.phase === 'waiting') {
            state.failures = 0;
            state.leastWaitMs = 0;
            if (!state.isForced) state.rung = 0;
            this.connect();
        }
    }

    offline() {
        const { state } = this;
        state.isOnline = false;
        if (state.phase === 'checking') this.act({ do: 'forget-check' });
        if (this.isConnected) this.close();
        if (this.isConnected || state.phase === 'checking' || state.phase === 'waiting') {
            // What is tried meanwhile is nobody's failure.
            state.climbingFrom = null;
            this.wait();
            state.failures = 0;
        }
    }

    hold(by) {
        const { state } = this;
        if (!state.holds.includes(by)) state.holds = [...state.holds, by];
        if (state.phase === 'idle' || state.phase === 'paused') return;
        if (this.isConnected) this.close();
        if (state.phase === 'checking') this.act({ do: 'forget-check' });
        this.cancel('retry');
        Object.assign(state, { phase: 'paused', retryInMs: null, climbingFrom: null });
    }

    release(by) {
        const { state } = this;
        state.holds = state.holds.filter((holder) => holder !== by);
        if (state.phase !== 'paused' || state.holds.length > 0) return;
        state.failures = 0;
        this.connect();
    }

    end(reason) {
        const { state } = this;
        if (this.isConnected) this.act({ do: 'close', connection: state.connection });
        if (state.phase === 'checking') this.act({ do: 'forget-check' });
        for (const timer of timers) this.cancel(timer);
        Object.assign(state, { phase: 'ended', reason, retryInMs: null });
        this.act({ do: 'end', reason });
    }
}
