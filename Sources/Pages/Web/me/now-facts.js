/**
 * How long somebody has been counted, from what the server said and how much later it is. Pure.
 *
 * @param {{since: string, minutesSoFar: number}} current minutesSoFar: of the whole meeting, earlier connections too
 * @param {number} answeredAt when the server said so, on its own clock; milliseconds since 1970
 * @param {number} now on the same clock
 * @returns {number} whole minutes, rounded down; never more than what is certain
 */
export function minutesCounted({ since, minutesSoFar }, answeredAt, now) {
    const start = Date.parse(since);
    const wasOneStay = Math.floor((answeredAt - start) / 60_000) === minutesSoFar;
    // The server rounded down: only of an unbroken stay the seconds are known.
    if (wasOneStay) return Math.max(0, Math.floor((now - start) / 60_000));
    return minutesSoFar + Math.max(0, Math.floor((now - answeredAt) / 60_000));
}
