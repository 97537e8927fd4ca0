/**
 * The feed of the bridge for a page: connected as well as may be, each message once and in order, the whole state
 * loaded where messages are not enough, changes sent when they can be. README.md says how a page uses it.
 */
import { checkConfig } from './config.js';
import { createChanges } from './changes.js';
import { createLink } from './link.js';
import { createLoader } from './loader.js';
import { createOutbox } from './outbox.js';
import { createProcessor } from './processor.js';
import { createRouter } from './router.js';
import { createStatistics } from './statistics.js';
import { debounced } from './timing.js';
import { heartbeat } from './heartbeat.js';
import { Inbox } from './inbox.js';
import { browserTransports, ladder } from './transports/index.js';
import { oncePerPaint } from './paint.js';
import { ofConnection, reloading } from './events.js';
import { requests } from './requests.js';
import { resource } from './resource.js';
import { sessions as pageSessions } from '../api/session.js';
import { systemClock } from './clock.js';
import { watchSurroundings } from './surroundings.js';

const invalidationMs = 200;

/**
 * Begins to listen.
 *
 * @param {object} options
 * @param {object} [options.config]  the page's settings, checked or not
 * @param {object|null} [options.session]  whose page it is; shown in the debug panel
 * @param {number|null} [options.since]  the position of the state that the page holds already; null: `load` is asked
 *     first
 * @param {(options: {signal: AbortSignal, reason: string}) => Promise<{position?: number}|void>} [options.load]  loads
 *     the whole state and shows it, and says where the feed stood (`Feed-Position`). Rejects where it could not: it is
 *     asked again later
 * @param {{events?: string[]|null, participant?: string|null}} [options.filter]  what is told; null: everything
 * @param {() => Object<string, *>} [options.notes]  what else the debug panel shows, such as texts that were not found
 * @param {object} [options.tools]  what tests put in the place of the browser's: `window`, `document`, `clock`,
 *     `random`, `frames`, `ticks`, `WebSocket`, `fetch`, `location`, `transports`, `sessions`, `newKey`, `report`
 */
