/** Everything below the first view, and what keeps all of it up to date. */
import { askedView, weeksView } from './asked-view.js';
import { createCards } from './cards.js';
import { codeView } from './code-view.js';
import { historyView } from './history-view.js';
import { keepShell } from './installed.js';
import { listen } from './live.js';
import { createLoading } from './loading.js';
import { nextView } from './next-view.js';
import { api } from '../api/client.js';
import { takeSession } from '../api/session.js';
import { dateTime } from '../parts/format.js';
import { h } from '../parts/h.js';
import { loadMessages, t } from '../parts/i18n.js';
import { icon } from '../parts/icon.js';
import { startPage } from '../parts/page.js';

/**
 * @param {ReturnType<import('./state.js').createState>} state
 * @param {{progress: import('./early.js').Answer, participant: import('./early.js').Answer|null}} answers
 */
export async function openRest(state, answers) {
    const { config, header } = await startPage({
        messages: ['me'], needs: ['participant'], currentSession: async () => takeSession(state.facts.session),
    });
    const loading = createLoading({
        api, person: state.facts.progress.participant, state,
        etags: { progress: answers.progress.etag, participant: answers.participant?.etag },
    });
    const cards = createCards({ api });
    draw(state, loading, cards);
    // Each of them may fail: what is shown stays, and the live connection asks again.
    const missing = state.facts.participant ? ['visits', 'disputes'] : ['visits', 'disputes', 'participant'];
    await loading.refresh(missing).catch(() => {});
    nameRep(state, cards);
    await listen({ state, loading, config, live: header.live, position: answers.progress.position });
    await import('./visit.js');
    keepShell();
}

function draw(state, loading, cards) {
    const place = document.getElementById('rest');
    const section = (name, key) => {
        const element = h('section', { id: name, 'aria-labelledby': `${name}-head`, hidden: true },
            h('h2', { id: `${name}-head` }, t(key)));
        place.append(element);
        return element;
    };
    const showNext = nextView(section('next', 'next.title'));
    const showCode = codeView(section('join-code', 'code.title'));
    const details = detailsLater({
        cards, state, send: async (card, reason, idempotencyKey) => {
            await api.post('/api/disputes', { card, reason }, { idempotencyKey });
            // The feed tells of it too; where that is broken, it is seen all the same.
            await loading.refresh(['disputes']).catch(() => {});
        },
    });
    const showHistory = historyView(section('history', 'history.title'), { details, more: loading.more });
    const showWeeks = weeksView(section('weeks', 'weeks.title'));
    const showAsked = askedView(section('asked', 'asked.title'));
    place.append(foot());

    state.watch((facts) => {
        const { progress, participant, repName, ahead } = facts;
        const rep = repName ?? t('standing.yourRep');
        showNext({
            meetings: participant?.meetings ?? null, now: Date.now() + ahead, rep,
            current: progress.currentMeeting?.meeting ?? null,
        });
        showCode({
            name: progress.name, joinCode: progress.joinCode, identities: participant?.identities ?? [], rep,
        });
        showHistory(facts);
        showWeeks(progress);
        showAsked(facts);
    });
}

/** What opens when a meeting is tapped is fetched once the rest is there, or when it is needed. */
function detailsLater(context) {
    let show = null;
    return async (body, visit) => {
        show ??= Promise.all([import('./visit.js'), loadMessages(['public'])])
            .then(([{ visitDetails }]) => visitDetails(context));
        (await show)(body, visit);
    };
}

function foot() {
    const printed = h('p', { class: 'only-print' });
    addEventListener('beforeprint', () => {
        const address = new URL('/verify', location).href;
        printed.textContent = t('page.printed', { at: dateTime(Date.now()), address });
    });
    return h('footer', { class: 'me-foot' }, h('div', { class: 'buttons no-print' },
        h('button', { type: 'button', class: 'button', onclick: () => print() }, icon('print'),
            h('span', t('page.print'))),
        h('button', {
            type: 'button', class: 'button', onclick: async () => (await import('../public/account.js')).openAccount(),
        }, icon('person'), h('span', t('account.open')))), printed);
}

/** Only cards name the court representative in full, and whom to ask. */
async function nameRep(state, cards) {
    const newest = state.facts.visits?.find((visit) => visit.card);
    if (!newest) return;
    try {
        const { card } = await cards.card(newest.card);
        state.change({ repName: card.participant.courtRepName ?? null, contact: card.issuer.contact ?? null });
    } catch {
        // Their title is said instead.
    }
}
