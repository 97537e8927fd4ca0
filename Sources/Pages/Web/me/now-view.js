import { minutesCounted } from './now-facts.js';
import { isSameClock, readersZone, time, zoneCity } from '../parts/format.js';
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';

/**
 * Am I being counted at this moment, and since when? Once the page hears nothing any more it says what was known, and
 * when.
 *
 * @param {HTMLElement} section with its heading
 * @returns {(facts: {current: object|null, answeredAt: number, now: number, isStale: boolean, knownAt: number,
 *     zone: string}) => void} answeredAt and now: on the server's clock; knownAt: on the device's
 */
export function nowView(section) {
    const body = h('div', { class: 'now-body' });
    section.append(body);
    let shown = null;

    return ({ current, answeredAt, now, isStale, knownAt, zone }) => {
        const minutes = current && minutesCounted(current, answeredAt, now);
        const since = current && clock(current.since, zone);
        const key = JSON.stringify([current?.occurrence, since, isStale ? knownAt : minutes, isStale]);
        if (key === shown) return;
        shown = key;
        section.hidden = false;
        section.dataset.state = isStale ? 'stale' : current ? 'counted' : 'none';
        const whatIs = () => (current ? counted(current, since, minutes) : none());
        mount(body, isStale ? whatWas(current, since, time(knownAt)) : whatIs());
    };
}

function counted(current, since, n) {
    return [
        h('p', { class: 'now-sentence' }, h('span', { class: 'now-dot', 'aria-hidden': 'true' }),
            h('span', t('now.counted', { since, minutes: t('now.minutes', { n }) }))),
        current.name && h('p', { class: 'now-meeting', dir: 'auto' }, current.name),
        h('p', { class: 'muted' }, t('now.stay')),
    ];
}

const none = () => [
    h('p', { class: 'now-sentence' }, t('now.none')),
    h('p', { class: 'muted' }, t('now.late')),
];

const whatWas = (current, since, at) => [
    h('p', { class: 'now-sentence' }, t(current ? 'now.wasCounted' : 'now.wasNone', { at, since })),
    h('p', { class: 'muted' }, t('now.counts')),
];

function clock(at, zone) {
    const text = time(at, zone);
    return isSameClock(zone, readersZone(), at) ? text : `${text} (${zoneCity(zone)})`;
}
