/**
 * The clock and timers of this browser, as one value that tests replace by one that stands still.
 *
 * @typedef {object} Clock
 * @property {() => number} now  milliseconds since 1970
 * @property {(run: () => void, ms: number) => *} setTimeout
 * @property {(timer: *) => void} clearTimeout
 */

/** @type {Clock} */
export const systemClock = Object.freeze({
    now: () => Date.now(),
    // Called through the global object: browsers refuse timers whose `this` is another.
    setTimeout: (run, ms) => globalThis.setTimeout(run, ms),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
});

/**
 * Timers that are called by name: setting one again moves it.
 *
 * @param {Clock} clock
 * @returns {{set(name: string, ms: number, run: () => void): void, cancel(name: string): void, cancelAll(): void,
 *     has(name: string): boolean}}
 */
export function namedTimers(clock) {
    const running = new Map();
    const timers = {
        set(name, ms, run) {
            timers.cancel(name);
            const timer = clock.setTimeout(() => {
                running.delete(name);
                run();
            }, ms);
            running.set(name, timer);
        },
        cancel(name) {
            if (!running.has(name)) return;
            clock.clearTimeout(running.get(name));
            running.delete(name);
        },
        cancelAll() {
            for (const name of [...running.keys()]) timers.cancel(name);
        },
        has: (name) => running.has(name),
    };
    return timers;
}
