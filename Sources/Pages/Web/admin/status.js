/** "Is Zoom getting through?", answered in a word, with what it rests on. */
import { announce } from '../parts/announce.js';
import { date, dateTime, number, relative, time } from '../parts/format.js';
import { h, keyed, mount } from '../parts/h.js';
import { icon } from '../parts/icon.js';
import { language, t } from '../parts/i18n.js';
import { everySecond } from '../parts/tick.js';
import { answerOf, refusedOf } from './health.js';
import { bytes, momentWords, named, troubleWords } from './words.js';

/**
 * @param {{now?: () => number, everySecond?: typeof everySecond, showAlerts: () => void,
 *     guide: () => HTMLElement}} options
 *     showAlerts: opens those that are over too; guide: a link to what is to be set up
 * @returns {{element: HTMLElement, take(health: object, alerts: object[]): void, raised(alert: object): void,
 *     cleared(alert: object): void, saw(receivedAt: string): void, lost(): void, health: object|null}}
 */
export function statusLine({ now = () => Date.now(), everySecond: tick = everySecond, showAlerts, guide }) {
    const answer = h('p', { class: 'status-answer' });
    const sentence = h('p', { class: 'status-sentence' });
    const facts = h('dl', { class: 'status-facts' });
    const troubles = h('ul', { class: 'status-troubles', role: 'list', hidden: true });
    const list = h('ul', { class: 'alerts', role: 'list', 'aria-label': t('admin.alerts.open') });
    const ago = h('span', { class: 'ago' });
    const element = h('section', { class: 'status', 'data-kind': 'none', 'aria-labelledby': 'status-title' },
        h('div', { class: 'status-head' }, h('h2', { id: 'status-title' }, t('admin.status.title')), answer),
        sentence, facts, troubles, list);
    let health = null;
    let alerts = [];
    let isLost = false;
    let told = null;

    function draw() {
        const { answer: word, kind } = isLost ? { answer: 'unknown', kind: 'none' } : answerOf(health, alerts);
        element.dataset.kind = kind;
        element.dataset.answer = word;
        mount(answer, icon(kind), h('span', t(`admin.status.${word}`)));
        mount(sentence, t(`admin.status.${word}Text`), word === 'never' && [' ', guide()]);
        drawFacts();
        const shown = health?.troubles ?? [];
        troubles.hidden = shown.length === 0;
        mount(troubles, shown.map((one) => {
            const { text, original } = troubleWords(one);
            return h('li', icon('problem'), h('span', { lang: text === one ? 'en' : null }, text,
                original && h('span', { class: 'small muted original', lang: 'en' }, original)));
        }));
        list.hidden = alerts.length === 0;
        keyed(list, alerts, (alert) => alert.id, drawAlert);
        // A change of the answer is news; that it is the first one is not.
        if (told !== null && told !== word) announce(`${t('admin.status.title')} ${t(`admin.status.${word}`)}`);
        if (health !== null) told = word;
    }

    function drawFacts() {
        if (health === null) return void mount(facts);
        const refused = refusedOf(health);
        const { full, lastHour } = health;
        mount(facts,
            fact('last', health.lastDeliveryAt === null ? t('admin.status.noneEver')
                : [h('time', { datetime: health.lastDeliveryAt }, `${date(health.lastDeliveryAt)}, `,
                    h('span', { class: 'nowrap' }, time(health.lastDeliveryAt, undefined, { seconds: true }))), ago]),
            lastHour && fact('came', [number(lastHour.deliveries.new ?? 0), h('span', { class: 'why' },
                t('admin.status.again', { n: lastHour.deliveries.duplicate ?? 0 }))], { time: time(lastHour.since) }),
            fact(refused === null ? 'refusedAny' : 'refused',
                refused === null ? t('admin.status.notTold') : refused.total === 0 ? number(0)
                : [number(refused.total), h('span', { class: 'why' },
                    `${refused.parts.map(([word, n]) => t(`admin.refused.${word}`, { n })).join(', ')}`)],
            { time: lastHour && time(lastHour.since) }, refused !== null && refused.total > 0),
            fact('alerts', [number(alerts.length), ' ', h('button', {
                type: 'button', class: 'link-button', onclick: showAlerts,
            }, t('admin.alerts.all'))], {}, alerts.length > 0),
            full && fact('running', [t('admin.status.version', { version: full.version }),
                h('span', { class: 'why' }, t('admin.status.startedAt', { at: dateTime(full.startedAt) }))]),
            full && fact('size', [full.database.bytes === null ? t('admin.status.notTold') : bytes(full.database.bytes),
                full.writesWaiting > 0 && h('span', { class: 'why' },
                    t('admin.status.waiting', { n: full.writesWaiting }))]));
        drawAgo();
    }

    function drawAgo() {
        if (!health?.lastDeliveryAt) return;
        const text = relative(Math.min(Date.parse(health.lastDeliveryAt), now()), now());
        if (ago.textContent !== text) ago.textContent = text;
    }

    draw();
    tick(drawAgo);
    return {
        element,
        take(nextHealth, nextAlerts) {
            health = nextHealth;
            alerts = nextAlerts;
            isLost = false;
            draw();
        },
        raised(alert) {
            alerts = [alert, ...alerts.filter(({ id }) => id !== alert.id)];
            announce(`${named('alert', alert.kind)}. ${language() === 'en' ? alert.detail : ''}`, { assertive: true });
            draw();
        },
        cleared(alert) {
            if (!alerts.some(({ id }) => id === alert.id)) return;
            alerts = alerts.filter(({ id }) => id !== alert.id);
            announce(t('admin.alerts.over', { what: named('alert', alert.kind) }));
            draw();
        },
        /** A delivery was seen elsewhere on the page. */
        saw(receivedAt) {
            if (health === null || (health.lastDeliveryAt !== null && health.lastDeliveryAt >= receivedAt)) return;
            const wasNone = health.lastDeliveryAt === null;
            health = { ...health, lastDeliveryAt: receivedAt };
            if (wasNone) draw(); else drawFacts();
        },
        /** The bridge does not answer: nothing is known of now. */
        lost() {
            isLost = true;
            draw();
        },
        get health() { return health; },
    };
}

function fact(name, value, words = {}, isAttention = false) {
    return h('div', { class: isAttention && 'is-attention', 'data-fact': name },
        h('dt', t(`admin.status.${name}`, words)), h('dd', value));
}

/**
 * One alert, with what to do about it.
 *
 * @param {{kind: string, subject: string, since: string, clearedAt: string|null, detail: string}} alert
 * @returns {HTMLElement}
 */
export function drawAlert(alert) {
    return h('li', { class: ['alert', alert.clearedAt && 'is-over'] }, icon(alert.clearedAt ? 'good' : 'attention'),
        h('div',
            h('p', { class: 'alert-head' }, h('b', named('alert', alert.kind)), ' ',
                h('span', { class: 'muted' }, t(alert.clearedAt ? 'admin.alerts.sinceUntil' : 'admin.alerts.since', {
                    at: momentWords(alert.since), until: alert.clearedAt && momentWords(alert.clearedAt),
                }))),
            // Names of meetings and commands stand in it: it comes whole, from the bridge, in English.
            h('p', { lang: 'en', dir: 'ltr' }, alert.detail)));
}
