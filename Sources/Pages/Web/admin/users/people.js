/** Everybody of the roster and how they come in, read when first asked for and again after a change. */

const aPage = 500;
/** Beyond so many pages the list is not read to its end: the search of the bridge's own lists is for that. */
const mostPages = 20;

const ranks = { administrator: 0, 'court-rep': 1, participant: 2 };

/**
 * @param {{api: object}} options
 * @returns {{all: object[], isWhole: boolean, ready(): Promise<void>, reload(): Promise<void>,
 *     nameOf(id: string): string}}
 */
export function createPeople({ api }) {
    let all = [];
    let names = new Map();
    let isWhole = true;
    let reading = null;

    async function read() {
        const found = [];
        let after = null;
        for (let pages = 0; pages < mostPages; pages += 1) {
            const { body } = await api.get(
                `/api/users?limit=${aPage}${after === null ? '' : `&after=${encodeURIComponent(after)}`}`);
            found.push(...body.users);
            after = body.next;
            if (after === null) break;
        }
        found.sort((a, b) => (ranks[a.role] ?? 9) - (ranks[b.role] ?? 9) || a.name.localeCompare(b.name));
        isWhole = after === null;
        names = new Map(found.map((one) => [one.id, one.name]));
        all = found;
    }

    return {
        get all() { return all; },
        get isWhole() { return isWhole; },
        /** Throws where it could not be read; then the next one asks again. */
        ready() {
            reading ??= read().catch((error) => {
                reading = null;
                throw error;
            });
            return reading;
        },
        reload() {
            reading = null;
            return this.ready();
        },
        nameOf: (id) => names.get(id) ?? id,
    };
}

/**
 * @param {object} user
 * @param {{role: string|null, state: string|null, query: string}} filter
 * @returns {boolean}
 */
export function isLike(user, { role, state, query }) {
    if (role && user.role !== role) return false;
    if (state && user.state !== state) return false;
    const words = plain(query).split(/\s+/).filter(Boolean);
    const text = plain([user.name, user.id, user.email].filter(Boolean).join(' '));
    return words.every((word) => text.includes(word));
}

/** Without accents and capitals, as people type. */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
