/**
 * How long to wait before another try: anything up to a bound that doubles with each failure ("full jitter"), so that
 * clients that lost a server together do not come back together. Never says to give up.
 *
 * @param {number} failures  how many tries failed in a row; 1 after the first
 * @param {{baseMs: number, capMs: number, floorMs?: number}} settings
 * @param {() => number} random  as Math.random
 * @returns {number} whole milliseconds
 */
export function backoff(failures, { baseMs, capMs, floorMs = 0 }, random = Math.random) {
    // 2^30 base lengths are beyond any bound; a larger exponent would only lead to Infinity.
    const doublings = Math.min(Math.max(failures - 1, 0), 30);
    const bound = Math.min(capMs, baseMs * 2 ** doublings);
    return Math.round(Math.min(capMs, Math.max(floorMs, random() * bound)));
}
