/** The page of an administrator: is Zoom getting through? And who may come in, who listens, who did what. */
import { api } from '../api/client.js';
import { failure } from '../parts/empty.js';
import { h, mount } from '../parts/h.js';
import { missingKeys, t } from '../parts/i18n.js';
import { icon } from '../parts/icon.js';
import { lastUpdated, liveState } from '../parts/live-state.js';
import { startPage } from '../parts/page.js';
import { sidePanel } from '../parts/panel.js';
import { startRealtime } from '../realtime/index.js';
import { createAddress } from './address.js';
import { deliveryList } from './deliveries/list.js';
import { zoomGuide } from './guide.js';
import { createHealth } from './health.js';
import { link } from './link.js';
import { loadPanel } from './panels.js';
import { statusLine } from './status.js';
import { tabs } from './tabs.js';
import { createTail } from './deliveries/tail.js';
import { createPeople } from './users/people.js';
import { makeView } from './views.js';
import { problemSentence } from './words.js';

const healthEveryMs = 10_000;

const { session, config, header } = await startPage({ messages: ['admin'], needs: ['administrator'] });
const address = createAddress();
const title = document.getElementById('page-title');
const body = document.getElementById('page-body');
document.querySelector('.skip-link').textContent = t('nav.skip');
title.textContent = t('admin.title');
document.title = `${t('admin.title')} – ${t('product')}`;

const people = createPeople({ api });
const healths = createHealth({ api });
const status = statusLine({
    showAlerts: async () => (await import('./alerts.js')).showAllAlerts({ api }),
    guide: () => link(address, { view: 'guide', show: null }, {}, t('admin.status.toGuide')),
});
const nav = tabs({ address });
const stage = h('div', { class: 'stage' });
const views = new Map();
let shownView = null;
let isDrawn = false;

const isPaused = () => ['paused', 'ended'].includes(realtime.status.connection);
const viewTools = {
    api, address, people, isPaused, self: session.person,
    open: (show) => panel.open(show).then(marked),
    saw: (delivery) => status.saw(delivery.receivedAt),
};

const deliveries = deliveryList({
    ...viewTools,
    firstRun: () => zoomGuide({ title: t('admin.first.title'), text: t('admin.first.text'), level: 3 }),
});
views.set('deliveries', deliveries);

const panel = sidePanel({
    param: 'show',
    load: async (show) => {
        const loaded = await loadPanel(show, { ...viewTools, viewOf, close: () => panel.close() });
        return loaded;
    },
    opener: (show) => views.get(shownView)?.link?.(show) ?? title,
    onClose: marked,
});

const realtime = startRealtime({
    config, session, notes: () => ({ missing: missingKeys() }),
    load: async ({ signal, reason }) => {
        try {
            const position = await readStatus({ signal });
            drawFirst();
            // At the start each part reads its own when it is first shown.
            if (reason !== 'start') views.get(shownView)?.refresh?.();
            return { position };
        } catch (error) {
            if (!isDrawn) drawTrouble(error);
            throw error;
        }
    },
});
realtime.on('alert', ({ data }) => status.raised(data), { priority: 'alert' });
realtime.on('alert-cleared', ({ data }) => status.cleared(data), { priority: 'alert' });
let wasPaused = false;
realtime.watch(({ connection }) => {
    if (connection === 'offline') status.lost();
    if (isDrawn && wasPaused !== isPaused()) deliveries.draw();
    wasPaused = isPaused();
});

/** How the bridge is now: what no message tells. */
const pulse = createTail({
    everyMs: healthEveryMs, mayAsk: () => isDrawn && !isPaused(),
    ask: async () => {
        await readStatus({ retry: false });
        return false;
    },
    told: (error) => { if (error) status.lost(); },
});

async function readStatus(options) {
    const health = await healths.read(options);
    // The alerts after the position: one that comes in between is told twice rather than not at all.
    const { body: open } = await api.get('/api/alerts?open=true', options);
    status.take(health, open.alerts);
    return health.position;
}

function viewOf(name) {
    if (!views.has(name)) views.set(name, makeView(name, viewTools));
    return views.get(name);
}

/** The row of what the panel shows. */
function marked() {
    address.reread();
    for (const view of views.values()) view.mark?.(panel.value);
}

async function drawView() {
    const { view: name } = address.current;
    nav.draw();
    if (name === shownView) return void (await viewOf(name)).draw?.();
    const view = await viewOf(name);
    if (address.current.view !== name) return;
    if (shownView !== null) (await viewOf(shownView)).hide?.();
    shownView = name;
    views.set(name, view);
    mount(stage, view.element);
    view.show?.();
    view.mark?.(panel.value);
}

function drawFirst() {
    if (isDrawn) return;
    isDrawn = true;
    mount(document.querySelector('.page-head'), h('div', title), h('div', { class: 'page-tools no-print' },
        lastUpdated(realtime),
        h('a', { class: 'button is-small', href: '/docs' }, icon('external'), h('span', t('admin.docs')))));
    mount(body, status.element, nav.element,
        h('div', { class: 'workspace' }, h('div', { class: 'list' }, stage), panel.element));
    body.setAttribute('aria-busy', 'false');
    drawView();
    address.watch((now, before) => {
        // What was open belongs to the part that was left.
        if (now.view !== before.view && now.show === null && panel.value !== null) {
            const focused = document.activeElement;
            panel.close();
            if (focused?.isConnected) focused.focus({ preventScroll: true });
        }
        drawView();
    });
    panel.start();
    pulse.start();
    requestAnimationFrame(() => performance.mark('admin-drawn'));
}

function drawTrouble(error) {
    body.setAttribute('aria-busy', 'false');
    mount(body, failure({
        title: t('page.notLoaded'), text: problemSentence(error),
        action: { label: t('page.tryAgain'), run: () => realtime.syncNow() },
    }));
}

mount(body, h('p', { class: 'muted', role: 'status' }, t('admin.loading')));
mount(header.live, liveState(realtime));
