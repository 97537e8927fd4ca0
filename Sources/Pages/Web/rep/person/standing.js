/** Where somebody stands: in one sentence, two rings, and week by week. */
import { date, stopwatch, time } from '../../parts/format.js';
import { h, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { ring } from '../../parts/ring.js';
import { standing } from '../../parts/standing.js';
import { everySecond } from '../../parts/tick.js';
import { weekBars } from '../../parts/week-bars.js';
import { day, standingSentence } from '../words.js';

/**
 * @param {object} tools state, id, person
 * @returns {{element: HTMLElement, draw(): void, stop(): void}}
 */
export function standingBlock({ state, id, person }) {
    const sentence = h('p', { class: 'person-sentence' });
    const now = h('p', { class: 'person-now', hidden: true });
    const rings = h('div', { class: 'rings' });
    const facts = h('dl', { class: 'facts' });
    const weeks = h('div', { class: 'person-weeks' });
    const element = h('section', { 'aria-labelledby': 'person-standing' },
        h('h3', { id: 'person-standing', class: 'visually-hidden' }, t('rep.person.standing')), sentence, now,
        h('div', { class: 'standing-grid' }, rings, facts), weeks);
    let face = null;
    let shownWeeks = null;
    let parts = null;

    function drawNow(row) {
        const current = row?.currentMeeting;
        now.hidden = !current;
        face = current ? { node: h('span', { class: 'clock' }), since: Date.parse(current.since) } : null;
        if (!face) return;
        face.node.textContent = stopwatch(Date.now() - face.since);
        mount(now, h('span', { class: 'present-dot', 'aria-hidden': 'true' }),
            h('span', t('rep.person.now', { meeting: current.name ?? current.meeting, time: time(current.since) })),
            face.node);
    }

    function drawRings(week, total) {
        if (!parts) {
            parts = {
                week: ring({ ...week, label: t('rep.person.week'), size: 'small' }),
                total: ring({ ...total, label: t('rep.person.total'), size: 'small' }),
            };
            mount(rings, parts.week, parts.total);
        }
        parts.week.update(week);
        parts.total.update(total);
    }

    function fact(name, value) {
        return value && h('div', h('dt', t(`rep.person.${name}`)), h('dd', value));
    }

    function draw() {
        const row = state.rows.get(id);
        const { progress } = person;
        const known = row ?? progress;
        if (!known) return;
        mount(sentence, standing(known.standing, { isAtRisk: known.isAtRisk }), ' ',
            h('span', standingSentence(known)));
        drawNow(row);
        drawRings(known.thisWeek, known.total);
        const projection = known.projection ?? {};
        mount(facts,
            fact('weekEnds', date(new Date(Date.parse(known.thisWeek.endsAt) - 1000), row?.timeZone, { year: false })),
            fact('deadline', row?.deadline && day(row.deadline)),
            fact('reached', known.standing !== 'complete' && projection.reachedOn && [
                day(projection.reachedOn), projection.meetsDeadline === false
                    && h('span', { class: 'small is-late' }, ` ${t('rep.person.tooLate')}`)]),
            fact('streak', progress && t('rep.person.weeks', { n: progress.streakWeeks })),
            fact('consent', progress?.consent && (progress.consent.revokedAt
                ? t('rep.person.consentRevoked', { day: date(progress.consent.revokedAt) })
                : t('rep.person.consentGiven', { day: date(progress.consent.givenAt) }))));
        const text = JSON.stringify(progress?.weeks);
        if (!progress || text === shownWeeks) return;
        shownWeeks = text;
        mount(weeks, h('h3', t('rep.person.byWeek')), weekBars(progress.weeks));
    }

    const stop = everySecond(() => {
        if (face) face.node.textContent = stopwatch(Date.now() - face.since);
    });
    return { element, draw, stop };
}
