/**
 * @param {number} status  with which a request for the feed was refused
 * @returns {number} the code with which a WebSocket would be closed for it
 */
export function closeCode(status) {
    if (status === 401) return 4401;
    return status === 503 || status === 429 ? 1013 : 1006;
}

/**
 * @param {Headers} headers
 * @param {number} [now]  milliseconds since 1970
 * @returns {number} how long the server asks to wait (RFC 9110 §10.2.3), in milliseconds; 0 where it does not
 */
export function retryAfterMs(headers, now = Date.now()) {
    const text = headers.get('retry-after')?.trim();
    if (!text) return 0;
    if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
    const moment = Date.parse(text);
    return Number.isNaN(moment) ? 0 : Math.max(0, moment - now);
}
