/**
 * What happens around the page and matters to a connection: the network comes and goes, nobody looks, the page is left
 * and returned to.
 */
import { namedTimers } from './clock.js';

/**
 * @param {object} options
 * @param {Window} options.window
 * @param {Document} options.document
 * @param {import('./clock.js').Clock} options.clock
 * @param {number|null} options.hiddenAfterMs  how long a tab is hidden before that is told; null: never
 * @param {{online(): void, offline(): void, hidden(): void, shown(): void, left(): void, returned(): void}} options.on
 *     left: the page goes, and may be kept to be returned to
 * @returns {() => void} stops watching
 */
export function watchSurroundings({ window, document, clock, hiddenAfterMs, on }) {
    const timers = namedTimers(clock);
    const listeners = [
        [window, 'online', () => on.online()],
        [window, 'offline', () => on.offline()],
        [window, 'pagehide', () => on.left()],
        [window, 'pageshow', (event) => { if (event.persisted) on.returned(); }],
        [document, 'visibilitychange', look],
    ];
    function look() {
        timers.cancel('hidden');
        if (document.visibilityState !== 'hidden') on.shown();
        else if (hiddenAfterMs !== null) timers.set('hidden', hiddenAfterMs, () => on.hidden());
    }
    for (const [target, name, handler] of listeners) target.addEventListener(name, handler);
    if (window.navigator?.onLine === false) on.offline();
    if (document.visibilityState === 'hidden') look();
    return () => {
        timers.cancelAll();
        for (const [target, name, handler] of listeners) target.removeEventListener(name, handler);
    };
}
