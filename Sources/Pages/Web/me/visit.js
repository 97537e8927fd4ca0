import { askWhatIsWrong, disputeState } from './dispute.js';
import { pdfAddress } from './cards.js';
import { disputesOf } from './dispute-facts.js';
import { shareCard } from './share.js';
import { zoneOf } from './zones.js';
import { date, dateTime, timeSpan } from '../parts/format.js';
import { h, mount } from '../parts/h.js';
import { icon } from '../parts/icon.js';
import { language, t } from '../parts/i18n.js';
import { ruleList } from '../parts/rule-list.js';
import { timeline } from '../parts/timeline.js';

/**
 * One attendance in full: what was decided and why, when one was there, and what can be done with its card.
 *
 * @param {object} context cards; state; send(card, reason, key): sends a dispute
 * @returns {(body: HTMLElement, visit: object) => void} shows it; what is shown already and is still right stays
 */
export function visitDetails({ cards, state, send }) {
    return (body, visit) => {
        const { disputes, repName } = state.facts;
        const about = disputesOf(visit, disputes);
        const key = JSON.stringify([visit, about, repName]);
        if (body.dataset.key === key) return;
        body.dataset.key = key;
        const zone = zoneOf(visit, state.facts);
        if (!visit.card) return void mount(body, h('p', t('card.none')), picture(visit, null, zone));
        if (!body.hasChildNodes()) mount(body, h('p', { class: 'muted', role: 'status' }, t('card.loading')));
        show(body, visit, { about, key, zone });
    };

    async function show(body, visit, { about, key, zone }) {
        try {
            const { card } = await cards.card(visit.card);
            // Meanwhile it may have been replaced, and that is being fetched.
            if (body.dataset.key === key) mount(body, content(visit, card, about, card.scheduled?.timeZone ?? zone));
        } catch {
            delete body.dataset.key;
            mount(body, h('p', { role: 'alert' }, t('card.notLoaded')), h('p', h('button', {
                type: 'button', class: 'button', onclick: () => visitDetails({ cards, state, send })(body, visit),
            }, t('card.tryAgain'))));
        }
    }

    function content(visit, card, about, zone) {
        const rep = state.facts.repName ?? t('standing.yourRep');
        return [
            h('p', { class: 'visit-outcome' }, outcome(card)),
            ruleList(card.rules),
            card.decisions.length > 0 && decisions(card.decisions, zone),
            h('h3', t('card.when')),
            picture(visit, card, zone),
            visit.inferredMinutes > 0 && h('p', { class: 'muted' }, t('card.inferred', { n: visit.inferredMinutes })),
            about.map((one) => disputeState(one, rep)),
            h('div', { class: 'buttons no-print' },
                h('a', { class: 'button', href: pdfAddress(visit.card, language()), download: `${visit.card}.pdf` },
                    icon('download'), h('span', t('card.pdf'))),
                h('button', { type: 'button', class: 'button', onclick: () => shareCard(visit.card, cards) },
                    icon('share'), h('span', t('card.share'))),
                !about.some((one) => one.isOpen) && h('button', {
                    type: 'button', class: 'button is-quiet', onclick: () => dispute(visit, rep, zone),
                }, t('dispute.open'))),
            h('p', { class: 'muted small' }, t('card.number', { number: visit.card })),
        ];
    }

    function dispute(visit, rep, zone) {
        return askWhatIsWrong(visit, {
            day: date(visit.scheduledStart ?? visit.startedAt ?? visit.firstSeen, zone), rep,
            send: (reason, key) => send(visit.card, reason, key),
        });
    }
}

/** What the card says, built from its facts: its own sentence is English. */
function outcome({ obligation, isVoid, verdict }) {
    const { counts } = obligation;
    if (counts === 'not-counted' && isVoid) return t('card.void');
    if (counts === 'not-counted' && verdict === 'passed') return t('card.elsewhere');
    return t(`card.${counts}`);
}

function picture(visit, card, timeZone) {
    const open = visit.presentSince ? [{ start: visit.presentSince, end: null }] : [];
    const presence = card?.presence ?? { ...visit, proven: [...visit.proven, ...open] };
    return timeline({
        scheduledStart: visit.scheduledStart, scheduledEnd: visit.scheduledEnd, start: visit.startedAt,
        end: visit.endedAt,
        proven: presence.proven, inferred: presence.inferred, corrected: presence.corrected, removed: presence.removed,
        waiting: presence.waiting, lanes: presence.lanes, timeZone,
    });
}

function decisions(list, zone) {
    return [h('h3', t('card.decisions')), h('ul', list.map(({ kind, at, start, end, reason, role }) => h('li',
        t(`decision.${kind}`), start && ` (${timeSpan(start, end, zone)})`, ' · ', t(`decision.by.${role}`), ' · ',
        dateTime(at), h('br'), t('card.reason', { reason }))))];
}
