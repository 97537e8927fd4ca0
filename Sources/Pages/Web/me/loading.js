const page = 10;
/** The server gives no more at a time. */
const mostAtOnce = 100;

/**
 * Reads what the page shows, and only what has changed.
 *
 * @param {object} options api; person; state: of `createState`; etags: of what is known already, by name
 * @returns {{refresh: (names: string[]) => Promise<{position: number|null}>, more: () => Promise<void>}} refresh: of
 *     progress, participant, visits, disputes; rejected where one could not be read, and the rest is shown all the same
 */
export function createLoading({ api, person, state, etags = {} }) {
    const base = `/api/participants/${encodeURIComponent(person)}`;
    const tags = new Map(Object.entries(etags));
    let cursor = null;

    /** @returns the answer, or null where it is as it was */
    async function get(name, path) {
        const key = `${name} ${path}`;
        const answer = await api.get(path, { etag: tags.get(key) ?? tags.get(name) });
        tags.delete(name);
        if (answer.etag) tags.set(key, answer.etag);
        return answer;
    }

    const reading = {
        async progress() {
            const answer = await get('progress', `${base}/progress`);
            const { ahead } = state.facts;
            const told = Date.parse(answer.headers?.get('date') ?? '');
            const known = { knownAt: Date.now(), ahead: Number.isFinite(told) ? told - Date.now() : ahead };
            if (answer.notModified) state.change(known);
            else state.change({ ...known, progress: answer.body, answeredAt: known.knownAt + known.ahead });
            return answer.position;
        },
        async participant() {
            const answer = await get('participant', base);
            if (!answer.notModified) state.change({ participant: answer.body });
        },
        async visits() {
            const { visits } = state.facts;
            // All that is shown may have changed, so all of it is asked for, at once.
            const limit = Math.min(mostAtOnce, Math.max(page, visits?.length ?? 0));
            const answer = await get('visits', `${base}/attendance?limit=${limit}`);
            if (answer.notModified) return;
            const { attendances, next } = answer.body;
            const newest = new Set(attendances.map((one) => one.occurrence));
            const older = (visits ?? []).slice(limit).filter((one) => !newest.has(one.occurrence));
            if (older.length === 0) cursor = next;
            state.change({ visits: [...attendances, ...older], hasMore: cursor !== null });
        },
        async disputes() {
            const answer = await get('disputes', '/api/disputes?limit=50');
            if (!answer.notModified) state.change({ disputes: answer.body.disputes });
        },
    };

    return {
        async refresh(names) {
            // Where the feed stood is asked first: what comes after that is told, perhaps twice, never not at all.
            const position = names.includes('progress') ? await reading.progress() : null;
            await Promise.all(names.filter((name) => name !== 'progress').map((name) => reading[name]()));
            return { position };
        },
        async more() {
            if (cursor === null) return;
            const { body } = await api.get(`${base}/attendance?before=${cursor}&limit=${page}`);
            cursor = body.next;
            const known = new Set(state.facts.visits.map((one) => one.occurrence));
            const older = body.attendances.filter((one) => !known.has(one.occurrence));
            state.change({ visits: [...state.facts.visits, ...older], hasMore: cursor !== null });
        },
    };
}
