/** What the page's address says: which part is looked at, filter, order, and whose panel is open. */
import { pageAddress } from '../parts/address.js';

const views = ['participants', 'now', 'needs', 'activity', 'digest', 'guide'];
const standings = ['behind', 'at-risk', 'on-track', 'complete'];

/** What can be sorted by, and whether the largest comes first when it is chosen. */
export const orders = {
    standing: false, name: false, now: false, week: false, total: false, last: true, flags: true,
};

/**
 * @typedef {object} Address
 * @property {string} view one of participants, now, needs, activity, digest, guide
 * @property {string|null} standing behind, at-risk, on-track, complete; null: all
 * @property {boolean} isPresent only who is in a meeting now
 * @property {boolean} isForReview only whose cards need review
 * @property {boolean} isDisputed only with an open dispute
 * @property {string} query of the search
 * @property {string} order a key of `orders`
 * @property {boolean} isDescending
 * @property {string|null} participant whose panel is open
 * @property {string|null} day of the digest that is read: a date
 * @property {string|null} rep of whom an administrator looks at the participants
 */

/**
 * @param {string} search as `location.search`
 * @returns {Address} whatever is not understood is as usual
 */
export function readAddress(search) {
    const fields = new URLSearchParams(search);
    const one = (name, known, usual) => (known.includes(fields.get(name)) ? fields.get(name) : usual);
    const order = one('sort', Object.keys(orders), 'standing');
    const day = fields.get('day');
    return {
        view: one('view', views, 'participants'),
        standing: one('standing', standings, null),
        isPresent: fields.get('present') === '1',
        isForReview: fields.get('review') === '1',
        isDisputed: fields.get('disputes') === '1',
        query: (fields.get('q') ?? '').slice(0, 100),
        order,
        isDescending: fields.has('dir') ? fields.get('dir') === 'desc' : orders[order],
        participant: fields.get('participant') || null,
        day: /^\d{4}-\d{2}-\d{2}$/.test(day ?? '') ? day : null,
        rep: fields.get('rep') || null,
    };
}

/**
 * @param {Address} address
 * @param {string} [path]
 * @returns {string} with only what is not as usual
 */
export function writeAddress(address, path = '/rep') {
    const fields = new URLSearchParams();
    const put = (name, value) => { if (value) fields.set(name, value); };
    put('rep', address.rep);
    put('view', address.view !== 'participants' && address.view);
    put('standing', address.standing);
    put('present', address.isPresent && '1');
    put('review', address.isForReview && '1');
    put('disputes', address.isDisputed && '1');
    put('q', address.query);
    put('sort', address.order !== 'standing' && address.order);
    put('dir', address.isDescending !== orders[address.order] && (address.isDescending ? 'desc' : 'asc'));
    put('day', address.view === 'digest' && address.day);
    put('participant', address.participant);
    const text = fields.toString();
    return text ? `${path}?${text}` : path;
}

/** @returns {boolean} whether any filter is set */
export const isFiltered = (address) => Boolean(
    address.standing || address.isPresent || address.isForReview || address.isDisputed || address.query);

/** What takes every filter off. */
export const unfiltered = { standing: null, isPresent: false, isForReview: false, isDisputed: false, query: '' };

/** @returns the address of this page: see `pageAddress` */
export const createAddress = ({ window = globalThis.window } = {}) =>
    pageAddress({ read: readAddress, write: writeAddress, window });
