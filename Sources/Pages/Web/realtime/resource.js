/**
 * One thing of the server's that people change: shown as they changed it at once, then confirmed, put together with
 * what others did meanwhile, or taken back.
 */
import { isSame, threeWay } from './merge.js';
import { createChanges } from './changes.js';

/** Somebody else changed the same part, and nobody decided between the two. */
export class ConflictError extends Error {
    constructor(conflicts) {
        super('Somebody else changed this meanwhile.');
        this.name = 'ConflictError';
        this.type = 'conflict';
        /** @type {{path: string[], base: *, mine: *, theirs: *}[]} */
        this.conflicts = conflicts;
    }
}

const mostRounds = 5;

/**
 * @param {object} options
 * @param {string} options.key  what it is, for the debug panel and for labels
 * @param {(options: {etag: string|null, signal?: AbortSignal}) => Promise<{body: *, etag: string|null,
 *     notModified?: boolean}>} options.load  as `api.get` answers
 * @param {(answer: {body: *, etag: string|null}) => string|null} [options.version]  what `If-Match` says; usually the
 *     ETag
 * @param {object} [options.realtime]  what `startRealtime` returned: changes are sent through its outbox and counted
 *     there
 * @param {(conflict: {label: string, base: *, mine: *, theirs: *, both: *, conflicts: object[]}) =>
 *     Promise<{choice: 'mine'|'theirs'|'both', value?: *}|null>} [options.conflict]  asks a person; null: they turned
 *     away
 */
