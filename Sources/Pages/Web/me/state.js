/**
 * What the page knows, and who shows it.
 *
 * @param {object} facts session; progress, participant: as the API answers; answeredAt: when the progress was told, on
 *     the
 *     server's clock; ahead: how far that is ahead of the device's; knownAt: when the page last heard that all is so,
 *     on the
 *     device's; isStale: that was too long ago; visits: attendances, newest first; hasMore; disputes; repName, contact
 * @returns {{readonly facts: object, change: (some: object) => void, watch: (show: (facts: object) => void) => void}}
 *     watch: calls at once, and after each change, and when `change({})` says that time went by
 */
export function createState(facts) {
    const watchers = new Set();
    let current = Object.freeze({ visits: null, hasMore: false, disputes: [], repName: null, contact: null, ...facts });
    return {
        get facts() { return current; },
        change(some) {
            current = Object.freeze({ ...current, ...some });
            for (const show of [...watchers]) show(current);
        },
        watch(show) {
            watchers.add(show);
            show(current);
        },
    };
}
