/** What the page's address says: which part is looked at, its filters, and what the panel shows. */
import { pageAddress } from '../parts/address.js';

/** The parts of the page, in the order of the tabs. */
export const views = ['deliveries', 'systems', 'connections', 'users', 'audit', 'guide'];
export const understandings = ['known', 'unknown', 'unreadable'];
export const sources = ['webhook', 'webhook-log', 'report-csv', 'report-api'];
/** From when on, counted back from now: milliseconds by the word in the address. */
export const spans = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };
export const roles = ['administrator', 'court-rep', 'participant'];
export const states = ['active', 'invited', 'not-invited', 'disabled'];

/**
 * @typedef {object} Address
 * @property {string} view one of `views`
 * @property {string|null} event of deliveries; null: all
 * @property {string|null} understanding one of `understandings`
 * @property {string|null} source one of `sources`
 * @property {string|null} since a key of `spans`, or a moment in RFC 3339
 * @property {boolean} isFollowing whether new deliveries are added by themselves
 * @property {string|null} role of the people who are listed
 * @property {string|null} state of their accounts
 * @property {string} query of the search among people
 * @property {string|null} show what the panel shows: delivery-940, system-…, user-…
 */

/**
 * @param {string} search as `location.search`
 * @returns {Address} whatever is not understood is as usual
 */
export function readAddress(search) {
    const fields = new URLSearchParams(search);
    const one = (name, known) => (known.includes(fields.get(name)) ? fields.get(name) : null);
    const since = fields.get('since') ?? '';
    const isMoment = /^\d{4}-\d{2}-\d{2}T/.test(since) && !Number.isNaN(Date.parse(since));
    return {
        view: one('view', views) ?? 'deliveries',
        event: (fields.get('event') ?? '').slice(0, 200) || null,
        understanding: one('understanding', understandings),
        source: one('source', sources),
        since: Object.hasOwn(spans, since) ? since : isMoment ? new Date(since).toISOString() : null,
        isFollowing: fields.get('follow') !== 'off',
        role: one('role', roles),
        state: one('state', states),
        query: (fields.get('q') ?? '').slice(0, 100),
        show: fields.get('show') || null,
    };
}

/**
 * @param {Address} address
 * @param {string} [path]
 * @returns {string} with only what is not as usual
 */
export function writeAddress(address, path = '/admin') {
    const fields = new URLSearchParams();
    const put = (name, value) => { if (value) fields.set(name, value); };
    put('view', address.view !== 'deliveries' && address.view);
    put('event', address.event);
    put('understanding', address.understanding);
    put('source', address.source);
    put('since', address.since);
    put('follow', !address.isFollowing && 'off');
    put('role', address.role);
    put('state', address.state);
    put('q', address.query);
    put('show', address.show);
    const text = fields.toString();
    return text ? `${path}?${text}` : path;
}

/**
 * The moment from which on deliveries are shown.
 *
 * @param {string|null} since of an address
 * @param {number} now milliseconds since 1970
 * @returns {string|null} RFC 3339
 */
export function sinceMoment(since, now) {
    if (since === null) return null;
    return Object.hasOwn(spans, since) ? new Date(now - spans[since]).toISOString() : since;
}

/** @returns {boolean} whether any filter of deliveries is set */
export const isFiltered = ({ event, understanding, source, since }) =>
    Boolean(event || understanding || source || since);

/** What takes every filter of deliveries off. */
export const unfiltered = { event: null, understanding: null, source: null, since: null };

/** @returns the address of this page: see `pageAddress` */
export const createAddress = ({ window = globalThis.window } = {}) =>
    pageAddress({ read: readAddress, write: writeAddress, tellsWhatOthersWrote: false, window });
