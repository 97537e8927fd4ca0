import { staleness } from './staleness.js';
import { checkSession } from '../api/session.js';
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { liveState } from '../parts/live-state.js';
import { everySecond } from '../parts/tick.js';

/** What a message changes. */
const changed = {
    'meeting-started': ['progress', 'participant'], 'meeting-ended': ['progress', 'visits'],
    'participant-joined': ['progress', 'visits'], 'participant-left': ['progress', 'visits'],
    'attendance-updated': ['progress', 'visits'], 'court-card-updated': ['progress', 'visits', 'disputes'],
    'progress-updated': ['progress', 'visits', 'participant'], 'dispute-opened': ['disputes', 'progress'],
    'dispute-answered': ['disputes', 'progress'],
};
const everything = ['progress', 'participant', 'visits', 'disputes'];
/** What the server said of the time to come is over: not all telephones ask at the same instant. */
const spreadMs = 20_000;

/**
 * Keeps the page up to date: by the feed, and says so where it cannot be.
 *
 * @param {object} options state; loading; config: of the page; live: where the live state is put; position: of what is
 *     shown, in the feed
 */
export async function listen({ state, loading, config, live, position }) {
    const { startRealtime } = await import('../realtime/index.js');
    const realtime = startRealtime({
        config, session: state.facts.session, since: position, load: () => loading.refresh(everything),
    });
    const words = liveState(realtime);

    const names = new Set();
    let isRunning = false;
    async function catchUp() {
        if (isRunning) return;
        isRunning = true;
        while (names.size > 0) {
            const asked = [...names];
            names.clear();
            try {
                await loading.refresh(asked);
            } catch {
                // What the messages told of is not shown: all of it is loaded as soon as that is possible.
                realtime.invalidate('not-read');
            }
        }
        isRunning = false;
    }
    realtime.onBatch((messages) => {
        for (const { event } of messages) for (const name of changed[event] ?? []) names.add(name);
        catchUp();
    });
    realtime.on('erased', () => showErased(realtime));

    const judge = () => {
        const { isStale, knownAt } = staleness(realtime.status, state.facts.knownAt, Date.now());
        const isNews = isStale !== state.facts.isStale || (!isStale && knownAt !== state.facts.knownAt);
        if (isNews) state.change({ isStale, knownAt });
    };
    realtime.watch(judge);
    everySecond(judge);
    showWhere(realtime, state, words, live);

    let isDue = false;
    state.watch((facts) => {
        if (isDue || !isTimeOver(facts) || realtime.status.connection !== 'live') return;
        isDue = true;
        setTimeout(() => {
            names.add('progress').add('participant');
            catchUp();
            setTimeout(() => { isDue = false; }, 3 * spreadMs);
        }, 1000 + Math.random() * spreadMs);
    });
    hideAfterReturn();
}

/** Of itself nothing changes but the week and what is next. */
function isTimeOver({ progress, participant, ahead }) {
    const now = Date.now() + ahead;
    const isPast = ({ nextEnd }) => nextEnd !== null && Date.parse(nextEnd) <= now;
    return now >= Date.parse(progress.thisWeek.endsAt) || Boolean(participant?.meetings.some(isPast));
}

/** Whoever signed out on a telephone that is not theirs is not to be found there with the button that goes back. */
function hideAfterReturn() {
    addEventListener('pageshow', async ({ persisted }) => {
        if (!persisted) return;
        const main = document.getElementById('main');
        main.hidden = true;
        if (await checkSession() === 'ended') location.replace('/sign-in?next=%2Fme');
        else main.hidden = false;
    });
}

/** All is well: in the header. Where it is not, there is more to say than fits there. */
function showWhere(realtime, state, words, live) {
    const banner = document.getElementById('offline');
    const place = () => {
        const isWell = ['live', 'connecting', 'ended'].includes(realtime.status.connection);
        const parent = isWell ? live : banner;
        if (words.parentElement !== parent) parent.append(words);
        banner.hidden = isWell;
        banner.classList.toggle('is-stale', state.facts.isStale);
    };
    realtime.watch(place);
    state.watch(place);
}

function showErased(realtime) {
    realtime.stop();
    mount(document.getElementById('main'), h('h1', t('erased.head')), h('p', t('erased.text')));
}
