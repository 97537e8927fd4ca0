/** How the bridge is: one read where it tells that, and put together from others where it does not. */

/**
 * @typedef {object} Health
 * @property {'ready'|'not-ready'|'unknown'} status
 * @property {string[]} troubles what keeps it from its work, in English sentences
 * @property {string|null} lastDeliveryAt RFC 3339; null: none ever came
 * @property {boolean} isLastKnown false: whether anything ever came could not be found out
 * @property {number|null} newestDelivery its number; null: not told
 * @property {{since: string, deliveries: Object<string, number>}|null} lastHour null: not told
 * @property {object|null} full everything that it told; null where it is of an older version
 * @property {number|null} position of the feed before it was read
 */

/**
 * @param {{api: object}} options
 * @returns {{read(options?: {signal?: AbortSignal}): Promise<Health>}}
 */
export function createHealth({ api }) {
    /** Whether the bridge has one answer for all of it; null: not asked yet. */
    let isWhole = null;

    async function read(options = {}) {
        if (isWhole !== false) {
            try {
                const { body } = await api.get('/api/health', options);
                isWhole = true;
                return {
                    status: body.status, troubles: body.troubles, lastDeliveryAt: body.lastDeliveryAt ?? null,
                    isLastKnown: true, newestDelivery: body.newestDelivery, lastHour: body.lastHour, full: body,
                    position: body.feed.position,
                };
            } catch (error) {
                if (error?.status !== 404 || isWhole) throw error;
                isWhole = false;
            }
        }
        return readParts(options);
    }

    async function readParts(options) {
        // The position first: what is read after it is no older.
        const feed = await api.get('/api/feed?limit=1', options);
        const [readiness, newest] = await Promise.all([
            readReadiness(options), api.get('/api/deliveries?limit=1', options),
        ]);
        const last = newest.body.deliveries[0] ?? null;
        return {
            ...readiness, lastDeliveryAt: last?.receivedAt ?? null, isLastKnown: true, newestDelivery: last?.id ?? 0,
            lastHour: null, full: null, position: feed.body.position,
        };
    }

    async function readReadiness(options) {
        try {
            const { body } = await api.get('/readyz', { ...options, isPublic: true, retry: false });
            return { status: body.status, troubles: body.troubles };
        } catch (error) {
            // 503 is an answer here: it says what is wrong.
            if (error?.status === 503 && Array.isArray(error.body?.troubles)) {
                return { status: 'not-ready', troubles: error.body.troubles };
            }
            return { status: 'unknown', troubles: [] };
        }
    }
    return { read };
}

/** Alerts that say that something does not come from Zoom. */
const aboutZoom = new Set([
    'meeting-silent', 'meetings-silent', 'deliveries-stopped', 'validation-overdue', 'signatures-refused',
]);

/**
 * The answer to "Is Zoom getting through?", which never says more than is known.
 *
 * @param {Health|null} health null: not read yet
 * @param {{kind: string}[]} alerts that last
 * @returns {{answer: 'no'|'perhaps'|'never'|'yes'|'unknown', kind: 'problem'|'attention'|'good'|'none'}}
 */
export function answerOf(health, alerts) {
    if (health === null || health.status === 'unknown') return { answer: 'unknown', kind: 'none' };
    if (health.status !== 'ready') return { answer: 'no', kind: 'problem' };
    if (alerts.some(({ kind }) => kind === 'deliveries-stopped')) return { answer: 'no', kind: 'problem' };
    if (alerts.some(({ kind }) => aboutZoom.has(kind))) return { answer: 'perhaps', kind: 'attention' };
    if (health.lastDeliveryAt === null) return { answer: 'never', kind: 'attention' };
    return { answer: 'yes', kind: 'good' };
}

/**
 * What was refused in the last hour, where that is told.
 *
 * @param {Health|null} health
 * @returns {{total: number, parts: [string, number][]}|null} parts: by why, only what is more than nothing
 */
export function refusedOf(health) {
    const counts = health?.lastHour?.deliveries;
    if (!counts) return null;
    const parts = ['unsigned', 'outside-window', 'not-configured', 'not-stored']
        .map((word) => [word, counts[word] ?? 0]).filter(([, n]) => n > 0);
    return { total: parts.reduce((sum, [, n]) => sum + n, 0), parts };
}
