/** Who was in a meeting and matches nobody, with whom it may have been. */
import { date, isSameClock, minutes, readersZone, timeSpan, zoneCity } from '../parts/format.js';
import { failure } from '../parts/empty.js';
import { h, keyed, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { problemSentence } from './words.js';

const meetingsAPage = 10;

/**
 * @param {{state: import('./state.js').DashboardState, api: object, zones: object, actions: object}} options
 * @returns {{element: HTMLElement, draw(): void, show(): void}}
 */
export function unmatchedList({ state, api, zones, actions, isAdministrator }) {
    const title = h('h2', { id: 'needs-unmatched', tabindex: '-1' });
    const list = h('ul', { class: 'items', role: 'list', 'aria-labelledby': 'needs-unmatched' });
    const trouble = h('div');
    const more = h('button', { type: 'button', class: 'button', onclick: () => read(next) }, t('rep.showOlder'));
    const element = h('section', { class: 'needs-block', 'aria-labelledby': 'needs-unmatched' }, title,
        h('p', { class: 'muted' }, t('rep.needs.unmatchedText'),
            isAdministrator && ` ${t('rep.needs.unmatchedOfAll')}`), trouble, list, more);
    const gone = new Set();
    let attendees = [];
    let next = null;
    let known = null;
    let isShown = false;
    let turn = 0;

    const nameOf = (id) => state.rows.get(id)?.name ?? id;
    const keyOf = (one) => `${one.occurrence}\n${one.attendee}`;

    async function read(before = null) {
        const mine = turn += 1;
        try {
            const query = `limit=${meetingsAPage}${before === null ? '' : `&before=${before}`}`;
            const { body } = await api.get(`/api/unmatched?${query}`);
            if (mine !== turn) return;
            attendees = before === null ? body.attendees : [...attendees, ...body.attendees];
            next = body.next;
            mount(trouble);
            for (const key of gone) if (!attendees.some((one) => keyOf(one) === key)) gone.delete(key);
        } catch (error) {
            if (mine !== turn) return;
            mount(trouble, failure({
                title: t('rep.notRead'), text: problemSentence(error), level: 3,
                action: { label: t('page.tryAgain'), run: () => read(before) },
            }));
        }
        draw();
    }

    async function claim(one, suggestion = null) {
        const done = await actions.claim({ ...one, timeZone: zones.of(one.meeting) }, suggestion);
        if (!done) return;
        gone.add(keyOf(one));
        draw();
        title.focus();
    }

    function drawItem(one) {
        const seen = one.names[0] ?? one.emails[0] ?? one.phones[0] ?? t('rep.needs.nameless');
        const others = [...one.names.slice(1), ...one.emails, ...one.phones];
        const zone = zones.of(one.meeting);
        const span = one.firstSeen && one.lastSeen && timeSpan(one.firstSeen, one.lastSeen, zone);
        const isOther = zone && !isSameClock(zone, readersZone(), one.startedAt ?? one.firstSeen);
        const place = isOther && `(${zoneCity(zone)})`;
        return [
            h('div', { class: 'item-head' }, h('b', h('bdi', seen)),
                h('span', { class: 'muted' }, [one.meetingName, one.startedAt && date(one.startedAt, zone),
                    [span, place].filter(Boolean).join(' '),
                    t('rep.needs.minutes', { time: minutes(one.provenMinutes + one.inferredMinutes) })]
                    .filter(Boolean).join(' · '))),
            others.length > 0 && h('p', { class: 'small muted', dir: 'auto' }, others.join(' · ')),
            one.isAmbiguous && h('p', { class: 'small' }, t('rep.needs.ambiguous')),
            h('div', { class: 'buttons' },
                one.suggestions.slice(0, 3).map((suggestion) => h('button', {
                    type: 'button', class: 'button is-small', onclick: () => claim(one, suggestion.participant),
                }, t('rep.needs.isIt', { name: nameOf(suggestion.participant) }),
                h('span', { class: 'muted' }, ` ${t(`rep.suggestion.${suggestion.reason}`)}`))),
                h('button', {
                    type: 'button', class: 'button is-small', 'aria-label': `${t('rep.act.claim')}: ${seen}`,
                    onclick: () => claim(one),
                }, t('rep.act.claim'))),
        ];
    }

    function draw() {
        const shown = attendees.filter((one) => !gone.has(keyOf(one)));
        const { attendees: count, occurrences } = state.unmatched;
        element.hidden = count === 0 && shown.length === 0;
        title.textContent = t('rep.needs.unmatched', { n: count });
        // Another number than the one that was read: somebody was claimed, or came.
        const now = `${count} ${occurrences}`;
        if (isShown && known !== null && known !== now) {
            known = now;
            read();
        }
        keyed(list, shown, keyOf, () => h('li', { class: 'item' }), (node, one) => {
            const text = JSON.stringify([one, zones.of(one.meeting)]);
            if (node.dataset.shown === text) return;
            node.dataset.shown = text;
            mount(node, drawItem(one));
        });
        more.hidden = next === null;
    }

    return {
        element, draw,
        show() {
            isShown = true;
            if (known !== null) return;
            known = `${state.unmatched.attendees} ${state.unmatched.occurrences}`;
            if (state.unmatched.attendees > 0) read();
        },
    };
}
