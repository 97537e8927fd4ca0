import { nextMeetings } from './next-facts.js';
import { date, dateTime, isSameClock, readersZone, relative, time, zoneCity } from '../parts/format.js';
import { h, mount } from '../parts/h.js';
import { icon } from '../parts/icon.js';
import { t } from '../parts/i18n.js';

/** So long before it begins the way in is what the reader came for. */
const soonMs = 30 * 60_000;

/**
 * What is next, how to get in, and what else there is.
 *
 * @param {HTMLElement} section with its heading
 * @returns {(facts: {meetings: Array<object>|null, now: number, current: string|null, rep: string}) => void}
 */
export function nextView(section) {
    const body = h('div');
    const summary = h('summary');
    const list = h('ul', { class: 'meeting-list', role: 'list' });
    const others = h('details', { class: 'others no-print', hidden: true }, summary, list);
    section.append(body, others);
    let shown = null;

    return ({ meetings, now, current, rep }) => {
        if (!meetings) return;
        section.hidden = false;
        const { next, isOn, all } = nextMeetings(meetings, now, current);
        const when = next && !isOn ? relative(next.nextStart, now) : null;
        const isSoon = next && Date.parse(next.nextStart) - now < soonMs;
        const key = JSON.stringify([all.map((one) => [one.meeting, one.nextStart, one.joinLink, one.name]),
            next?.meeting, isOn, when, isSoon, rep]);
        if (key === shown) return;
        shown = key;
        mount(body, next ? nextMeeting(next, { isOn, isSoon, when, rep }) : nothing(rep));
        others.hidden = all.length < 2;
        summary.textContent = t('next.all', { n: all.length });
        mount(list, all.map((one) => other(one, rep)));
    };
}

function nextMeeting(meeting, { isOn, isSoon, when, rep }) {
    const zone = zoneOf(meeting);
    return h('div', { class: 'next-meeting' },
        h('h3', { dir: 'auto' }, meeting.name ?? t('history.unnamed')),
        h('p', { class: 'next-when' }, isOn
            ? t('next.now', { time: timeThere(meeting.nextEnd, zone) })
            : [dateTime(meeting.nextStart, { zone, weekday: 'short' }), forYou(meeting.nextStart, zone)],
        when && h('span', { class: 'muted' }, ` · ${when}`)),
        meeting.program && h('p', { class: 'muted', dir: 'auto' }, meeting.program),
        wayIn(meeting, rep, isSoon));
}

function wayIn({ joinLink, name, number }, rep, isFirst) {
    if (!isLink(joinLink)) return h('p', t('next.noLink', { rep, number: spaced(number) }));
    return h('p', { class: 'no-print' }, h('a', {
        class: ['button', isFirst && 'is-primary'], href: joinLink, target: '_blank', rel: 'noopener noreferrer',
        'aria-label': t('next.joinNamed', { name: name ?? '' }),
    }, h('span', t('next.join')), icon('external')));
}

function other(meeting, rep) {
    const zone = zoneOf(meeting);
    return h('li', h('div', h('strong', { dir: 'auto' }, meeting.name ?? t('history.unnamed')),
        h('div', meeting.nextStart
        ? [dateTime(meeting.nextStart, { zone }), forYou(meeting.nextStart, zone)] : t('next.noDate')),
    h('div', { class: 'muted' }, t('next.number', { number: spaced(meeting.number) }))), wayIn(meeting, rep, false));
}

const nothing = (rep) => [h('h3', t('next.none')), h('p', t('next.noneText', { rep }))];

const zoneOf = (meeting) => meeting.schedule?.timeZone ?? readersZone();
const isSame = (at, zone) => isSameClock(zone, readersZone(), at);
const timeThere = (at, zone) => (isSame(at, zone) ? time(at, zone) : `${time(at, zone)} (${zoneCity(zone)})`);

/** With the day, where it is another one already. */
function forYou(at, zone) {
    if (isSame(at, zone)) return null;
    return `, ${t('next.forYou', { time: date(at) === date(at, zone) ? time(at) : dateTime(at) })}`;
}

/** "847 0000 0004": as Zoom itself writes it, and as one reads it out. */
function spaced(digits) {
    const text = String(digits);
    return text.length < 9 ? text : [text.slice(0, 3), text.slice(3, -4), text.slice(-4)].join('\u00a0');
}

/** The roster is written by people: only what leads to the web is a link. */
function isLink(address) {
    try {
        return ['https:', 'http:'].includes(new URL(address).protocol);
    } catch {
        return false;
    }
}
