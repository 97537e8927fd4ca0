import { h } from './h.js';

/**
 * Says something to those who hear the page: one polite region and one for what cannot wait. Several texts within the
 * pause are said together, the same text is not said twice in a row, and of too many only the last ones.
 *
 * @param {{document?: Document, pauseMs?: number, atMost?: number, sameAgainMs?: number, setTimeout?: Function,
 *     now?: () => number}} [options]
 * @returns {(text: string, options?: {assertive?: boolean}) => void}
 */
export function announcer(options = {}) {
    const {
        document = globalThis.document, pauseMs = 700, atMost = 3, sameAgainMs = 10_000,
        setTimeout = globalThis.setTimeout.bind(globalThis), now = () => Date.now(),
    } = options;
    const said = new Map();
    let waiting = [];
    let region = null;
    let alarm = null;

    function regions() {
        if (region?.isConnected) return;
        region = h('div', { role: 'status', 'aria-live': 'polite', class: 'visually-hidden' });
        alarm = h('div', { role: 'alert', class: 'visually-hidden' });
        document.body.append(region, alarm);
    }

    function say() {
        region.textContent = waiting.slice(-atMost).join(' ');
        waiting = [];
    }

    return (text, { assertive = false } = {}) => {
        regions();
        const last = said.get(text);
        if (last !== undefined && now() - last < sameAgainMs) return;
        said.set(text, now());
        for (const [old, at] of said) if (now() - at >= sameAgainMs) said.delete(old);
        if (assertive) {
            alarm.textContent = text;
            return;
        }
        if (waiting.length === 0) setTimeout(say, pauseMs);
        waiting.push(text);
    };
}

let ofPage = null;

/**
 * Says something through the page's one polite region.
 *
 * @param {string} text
 * @param {{assertive?: boolean}} [options] assertive: what cannot wait, such as work that was not saved
 */
export function announce(text, options) {
    ofPage ??= announcer();
    ofPage(text, options);
}
