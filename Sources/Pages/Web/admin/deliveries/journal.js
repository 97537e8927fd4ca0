/** Reads what came from Zoom, filtered by the bridge, or here where it is of a version that does not filter. */

const aPage = 50;
/** A bridge that does not filter is asked for so many pages before somebody is asked whether to look further. */
const pagesAtOnce = 4;

/**
 * @typedef {object} Filter
 * @property {string|null} event
 * @property {string|null} understanding
 * @property {string|null} source
 * @property {string|null} since RFC 3339
 */

/**
 * @param {object} delivery
 * @param {Filter} filter
 * @returns {boolean}
 */
export function isWanted(delivery, { event, understanding, source, since }) {
    return (!event || delivery.event === event) && (!understanding || delivery.understanding === understanding)
        && (!source || delivery.source === source)
        && (!since || Date.parse(delivery.receivedAt) >= Date.parse(since));
}

/**
 * @param {{api: object}} options
 * @returns {{older: Function, newer: Function}}
 */
export function createJournal({ api }) {
    /** Whether the bridge filters and goes upwards: its answers say `more` then. Null: not known yet. */
    let isSearching = null;

    function path({ before = null, after = null, filter = {}, limit = aPage }) {
        const fields = new URLSearchParams({ limit: String(limit) });
        if (before !== null) fields.set('before', String(before));
        if (after !== null) fields.set('after', String(after));
        if (isSearching !== false) {
            for (const [name, value] of Object.entries(filter)) if (value) fields.set(name, value);
        }
        return `/api/deliveries?${fields}`;
    }

    async function page(asked, options) {
        let answer;
        try {
            answer = (await api.get(path(asked), options)).body;
        } catch (error) {
            // One that knows no filter may refuse to be asked for one.
            if (error?.status !== 400 || isSearching !== null) throw error;
            isSearching = false;
            answer = (await api.get(path({ ...asked, after: null }), options)).body;
        }
        isSearching ??= typeof answer.more === 'boolean';
        return answer;
    }

    return {
        /**
         * The newest first, below a number.
         *
         * @param {{filter: Filter, before?: number|null, signal?: AbortSignal}} asked
         * @returns {Promise<{deliveries: object[], next: number|null, isPartial: boolean}>}
         *     next: where it goes on, null
         *     at the end; isPartial: few are here because the rest was not looked through yet
         */
        async older({ filter, before = null, signal }) {
            const found = [];
            let next = before;
            for (let pages = 1; ; pages += 1) {
                const body = await page({ before: next, filter, limit: found.length === 0 ? aPage : aPage * 4 },
                    { signal });
                found.push(...body.deliveries.filter((one) => isWanted(one, filter)));
                // Numbers grow with time: before the first that is too old nothing is wanted.
                const last = body.deliveries.at(-1);
                const isPast = filter.since && last && Date.parse(last.receivedAt) < Date.parse(filter.since);
                next = isPast ? null : body.next;
                if (next === null || found.length >= aPage || pages >= pagesAtOnce) {
                    return { deliveries: found, next, isPartial: next !== null && found.length < aPage };
                }
            }
        },
        /**
         * What came after a number.
         *
         * @param {{filter: Filter, after: number, signal?: AbortSignal}} asked
         * @returns {Promise<{deliveries: object[], cursor: number, isMore: boolean, last: object|null}>} deliveries:
         *     the newest first; cursor: what to ask after next time; last: the newest that was seen, wanted or not
         */
        async newer({ filter, after, signal }) {
            const body = await page({ after, filter, limit: 200 }, { signal });
            const found = body.deliveries.filter((one) => one.id > after);
            if (isSearching) {
                found.reverse();
                return {
                    deliveries: found, cursor: body.next ?? found[0]?.id ?? after,
                    isMore: body.more, last: found[0] ?? null,
                };
            }
            let { next } = body;
            for (let pages = 1; pages < pagesAtOnce && next !== null && next > after + 1; pages += 1) {
                const more = await page({ before: next, limit: 200 }, { signal });
                found.push(...more.deliveries.filter((one) => one.id > after));
                next = more.next;
            }
            return {
                deliveries: found.filter((one) => isWanted(one, filter)), cursor: found[0]?.id ?? after, isMore: false,
                last: found[0] ?? null,
            };
        },
        /**
         * @returns {Promise<number>} the number of the newest there is; 0: none ever came
         */
        async newest(options) {
            return (await page({ limit: 1 }, options)).deliveries[0]?.id ?? 0;
        },
    };
}
