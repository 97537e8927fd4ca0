/** Who is signed in in this browser. The session itself is in a cookie that no script reads. */
import { api as pageClient } from './client.js';
import { ProblemError } from './problems.js';

/**
 * @typedef {{person: string, role: 'participant'|'court-rep'|'administrator', scopes: string[], expiresAt: string}}
 *     Session
 */

/**
 * @param {object} [options]
 * @param {ReturnType<import('./client.js').createClient>} [options.client]
 */
export function createSessions({ client = pageClient } = {}) {
    const events = new EventTarget();
    let current = null;

    function taken({ csrfToken, ...session }) {
        client.setProof(csrfToken ?? '');
        current = Object.freeze(session);
        return current;
    }
    client.onEnd(() => {
        current = null;
        events.dispatchEvent(new Event('sessionEnded'));
    });

    const sessions = {
        /** `sessionEnded`: nobody is signed in any more. `leaving`, `stayed`: signing out began, or failed. */
        addEventListener: (...given) => events.addEventListener(...given),
        removeEventListener: (...given) => events.removeEventListener(...given),
        /**
         * Where another answer held a session: a first password, or a new one.
         *
         * @param {object} body  with `csrfToken`
         * @returns {Session}
         */
        take: taken,
        /** What was last known; null: nobody. */
        get current() { return current; },
        /**
         * @returns {Promise<Session|null>} null: nobody is signed in. Throws where the server cannot be reached.
         */
        async currentSession(options = {}) {
            try {
                return taken((await client.get('/api/session', { ...options, isPublic: !client.isSignedIn })).body);
            } catch (error) {
                if (error instanceof ProblemError && error.status === 401) return null;
                throw error;
            }
        },
        /**
         * @param {{name: string, password: string, code?: string}} given  code: of the second factor
         * @returns {Promise<Session>} throws a ProblemError whose `kind` is `not-signed-in`, `code-needed`,
         *     `wrong-code`, `slowed-down` (with `retryAfterMs`), `disabled` or `busy`
         */
        async signIn(given) {
            return taken((await client.post('/api/sessions', given, { isPublic: true, retry: false })).body);
        },
        /** Throws where the server could not be told: the session goes on then. */
        async signOut() {
            events.dispatchEvent(new Event('leaving'));
            try {
                await client.delete('/api/session');
            } catch (error) {
                // Signed out already.
                if (!(error instanceof ProblemError && error.status === 401)) {
                    events.dispatchEvent(new Event('stayed'));
                    throw error;
                }
            }
            client.end();
        },
        /**
         * Asks whether the session is still good, where a connection was refused.
         *
         * @returns {Promise<'good'|'ended'|'unknown'>} unknown: the server could not be reached
         */
        async checkSession() {
            try {
                return await sessions.currentSession({ retry: false }) ? 'good' : 'ended';
            } catch {
                return 'unknown';
            }
        },
    };
    return sessions;
}

/** Of this page. */
export const sessions = createSessions();

export const currentSession = (options) => sessions.currentSession(options);
export const signIn = (given) => sessions.signIn(given);
/** @param {object} body  of an answer that holds a session */
export const takeSession = (body) => sessions.take(body);
export const signOut = () => sessions.signOut();
export const checkSession = () => sessions.checkSession();
