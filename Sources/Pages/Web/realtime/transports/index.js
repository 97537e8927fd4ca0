/** The ways in which the feed is heard, the best first. */
import { openWebSocket } from './websocket.js';
import { openEventStream } from './event-stream.js';
import { openPolling } from './polling.js';

export const ladder = ['websocket', 'events', 'polling'];

/**
 * @param {{since?: number|null, events?: string[]|null, participant?: string|null, limit?: number}} asked
 * @returns {string} as `?since=7&events=alert`; empty where everything is asked for from now on
 */
export function feedQuery({ since = null, events = null, participant = null, limit = null }) {
    const fields = new URLSearchParams();
    if (since !== null) fields.set('since', String(since));
    if (events !== null) fields.set('events', events.join(','));
    if (participant !== null) fields.set('participant', participant);
    if (limit !== null) fields.set('limit', String(limit));
    const text = fields.toString();
    return text === '' ? '' : `?${text}`;
}

/**
 * @param {object} options
 * @param {() => {since: number|null, events: string[]|null, participant: string|null}} options.asked  from where to go
 *     on, and what is to be told; asked anew for each connection
 * @param {object} options.settings  `config.realtime`
 * @param {import('../clock.js').Clock} options.clock
 * @param {object} options.tools  `WebSocket`, `fetch`, `location` where they are not the browser's
 * @returns {Object<string, (listener: import('./websocket.js').Listener) => {close(): void, send(text: string):
 *     boolean}>}
 */
export function browserTransports({ asked, settings, clock, tools: { WebSocket, fetch, location } }) {
    return {
        websocket: (listener) => openWebSocket({ query: feedQuery(asked()), listener, WebSocket, location }),
        events: (listener) => openEventStream({
            query: feedQuery(asked()), listener, silenceMs: settings.heartbeat.streamSilenceMs, clock, fetch,
        }),
        polling: (listener) => openPolling({
            queryAfter: (since) => feedQuery({ ...asked(), since, limit: settings.polling.limit }),
            since: asked().since, listener, settings: settings.polling, clock, fetch,
        }),
    };
}
