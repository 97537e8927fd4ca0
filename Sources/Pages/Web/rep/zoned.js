/** Wall clocks of other places: from a date and a time there to a moment. */

const formats = new Map();

function parts(ms, zone) {
    if (!formats.has(zone)) {
        formats.set(zone, new Intl.DateTimeFormat('en-CA', {
            timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit',
            minute: '2-digit', second: '2-digit',
        }));
    }
    return Object.fromEntries(formats.get(zone).formatToParts(ms).map(({ type, value }) => [type, value]));
}

/**
 * @param {string|number} at RFC 3339 text or milliseconds
 * @param {string} zone IANA name
 * @returns {{date: string, time: string}} "2026-10-06" and "19:05" on the clock there
 */
export function wallClock(at, zone) {
    const { year, month, day, hour, minute } = parts(typeof at === 'number' ? at : Date.parse(at), zone);
    return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
}

/**
 * @param {string} date "2026-10-06"
 * @param {string} time "19:05"
 * @param {string} zone IANA name
 * @returns {number|null} milliseconds since 1970; null where the clock there never shows that. Where it shows it
 *     twice, the first
 */
export function momentOf(date, time, zone) {
    const asIfUTC = Date.parse(`${date}T${time}:00Z`);
    if (!Number.isFinite(asIfUTC)) return null;
    const offset = (ms) => {
        const { year, month, day, hour, minute, second } = parts(ms, zone);
        return Date.UTC(year, month - 1, day, hour, minute, second) - ms;
    };
    // The offset before and after a change of clocks: a day is wider than any of them.
    const offsets = [offset(asIfUTC - 86_400_000), offset(asIfUTC + 86_400_000), offset(asIfUTC)];
    const found = [...new Set(offsets)].map((one) => asIfUTC - one).filter((ms) => {
        const there = wallClock(ms, zone);
        return there.date === date && there.time === time;
    });
    return found.length > 0 ? Math.min(...found) : null;
}

/**
 * The moment at which a clock shows a time, nearest to another moment: a meeting at night goes on past midnight.
 *
 * @param {string} time "19:05"
 * @param {number} near milliseconds
 * @param {string} zone
 * @returns {number|null}
 */
export function nearestMoment(time, near, zone) {
    const days = [-86_400_000, 0, 86_400_000].map((shift) => wallClock(near + shift, zone).date);
    const candidates = days.map((date) => momentOf(date, time, zone)).filter((ms) => ms !== null);
    const distance = (ms) => Math.abs(ms - near);
    return candidates.reduce((best, ms) => (best === null || distance(ms) < distance(best) ? ms : best), null);
}
