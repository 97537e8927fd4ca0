/**
 * Sees to it that each message is applied once and in order, across connections and transports. Positions that one
 * person is told are not consecutive: only that they grow is known.
 *
 * While the whole state is being loaded, messages wait: those that the state already holds are dropped afterwards.
 */
export class Inbox {
    #held = null;
    #ready = [];

    /** @param {{most: number}} limits  messages that may wait; beyond that all are dropped and `isOverfull` is true */
    constructor({ most }) {
        this.most = most;
        /** The last position known, from which a connection goes on; null: none yet. */
        this.position = null;
        /** The last position handed out to be applied. */
        this.applied = null;
        this.duplicates = 0;
        this.isOverfull = false;
    }

    get length() { return this.#ready.length + (this.#held?.length ?? 0); }
    get isHolding() { return this.#held !== null; }

    /** @returns {boolean} whether the message is new */
    accept(message) {
        if (!Number.isSafeInteger(message.id)) return false;
        if (this.position !== null && message.id <= this.position) {
            this.duplicates += 1;
            return false;
        }
        this.position = message.id;
        if (this.length >= this.most) {
            this.#ready = [];
            if (this.#held) this.#held = [];
            this.isOverfull = true;
            return false;
        }
        (this.#held ?? this.#ready).push(message);
        return true;
    }

    /** Everything up to `position` was told, though nothing of it may concern this person. */
    advance(position) {
        if (Number.isSafeInteger(position)) this.position = Math.max(this.position ?? 0, position);
    }

    /** What was told before `position` is not to be had: begins anew from there, even where that is earlier. */
    restart(position) {
        this.position = position;
        this.applied = null;
        this.#ready = [];
        if (this.#held) this.#held = [];
    }

    /** From now on messages wait; those that nobody took yet, too. */
    hold() {
        this.#held = [...(this.#held ?? []), ...this.#ready];
        this.#ready = [];
    }

    /**
     * @param {number|null} loaded  what was loaded holds everything up to here; null: nothing was loaded
     */
    release(loaded = null) {
        const held = this.#held ?? [];
        this.#held = null;
        this.#ready.push(...held.filter((message) => loaded === null || message.id > loaded));
        if (loaded !== null) {
            this.advance(loaded);
            this.applied = Math.max(this.applied ?? 0, loaded);
            this.isOverfull = false;
        }
    }

    /** @returns {object[]} the messages to be applied, in order; they are the taker's now */
    take() {
        const messages = this.#ready;
        this.#ready = [];
        if (messages.length > 0) this.applied = messages.at(-1).id;
        return messages;
    }
}