export function startRealtime({
    config: given, session = null, since = null, load = async () => ({}), filter = {}, notes, tools = {},
} = {}) {
    const {
        window = globalThis, document = globalThis.document, clock = systemClock, random = Math.random,
        sessions = pageSessions, report = (error) => globalThis.console?.error(error), frames, ticks, newKey,
    } = tools;
    const { config, problems } = checkConfig(given);
    for (const { path, problem } of problems) report(new Error(`Setting ${path} ${problem}.`));
    const settings = config.realtime;

    let asked = { events: filter.events ?? null, participant: filter.participant ?? null };
    let updatedAt = null;
    let isStopped = false;
    let isStarted = false;
    let panel = null;

    const watchers = new Set();
    const statistics = createStatistics({ clock });
    const failed = (error) => {
        statistics.count('handlerErrors');
        report(error);
    };
    const inbox = new Inbox(settings.paint);
    inbox.position = since;
    inbox.applied = since;
    const router = createRouter({ clock, report: failed });
    const changes = createChanges();
    const telling = oncePerPaint({ run: tellWatchers, fallbackMs: settings.paint.fallbackMs, clock, frames });
    const processor = createProcessor({
        inbox, router, statistics, settings: settings.paint, isMerging: config.features.merging, clock, ticks, frames,
    });

    function changed() { if (!isStopped) telling.ask(); }
    function tellWatchers() {
        const status = realtime.status;
        for (const handler of [...watchers]) {
            try {
                handler(status);
            } catch (error) {
                failed(error);
            }
        }
    }
    function upToDate() {
        updatedAt = clock.now();
        changed();
    }

    const loader = createLoader({
        load: async (options) => {
            const answer = await load(options);
            upToDate();
            return answer;
        },
        inbox, processor, settings, clock, random, changed, failed: report, count: statistics.count,
        mayLoad: () => !isStarted || link.word !== 'paused',
    });
    const outbox = createOutbox({
        settings: settings.outbox, backoffSettings: settings.backoff, isKeeping: config.features.outbox,
        clock, random, newKey, window, changed,
    });
    const questions = requests({ send: (text) => link.say(text), settings: settings.request, clock });
    const heart = heartbeat({
        settings: settings.heartbeat, clock,
        ask: (timeoutMs) => questions.ask('ping', undefined, { timeoutMs }),
        onSilence: () => link.silence(),
        onPong: (pong) => {
            statistics.pong(pong);
            // Up to there it was told everything, though nothing came: who hears little need not go back far.
            inbox.advance(pong.position);
            upToDate();
        },
    });

    function took(message) {
        heart.heard();
        if (typeof message !== 'object' || message === null) {
            statistics.count('garbled');
            return;
        }
        if ('request' in message && !('event' in message)) {
            questions.answered(message);
            return;
        }
        updatedAt = clock.now();
        if (message.event === 'connected' && inbox.position === null) inbox.advance(message.id);
        if (message.event === 'resync') {
            statistics.count('resyncs');
            processor.drop();
            inbox.restart(message.id);
            loader.want('resync');
        }
        if (ofConnection.has(message.event)) {
            router.tell(message, true);
            router.tell(message, false);
        } else if (processor.accept(message) && reloading.has(message.event)) {
            loader.want(message.event);
        }
        if (inbox.isOverfull) loader.want('too-many');
        changed();
    }

    const link = createLink({
        ladder: ladder.filter((transport) => config.features[transport]),
        transports: tools.transports ?? browserTransports({
            asked: () => ({ ...asked, since: inbox.position }), settings, clock, tools,
        }),
        checkSession: () => sessions.checkSession(),
        settings, clock, random,
        on: {
            message: took,
            advanced: (position) => inbox.advance(position),
            garbled: () => statistics.count('garbled'),
            heard: () => {
                heart.heard();
                upToDate();
            },
            opened: (transport) => {
                if (statistics.snapshot().opened > 0) statistics.count('reconnects');
                statistics.opened();
                if (transport === 'websocket') heart.start();
                if (loader.isWanted) loader.want('reconnected');
                upToDate();
            },
            closed: () => {
                heart.stop();
                questions.dropAll('connection-lost');
            },
            probe: () => heart.beatNow(),
            changed: () => {
                outbox.setOnline(!['offline', 'ended'].includes(link.word));
                changed();
            },
            ended: stopAll,
        },
    });

    const unwatch = watchSurroundings({
        window, document, clock,
        hiddenAfterMs: config.features.pauseWhenHidden ? settings.hidden.pauseAfterMs : null,
        on: {
            online: () => link.send({ type: 'online' }),
            offline: () => link.send({ type: 'offline' }),
            hidden: () => link.send({ type: 'hold', by: 'hidden' }),
            shown: () => link.send({ type: 'release', by: 'hidden' }),
            // A page with an open connection is not kept to be returned to.
            left: () => link.send({ type: 'hold', by: 'left' }),
            returned: () => link.send({ type: 'release', by: 'left' }),
        },
    });
    const leave = () => link.send({ type: 'hold', by: 'leaving' });
    const stay = () => link.send({ type: 'release', by: 'leaving' });
    const end = () => link.send({ type: 'stop', reason: 'signed-out' });
    sessions.addEventListener('leaving', leave);
    sessions.addEventListener('stayed', stay);
    sessions.addEventListener('sessionEnded', end);
    changes.watch(changed);

    function stopAll() {
        if (isStopped) return;
        loader.stop();
        heart.stop();
        processor.stop();
        questions.dropAll('ended');
        outbox.end();
        invalidate.cancel();
        unwatch();
        sessions.removeEventListener('leaving', leave);
        sessions.removeEventListener('stayed', stay);
        sessions.removeEventListener('sessionEnded', end);
        if (config.features.debugPanel) window.removeEventListener('keydown', onKey);
        router.cancelAll();
        isStopped = true;
        // The last that is told: that it ended.
        telling.ask();
    }
    const invalidate = debounced((reason) => loader.want(reason), invalidationMs, clock);

    async function start() {
        if (since === null) await loader.want('start');
        isStarted = true;
        link.send({ type: 'start' });
    }

    const realtime = {
        /** @see createRouter for the options: `priority`, `debounceMs`, `throttleMs` */
        on: router.on,
        onAny: router.onAny,
        /** Called with the messages of one paint, after the handlers of each. */
        onBatch: router.onBatch,
        /**
         * connection: a word; transport; retryAt, updatedAt: milliseconds since 1970, or null; isSyncing: the whole
         * state is loading; isWhole: false while what is shown is known to lack something; pending, failed: changes;
         * position; reason: why it ended or the last connection closed.
         */
        get status() {
            const { phase, reason, holds } = link.state;
            return {
                connection: phase === 'idle' ? 'connecting' : link.word,
                transport: link.transport, retryAt: link.retryAt, updatedAt,
                isSyncing: loader.isLoading, isWhole: !loader.isWanted, pending: changes.pending,
                failed: changes.failed, position: inbox.position, reason, pausedBy: holds,
            };
        },
        /** Calls after each change of the status, once a paint, and once soon. @returns {() => void} off */
        watch(handler) {
            watchers.add(handler);
            telling.ask();
            return () => watchers.delete(handler);
        },
        /** Connects at once where that was waited for, and loads everything again. @returns {Promise<boolean>} done */
        syncNow() {
            link.send({ type: 'try-now' });
            return loader.want('asked');
        },
        /** What is kept of the state may be wrong: it is loaded again soon, once for many calls. */
        invalidate: (reason = 'invalidated') => invalidate(reason),
        tryNow: () => link.send({ type: 'try-now' }),
        pause: () => link.send({ type: 'hold', by: 'user' }),
        resume: () => link.send({ type: 'release', by: 'user' }),
        /** For good: nothing is sent or told any more. */
        stop: () => link.send({ type: 'stop' }),
        /**
         * Asks over the socket.
         *
         * @param {string} name
         * @param {object} [data]
         * @param {{timeoutMs?: number}} [options]
         * @returns {Promise<*>} rejects with a RequestError
         */
        request: (name, data, options) => questions.ask(name, data, options),
        /**
         * Changes what this page is told, now and after each reconnect, and loads everything again.
         *
         * @param {{events?: string[]|null, participant?: string|null}} wanted
         */
        async follow({ events = null, participant = null }) {
            asked = { events, participant };
            try {
                await questions.ask('follow', asked);
            } catch {
                // Over what does not take questions, it is asked for when that is opened.
                link.send({ type: 'reopen' });
            }
            return loader.want('follow');
        },
        /** A resource whose changes go through this page's outbox. */
        resource: (options) => resource({ ...options, realtime }),
        /** Sends a change as soon as that is possible; see createOutbox. */
        async send({ label, send }) {
            const change = changes.begin(label);
            try {
                return await outbox.add({ label, send });
            } finally {
                change.done();
            }
        },
        outbox,
        changes,
        config,
        /** For the debug panel: numbers, and messages by event and id. */
        get insight() {
            return {
                ...statistics.snapshot(), recent: statistics.recent, queued: processor.length, outbox: outbox.count,
                questions: questions.count, filter: asked, problems, link: link.state, session,
            };
        },
        /** For the debug panel: a connection that is lost, and a transport that is insisted on (null: no longer). */
        drop: () => link.silence(),
        force: (transport) => link.send({ type: 'force', transport }),
        openDebugPanel,
    };

    async function openDebugPanel() {
        if (!config.features.debugPanel || isStopped) return;
        const { debugPanel } = await import('./debug.js');
        panel ??= debugPanel(realtime, { document, clock, notes });
        panel.toggle();
    }
    function onKey(event) {
        if (event.ctrlKey && event.shiftKey && event.code === 'KeyD') {
            event.preventDefault();
            openDebugPanel();
        }
    }
    if (config.features.debugPanel) {
        window.addEventListener('keydown', onKey);
        if (new URLSearchParams(globalThis.location?.search).has('debug')) openDebugPanel();
    }

    // Whoever called has yet to say what they want to hear.
    Promise.resolve().then(start);
    return realtime;
}
