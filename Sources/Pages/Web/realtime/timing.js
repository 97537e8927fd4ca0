/** Calls a handler less often than things happen. */

/**
 * Waits until nothing came for a while, then calls with what came last.
 *
 * @param {(value: *) => void} run
 * @param {number} ms
 * @param {import('./clock.js').Clock} clock
 * @returns {((value: *) => void) & {cancel(): void}}
 */
export function debounced(run, ms, clock) {
    let timer = null;
    const call = (value) => {
        if (timer !== null) clock.clearTimeout(timer);
        timer = clock.setTimeout(() => {
            timer = null;
            run(value);
        }, ms);
    };
    call.cancel = () => {
        if (timer !== null) clock.clearTimeout(timer);
        timer = null;
    };
    return call;
}

/**
 * Calls at once, then at most once in a while, with what came last; nothing that came last is lost.
 *
 * @param {(value: *) => void} run
 * @param {number} ms
 * @param {import('./clock.js').Clock} clock
 * @returns {((value: *) => void) & {cancel(): void}}
 */
export function throttled(run, ms, clock) {
    let timer = null;
    let waiting = null;
    function open() {
        timer = null;
        if (!waiting) return;
        const [value] = waiting;
        waiting = null;
        timer = clock.setTimeout(open, ms);
        run(value);
    }
    const call = (value) => {
        if (timer !== null) {
            waiting = [value];
            return;
        }
        timer = clock.setTimeout(open, ms);
        run(value);
    };
    call.cancel = () => {
        if (timer !== null) clock.clearTimeout(timer);
        timer = null;
        waiting = null;
    };
    return call;
}
