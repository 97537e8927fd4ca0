/** Counts what somebody changed and the server has not said yes to: for "Saving…", and before a page is left. */

/**
 * @returns {{begin(label: string): {label: string, state: string, done(): void, failed(): void, again(): void},
 *     readonly pending: number, readonly failed: number, list(): {label: string, state: string}[],
 *     watch(handler: () => void): () => void}}
 */
export function createChanges() {
    const all = new Set();
    const watchers = new Set();
    const tell = () => [...watchers].forEach((handler) => handler());
    const count = (state) => [...all].filter((change) => change.state === state).length;

    return {
        begin(label) {
            const change = { label, state: 'pending' };
            const move = (state) => () => {
                if (!all.has(change) || change.state === state) return;
                change.state = state;
                if (state === 'done') all.delete(change);
                tell();
            };
            Object.assign(change, { done: move('done'), failed: move('failed'), again: move('pending') });
            all.add(change);
            tell();
            return change;
        },
        get pending() { return count('pending'); },
        get failed() { return count('failed'); },
        list: () => [...all].map(({ label, state }) => ({ label, state })),
        watch(handler) {
            watchers.add(handler);
            return () => watchers.delete(handler);
        },
    };
}
