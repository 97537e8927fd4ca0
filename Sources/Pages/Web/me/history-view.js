import { disputesOf } from './dispute-facts.js';
import { zoneOf } from './zones.js';
import { date, dateTime, minutes } from '../parts/format.js';
import { h, keyed, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { tag, verdict } from '../parts/verdict.js';

/**
 * Every meeting the reader was in, newest first; each opens.
 *
 * @param {HTMLElement} section with its heading
 * @param {{details: (body: HTMLElement, visit: object) => void, more: () => Promise<void>}} options more: rejected
 *     where
 *     no answer came
 * @returns {(facts: object) => void} of the page: visits, hasMore, and where meetings take place
 */
export function historyView(section, { details, more }) {
    const nothing = h('div', { hidden: true }, h('p', h('strong', t('history.none'))), h('p', t('history.noneText')));
    const list = h('ol', { class: 'visits', role: 'list' });
    const problem = h('p', { role: 'alert', hidden: true });
    const button = h('button', { type: 'button', class: 'button no-print', hidden: true, onclick: showMore },
        t('history.more'));
    section.append(nothing, list, problem, button);

    async function showMore() {
        if (button.getAttribute('aria-disabled') === 'true') return;
        const shown = new Set(list.children);
        button.setAttribute('aria-disabled', 'true');
        button.textContent = t('history.loading');
        try {
            await more();
            problem.hidden = true;
            // To the first of the new ones: the button may be gone.
            [...list.children].find((item) => !shown.has(item))?.querySelector('summary').focus();
        } catch {
            problem.textContent = t('card.notLoaded');
            problem.hidden = false;
        }
        button.textContent = t('history.more');
        button.removeAttribute('aria-disabled');
    }

    return (facts) => {
        const { visits, hasMore, disputes = [] } = facts;
        if (!visits) return;
        section.hidden = false;
        nothing.hidden = visits.length > 0;
        button.hidden = !hasMore;
        keyed(list, newestFirst(visits), (visit) => visit.occurrence, create,
            (item, visit) => update(item, visit, zoneOf(visit, facts), disputesOf(visit, disputes)[0]));
    };

    function create() {
        const body = h('div', { class: 'visit-body' });
        const summary = h('summary', { class: 'visit-summary' });
        const element = h('details', { class: 'visit' }, summary, body);
        const item = h('li', element);
        element.addEventListener('toggle', () => { if (element.open) details(body, item.visit); });
        return item;
    }

    function update(item, visit, zone, dispute) {
        item.visit = visit;
        const [element] = item.children;
        const [summary, body] = element.children;
        const key = JSON.stringify([visit.name, visit.verdict, visit.isVoid, visit.isExcused, total(visit),
            visit.isOver, zone, dispute]);
        if (summary.dataset.key !== key) {
            summary.dataset.key = key;
            mount(summary, line(visit, zone, dispute));
        }
        if (element.open) details(body, visit);
    }
}

function line(visit, zone, dispute) {
    const at = visit.scheduledStart ?? visit.startedAt ?? visit.firstSeen;
    return [
        h('span', { class: 'visit-when' }, at && dateTime(at, { zone })),
        h('span', { class: 'visit-name', dir: 'auto' }, visit.name ?? t('history.unnamed')),
        h('span', { class: 'visit-minutes' }, visit.isOver && minutes(total(visit))),
        mark(visit),
        dispute && h('span', { class: 'visit-note' }, noteOn(dispute)),
    ];
}

/** The newest of them, in one line. */
function noteOn({ answer, isTakenBack }) {
    if (isTakenBack) return t('dispute.takenBack');
    return answer ? t('dispute.answeredShort', { day: date(answer.at) }) : t('dispute.waitingShort');
}

function mark(visit) {
    if (visit.isVoid || visit.isExcused || visit.verdict) return verdict(visit.verdict, visit);
    return tag('none', t(visit.isOver ? 'history.waiting' : 'history.goingOn'));
}

/** By when they were: what was learned of late comes late. */
const newestFirst = (visits) => [...visits].sort((one, other) => startOf(other) - startOf(one));
const startOf = (visit) => Date.parse(visit.scheduledStart ?? visit.startedAt ?? visit.firstSeen) || 0;

/** What counts: proven, and what a person gave. */
const total = ({ provenMinutes, correctedMinutes }) => provenMinutes + correctedMinutes;
