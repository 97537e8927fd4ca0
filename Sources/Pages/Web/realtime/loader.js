/**
 * Loads the whole state, one load at a time, and makes messages wait meanwhile: whatever the state holds already is not
 * applied again, and whatever came after it is applied after it.
 */
import { backoff } from './backoff.js';
import { namedTimers } from './clock.js';

const most = 3;

/**
 * @param {object} options
 * @param {(options: {signal: AbortSignal, reason: string}) => Promise<{position?: number}>} options.load
 * @param {import('./inbox.js').Inbox} options.inbox
 * @param {object} options.processor
 * @param {object} options.settings  `config.realtime`
 * @param {import('./clock.js').Clock} options.clock
 * @param {() => number} options.random
 * @param {(name: string) => void} options.count
 * @param {() => boolean} options.mayLoad  false: a try again is left for later, when somebody wants it
 * @param {() => void} options.changed
 * @param {(error: *) => void} options.failed
 */
export function createLoader({ load, inbox, processor, settings, clock, random, count, mayLoad, changed, failed }) {
    const timers = namedTimers(clock);
    let running = null;
    let isWanted = false;
    let failures = 0;
    let isStopped = false;
    let abort = null;

    async function loadOnce(reason) {
        const own = new AbortController();
        abort = own;
        const limit = clock.setTimeout(() => own.abort(), settings.load.timeoutMs);
        try {
            // Some loads do not hear of being given up.
            const given = new Promise((_, reject) => {
                own.signal.addEventListener('abort', () => reject(new Error('Loading took too long or was given up.')));
            });
            return await Promise.race([load({ signal: own.signal, reason }), given]);
        } finally {
            clock.clearTimeout(limit);
        }
    }

    function again() {
        timers.set('retry', backoff(Math.max(failures, 1), settings.backoff, random), () => {
            if (mayLoad()) loader.want('retry');
        });
    }

    async function run(reason) {
        processor.flushAll();
        const applied = inbox.applied ?? 0;
        inbox.hold();
        changed();
        let loaded = null;
        try {
            for (let round = 1; round <= most; round += 1) {
                isWanted = false;
                count('loads');
                const answer = await loadOnce(reason);
                if (isStopped) return false;
                loaded = Number.isSafeInteger(answer?.position) ? answer.position : null;
                // What is older than what was shown would take something back; what was asked for meanwhile is news.
                const isOld = loaded !== null && loaded < (inbox.applied === null ? 0 : applied);
                if (!isOld && !isWanted && !inbox.isOverfull) break;
                if (isOld) isWanted = true;
            }
            failures = 0;
            // It changes faster than it loads: the rest is for a little later.
            if (isWanted) again();
            return !isWanted;
        } catch (error) {
            if (isStopped) return false;
            count('failedLoads');
            failures += 1;
            isWanted = true;
            failed(error);
            again();
            return false;
        } finally {
            running = null;
            inbox.release(loaded);
            if (!isStopped) {
                processor.ask();
                changed();
            }
        }
    }

    const loader = {
        /** True while what is shown is known to lack something. */
        get isWanted() { return isWanted; },
        get isLoading() { return running !== null; },
        /**
         * Loads, or has what is loading loaded once more when it is there.
         *
         * @returns {Promise<boolean>} whether what is shown is whole now
         */
        want(reason) {
            if (isStopped) return Promise.resolve(false);
            isWanted = true;
            timers.cancel('retry');
            running ??= run(reason);
            return running;
        },
        stop() {
            isStopped = true;
            timers.cancelAll();
            abort?.abort();
        },
    };
    return loader;
}
