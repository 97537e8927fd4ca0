/** Meetings that go on: who is there, since when, and who is expected and is not. */
import { isSameClock, readersZone, stopwatch, time, timeSpan, zoneCity } from '../parts/format.js';
import { empty } from '../parts/empty.js';
import { h, keyed, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { everySecond } from '../parts/tick.js';

const atFirst = 60;

/**
 * @param {{state: import('./state.js').DashboardState, zones: object, open(id: string): void,
 *     linkTo(id: string): string, now?: () => number}} options
 * @returns {{element: HTMLElement, draw(): void}}
 */
export function goingOn({ state, zones, open, linkTo, now = () => Date.now() }) {
    const list = h('div', { class: 'meetings' });
    const nothing = h('div');
    const element = h('section', { 'aria-labelledby': 'now-title' },
        h('h2', { id: 'now-title', class: 'visually-hidden' }, t('rep.view.now')), list, nothing);
    const faces = new Map();
    const isAll = new Set();

    const collator = new Intl.Collator();
    const nameOf = (id) => state.rows.get(id)?.name ?? id;
    const byName = (ids) => [...ids].sort((a, b) => collator.compare(nameOf(a), nameOf(b)));

    function personLink(id) {
        return h('a', {
            href: linkTo(id),
            onclick: (event) => {
                if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                open(id);
            },
        }, h('bdi', nameOf(id)));
    }

    function createMeeting() {
        const parts = {
            title: h('h3'), when: h('p', { class: 'muted' }),
            hereTitle: h('h4'), here: h('ul', { class: 'names', role: 'list' }),
            missingTitle: h('h4'), missing: h('ul', { class: 'names is-missing', role: 'list' }),
            more: h('button', { type: 'button', class: 'button is-small' }),
        };
        const node = h('article', { class: 'meeting card' },
            h('div', { class: 'meeting-head' }, parts.title, parts.when),
            h('div', { class: 'meeting-people' },
                h('div', parts.hereTitle, parts.here), h('div', parts.missingTitle, parts.missing, parts.more)));
        node.parts = parts;
        return node;
    }

    function updateMeeting(node, meeting) {
        const { parts } = node;
        parts.title.textContent = meeting.name ?? meeting.meeting;
        parts.when.textContent = whenWords(meeting, zones.of(meeting.meeting));
        parts.hereTitle.textContent = t('rep.now.present', { n: meeting.present.length });
        parts.missingTitle.textContent = t('rep.now.absent', { n: meeting.absent.length });
        keyed(parts.here, byName(meeting.present), (id) => id,
            (id) => h('li', personLink(id), h('span', { class: 'clock' })),
            (item, id) => setFace(item, id, meeting));
        const absent = byName(meeting.absent);
        const shown = isAll.has(meeting.occurrence) ? absent : absent.slice(0, atFirst);
        keyed(parts.missing, shown, (id) => id, (id) => h('li', personLink(id)));
        parts.more.hidden = shown.length === absent.length;
        parts.more.textContent = t('rep.showRest', { n: absent.length - shown.length });
        parts.more.onclick = () => {
            isAll.add(meeting.occurrence);
            draw();
        };
    }

    function setFace(item, id, meeting) {
        const current = state.rows.get(id)?.currentMeeting;
        const face = item.lastElementChild;
        const key = `${meeting.occurrence}\n${id}`;
        if (current?.occurrence !== meeting.occurrence) {
            face.textContent = '';
            faces.delete(key);
            return;
        }
        const since = Date.parse(current.since);
        faces.set(key, { face, since });
        face.textContent = stopwatch(now() - since);
        face.title = t('rep.since', { time: time(since) });
    }

    function draw() {
        keyed(list, state.meetings, (meeting) => meeting.occurrence, createMeeting, updateMeeting);
        for (const [key, { face }] of faces) if (!face.isConnected) faces.delete(key);
        if (state.meetings.length > 0) mount(nothing);
        else if (!nothing.firstChild) mount(nothing, empty({ title: t('rep.now.none'), text: t('rep.now.noneText') }));
    }

    everySecond(() => {
        if (!element.isConnected) return;
        for (const { face, since } of faces.values()) face.textContent = stopwatch(now() - since);
    });
    return { element, draw, show: () => zones.read().then((isNews) => isNews && draw()) };
}

/** On the clock of the meeting, and on the reader's where that shows something else. */
function whenWords({ startedAt, scheduledStart, scheduledEnd }, zone) {
    const isOther = zone && !isSameClock(zone, readersZone(), startedAt);
    const place = isOther ? ` (${zoneCity(zone)})` : '';
    if (!scheduledEnd) {
        const began = t('rep.now.began', { time: `${time(startedAt, zone)}${place}` });
        return `${began} · ${t('rep.now.notScheduled')}`;
    }
    return [
        t('rep.now.began', { time: time(startedAt, zone) }),
        t('rep.now.scheduled', { span: `${timeSpan(scheduledStart, scheduledEnd, zone)}${place}` }),
        isOther && t('rep.now.forYou', { span: timeSpan(scheduledStart, scheduledEnd) }),
    ].filter(Boolean).join(' · ');
}
