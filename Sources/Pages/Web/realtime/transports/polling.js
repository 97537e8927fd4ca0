/** The feed by asking now and then, where nothing stays open. */
import { closeCode, retryAfterMs } from './status.js';

/**
 * @param {object} options
 * @param {(since: number|null) => string} options.queryAfter  as `?since=7&limit=200`
 * @param {number|null} options.since
 * @param {import('./websocket.js').Listener} options.listener
 * @param {{everyMs: number, timeoutMs: number}} options.settings
 * @param {import('../clock.js').Clock} options.clock
 * @param {typeof fetch} [options.fetch]
 * @returns {{close(): void, send(): boolean, askNow(): void}}
 */
export function openPolling({
    queryAfter, since, listener, settings, clock, fetch = (...given) => globalThis.fetch(...given),
}) {
    let isOpened = false;
    let isOver = false;
    let isAsking = false;
    let position = since;
    let tag = null;
    let timer;
    let abort;

    function finish(end) {
        if (isOver) return;
        isOver = true;
        clock.clearTimeout(timer);
        listener.closed({ isOpened, ...end });
    }
    function askIn(ms) {
        clock.clearTimeout(timer);
        timer = clock.setTimeout(ask, ms);
    }

    async function fetched() {
        abort = new AbortController();
        const own = abort;
        const limit = clock.setTimeout(() => own.abort(), settings.timeoutMs);
        try {
            const headers = tag ? { Accept: 'application/json', 'If-None-Match': tag } : { Accept: 'application/json' };
            const response = await fetch(`/api/feed${queryAfter(position)}`, {
                headers, signal: own.signal, cache: 'no-store', credentials: 'same-origin',
            });
            const page = response.status === 200 ? await response.json() : null;
            return { response, page };
        } finally {
            clock.clearTimeout(limit);
        }
    }

    function take(page) {
        if (page.resync) {
            listener.message({ event: 'resync', data: null, id: page.position, at: null });
        } else {
            for (const message of page.messages) if (!isOver) listener.message(message);
            if (!isOver) listener.advanced(page.position);
        }
        position = page.position;
    }

    async function ask() {
        if (isOver || isAsking) return;
        isAsking = true;
        try {
            const { response, page } = await fetched();
            if (isOver) return;
            if (!page && response.status !== 304) {
                finish({ code: closeCode(response.status), retryAfterMs: retryAfterMs(response.headers) });
                return;
            }
            if (!isOpened) {
                isOpened = true;
                listener.opened();
            }
            listener.heard();
            if (page) take(page);
            tag = response.headers.get('etag') ?? tag;
            const asked = Number(response.headers.get('poll-interval')) * 1000 || 0;
            if (!isOver) askIn(page?.more ? 0 : Math.max(settings.everyMs, asked));
        } catch {
            finish({ code: 1006 });
        } finally {
            isAsking = false;
        }
    }
    askIn(0);

    return {
        send: () => false,
        askNow: () => { if (!isOver) askIn(0); },
        close() {
            isOver = true;
            clock.clearTimeout(timer);
            abort?.abort();
        },
    };
}
