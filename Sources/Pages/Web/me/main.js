/** The first view: am I all right, and am I being counted? Everything else is fetched once that is seen. */
import { ask, first } from './early.js';
import { nowView } from './now-view.js';
import { standingView } from './standing-view.js';
import { createState } from './state.js';
import { h, mount } from '../parts/h.js';
import { loadMessages, t } from '../parts/i18n.js';
import { startTheme } from '../parts/theme.js';
import { everySecond } from '../parts/tick.js';

const homes = { 'court-rep': '/rep', administrator: '/admin' };
const signIn = () => `/sign-in?next=${encodeURIComponent(`/me${location.hash}`)}`;
const section = (name) => document.getElementById(name);

startTheme();
await loadMessages(['common', 'me']);
document.title = `${t('me.title')} · ${t('product')}`;
document.querySelector('.skip-link').textContent = t('nav.skip');

const answers = await known();
const state = createState({
    session: answers.session.body, progress: answers.progress.body, participant: answers.participant?.body ?? null,
    answeredAt: answers.progress.at + answers.progress.ahead, ahead: answers.progress.ahead,
    knownAt: answers.progress.at,
    isStale: false,
});
show();
const { openRest } = await import('./rest.js');
await openRest(state, answers);

/** Waits until it is known where the reader stands. */
async function known() {
    for (let asked = first, tries = 1; ; asked = ask(), tries += 1) {
        try {
            const [session, progress] = [await asked.session, await asked.progress];
            if (session.status === 401) return await leave(signIn());
            if (session.status === 200 && !progress) return await leave(homes[session.body.role] ?? '/sign-in');
            if (session.status === 200 && progress.status === 200) {
                section('waiting')?.remove();
                return { session, progress, participant: await asked.participant.catch(() => null) };
            }
        } catch {
            // No answer: below.
        }
        await patience(tries);
    }
}

function leave(address) {
    location.replace(address);
    return new Promise(() => {});
}

/** Says that nothing is known, and waits for the network, the reader or some seconds, whichever comes first. */
function patience(tries) {
    return new Promise((resolve) => {
        const isOffline = navigator.onLine === false;
        mount(section('waiting'), h('h1', t('offline.nothing')),
            h('p', isOffline ? t('offline.nothingText') : `${t('offline.late')} ${t('offline.nothingText')}`),
            h('p', h('button', { type: 'button', class: 'button is-primary', onclick: resolve }, t('offline.tryNow'))));
        section('waiting').classList.remove('is-skeleton');
        addEventListener('online', resolve, { once: true });
        setTimeout(resolve, Math.min(60_000, 4000 * 2 ** Math.min(tries - 1, 4)));
    });
}

function show() {
    for (const name of ['standing', 'now']) section(name).hidden = false;
    section('now-head').textContent = t('now.title');
    const [showStanding, showNow] = [standingView(section('standing')), nowView(section('now'))];
    state.watch(({ progress, ahead, answeredAt, isStale, knownAt, repName }) => {
        const now = Date.now() + ahead;
        showStanding(progress, repName ?? t('standing.yourRep'), now);
        showNow({
            current: progress.currentMeeting, answeredAt, now, isStale, knownAt, zone: progress.thisWeek.timeZone,
        });
    });
    let minute = null;
    everySecond(() => {
        const next = Math.floor(Date.now() / 10_000);
        if (next === minute) return;
        minute = next;
        state.change({});
    });
}
