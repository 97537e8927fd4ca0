/** Asks for what is new, now and then, while somebody looks: one question at a time, and slower where it fails. */

/**
 * @param {object} options
 * @param {() => Promise<boolean>} options.ask what is asked; true: there is more already
 * @param {() => boolean} options.mayAsk false: not now
 * @param {number} [options.everyMs]
 * @param {number} [options.slowestMs] between two questions that both fail
 * @param {(error: Error|null) => void} [options.told] of each failure, and null after a success that followed one
 * @param {Document} [options.document]
 * @returns {{start(): void, stop(): void, soon(): void}}
 */
export function createTail({
    ask, mayAsk, told = () => {}, everyMs = 2000, slowestMs = 30_000, document = globalThis.document,
    setTimeout = globalThis.setTimeout.bind(globalThis), clearTimeout = globalThis.clearTimeout.bind(globalThis),
}) {
    let timer = null;
    let isRunning = false;
    let isStarted = false;
    let failures = 0;

    function wait(ms) {
        clearTimeout(timer);
        timer = isStarted ? setTimeout(run, ms) : null;
    }

    async function run() {
        timer = null;
        if (isRunning || !isStarted) return;
        if (document.hidden || !mayAsk()) return void wait(everyMs);
        isRunning = true;
        let isMore = false;
        try {
            isMore = await ask();
            if (failures > 0) told(null);
            failures = 0;
        } catch (error) {
            failures += 1;
            told(error);
        } finally {
            isRunning = false;
        }
        wait(isMore ? 0 : Math.min(slowestMs, everyMs * 2 ** Math.min(failures, 6)));
    }

    document.addEventListener('visibilitychange', () => { if (!document.hidden && isStarted && !isRunning) wait(0); });
    return {
        start() {
            if (isStarted) return;
            isStarted = true;
            wait(everyMs);
        },
        stop() {
            isStarted = false;
            clearTimeout(timer);
        },
        soon() {
            if (isStarted && !isRunning) wait(0);
        },
    };
}
