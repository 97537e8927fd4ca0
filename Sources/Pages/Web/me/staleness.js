/** A connection is asked every 20 seconds whether it is there; where none stays open, the server is asked every 30. */
const silenceMs = 90_000;
/** Shorter breaks are nobody's business. */
const breakMs = 20_000;

/**
 * Whether what the page shows may no longer be so, and when it was last known to be. Pure.
 *
 * @param {{connection: string, updatedAt: number|null, isWhole?: boolean}} status of the live connection
 * @param {number} knownAt when it was last known before; milliseconds since 1970
 * @param {number} now
 * @returns {{isStale: boolean, knownAt: number}}
 */
export function staleness({ connection, updatedAt, isWhole = true }, knownAt, now) {
    // What is known to lack something is as old as when it did not.
    const heardAt = isWhole ? Math.max(updatedAt ?? 0, knownAt) : knownAt;
    const quietMs = now - heardAt;
    const patience = connection === 'live' ? silenceMs : breakMs;
    return { isStale: connection === 'offline' || quietMs > patience, knownAt: heardAt };
}
