/**
 * Changes that wait to be sent: one after the other in their order, each with a key by which the server knows it when
 * it comes again, so that it is done once however often the network fails. Kept in memory only, up to a number; leaving
 * the page while some wait asks first.
 */
import { backoff } from './backoff.js';
import { namedTimers } from './clock.js';
import { isWorthRetrying } from '../api/problems.js';

/** Why a change was not sent: `type` is `outbox-full`, `outbox-ended` or `outbox-too-old`. */
export class OutboxError extends Error {
    constructor(type, message) {
        super(message);
        this.name = 'OutboxError';
        this.type = type;
    }
}

/**
 * @param {object} options
 * @param {{most: number, maxAgeMs: number}} options.settings
 * @param {{baseMs: number, capMs: number}} options.backoffSettings
 * @param {boolean} options.isKeeping  false: what cannot be sent at once fails
 * @param {import('./clock.js').Clock} options.clock
 * @param {() => number} options.random
 * @param {() => string} [options.newKey]
 * @param {{addEventListener: Function, removeEventListener: Function}} [options.window]
 * @param {() => void} [options.changed]
 */
export function createOutbox({
    settings, backoffSettings, isKeeping, clock, random, newKey = () => crypto.randomUUID(), window = globalThis,
    changed = () => {},
}) {
    const timers = namedTimers(clock);
    const entries = [];
    let sending = null;
    let isOnline = true;
    let isEnded = false;
    let isAsking = false;

    function askBeforeLeaving(event) { event.preventDefault(); }
    function noteLength() {
        const shouldAsk = entries.length > 0;
        if (shouldAsk !== isAsking) {
            isAsking = shouldAsk;
            if (shouldAsk) window.addEventListener('beforeunload', askBeforeLeaving);
            else window.removeEventListener('beforeunload', askBeforeLeaving);
        }
        changed();
    }
    function finish(entry, settle) {
        const index = entries.indexOf(entry);
        if (index < 0) return;
        entries.splice(index, 1);
        noteLength();
        settle();
    }

    async function sendNext() {
        const entry = entries[0];
        if (isEnded || sending || !entry || !isOnline) return;
        timers.cancel('retry');
        if (clock.now() - entry.since > settings.maxAgeMs) {
            finish(entry, () => entry.reject(new OutboxError(
                'outbox-too-old', 'It waited too long to be sent: look at what is there now and change it again.')));
            sendNext();
            return;
        }
        sending = entry;
        try {
            const abort = entry.abort;
            const answer = await entry.send({
                idempotencyKey: entry.key, signal: abort.signal, isRetry: entry.tries > 0,
            });
            finish(entry, () => entry.resolve(answer));
        } catch (error) {
            entry.tries += 1;
            if (isKeeping && !isEnded && isWorthRetrying(error)) {
                const wait = Math.max(backoff(entry.tries, backoffSettings, random), error.retryAfterMs ?? 0);
                timers.set('retry', wait, sendNext);
            } else {
                finish(entry, () => entry.reject(error));
            }
        } finally {
            sending = null;
        }
        if (!timers.has('retry')) sendNext();
    }

    return {
        get count() { return entries.length; },
        get most() { return settings.most; },
        /** @returns {{label: string, since: number, tries: number}[]} the oldest first */
        list: () => entries.map(({ label, since, tries }) => ({ label, since, tries })),
        /**
         * @param {{label: string, send: (attempt: {idempotencyKey: string, signal: AbortSignal, isRetry: boolean}) =>
         *     Promise<*>}} change  label: for people, what waits
         * @returns {Promise<*>} what the server answered; rejects with an OutboxError, or with why the server refused
         */
        add({ label, send }) {
            if (isEnded) {
                return Promise.reject(new OutboxError('outbox-ended', 'You are signed out: nothing is sent any more.'));
            }
            if (entries.length >= settings.most) {
                return Promise.reject(new OutboxError(
                    'outbox-full',
                    `${settings.most} changes wait to be sent, and there is no room for another until some are.`));
            }
            return new Promise((resolve, reject) => {
                entries.push({
                    label, send, resolve, reject, key: newKey(), since: clock.now(), tries: 0,
                    abort: new AbortController(),
                });
                noteLength();
                sendNext();
            });
        },
        /** Whether sending makes sense now. */
        setOnline(value) {
            const isNews = value && !isOnline;
            isOnline = value;
            if (isNews || (value && !timers.has('retry'))) sendNext();
        },
        /** Nothing is sent any more; what waits is given up. */
        end() {
            if (isEnded) return;
            isEnded = true;
            timers.cancelAll();
            for (const entry of [...entries]) {
                finish(entry, () => entry.reject(new OutboxError(
                    'outbox-ended', 'It was not sent before you were signed out.')));
                entry.abort.abort();
            }
        },
    };
}
