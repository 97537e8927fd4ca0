/**
 * The feed as Server-Sent Events, read with `fetch`: unlike `EventSource` this sees the status that refuses, the
 * comments that show that the stream is alive, and events of any name; and when to come again stays with the
 * connection.
 */
import { eventStreamParser } from './event-stream-parser.js';
import { closeCode, retryAfterMs } from './status.js';

/**
 * @param {object} options
 * @param {string} options.query  as `?since=7`, or empty
 * @param {import('./websocket.js').Listener} options.listener
 * @param {number} options.silenceMs  a stream that says nothing for so long is dead
 * @param {import('../clock.js').Clock} options.clock
 * @param {typeof fetch} [options.fetch]
 * @returns {{close(): void, send(): boolean}}
 */
export function openEventStream({
    query, listener, silenceMs, clock, fetch = (...given) => globalThis.fetch(...given),
}) {
    const abort = new AbortController();
    let isOpened = false;
    let isOver = false;
    let silence;

    function finish(end) {
        if (isOver) return;
        isOver = true;
        clock.clearTimeout(silence);
        abort.abort();
        listener.closed({ isOpened, ...end });
    }
    function alive() {
        clock.clearTimeout(silence);
        silence = clock.setTimeout(() => finish({ code: 1006 }), silenceMs);
    }
    function told(name, data) {
        if (isOver) return;
        let message;
        try {
            message = JSON.parse(data);
        } catch {
            listener.garbled(data);
            return;
        }
        if (name === 'closed') finish({ code: Number(message.data?.code) || 1006 });
        else listener.message(message);
    }

    async function read() {
        const response = await fetch(`/api/events${query}`, {
            headers: { Accept: 'text/event-stream' }, signal: abort.signal, cache: 'no-store',
            credentials: 'same-origin',
        });
        if (isOver) return;
        const type = response.headers.get('content-type') ?? '';
        if (!response.ok || !type.startsWith('text/event-stream')) {
            finish({ code: closeCode(response.status), retryAfterMs: retryAfterMs(response.headers) });
            return;
        }
        isOpened = true;
        listener.opened();
        alive();
        const parse = eventStreamParser({ event: told, comment: () => listener.heard() });
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        for (;;) {
            const { done, value } = await reader.read();
            if (isOver) return;
            if (done) break;
            alive();
            parse(value);
        }
        finish({ code: 1006 });
    }
    read().catch(() => finish({ code: 1006 }));

    return {
        send: () => false,
        close() {
            isOver = true;
            clock.clearTimeout(silence);
            abort.abort();
        },
    };
}
