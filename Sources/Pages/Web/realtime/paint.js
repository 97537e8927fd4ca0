/**
 * Calls back before the next paint, however often it is asked meanwhile. A tab that paints nothing (hidden, or behind
 * another window) is served by a timer.
 *
 * @param {object} options
 * @param {() => void} options.run
 * @param {number} options.fallbackMs
 * @param {import('./clock.js').Clock} options.clock
 * @param {{request(run: () => void): *, cancel(id: *): void}} [options.frames]
 * @returns {{ask(): void, cancel(): void}}
 */
export function oncePerPaint({ run, fallbackMs, clock, frames = browserFrames }) {
    let frame = null;
    let timer = null;
    function cancel() {
        if (timer !== null) clock.clearTimeout(timer);
        if (frame !== null) frames.cancel(frame);
        frame = timer = null;
    }
    function due() {
        cancel();
        run();
    }
    return {
        ask() {
            if (timer !== null) return;
            timer = clock.setTimeout(due, fallbackMs);
            frame = frames.request(due);
        },
        cancel,
    };
}

const browserFrames = {
    request: (run) => globalThis.requestAnimationFrame(run),
    cancel: (id) => globalThis.cancelAnimationFrame(id),
};
