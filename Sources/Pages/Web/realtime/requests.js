/** Questions over the socket, and their answers: each has an id, a time limit, and exactly one end. */

/** A question that was not answered as hoped. `type` says why: a problem's address, or one of ours without a slash. */
export class RequestError extends Error {
    /** @param {{type: string, title?: string, detail?: string}} problem */
    constructor({ type, title, detail }) {
        super(detail ?? title ?? type);
        this.name = 'RequestError';
        this.type = type;
        this.title = title ?? null;
    }
}

/**
 * @param {object} options
 * @param {(text: string) => boolean} options.send  false: there is no socket now
 * @param {{timeoutMs: number, most: number}} options.settings
 * @param {import('./clock.js').Clock} options.clock
 * @returns {{ask(name: string, data?: object, options?: {timeoutMs?: number}): Promise<*>,
 *     answered(answer: object): boolean, dropAll(type: string): void, readonly count: number}}
 *     `ask` rejects with a RequestError of type `not-connected`, `too-many`, `timed-out`, `connection-lost`, `ended`,
 *     or the server's own. `answered` says whether the question was known.
 */
export function requests({ send, settings, clock }) {
    const open = new Map();
    let last = 0;

    function settle(id) {
        const entry = open.get(id);
        if (!entry) return null;
        open.delete(id);
        clock.clearTimeout(entry.timer);
        return entry;
    }
    return {
        get count() { return open.size; },
        ask(name, data = undefined, { timeoutMs = settings.timeoutMs } = {}) {
            if (open.size >= settings.most) return Promise.reject(new RequestError({ type: 'too-many' }));
            last += 1;
            const id = `q${last}`;
            return new Promise((resolve, reject) => {
                const timer = clock.setTimeout(() => {
                    if (settle(id)) reject(new RequestError({ type: 'timed-out' }));
                }, timeoutMs);
                open.set(id, { resolve, reject, timer });
                // The question's own words stand last: nothing given may take their place.
                if (!send(JSON.stringify({ ...data, request: id, ask: name }))) {
                    settle(id);
                    reject(new RequestError({ type: 'not-connected' }));
                }
            });
        },
        answered(answer) {
            const entry = settle(answer.request);
            if (!entry) return false;
            if (answer.ok) entry.resolve(answer.data);
            else entry.reject(new RequestError(answer.problem ?? { type: 'not-understood' }));
            return true;
        },
        dropAll(type) {
            for (const id of [...open.keys()]) settle(id)?.reject(new RequestError({ type }));
        },
    };
}
