/** Why something that was asked of the server was not done. */

/** The server said no, or could not (RFC 9457). */
export class ProblemError extends Error {
    /**
     * @param {{status: number, type?: string, title?: string, detail?: string, retryAfterMs?: number|null,
     *     etag?: string|null, body?: *}} problem
     */
    constructor({
        status, type = 'about:blank', title = '', detail = '', retryAfterMs = null, etag = null, body = null,
    }) {
        super(detail || title || `The server answered ${status}.`);
        this.name = 'ProblemError';
        this.status = status;
        /** As `/problems/not-found`. */
        this.type = type;
        this.title = title;
        this.detail = detail;
        /** How long the server asks to wait; null where it does not. */
        this.retryAfterMs = retryAfterMs;
        /** What is there now, where 412 told it. */
        this.etag = etag;
        /** The whole answer. */
        this.body = body;
    }

    /** The last part of the type, as `not-found`. */
    get kind() { return this.type.slice(this.type.lastIndexOf('/') + 1); }
}

/** No answer came: nobody knows whether what was asked was done. */
export class NetworkError extends Error {
    constructor(cause) {
        super('The server could not be reached.', { cause });
        this.name = 'NetworkError';
        this.type = 'network';
    }
}

/** No answer came in time: nobody knows whether what was asked was done. */
export class TimeoutError extends Error {
    constructor(ms) {
        super(`No answer came within ${Math.round(ms / 1000)} seconds.`);
        this.name = 'TimeoutError';
        this.type = 'timeout';
    }
}

/** Nobody is signed in any more: it was not sent. */
export class SessionEndedError extends Error {
    constructor() {
        super('You are signed out.');
        this.name = 'SessionEndedError';
        this.type = 'session-ended';
    }
}

/**
 * @param {*} error
 * @returns {boolean} whether the same request may be answered otherwise later
 */
export function isWorthRetrying(error) {
    if (error instanceof NetworkError || error instanceof TimeoutError) return true;
    if (!(error instanceof ProblemError)) return false;
    return [429, 502, 503, 504].includes(error.status) || error.kind === 'request-in-progress';
}
