/**
 * Asks the API: JSON in and out, entity tags, the proof that a page of ours asks, time limits, and another try where
 * that cannot do anything twice.
 */
import { NetworkError, ProblemError, SessionEndedError, TimeoutError, isWorthRetrying } from './problems.js';
import { backoff } from '../realtime/backoff.js';
import { systemClock } from '../realtime/clock.js';
import { readPageConfig } from '../realtime/config.js';
import { retryAfterMs } from '../realtime/transports/status.js';

/**
 * @param {object} [options]
 * @param {typeof fetch} [options.fetch]
 * @param {object} [options.settings]  `config.api`
 * @param {import('../realtime/clock.js').Clock} [options.clock]
 * @param {() => number} [options.random]
 * @param {() => string} [options.newKey]
 */
export function createClient({
    fetch = (...given) => globalThis.fetch(...given), settings, clock = systemClock, random = Math.random,
    newKey = () => crypto.randomUUID(),
} = {}) {
    const watchers = new Set();
    const running = new Set();
    let proof = null;
    let isEnded = false;

    const tuned = () => settings ??= readPageConfig().config.api;

    function end() {
        if (isEnded || proof === null) return;
        isEnded = true;
        proof = null;
        for (const abort of running) abort.abort(new SessionEndedError());
        for (const handler of [...watchers]) handler();
    }

    async function once(method, path, body, { etag, ifMatch, key, signal, timeoutMs, isPublic, accept, headers }) {
        if (isEnded && !isPublic) throw new SessionEndedError();
        signal?.throwIfAborted();
        const abort = new AbortController();
        const giveUp = () => abort.abort(signal.reason);
        signal?.addEventListener('abort', giveUp);
        const timer = clock.setTimeout(() => abort.abort(new TimeoutError(timeoutMs)), timeoutMs);
        running.add(abort);
        try {
            const fields = { Accept: accept ?? 'application/json, application/problem+json', ...headers };
            if (etag) fields['If-None-Match'] = etag;
            if (ifMatch) fields['If-Match'] = ifMatch;
            if (key) fields['Idempotency-Key'] = key;
            if (body !== undefined) fields['Content-Type'] = 'application/json';
            if (method !== 'GET' && proof) fields['X-CSRF-Token'] = proof;
            const response = await fetch(path, {
                method, headers: fields, body: body === undefined ? undefined : JSON.stringify(body),
                signal: abort.signal, credentials: 'same-origin', cache: 'no-store', redirect: 'follow',
            });
            return await answer(response, isPublic);
        } catch (error) {
            if (error instanceof ProblemError) throw error;
            if (abort.signal.aborted) throw abort.signal.reason;
            throw new NetworkError(error);
        } finally {
            clock.clearTimeout(timer);
            running.delete(abort);
            signal?.removeEventListener('abort', giveUp);
        }
    }

    async function answer(response, isPublic) {
        const { status, headers } = response;
        const type = headers.get('content-type') ?? '';
        const text = status === 204 || status === 304 ? '' : await response.text();
        let body = text === '' ? null : text;
        if (body !== null && /\bjson\b/.test(type)) {
            try {
                body = JSON.parse(text);
            } catch (error) {
                // Half an answer, or that of something in between.
                throw new NetworkError(error);
            }
        }
        if (status >= 400) {
            if (status === 401 && !isPublic) end();
            const said = type.startsWith('application/problem+json') && typeof body === 'object' ? body : {};
            throw new ProblemError({
                ...said, status, etag: headers.get('etag'), body,
                retryAfterMs: headers.has('retry-after') ? retryAfterMs(headers, clock.now()) : null,
            });
        }
        return {
            status, body, etag: headers.get('etag'), position: whole(headers.get('feed-position')),
            pollSeconds: whole(headers.get('poll-interval')), notModified: status === 304, headers,
        };
    }

    function rest(ms, signal) {
        return new Promise((resolve, reject) => {
            const timer = clock.setTimeout(resolve, ms);
            signal?.addEventListener('abort', () => {
                clock.clearTimeout(timer);
                reject(signal.reason);
            }, { once: true });
        });
    }

    async function ask(method, path, body, options = {}) {
        const { retries, backoff: waits, patienceMs, timeoutMs: usual } = tuned();
        const isPost = method === 'POST';
        const given = {
            ...options, timeoutMs: options.timeoutMs ?? usual,
            // With a key the server does it once, however often it is sent.
            key: isPost && !options.isPublic ? options.idempotencyKey ?? newKey() : options.idempotencyKey,
        };
        const isSafe = method === 'GET' || (isPost && given.key);
        for (let failures = 1; ; failures += 1) {
            try {
                return await once(method, path, body, given);
            } catch (error) {
                const wait = Math.max(backoff(failures, waits, random), error.retryAfterMs ?? 0);
                const mayRetry = isSafe && options.retry !== false && failures <= retries;
                if (!mayRetry || !isWorthRetrying(error) || wait > Math.max(patienceMs, waits.capMs)) throw error;
                await rest(wait, options.signal);
            }
        }
    }

    return {
        /**
         * Every method answers `{status, body, etag, position, pollSeconds, notModified, headers}` and throws a
         * ProblemError where the server refuses, a NetworkError or TimeoutError where no answer came, a
         * SessionEndedError after sign-out, and the signal's reason where that was aborted.
         *
         * @param {string} path
         * @param {{etag?: string|null, signal?: AbortSignal, timeoutMs?: number, retry?: boolean, isPublic?: boolean,
         *     accept?: string}} [options]  etag: 304 is answered with `notModified` where it is still that; isPublic:
         *     asks without a session, and 401 says nothing about one
         */
        get: (path, options) => ask('GET', path, undefined, options),
        /**
         * As `get`, with `ifMatch`, `idempotencyKey`; one is made where none is given, so that a retry is done once.
         */
        post: (path, body, options) => ask('POST', path, body, options),
        put: (path, body, options) => ask('PUT', path, body, options),
        delete: (path, body, options) => ask('DELETE', path, body, options),
        /** For `session.js`: what shows that a page of ours asks; null: nobody is signed in. */
        setProof(text) {
            proof = text;
            if (text !== null) isEnded = false;
        },
        get isSignedIn() { return proof !== null; },
        /** Nobody is signed in any more: what runs is given up, and nothing is sent. */
        end,
        /** @returns {() => void} off */
        onEnd(handler) {
            watchers.add(handler);
            return () => watchers.delete(handler);
        },
    };
}

function whole(text) {
    return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** The client of this page. */
export const api = createClient();
