/** Who listens to the feed, how well that goes, and why connections ended. */
import { failure } from '../parts/empty.js';
import { number } from '../parts/format.js';
import { h, keyed, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { table } from '../parts/table.js';
import { createTail } from './deliveries/tail.js';
import { bytes, named, problemSentence } from './words.js';

/** Why the bridge ends a connection, what is no fault first. */
const reasons = [
    'goingAway', 'expired', 'accessChanged', 'erased', 'tooSlow', 'tooManyConnections', 'tryAgainLater', 'notText',
    'tooManyRequests',
];

/**
 * @param {{api: object, people: object, isPaused: () => boolean, everyMs?: number}} options
 * @returns {{element: HTMLElement, show(): void, hide(): void, refresh(): Promise<void>}}
 */
export function connections({ api, people, isPaused, everyMs = 5000 }) {
    const trouble = h('div');
    const now = h('dl', { class: 'figures' });
    const start = h('dl', { class: 'figures' });
    const feed = h('dl', { class: 'figures' });
    const listeners = table({
        caption: t('admin.connections.most'), keyOf: (one) => one.person,
        empty: h('p', { class: 'muted' }, t('admin.connections.nobody')),
        columns: [
            { key: 'person', label: t('admin.connections.person'), isHeader: true,
                cell: (one) => h('span', { dir: 'auto' }, people.nameOf(one.person)) },
            { key: 'connections', label: t('admin.connections.count'), isNumber: true,
                cell: (one) => number(one.connections) },
        ],
    });
    const shares = table({
        caption: t('admin.connections.shares'), keyOf: (one) => one.connections,
        empty: h('p', { class: 'muted' }, t('admin.connections.nobody')),
        columns: [
            { key: 'connections', label: t('admin.connections.each'), isHeader: true,
                cell: (one) => number(one.connections) },
            { key: 'people', label: t('admin.connections.people'), isNumber: true, cell: (one) => number(one.people) },
        ],
    });
    const closed = table({
        caption: t('admin.connections.closed'), keyOf: (one) => one.reason,
        columns: [
            { key: 'reason', label: t('admin.connections.why'), isHeader: true,
                cell: (one) => [named('closed', one.reason),
                    h('span', { class: 'cell-small' }, named('closedText', one.reason))] },
            { key: 'n', label: t('admin.connections.times'), isNumber: true, cell: (one) => number(one.n) },
        ],
    });
    const body = h('div', { hidden: true },
        h('h3', t('admin.connections.now')), now,
        h('div', { class: 'pair' }, listeners, shares),
        h('h3', t('admin.connections.since')), start, closed,
        h('h3', t('admin.connections.feed')), feed);
    const element = h('section', { 'aria-labelledby': 'connections-title' },
        h('h2', { id: 'connections-title' }, t('admin.view.connections')),
        h('p', { class: 'muted' }, t('admin.connections.about')), trouble, body);

    async function ask() {
        const { body: figures } = await api.get('/api/feed/stats', { retry: false });
        mount(trouble);
        draw(figures);
        return false;
    }

    const tail = createTail({ ask, everyMs, mayAsk: () => !isPaused(),
        told: (error) => { if (error) drawTrouble(error); } });

    function drawTrouble(error) {
        mount(trouble, body.hidden
            ? failure({
                title: t('admin.notRead'), text: problemSentence(error), level: 3,
                action: { label: t('page.tryAgain'), run: refresh },
            })
            : h('p', { class: 'trouble' }, t('admin.connections.old')));
    }

    async function refresh() {
        try {
            await people.ready();
            await ask();
        } catch (error) {
            drawTrouble(error);
        }
    }

    function draw(figures) {
        const { connections: open, perPerson, sinceStart, tickets } = figures;
        fill(now, [
            ['people', number(figures.peopleOnline)], ['sockets', number(open.webSocket)],
            ['streams', number(open.eventStream)], ['highest', number(perPerson.highest)],
            ['queued', figures.queuedBytes === null ? t('admin.status.notTold') : bytes(figures.queuedBytes)],
        ]);
        fill(start, [
            ['connected', number(sinceStart.connected)], ['resumed', number(sinceStart.resumed)],
            ['resynced', number(sinceStart.resynced)], ['requests', number(sinceStart.requests)],
            ['polled', number(sinceStart.polled)], ['pollsResynced', number(sinceStart.pollsResynced)],
        ]);
        fill(feed, [
            ['position', number(figures.position)], ['forgotten', number(figures.forgottenThrough)],
            ['tickets', number(tickets.open)],
            ['ticketsUsed', t('admin.connections.ofIssued', { n: number(tickets.used), all: number(tickets.issued) })],
            ['ticketsRefused', number(tickets.refused)],
        ]);
        listeners.update(perPerson.most.map((one) => ({ ...one })));
        shares.update(perPerson.people.map((one) => ({ ...one })));
        closed.update(reasons.filter((reason) => reason in sinceStart.closed)
            .map((reason) => ({ reason, n: sinceStart.closed[reason] })));
        body.hidden = false;
    }

    return {
        element, refresh,
        show() {
            refresh();
            tail.start();
        },
        hide: () => tail.stop(),
    };
}

function fill(list, figures) {
    keyed(list, figures, ([name]) => name,
        ([name]) => h('div', { class: 'figure' }, h('dt', t(`admin.connections.${name}`)), h('dd')),
        (node, [, value]) => { if (node.lastChild.textContent !== value) node.lastChild.textContent = value; });
}
