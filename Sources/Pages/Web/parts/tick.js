/**
 * Calls back at every full pause while the page is seen, all callers from one timer.
 *
 * @param {{setInterval?: Function, clearInterval?: Function, document?: Document, everyMs?: number}} [options]
 * @returns {(handler: () => void) => () => void} starts calling the handler; what it returns ends that
 */
export function ticker(options = {}) {
    const {
        setInterval = globalThis.setInterval.bind(globalThis),
        clearInterval = globalThis.clearInterval.bind(globalThis),
        document = globalThis.document, everyMs = 1000,
    } = options;
    const handlers = new Set();
    let timer = null;

    const run = () => { for (const handler of [...handlers]) handler(); };

    function arrange() {
        const isNeeded = handlers.size > 0 && !document.hidden;
        if (isNeeded && timer === null) timer = setInterval(run, everyMs);
        if (!isNeeded && timer !== null) {
            clearInterval(timer);
            timer = null;
        }
    }

    document.addEventListener('visibilitychange', () => {
        // What counted on unseen is right at once when it is seen again.
        if (!document.hidden) run();
        arrange();
    });
    return (handler) => {
        handlers.add(handler);
        arrange();
        return () => {
            handlers.delete(handler);
            arrange();
        };
    };
}

let ofPage = null;

/**
 * The page's own second hand.
 *
 * @param {() => void} handler called every second while the page is seen
 * @returns {() => void} ends it
 */
export function everySecond(handler) {
    ofPage ??= ticker();
    return ofPage(handler);
}
