/**
 * From the inbox to the handlers: alerts at once, everything else together before a paint, of several messages about
 * the same state the last. A long batch is cut, so that the page stays smooth.
 */
import { mergeMessages } from './events.js';
import { oncePerPaint } from './paint.js';

/**
 * @param {object} options
 * @param {import('./inbox.js').Inbox} options.inbox
 * @param {object} options.router  as `createRouter` made it
 * @param {object} options.statistics  as `createStatistics` made it
 * @param {{fallbackMs: number, budgetMs: number}} options.settings
 * @param {boolean} options.isMerging
 * @param {import('./clock.js').Clock} options.clock
 * @param {() => number} [options.ticks]  milliseconds of a clock that nobody sets
 * @param {object} [options.frames]  as for `oncePerPaint`
 * @param {() => void} [options.onPaint]  after each batch
 */
export function createProcessor({
    inbox, router, statistics, settings, isMerging, clock, ticks = () => performance.now(), frames, onPaint = () => {},
}) {
    /** Taken, and not applied yet: the rest of a batch that was cut. */
    let rest = [];
    const paint = oncePerPaint({ run: flush, fallbackMs: settings.fallbackMs, clock, frames });

    function flush() {
        const taken = inbox.take();
        if (taken.length > 0) {
            const all = rest.concat(taken);
            rest = isMerging ? mergeMessages(all) : all;
            statistics.merged(all.length - rest.length);
        }
        const batch = [];
        const end = ticks() + settings.budgetMs;
        do {
            const message = rest.shift();
            if (!message) break;
            router.tell(message, false);
            statistics.applied(message);
            batch.push(message);
        } while (ticks() < end);
        if (batch.length > 0) router.tellBatch(batch);
        if (rest.length > 0) paint.ask();
        onPaint();
    }
    return {
        get length() { return rest.length + inbox.length; },
        /** @returns {boolean} whether the message is new */
        accept(message) {
            const isNew = inbox.accept(message);
            statistics.received(message, isNew);
            if (!isNew) return false;
            router.tell(message, true);
            if (!inbox.isHolding) paint.ask();
            return true;
        },
        /** Applies everything that may be applied, without waiting for a paint. */
        flushAll() {
            do flush(); while (rest.length > 0);
        },
        /** Messages that wait are no longer wanted. */
        drop() { rest = []; },
        ask: () => paint.ask(),
        stop() {
            paint.cancel();
            rest = [];
        },
    };
}
