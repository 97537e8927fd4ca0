/** What tests put in the place of the browser's clock, chance and network. */

/** A clock that stands still until it is moved; timers run in the order of their times. */
export class FakeClock {
    #now;
    #timers = new Map();
    #last = 0;

    constructor(now = 1_800_000_000_000) {
        this.#now = now;
        this.now = () => this.#now;
        this.setTimeout = (run, ms) => {
            this.#last += 1;
            this.#timers.set(this.#last, { run, at: this.#now + Math.max(0, ms), number: this.#last });
            return this.#last;
        };
        this.clearTimeout = (timer) => { this.#timers.delete(timer); };
    }

    get running() { return this.#timers.size; }

    /** Moves on, and lets promises settle after each timer. */
    async advance(ms) {
        const end = this.#now + ms;
        await settled();
        for (;;) {
            const due = [...this.#timers.values()].filter(({ at }) => at <= end)
                .sort((a, b) => a.at - b.at || a.number - b.number)[0];
            if (!due) break;
            this.#timers.delete(due.number);
            this.#now = Math.max(this.#now, due.at);
            due.run();
            await settled();
        }
        this.#now = end;
    }
}

/** Lets whatever waits for promises go on, some steps deep. */
export async function settled() {
    for (let step = 0; step < 20; step += 1) await Promise.resolve();
}

/**
 * The same numbers for the same seed (mulberry32).
 *
 * @returns {(() => number) & {pick(list: Array): *, below(n: number): number}}
 */
export function seeded(seed) {
    let state = seed >>> 0;
    const random = () => {
        state = (state + 0x6D2B79F5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    random.below = (n) => Math.floor(random() * n);
    random.pick = (list) => list[random.below(list.length)];
    return random;
}

/** Frames that are painted when a test says so. */
export class FakeFrames {
    #waiting = new Map();
    #last = 0;

    request = (run) => {
        this.#last += 1;
        this.#waiting.set(this.#last, run);
        return this.#last;
    };
    cancel = (id) => { this.#waiting.delete(id); };
    paint() {
        const due = [...this.#waiting.values()];
        this.#waiting.clear();
        for (const run of due) run();
    }
}

/** A window or document that hears what a test dispatches. */
export class FakePage extends EventTarget {
    visibilityState = 'visible';
    navigator = { onLine: true };
    listeners = 0;

    addEventListener(...given) {
        this.listeners += 1;
        super.addEventListener(...given);
    }

    removeEventListener(...given) {
        this.listeners -= 1;
        super.removeEventListener(...given);
    }

    tell(name, fields = {}) {
        const event = Object.assign(new Event(name, { cancelable: true }), fields);
        this.dispatchEvent(event);
        return event;
    }
}

/** A promise that is settled from outside. */
export function deferred() {
    let settle;
    const promise = new Promise((resolve, reject) => { settle = { resolve, reject }; });
    return { promise, ...settle };
}

/** An answer as `fetch` gives it. */
export function answer(status, body = null, headers = {}) {
    const isEmpty = body === null || status === 204 || status === 304;
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    return new Response(isEmpty ? null : JSON.stringify(body), {
        status, headers: isEmpty ? headers : { 'Content-Type': type, ...headers },
    });
}
