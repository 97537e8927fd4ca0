/** Every meeting somebody was in, with a picture of when, the newest first. */
import { failure } from '../../parts/empty.js';
import { dateTime, minutes } from '../../parts/format.js';
import { h, keyed, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { menu } from '../../parts/menu.js';
import { timeline } from '../../parts/timeline.js';
import { verdict } from '../../parts/verdict.js';
import { flagWords, matchWords, problemSentence } from '../words.js';
import { cardRules } from './rules.js';

const aPage = 5;

/**
 * @param {object} tools get, id, actions, person
 * @returns {{element: HTMLElement, draw(): void, read(): Promise<void>}}
 */
export function attendanceBlock(tools) {
    const { get, id, actions, person } = tools;
    const list = h('ol', { class: 'attendances', role: 'list' });
    const note = h('p', { class: 'muted', hidden: true }, t('rep.person.noMeetings'));
    const trouble = h('div');
    const more = h('button', { type: 'button', class: 'button is-small no-print', hidden: true, onclick: readMore },
        t('rep.showOlder'));
    const element = h('section', { 'aria-labelledby': 'person-meetings' },
        h('h3', { id: 'person-meetings' }, t('rep.person.meetings')), list, note, trouble, more);
    const path = `/api/participants/${encodeURIComponent(id)}/attendance`;
    let pages = [];
    let etag = null;

    /** The newest page is read again when something happened; older ones only when they are asked for. */
    async function read() {
        const answer = await get(`${path}?limit=${aPage}`, { etag });
        if (answer.notModified) return;
        etag = answer.etag;
        const before = pages.slice(1).flatMap((page) => page.attendances);
        const fresh = new Set(answer.body.attendances.map((one) => one.occurrence));
        const isJoined = pages.length > 0 && pages[0].attendances.some((one) => fresh.has(one.occurrence));
        // What slid off the first page stays where older ones are shown.
        const slid = isJoined ? pages[0].attendances.filter((one) => !fresh.has(one.occurrence)) : [];
        pages = isJoined && pages.length > 1
            ? [answer.body, { attendances: [...slid, ...before], next: pages.at(-1).next }] : [answer.body];
        draw();
    }

    async function readMore() {
        try {
            more.setAttribute('aria-disabled', 'true');
            const place = list.childElementCount;
            pages.push((await get(`${path}?limit=${aPage}&before=${pages.at(-1).next}`)).body);
            mount(trouble);
            draw();
            list.children[place]?.querySelector('h4')?.focus();
        } catch (error) {
            mount(trouble, failure({ title: t('rep.notRead'), text: problemSentence(error), level: 4 }));
        } finally {
            more.removeAttribute('aria-disabled');
        }
    }

    function draw() {
        if (pages.length === 0) return;
        const found = pages.flatMap((page) => page.attendances);
        const all = [...new Map(found.map((one) => [one.occurrence, one])).values()];
        keyed(list, all, (one) => one.occurrence, () => h('li', { class: 'attendance' }), (node, one) => {
            const text = JSON.stringify([one, person.zoneOf(one.meeting)]);
            if (node.dataset.shown === text) return;
            node.dataset.shown = text;
            mount(node, drawOne(one));
        });
        note.hidden = all.length > 0;
        more.hidden = pages.at(-1).next === null;
    }

    function drawOne(one) {
        const zone = one.timeZone ?? person.zoneOf(one.meeting);
        const subject = {
            ...one, number: one.card, participant: id, meetingName: one.name, timeZone: zone,
        };
        const items = [
            { text: t('rep.act.correct'), run: () => actions.correct(subject) },
            !one.isExcused && { text: t('rep.act.excuse'), run: () => actions.excuse(subject) },
            !one.isVoid && { text: t('rep.act.void'), run: () => actions.void(subject) },
            one.card && { text: t('rep.act.reissue'), run: () => actions.reissue(subject) },
        ].filter(Boolean);
        const name = one.name ?? one.meeting;
        return [
            h('div', { class: 'attendance-head' },
                h('h4', { tabindex: '-1' }, name, h('span', { class: 'muted' },
                    ` ${one.startedAt ? dateTime(one.startedAt, { zone, nameZone: true }) : t('time.notKnown')}`)),
                one.isOver ? verdict(one.verdict, one) : h('span', { class: 'tag' }, t('rep.goingOn')),
                menu({ label: t('rep.act.decideAbout', { meeting: name }), text: t('rep.act.decide'), items })),
            picture(one, zone, name),
            h('p', { class: 'small muted' }, [
                t('rep.person.proven', { time: minutes(one.provenMinutes) }),
                one.correctedMinutes > 0 && t('rep.person.corrected', { time: minutes(one.correctedMinutes) }),
                one.inferredMinutes > 0 && t('rep.person.inferred', { time: minutes(one.inferredMinutes) }),
                t('rep.person.matched', { kind: matchWords(one.matchedBy) }),
            ].filter(Boolean).join(' · ')),
            one.flags.length > 0 && h('ul', { class: 'flag-list small' },
                one.flags.map((flag) => h('li', flagWords(flag)))),
            one.card && cardRules(tools, one.card),
        ];
    }

    /** All connections together; each by itself is read when somebody wants to see it. */
    function picture(one, zone, meeting) {
        const facts = { ...one, start: one.startedAt, end: one.endedAt, timeZone: zone };
        const label = t('rep.person.timeline', { meeting });
        const holder = h('div', timeline(facts, { label }));
        if (one.connections < 2) return holder;
        const button = h('button', { type: 'button', class: 'button is-small no-print', onclick: showEach },
            t('rep.person.eachConnection', { n: one.connections }));

        async function showEach() {
            if (button.getAttribute('aria-disabled') === 'true') return;
            button.setAttribute('aria-disabled', 'true');
            try {
                const { body } = await get(`${path}/${encodeURIComponent(one.occurrence)}`);
                mount(holder, timeline({ ...facts, lanes: body.lanes.map(laneOf), waiting: body.waiting }, { label }));
                holder.querySelector('.segment')?.focus();
            } catch (error) {
                button.removeAttribute('aria-disabled');
                mount(trouble, failure({ title: t('rep.notRead'), text: problemSentence(error), level: 4 }));
            }
        }
        holder.append(button);
        return holder;
    }

    return { element, draw, read };
}

/** A connection as the picture wants it: proven and inferred time apart. */
function laneOf({ device, intervals, waiting }) {
    const of = (kind) => intervals.filter((one) => one.kind === kind);
    return { device, proven: of('proven'), inferred: of('inferred'), waiting };
}
