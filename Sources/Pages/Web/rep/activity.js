/** What happened, in words, the newest first: of late from the feed's own record, and live. */
import { date, dateTime, minutes, time } from '../parts/format.js';
import { empty } from '../parts/empty.js';
import { h, keyed, mount } from '../parts/h.js';
import { hasText, t, tNodes } from '../parts/i18n.js';

const atMost = 200;
const aPage = 200;
/** The record tells from a position on; how far back the newest lie is found by looking further and further. */
const windows = [400, 3000, 20_000];
const lateMs = 90_000;
/** What people want to read; minutes that go on are seen in the table. */
const told = new Set([
    'meeting-started', 'meeting-ended', 'participant-joined', 'participant-left', 'court-card-updated',
    'progress-updated', 'consent-updated', 'unmatched-attendees', 'dispute-opened', 'dispute-answered',
    'participant-erased',
]);

/**
 * @param {{api: object, state: import('./state.js').DashboardState, open(id: string): void, linkTo(id: string): string,
 *     isAdministrator?: boolean}} options
 * @returns {{element: HTMLElement, take(messages: object[]): void, show(): void, hide(): void}}
 */
export function activity({ api, state, open, linkTo, isAdministrator = false }) {
    const list = h('ol', { class: 'activity', role: 'list', reversed: true });
    const note = h('p', { class: 'muted', role: 'status' });
    const nothing = h('div');
    const fresh = h('button', { type: 'button', class: 'button is-small', hidden: true, onclick: catchUp });
    const element = h('section', { 'aria-labelledby': 'activity-title' },
        h('h2', { id: 'activity-title', class: 'visually-hidden' }, t('rep.view.activity')),
        note, fresh, list, nothing);
    let messages = [];
    let isShown = false;
    let isRead = false;
    let held = 0;

    function add(more) {
        const known = new Set(messages.map((one) => one.id));
        const added = more.filter((one) => told.has(one.event) && !known.has(one.id));
        if (added.length === 0) return 0;
        messages = [...messages, ...added].sort((a, b) => b.id - a.id).slice(0, atMost);
        return added.length;
    }

    async function readBack() {
        isRead = 'reading';
        note.textContent = t('live.syncing');
        try {
            const end = state.position;
            for (const window of windows) {
                const start = Math.max(0, end - window);
                const found = await pages(start, end);
                add(found);
                if (found.filter((one) => told.has(one.event)).length >= 40 || start === 0) break;
            }
            isRead = true;
        } catch {
            // What comes from now on is shown all the same.
            isRead = false;
        }
        draw();
    }

    async function pages(start, end) {
        const found = [];
        let since = start;
        for (let page = 0; page < 6; page += 1) {
            const { body } = await api.get(`/api/feed?since=${since}&limit=${aPage}`);
            found.push(...body.messages);
            since = body.position;
            if (!body.more || since >= end) break;
        }
        return found;
    }

    /** A reader who has scrolled down does not want the lines to run away. */
    const isAtTop = () => element.getBoundingClientRect().top > -200;

    function catchUp() {
        held = 0;
        draw();
        globalThis.scrollTo?.({ top: 0 });
    }

    function draw() {
        if (!isShown) return;
        fresh.hidden = held === 0;
        fresh.textContent = t('rep.activity.fresh', { n: held });
        note.textContent = messages.length > 0 ? t('rep.activity.note', { n: atMost }) : '';
        const lines = [];
        let day = null;
        for (const message of messages) {
            const own = date(message.at);
            if (own !== day) lines.push({ key: `day ${own}`, day: own });
            day = own;
            lines.push({ key: message.id, message });
        }
        keyed(list, lines, (line) => line.key, create);
        const why = isAdministrator ? 'notTold' : 'none';
        if (messages.length > 0) mount(nothing);
        else if (isRead !== 'reading') {
            mount(nothing, empty({ title: t(`rep.activity.${why}`), text: t(`rep.activity.${why}Text`) }));
        }
    }

    function create({ day, message }) {
        if (day) return h('li', { class: 'activity-day' }, h('h3', day));
        // When it happened; where that was told late, when it was told, too.
        const at = message.data.at ?? message.at;
        const isLate = Math.abs(Date.parse(message.at) - Date.parse(at)) > lateMs;
        return h('li', { class: 'activity-line', 'data-event': message.event },
            h('time', { datetime: at }, isLate ? dateTime(at) : time(at)), h('span', words(message), isLate && h('span',
                { class: 'small muted' }, ` ${t('rep.activity.toldAt', { time: time(message.at) })}`)));
    }

    function words({ event, data }) {
        const name = data.participant && h('a', {
            href: linkTo(data.participant),
            onclick: (click) => {
                if (click.button !== 0 || click.ctrlKey || click.metaKey || click.shiftKey) return;
                click.preventDefault();
                open(data.participant);
            },
        }, h('bdi', data.name ?? state.rows.get(data.participant)?.name ?? data.participant));
        const values = {
            name, meeting: data.meetingName ?? data.meeting ?? t('rep.activity.someMeeting'), n: data.attendees ?? 0,
            card: data.number ?? data.card ?? '', minutes: minutes(data.minutes ?? 0),
            still: data.presentSince ? 'yes' : 'no', room: data.room ?? 'main',
            isRevoked: String(data.isRevoked ?? false),
            verdict: data.isVoid ? t('verdict.void') : data.isExcused ? t('verdict.excused')
                : hasText(`verdict.${data.verdict}`) ? t(`verdict.${data.verdict}`) : data.verdict ?? '',
            isNew: String(!data.supersedes),
        };
        return tNodes(`rep.activity.${event}`, values);
    }

    return {
        element,
        take(more) {
            const added = add(more);
            if (added === 0 || !isShown) return;
            if (isAtTop()) return void draw();
            held += added;
            fresh.hidden = false;
            fresh.textContent = t('rep.activity.fresh', { n: held });
        },
        show() {
            isShown = true;
            held = 0;
            draw();
            if (!isRead && !isAdministrator) readBack();
        },
        hide() { isShown = false; },
    };
}
