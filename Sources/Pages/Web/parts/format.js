import { hasText, language, locale, t } from './i18n.js';

/** Making one takes longer than using it a hundred times. */
const made = new Map();
const dateOnly = /^\d{4}-\d{2}-\d{2}$/;

/** @returns {string} the time zone of the reader's device, an IANA name */
export const readersZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/**
 * @param {string|Date|number} at RFC 3339 text, a Date, or milliseconds since 1970
 * @param {string} [zone] IANA name; the reader's own where left out
 * @param {{seconds?: boolean}} [options] seconds: to the second
 * @returns {string} "7:00 pm" or "19:00", as the reader's region writes it; a no-break space before "pm"
 */
export function time(at, zone, { seconds = false } = {}) {
    return wording(clockParts(at, { hour: 'numeric', minute: '2-digit', ...(seconds && { second: '2-digit' }) }, zone));
}

/**
 * @param {string|Date|number} at as for `time`; or a date, "2026-10-06", which has no zone
 * @param {string} [zone]
 * @param {{now?: number, weekday?: 'short'|'long'|null, month?: 'short'|'long', year?: boolean}} [options] year: always
 *     or never; left out, where it is not the year of `now`
 * @returns {string} "Tue 6 Oct", "mar 6 oct"
 */
export function date(at, zone, options = {}) {
    const { now = Date.now(), weekday = 'short', month = 'short' } = options;
    const isDate = typeof at === 'string' && dateOnly.test(at);
    const [moment, place] = isDate ? [`${at}T12:00:00Z`, 'UTC'] : [at, zone];
    const year = options.year ?? yearOf(moment, place) !== yearOf(now, zone);
    const names = { day: 'numeric', month, ...(weekday && { weekday }), ...(year && { year: 'numeric' }) };
    const parts = clockParts(moment, names, place);
    if (!['en', 'es'].includes(language())) return wording(parts);
    // In the order of cards and letters, which nobody can misread: weekday, day, month, year.
    const value = (type) => parts.find((part) => part.type === type)?.value.replace(/\.$/, '');
    const de = language() === 'es' && month === 'long' ? ' de ' : ' ';
    const day = [value('day'), value('month'), ...(year ? [value('year')] : [])].join(de);
    return weekday ? `${value('weekday')} ${day}` : day;
}

/**
 * @param {string|Date|number} at
 * @param {{zone?: string, nameZone?: boolean|'auto', now?: number, weekday?: *, month?: *, year?: boolean}} [options]
 *     nameZone: 'auto', which is usual, names it where the clock there shows something else than the reader's
 * @returns {string} "Tue 6 Oct, 7:00 pm (New York)"
 */
export function dateTime(at, options = {}) {
    const { zone, nameZone = 'auto' } = options;
    const text = `${date(at, zone, options)}, ${time(at, zone)}`;
    const isNamed = nameZone === 'auto' ? Boolean(zone) && !isSameClock(zone, readersZone(), at) : nameZone;
    return isNamed ? `${text} (${zoneCity(zone ?? readersZone())})` : text;
}

/**
 * When something begins and ends, on one clock; with the second date where it is another one.
 *
 * @param {string|Date|number} start
 * @param {string|Date|number} end
 * @param {string} [zone]
 * @param {{seconds?: boolean}} [options] as for `time`
 * @returns {string} "7:00 – 7:52 pm"
 */
export function timeSpan(start, end, zone, options) {
    const [first, last] = [time(start, zone, options), time(end, zone, options)];
    if (date(start, zone) !== date(end, zone)) return `${first} – ${last}, ${date(end, zone)}`;
    const half = /\u00a0\D+$/.exec(last)?.[0];
    return `${half && first.endsWith(half) ? first.slice(0, -half.length) : first} – ${last}`;
}

/**
 * A time on the clock of its place, and on the reader's beside it where that is another.
 *
 * @param {string|Date|number} at
 * @param {string} zone
 * @param {{reader?: string}} [options] reader: the reader's zone
 * @returns {string} "7:00 pm (New York), 4:00 pm for you"
 */
export function timeInBoth(at, zone, { reader = readersZone() } = {}) {
    if (isSameClock(zone, reader, at)) return time(at, zone);
    return t('time.inBoth', { there: `${time(at, zone)} (${zoneCity(zone)})`, here: time(at, reader) });
}

/**
 * Whether the clocks of two zones show the same at a moment.
 *
 * @param {string} one
 * @param {string} other
 * @param {string|Date|number} at
 * @returns {boolean}
 */
export function isSameClock(one, other, at) {
    const shows = (zone) => formatter('clock', { dateStyle: 'short', timeStyle: 'short' }, zone).format(moment(at));
    return one === other || shows(one) === shows(other);
}

/**
 * How long ago, or how long until: in whole units, rounded down.
 *
 * @param {string|Date|number} at
 * @param {string|Date|number} now
 * @returns {string} "3 seconds ago", "in 2 hours", "now"
 */
