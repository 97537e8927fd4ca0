/**
 * Carries out what the connection's state machine wants done: opens and closes transports, sets timers, asks whether
 * the session is still good. Holds the one connection there is.
 */
import { connectionWord, initialState, step, transportOf } from './connection.js';
import { namedTimers } from './clock.js';

/**
 * @param {object} options
 * @param {string[]} options.ladder  transports, the best first
 * @param {Object<string, (listener: object) => {close(): void, send(text: string): boolean}>} options.transports
 * @param {() => Promise<'good'|'ended'|'unknown'>} options.checkSession  never hangs
 * @param {object} options.settings  `config.realtime`
 * @param {import('./clock.js').Clock} options.clock
 * @param {() => number} options.random
 * @param {{message(message: object): void, advanced(position: number): void, garbled(): void, heard(): void,
 *     opened(transport: string): void, closed(): void, probe(): void, changed(): void, ended(reason: *): void}}
 *     options.on
 */
export function createLink({ ladder, transports, checkSession, settings, clock, random, on }) {
    const timers = namedTimers(clock);
    let state = initialState(ladder);
    let open = null;
    let check = 0;
    let retryAt = null;
    /** Events that come while an action is carried out wait for its end, so that states follow one another. */
    const waiting = [];
    let isStepping = false;

    function send(event) {
        waiting.push(event);
        if (isStepping) return;
        isStepping = true;
        try {
            while (waiting.length > 0) {
                const next = waiting.shift();
                const wasOpen = open;
                const result = step(state, next, settings, random);
                state = result.state;
                if (next.type === 'closed' && wasOpen?.connection === next.connection) dropped();
                result.actions.forEach(perform);
                if (state.phase !== 'waiting') retryAt = null;
                if (next.type === 'opened' && state.phase === 'live' && next.connection === state.connection) {
                    on.opened(transportOf(state));
                }
                on.changed();
            }
        } finally {
            isStepping = false;
        }
    }

    function dropped() {
        if (!open) return;
        open = null;
        on.closed();
    }

    function perform(action) {
        switch (action.do) {
        case 'open': connect(action); break;
        case 'close': {
            const transport = open?.transport;
            dropped();
            transport?.close();
            break;
        }
        case 'check-session': {
            const own = check += 1;
            checkSession().catch(() => 'unknown').then((answer) => {
                if (own === check) send({ type: 'session', answer });
            });
            break;
        }
        case 'forget-check': check += 1; break;
        case 'schedule':
            if (action.timer === 'retry') retryAt = clock.now() + action.afterMs;
            timers.set(action.timer, action.afterMs, () => send({ type: 'timer', timer: action.timer }));
            break;
        case 'cancel': timers.cancel(action.timer); break;
        case 'probe': on.probe(); break;
        case 'end': on.ended(action.reason); break;
        }
    }

    function connect({ connection, transport: name }) {
        const isOurs = () => open?.connection === connection;
        open = { connection, transport: null };
        const listener = {
            opened: () => send({ type: 'opened', connection }),
            message: (message) => { if (isOurs()) on.message(message); },
            advanced: (position) => { if (isOurs()) on.advanced(position); },
            garbled: () => { if (isOurs()) on.garbled(); },
            heard: () => { if (isOurs()) on.heard(); },
            closed: (end) => send({ type: 'closed', connection, ...end }),
        };
        try {
            open.transport = transports[name](listener);
        } catch {
            // A browser may refuse to make one at all.
            send({ type: 'closed', connection, code: 1006, isOpened: false });
        }
    }

    return {
        send,
        /** @returns {boolean} whether the text is on its way */
        say: (text) => open?.transport?.send(text) ?? false,
        /** The connection does not answer. */
        silence: () => send({ type: 'silence', connection: state.connection }),
        askNow: () => open?.transport?.askNow?.(),
        get state() { return state; },
        get word() { return connectionWord(state, settings); },
        get transport() { return transportOf(state); },
        /** When the next try is, in milliseconds since 1970; null where none is waited for. */
        get retryAt() { return retryAt; },
    };
}
