/** The digest of a day: the newest, earlier ones, and whether a mail says that there is one. */
import { announce } from '../parts/announce.js';
import { empty, failure } from '../parts/empty.js';
import { date, dateTime, time } from '../parts/format.js';
import { h, mount } from '../parts/h.js';
import { icon } from '../parts/icon.js';
import { language, t } from '../parts/i18n.js';
import { notice } from '../parts/notice.js';
import { verdict } from '../parts/verdict.js';
import { problemSentence, shownError } from './words.js';

/**
 * @param {{api: object, courtRep: string, address: ReturnType<import('./address.js').createAddress>,
 *     state: import('./state.js').DashboardState, open(id: string): void, linkTo(id: string): string}} options
 * @returns {{element: HTMLElement, show(): void}}
 */
export function digest({ api, courtRep, address, state, open, linkTo }) {
    const path = `/api/court-reps/${encodeURIComponent(courtRep)}`;
    const choice = h('select', {
        id: 'digest-day', class: 'input', onchange: () => address.change({ day: choice.value || null }),
    });
    const body = h('div', { class: 'digest', 'aria-busy': 'false' });
    const mail = h('div', { class: 'digest-mail' });
    const bar = h('div', { class: 'bar-row no-print' }, h('label', { for: 'digest-day' }, t('rep.digest.day')), choice,
        h('button', { type: 'button', class: 'button', onclick: () => globalThis.print() }, icon('print'),
            h('span', t('rep.print'))));
    const element = h('section', { 'aria-labelledby': 'digest-title' },
        h('h2', { id: 'digest-title', class: 'visually-hidden' }, t('rep.view.digest')), bar, body, mail);
    let days = null;
    let next = null;
    let shown = null;
    let turn = 0;

    async function readDays(before = null) {
        const answer = await api.get(`${path}/digests?limit=60${before ? `&before=${before}` : ''}`);
        days = [...(before ? days : []), ...answer.body.digests];
        next = answer.body.next;
        drawMail(answer.body.mail);
    }

    function drawDays() {
        mount(choice, days.map((one, index) => h('option', { value: index === 0 ? '' : one.date },
            date(one.date, undefined, { weekday: 'long', month: 'long' }))));
        if (address.current.day && !days.some((one) => one.date === address.current.day)) {
            choice.append(h('option', { value: address.current.day }, date(address.current.day)));
        }
        choice.value = days[0]?.date === address.current.day ? '' : address.current.day ?? '';
        bar.hidden = days.length === 0;
    }

    async function show() {
        const mine = turn += 1;
        try {
            const isNew = days !== null && state.newestDigest !== (days[0]?.date ?? null);
            if (days === null || isNew) await readDays();
            if (mine !== turn) return;
            drawDays();
            if (days.length === 0) {
                shown = null;
                return void mount(body, empty({ title: t('rep.digest.none'), text: t('rep.digest.noneText') }));
            }
            const wanted = address.current.day ?? days[0].date;
            if (shown === wanted) return;
            body.setAttribute('aria-busy', 'true');
            const { body: facts } = await api.get(`${path}/digests/${wanted}`);
            if (mine !== turn) return;
            shown = wanted;
            mount(body, drawDigest(facts));
        } catch (error) {
            if (mine !== turn) return;
            shown = null;
            mount(body, failure({
                title: t('rep.notRead'), text: problemSentence(error), action: { label: t('page.tryAgain'), run: show },
            }));
        } finally {
            body.setAttribute('aria-busy', 'false');
        }
    }

    /** Shown as it was chosen, and taken back where the server says no. */
    function drawMail({ wanted, possible }) {
        const box = h('input', { type: 'checkbox', checked: wanted, 'aria-describedby': 'digest-mail-hint' });
        const trouble = h('p', { class: 'field-error', role: 'alert', hidden: true });
        const sending = h('span', { class: 'muted small', role: 'status' });
        box.addEventListener('change', async () => {
            const isWanted = box.checked;
            trouble.hidden = true;
            sending.textContent = t('rep.saving');
            try {
                const { body: now } = await api.put(`${path}/digest-mail`, { wanted: isWanted });
                box.checked = now.wanted;
                announce(t(now.wanted ? 'rep.digest.mailOn' : 'rep.digest.mailOff'));
            } catch (error) {
                box.checked = !isWanted;
                trouble.hidden = false;
                trouble.textContent = shownError(error).message;
            } finally {
                sending.textContent = '';
            }
        });
        mount(mail, h('label', { class: 'check' }, box, h('span', t('rep.digest.mail'))), sending,
            h('p', { class: 'hint', id: 'digest-mail-hint' },
                t(possible ? 'rep.digest.mailHint' : 'rep.digest.mailImpossible')), trouble);
    }

    const person = (one) => h('a', {
        href: linkTo(one.participant),
        onclick: (event) => {
            if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            open(one.participant);
        },
    }, h('bdi', one.name));

    function block(name, items, columns, cells) {
        const title = t(`rep.digest.${name}`, { n: items.length });
        return h('section', { class: 'digest-block' }, h('h3', title),
            items.length === 0 ? h('p', { class: 'muted' }, t(`rep.digest.${name}None`))
                : h('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': title },
                    h('table', h('thead', h('tr', columns.map((column) => h('th', { scope: 'col' }, t(column))))),
                        h('tbody', items.map((one) => h('tr', cells(one).map((cell, index) => (index === 0
                            ? h('th', { scope: 'row' }, cell) : h('td', cell)))))))));
    }

    function drawDigest(facts) {
        const { counts, timeZone } = facts;
        const count = ({ done, required }) => (required === null ? String(done) : t('ring.of', { done, required }));
        return [
            h('h2', date(facts.date, undefined, { weekday: 'long', month: 'long', year: true })),
            h('p', { class: 'muted' }, t('rep.digest.made', {
                when: dateTime(facts.madeAt, { zone: timeZone }),
                attendances: counts.attendances, passed: counts.passed,
            })),
            facts.isShortened && notice('attention', t('rep.digest.shortened')),
            facts.unmatched.waiting > 0 && h('p', t('rep.digest.unmatched', {
                n: facts.unmatched.waiting, ofDay: facts.unmatched.ofDay,
            })),
            block('behind', facts.behind,
                ['rep.column.name', 'rep.digest.why', 'rep.column.week', 'rep.column.total'],
                (one) => [person(one), one.reasons.map((reason) => t(`rep.lag.${reason}`)).join(', '),
                    count(one.thisWeek), count(one.total)]),
            block('cards', facts.cards,
                ['rep.column.name', 'rep.digest.meeting', 'rep.digest.result', 'rep.digest.why'],
                (one) => [person(one), [one.meetingName, one.startedAt && date(one.startedAt, timeZone)]
                    .filter(Boolean).join(' · '), verdict(one.verdict, one),
                h('span', { lang: language() === 'en' ? null : 'en' }, one.reasons.join(' '))]),
            block('attendances', facts.attendances,
                ['rep.column.name', 'rep.digest.meeting', 'rep.digest.began', 'rep.digest.minutes',
                    'rep.digest.result'],
                (one) => [person(one), one.meetingName, time(one.startedAt, timeZone),
                    String(one.provenMinutes + one.correctedMinutes), verdict(one.verdict)]),
            block('disputes', facts.disputes, ['rep.column.name', 'rep.digest.card', 'rep.digest.since'],
                (one) => [person(one), one.card, date(one.at, timeZone)]),
        ];
    }

    return { element, show };
}
