/** The dashboard's state: loaded in one read, kept true by the feed, asked again where a message says too little. */
import { DashboardState, isChange, noChange } from './state.js';

/**
 * @param {object} options
 * @param {{get: Function}} options.api
 * @param {string} options.courtRep
 * @param {number} [options.soonMs] the server is not asked more often than this
 * @param {number} [options.laterMs] after messages that said enough it is asked by then
 * @param {(change: import('./state.js').Change) => void} options.onChange called after each change
 * @param {(error: Error) => void} [options.onFailure] of a read that nobody waits for
 */
export function createDashboard({
    api, courtRep, onChange, onFailure = () => {}, soonMs = 2000, laterMs = 15_000,
    setTimeout = globalThis.setTimeout.bind(globalThis), clearTimeout = globalThis.clearTimeout.bind(globalThis),
    now = () => performance.now(),
}) {
    const state = new DashboardState();
    const path = `/api/court-reps/${encodeURIComponent(courtRep)}/dashboard`;
    let etag = null;
    let running = null;
    let askedAt = -Infinity;
    let timer = null;
    let dueAt = Infinity;
    let isStopped = false;
    /** Messages that came while the server was asked: its answer may be older than they are. */
    let meanwhile = [];

    async function read(options = {}) {
        meanwhile = [];
        askedAt = now();
        const answer = await api.get(path, { etag, ...options });
        // Reading a long answer takes a moment, and so does showing it: what the reader does comes in between.
        await new Promise((resolve) => { setTimeout(resolve, 0); });
        if (isStopped) return answer;
        const change = noChange();
        if (!answer.notModified) {
            etag = answer.etag;
            Object.assign(change, state.replace(answer.body, answer.position));
        }
        for (const message of meanwhile) state.apply(message, change);
        meanwhile = [];
        finish(change);
        return answer;
    }

    function load(options) {
        running ??= read(options).finally(() => { running = null; });
        return running;
    }

    function finish(change) {
        if (isChange(change)) onChange(change);
        if (change.ask) askAgain(change.ask);
    }

    function askAgain(when) {
        if (isStopped) return;
        const wait = when === 'soon' ? Math.max(150, askedAt + soonMs - now()) : laterMs;
        if (now() + wait >= dueAt) return;
        clearTimeout(timer);
        dueAt = now() + wait;
        timer = setTimeout(() => {
            timer = null;
            dueAt = Infinity;
            load().catch(onFailure);
        }, wait);
    }

    return {
        state, path,
        /**
         * Reads the whole state, unless that is being done.
         *
         * @returns {Promise<{position: number}>} as `startRealtime` wants it
         */
        async load(options) {
            await load(options);
            return { position: state.position };
        },
        /** @param {object[]} messages of the feed, in their order */
        take(messages) {
            const change = noChange();
            if (running) meanwhile.push(...messages);
            for (const message of messages) state.apply(message, change);
            finish(change);
        },
        /** Something was decided here: what follows from it is wanted soon. */
        askSoon: () => askAgain('soon'),
        stop() {
            isStopped = true;
            clearTimeout(timer);
        },
    };
}
