/** What came, how late, and what was not applied. Counts and lengths only: nothing of what messages say is kept. */

const kept = 200;

/**
 * @param {{clock: import('./clock.js').Clock}} options
 */
export function createStatistics({ clock }) {
    const counts = {
        received: 0, applied: 0, duplicates: 0, merged: 0, garbled: 0, opened: 0, reconnects: 0, resyncs: 0, loads: 0,
        failedLoads: 0, handlerErrors: 0,
    };
    const byEvent = {};
    const latencies = [];
    const recent = [];
    /** How far the server's clock is ahead of this one, in milliseconds; null: not known. */
    let clockOffsetMs = null;
    let roundTripMs = null;
    /** What happened before was late because nobody listened, and says nothing of how fast it travels. */
    let listeningSince = Infinity;

    function keep(list, value) {
        list.push(value);
        if (list.length > kept) list.shift();
    }
    return {
        count(name) { counts[name] += 1; },
        merged(n) { counts.merged += n; },
        opened() {
            counts.opened += 1;
            listeningSince = clock.now();
        },
        received(message, isNew) {
            counts.received += 1;
            if (!isNew) {
                counts.duplicates += 1;
                return;
            }
            byEvent[message.event] = (byEvent[message.event] ?? 0) + 1;
            keep(recent, { event: message.event, id: message.id, at: message.at, receivedAt: clock.now() });
        },
        applied(message) {
            counts.applied += 1;
            const at = Date.parse(message.at);
            if (Number.isNaN(at) || clockOffsetMs === null) return;
            const here = at - clockOffsetMs;
            if (here >= listeningSince) keep(latencies, clock.now() - here);
        },
        /** @param {{sentAt: number, receivedAt: number, at: string|undefined}} pong */
        pong({ sentAt, receivedAt, at }) {
            const server = Date.parse(at);
            roundTripMs = receivedAt - sentAt;
            if (!Number.isNaN(server)) clockOffsetMs = Math.round(server - (sentAt + receivedAt) / 2);
        },
        get clockOffsetMs() { return clockOffsetMs; },
        /** The last messages by event and id, the newest last. */
        get recent() { return recent.slice(-50); },
        /** @returns {object} plain numbers */
        snapshot() {
            const sorted = [...latencies].sort((a, b) => a - b);
            const share = (part) => sorted.length
                ? sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] : null;
            return {
                ...counts, byEvent: { ...byEvent }, clockOffsetMs, roundTripMs,
                latencyMs: {
                    samples: sorted.length, median: share(0.5), p95: share(0.95), most: sorted.at(-1) ?? null,
                },
            };
        },
    };
}