export function relative(at, now) {
    const seconds = Math.trunc((moment(at) - moment(now)) / 1000);
    const steps = [[60, 'second', 1], [3600, 'minute', 60], [86_400, 'hour', 3600], [2_592_000, 'day', 86_400],
        [31_536_000, 'month', 2_592_000], [Infinity, 'year', 31_536_000]];
    const [, unit, size] = steps.find(([limit]) => Math.abs(seconds) < limit);
    const whole = Math.trunc(seconds / size);
    const numeric = whole === 0 ? 'auto' : 'always';
    return cached(`relative ${locale()} ${numeric}`, () => new Intl.RelativeTimeFormat(locale(), { numeric }))
        .format(whole, unit);
}

/**
 * @param {number} n minutes; rounded down
 * @param {{long?: boolean}} [options]
 * @returns {string} "52 min", or "52 minutes"
 */
export const minutes = (n, { long = false } = {}) => unit(Math.floor(n), 'minute', long ? 'long' : 'short');

/**
 * @param {number} ms milliseconds; rounded down to whole minutes
 * @returns {string} "1 h 5 min", "52 min"
 */
export function duration(ms) {
    const all = Math.max(0, Math.floor(ms / 60_000));
    const [hours, rest] = [Math.floor(all / 60), all % 60];
    if (hours === 0) return unit(rest, 'minute', 'short');
    const words = [`${number(hours)} ${t('unit.h')}`, rest > 0 && `${number(rest)} ${t('unit.min')}`];
    return words.filter(Boolean).join(' ').replaceAll(' ', '\u00a0');
}

/**
 * For what counts on before the reader's eyes.
 *
 * @param {number} ms milliseconds; rounded down to whole seconds
 * @returns {string} "12:05", "1:02:05"
 */
export function stopwatch(ms) {
    const all = Math.max(0, Math.floor(ms / 1000));
    const [hours, minute, second] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
    const two = (value) => String(value).padStart(2, '0');
    return hours > 0 ? `${hours}:${two(minute)}:${two(second)}` : `${minute}:${two(second)}`;
}

/**
 * @param {string} zone IANA name
 * @returns {string} "New York", "Nueva York"
 */
export function zoneCity(zone) {
    const key = `zone.${zone}`;
    return hasText(key) ? t(key) : zone.split('/').at(-1).replaceAll('_', ' ');
}

/**
 * @param {string|Date|number} day a date, "2026-10-06", or a moment
 * @param {{zone?: string, weekday?: 'long'|'short'|'narrow'}} [options]
 * @returns {string} "Tuesday"
 */
export function dayName(day, { zone, weekday = 'long' } = {}) {
    const isDate = typeof day === 'string' && dateOnly.test(day);
    return formatter('day', { weekday }, isDate ? 'UTC' : zone).format(moment(isDate ? `${day}T12:00:00Z` : day));
}

/**
 * @param {string[]} names
 * @returns {string} "Ana, Ben and Cruz"
 */
export const list = (names) => cached(`list ${locale()}`, () => new Intl.ListFormat(locale(), { type: 'conjunction' }))
    .format(names);

/** @param {number} n @returns {string} "1,250" */
export const number = (n) => cached(`number ${locale()}`, () => new Intl.NumberFormat(locale())).format(n);

/**
 * @param {number} x a share: 0.87; rounded down, so that what was not reached is not shown as reached
 * @returns {string} "87%"
 */
export const percent = (x) => cached(`percent ${locale()}`, () => new Intl.NumberFormat(locale(), { style: 'percent' }))
    // A share such as 0.29 is a little less than it says.
    .format(Math.floor(x * 100 + 1e-9) / 100);

/** @returns {number} the day on which calendars of the reader's region begin, 1 is Monday; for how they look only */
export function weekStart() {
    const region = new Intl.Locale(locale());
    return (region.getWeekInfo?.() ?? region.weekInfo)?.firstDay ?? 1;
}

/**
 * @param {string|Date|number} at RFC 3339 text, a Date, or milliseconds
 * @returns {number} milliseconds since 1970
 * @throws {RangeError} for what is not a moment
 */
export function moment(at) {
    const value = at instanceof Date ? at.getTime() : typeof at === 'number' ? at : Date.parse(at);
    if (!Number.isFinite(value)) throw new RangeError(`not a moment: ${at}`);
    return value;
}

function unit(n, name, unitDisplay) {
    const written = cached(`unit ${locale()} ${name} ${unitDisplay}`,
        () => new Intl.NumberFormat(locale(), { style: 'unit', unit: name, unitDisplay }));
    return written.format(n).replaceAll(' ', '\u00a0');
}

const yearOf = (at, zone) => formatter('year', { year: 'numeric' }, zone).format(moment(at));

const clockParts = (at, options, zone) => formatter(JSON.stringify(options), options, zone).formatToParts(moment(at));

/** "PM" is shouted, and may not stand on the next line. */
function wording(parts) {
    return parts.map(({ type, value }) => (type === 'dayPeriod' ? value.toLowerCase() : value)).join('')
        .replace(/[\s\u202f](?=[ap]\.?\s?m)/i, '\u00a0').replace(/(?<=\b[ap]\.)[\s\u202f](?=m\.)/i, '\u00a0');
}

function formatter(name, options, zone) {
    return cached(`${name} ${locale()} ${zone ?? ''}`,
        () => new Intl.DateTimeFormat(locale(), { ...options, ...(zone && { timeZone: zone }) }));
}

function cached(key, make) {
    if (!made.has(key)) made.set(key, make());
    return made.get(key);
}
