/** Who wants to hear which event. A handler that fails is reported, and the others are called all the same. */
import { debounced, throttled } from './timing.js';

/**
 * @param {{clock: import('./clock.js').Clock, report: (error: *) => void}} options
 */
export function createRouter({ clock, report }) {
    const byEvent = new Map();
    const everything = new Set();
    const batches = new Set();

    function call(handler, value) {
        try {
            const result = handler(value);
            if (typeof result?.catch === 'function') result.catch(report);
        } catch (error) {
            report(error);
        }
    }
    function timed(handler, { debounceMs, throttleMs }) {
        const safe = (message) => call(handler, message);
        if (debounceMs > 0) return debounced(safe, debounceMs, clock);
        return throttleMs > 0 ? throttled(safe, throttleMs, clock) : safe;
    }
    function joined(set, entry) {
        set.add(entry);
        return () => {
            set.delete(entry);
            entry.run.cancel?.();
        };
    }
    function each(set, value, isAlert) {
        // A copy: a handler may take itself or others off.
        for (const entry of [...(set ?? [])]) if (entry.isAlert === isAlert && set.has(entry)) entry.run(value);
    }
    return {
        /**
         * @param {string} event
         * @param {(message: {event: string, data: *, id: number, at: string}) => void} handler
         * @param {{priority?: 'alert'|'usual', debounceMs?: number, throttleMs?: number}} [options]  alert: at once,
         *     not with the next paint
         * @returns {() => void} off
         */
        on(event, handler, options = {}) {
            if (!byEvent.has(event)) byEvent.set(event, new Set());
            return joined(byEvent.get(event), {
                run: timed(handler, options), isAlert: options.priority === 'alert',
            });
        },
        onAny(handler, options = {}) {
            return joined(everything, { run: timed(handler, options), isAlert: options.priority === 'alert' });
        },
        onBatch(handler) {
            return joined(batches, { run: (messages) => call(handler, messages), isAlert: false });
        },
        /** @param {boolean} isAlert  which of the handlers are called */
        tell(message, isAlert) {
            each(byEvent.get(message.event), message, isAlert);
            each(everything, message, isAlert);
        },
        tellBatch(messages) { each(batches, messages, false); },
        cancelAll() {
            for (const set of [...byEvent.values(), everything, batches]) {
                for (const entry of set) entry.run.cancel?.();
                set.clear();
            }
        },
    };
}
