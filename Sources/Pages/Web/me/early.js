/**
 * Asks for what the first view shows while the other modules are still on their way: on a slow network every question
 * that
 * waits for another costs half a second. Nothing is imported here, and nothing is kept.
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {object|null} body
 * @property {string|null} etag
 * @property {number|null} position of the feed
 * @property {number} at when it came, on the clock of the device; milliseconds since 1970
 * @property {number} ahead how far the server's clock is ahead of the device's, in milliseconds; 0 where it is not
 *     known
 */

/** What was asked when the page began. */
export const first = ask();
preloadTexts();

/**
 * @param {{fetch?: typeof fetch, now?: () => number}} [options]
 * @returns {{session: Promise<Answer>, progress: Promise<Answer|null>, participant: Promise<Answer|null>}} null where
 *     nobody is signed in, or not a participant; rejected where no answer came
 */
export function ask({ fetch = (...given) => globalThis.fetch(...given), now = () => Date.now() } = {}) {
    const session = get('/api/session');
    const about = (part) => session.then(({ status, body }) => {
        if (status !== 200 || body.role !== 'participant') return null;
        return get(`/api/participants/${encodeURIComponent(body.person)}${part}`);
    });
    const asked = { session, progress: about('/progress'), participant: about('') };
    // Whoever awaits them hears of a failure; before that it is nobody's fault.
    for (const promise of Object.values(asked)) promise.catch(() => {});
    return asked;

    async function get(path) {
        // As the page's head says it, so that what was asked there is what comes.
        const response = await fetch(path);
        const body = response.ok ? await response.json() : null;
        const at = now();
        const told = Date.parse(response.headers.get('date') ?? '');
        return {
            status: response.status, body, etag: response.headers.get('etag'), at,
            position: Number(response.headers.get('feed-position')) || null,
            ahead: Number.isFinite(told) ? told - at : 0,
        };
    }
}

/** The texts that the first view needs: `loadMessages` finds them under way. */
function preloadTexts({ document = globalThis.document, navigator = globalThis.navigator } = {}) {
    const language = [chosen(), ...(navigator.languages ?? [])].map((tag) => tag?.split('-')[0])
        .find((code) => code === 'en' || code === 'es') ?? 'en';
    for (const name of ['common', 'me']) {
        const link = document.createElement('link');
        const href = new URL(`../messages/${language}/${name}.json`, import.meta.url).href;
        document.head.append(Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href }));
    }
}

function chosen() {
    try {
        return localStorage.getItem('language');
    } catch {
        return null;
    }
}