export function resource({
    key, load, version = (answer) => answer.etag, realtime = null, conflict = async () => null,
}) {
    const tracked = realtime?.changes ?? createChanges();
    const send = realtime
        ? (label, attempt) => realtime.outbox.add({ label, send: attempt })
        : (label, attempt) => attempt({ idempotencyKey: crypto.randomUUID(), isRetry: false });
    const watchers = new Set();
    let base;
    let tag = null;
    let isLoaded = false;
    /** Applied over the base in their order: made here, and not confirmed. */
    let changes = [];
    const failures = [];
    let value;
    let loading = null;
    let isLoadAgain = false;
    let chain = Promise.resolve();

    function show() {
        const shown = changes.reduce((current, change) => change.apply(current), base);
        if (isLoaded && isSame(shown, value)) value = shown;
        value = shown;
        for (const handler of [...watchers]) handler(value);
    }
    function setBase(body, etag) {
        base = body;
        tag = etag;
        isLoaded = true;
        show();
    }

    async function loadNow() {
        const answer = await load({ etag: isLoaded ? tag : null });
        if (!answer.notModified) setBase(answer.body, version(answer));
        return base;
    }
    function reload() {
        if (loading) {
            isLoadAgain = true;
            return loading;
        }
        loading = (async () => {
            try {
                do {
                    isLoadAgain = false;
                    await loadNow();
                } while (isLoadAgain);
                return value;
            } finally {
                loading = null;
            }
        })();
        return loading;
    }

    function confirm(change, answer) {
        changes = changes.filter((other) => other !== change);
        const body = answer?.body ?? answer?.value;
        const etag = answer ? version({ ...answer, body, etag: answer.etag ?? null }) : null;
        if (body !== undefined && body !== null && etag) {
            setBase(body, etag);
            return;
        }
        // It was taken, and is what others find now; its new version is known when it was read again.
        base = change.apply(base);
        show();
        if (etag) tag = etag;
        else reload().catch(() => {});
    }

    /** Sends one change until the server takes it, somebody gives way, or it is refused. */
    async function carryOut(change) {
        if (!isLoaded) await reload();
        for (let round = 1; ; round += 1) {
            const began = base;
            const mine = change.apply(began);
            const etag = tag;
            let wasSentBefore = false;
            try {
                const answer = await send(change.label, (attempt) => {
                    wasSentBefore = attempt.isRetry;
                    return change.send({ ...attempt, value: mine, base: began, etag });
                });
                confirm(change, answer);
                return { outcome: round > 1 ? 'merged' : 'confirmed', value };
            } catch (error) {
                if (error?.status !== 412 || round === mostRounds) throw error;
                await settle(change, { began, mine, wasSentBefore });
                if (!changes.includes(change)) return { outcome: change.isTaken ? 'confirmed' : 'theirs', value };
            }
        }
    }

    /** What is there now is not what the change was made to. */
    async function settle(change, { began, mine, wasSentBefore }) {
        const answer = await load({ etag: null });
        const theirs = answer.body;
        const apply = change.apply;
        const drop = () => { changes = changes.filter((other) => other !== change); };
        // The answer to an earlier try was lost on its way: what is there is what we wanted.
        if (isSame(mine, theirs)) {
            change.isTaken = wasSentBefore;
            drop();
            setBase(theirs, version(answer));
            return;
        }
        const merge = change.merge ?? threeWay;
        const result = merge(began, mine, theirs);
        let decided = result.value;
        if (result.conflicts.length > 0) {
            const decision = await conflict({
                label: change.label, base: began, mine, theirs, both: result.value, conflicts: result.conflicts,
            });
            if (!decision) {
                setBase(theirs, version(answer));
                throw new ConflictError(result.conflicts);
            }
            if (decision.choice === 'theirs') drop();
            decided = decision.choice === 'mine' ? mine : decision.value ?? result.value;
        }
        // Over what is there now it is what was decided; over anything newer it is put together again.
        change.apply = (current) => (isSame(current, theirs) ? decided : merge(theirs, decided, current).value);
        change.original ??= apply;
        setBase(theirs, version(answer));
    }

    function fail(change, error) {
        changes = changes.filter((other) => other !== change);
        const failure = {
            label: change.label, error,
            /** Makes the same change again. */
            retry() {
                forget();
                return api.change({ ...change, apply: change.original ?? change.apply });
            },
            dismiss: forget,
        };
        function forget() {
            const index = failures.indexOf(failure);
            if (index >= 0) failures.splice(index, 1);
            change.tracked.done();
            show();
        }
        failures.push(failure);
        change.tracked.failed();
        show();
    }

    const api = {
        key,
        /** As it is shown: with what was changed here and is not confirmed. */
        get value() { return value; },
        /** As the server has it, as far as is known. */
        get confirmed() { return base; },
        get version() { return tag; },
        get isLoaded() { return isLoaded; },
        get pending() { return changes.length; },
        /** Changes that were taken back, with why, `retry()` and `dismiss()`. */
        get failed() { return [...failures]; },
        /** @returns {() => void} off */
        watch(handler) {
            watchers.add(handler);
            return () => watchers.delete(handler);
        },
        /** Reads it again; what was changed here stays over it. */
        reload,
        /** Something newer is known from elsewhere. */
        set: (body, etag) => setBase(body, etag),
        /**
         * Shows a change at once and sends it.
         *
         * @param {object} change
         * @param {(value: *) => *} change.apply  returns the changed value; never changes what it is given
         * @param {(attempt: {value: *, base: *, etag: string|null, idempotencyKey: string, signal?: AbortSignal,
         *     isRetry: boolean}) => Promise<{body?: *, etag?: string|null}>} change.send
         * @param {(base: *, mine: *, theirs: *) => {value: *, conflicts: object[]}} [change.merge]  usually `threeWay`
         * @param {string} [change.label]  what it is, for people
         * @returns {Promise<{outcome: 'confirmed'|'merged'|'theirs', value: *}>} rejects once the change was taken
         *     back, with a ProblemError, an OutboxError or a ConflictError; it then is in `failed`
         */
        change({ apply, send: sendChange, merge, label = key }) {
            const change = { apply, send: sendChange, merge, label, tracked: tracked.begin(label) };
            changes = [...changes, change];
            if (isLoaded) show();
            // One after the other: each needs the version that the one before it made.
            const result = chain.then(() => carryOut(change)).then((outcome) => {
                change.tracked.done();
                return outcome;
            }, (error) => {
                fail(change, error);
                throw error;
            });
            chain = result.catch(() => {});
            return result;
        },
    };
    return api;
}
