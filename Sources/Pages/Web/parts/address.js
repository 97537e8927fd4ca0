/**
 * The address of a page, which Back and Forward restore.
 *
 * @template Address
 * @param {object} options
 * @param {(search: string) => Address} options.read  of `location.search`
 * @param {(address: Address) => string} options.write  path and query
 * @param {boolean} [options.tellsWhatOthersWrote]  whether watchers hear of what `reread` finds
 * @param {Window} [options.window]
 * @returns {{current: Address, change(patch: object, options?: {replace?: boolean}): void, to(patch: object): string,
 *     reread(): void, watch(handler: (now: Address, before: Address) => void): () => void}}
 */
export function pageAddress({ read, write, tellsWhatOthersWrote = true, window = globalThis.window }) {
    const watchers = new Set();
    let current = read(window.location.search);

    function become(next) {
        const before = current;
        current = next;
        for (const handler of [...watchers]) handler(current, before);
    }
    window.addEventListener('popstate', () => become(read(window.location.search)));

    return {
        get current() { return current; },
        to: (patch) => write({ ...current, ...patch }),
        /** Somebody else wrote the address: the panel. */
        reread() {
            const next = read(window.location.search);
            if (!tellsWhatOthersWrote) current = next;
            else if (write(next) !== write(current)) become(next);
        },
        change(patch, { replace = false } = {}) {
            const next = { ...current, ...patch };
            const text = write(next);
            if (text === write(current)) return;
            window.history[replace ? 'replaceState' : 'pushState'](null, '', text);
            become(next);
        },
        watch(handler) {
            watchers.add(handler);
            return () => watchers.delete(handler);
        },
    };
}
