/** The page of a court representative: who needs somebody today, and the proof for each. */
import { api } from '../api/client.js';
import { announce } from '../parts/announce.js';
import { h, mount } from '../parts/h.js';
import { loadMessages, t } from '../parts/i18n.js';
import { lastUpdated, liveState } from '../parts/live-state.js';
import { menu } from '../parts/menu.js';
import { startPage } from '../parts/page.js';
import { startRealtime } from '../realtime/index.js';
import { createAddress } from './address.js';
import { createDashboard } from './dashboard.js';
import { filters } from './filters.js';
import { keyboard } from './keys.js';
import { overview } from './overview.js';
import { linkTo } from './row.js';
import { participantTable } from './table.js';
import { tabs } from './tabs.js';

const { session, config, header } = await startPage({ messages: ['rep'], needs: ['court-rep', 'administrator'] });
const address = createAddress();
const isAdministrator = session.role === 'administrator';
const courtRep = isAdministrator ? address.current.rep : session.person;
const title = document.getElementById('page-title');
const body = document.getElementById('page-body');

document.querySelector('.skip-link').textContent = t('nav.skip');
title.textContent = t('rep.title');
document.title = `${t('rep.title')} – ${t('product')}`;

if (courtRep) await showPage();
else await (await later('./administrator.js')).chooseRep({ api, title, body });

/** What the first view does not need is read when it is wanted. */
async function later(module) {
    const [made] = await Promise.all([import(module), loadMessages(['rep-more'])]);
    return made;
}

async function showPage() {
    const parts = {};
    const dashboard = createDashboard({ api, courtRep, onChange: changed, onFailure: () => {} });
    const { state } = dashboard;
    const link = (id) => linkTo(address.current)(id);
    const openPerson = async (id) => {
        await (await panelBeside()).open(id);
        address.reread();
    };

    const table = participantTable({ state, address, open: openPerson });
    const search = filters({ address });
    const counts = overview({ state, address });
    const nav = tabs({ address });
    const stage = h('div', { class: 'stage' });
    const workspace = h('div', { class: 'workspace' });
    const people = h('section', { 'aria-label': t('rep.view.participants') }, search.element, table.element);
    const views = { participants: people };
    let person = null;
    let isDrawn = false;
    let activityWaits = [];
    let zones = null;

    let panel = null;
    let panelMade = null;
    const isOpen = (id) => panel?.value === id;

    /** The panel, which is beside the list from the first time somebody is opened. */
    function panelBeside() {
        panelMade ??= makePanel();
        return panelMade;
    }

    async function makePanel() {
        const [{ sidePanel }, { personPanel }] = await Promise.all([later('../parts/panel.js'), later('./person/panel.js')]);
        const decide = await actions();
        panel = sidePanel({
            param: 'participant',
            load: (id) => {
                person?.stop();
                person = personPanel({ api, state, actions: decide, realtime, decided }, id);
                table.markOpen(id);
                return person;
            },
            onClose: () => {
                person?.stop();
                person = null;
                table.markOpen(null);
                address.reread();
            },
            opener: (id) => table.link(id) ?? title,
        });
        workspace.append(panel.element);
        await panel.start();
        return panel;
    }

    let madeActions = null;
    async function actions() {
        if (!madeActions) {
            const { createActions } = await later('./actions.js');
            madeActions = createActions({ api, state, decided });
        }
        return madeActions;
    }

    /** Something was decided here. */
    function decided(id) {
        dashboard.askSoon();
        if (id && isOpen(id)) person?.refresh();
    }

    const realtime = startRealtime({
        config, session,
        load: async (options) => {
            try {
                const loaded = await dashboard.load(options);
                if (!isDrawn) drawFirst();
                return loaded;
            } catch (error) {
                if (!isDrawn) drawTrouble(error);
                throw error;
            }
        },
    });
    realtime.onBatch((messages) => {
        dashboard.take(messages);
        if (parts.activity) parts.activity.take(messages);
        else activityWaits = [...activityWaits, ...messages].slice(-200);
        if (person && messages.some(({ event, data }) => isOpen(data?.participant) && event !== 'participant-joined'
            && event !== 'participant-left')) person.changed();
        for (const { event, data } of messages) if (event === 'dispute-opened') announce(t('rep.say.dispute', data));
    });
    if (isAdministrator) later('./administrator.js').then(({ followByAsking }) => followByAsking({ dashboard, realtime }));

    function drawHead() {
        const tools = menu({
            label: t('rep.export'), text: t('rep.export'), icon: 'download',
            items: [
                { text: t('rep.exportCSV'), run: exportTable },
                { text: t('rep.printTable'), run: () => globalThis.print() },
            ],
        });
        const head = document.querySelector('.page-head');
        mount(head, h('div', title, h('p', { class: 'page-sub' }, isAdministrator
            ? t('rep.ofOther', { name: state.name ?? courtRep }) : state.name ?? courtRep)),
        h('div', { class: 'page-tools no-print' }, lastUpdated(realtime), tools, h('button', {
            type: 'button', class: 'button is-icon', title: t('rep.keys.title'), 'aria-label': t('rep.keys.title'),
            onclick: () => keys.help(),
        }, h('span', { 'aria-hidden': 'true' }, '?'))));
    }

    async function exportTable() {
        const { fileName, saveFile, tableAsCSV } = await later('./export.js');
        const rows = table.shown();
        saveFile(fileName(courtRep, Date.now()), tableAsCSV(rows));
        announce(t('rep.exported', { n: rows.length }));
    }

    const keys = keyboard({
        table, isTableShown: () => address.current.view === 'participants',
        search: () => {
            if (address.current.view !== 'participants') address.change({ view: 'participants' });
            search.focus();
        },
    });

    function drawFirst() {
        isDrawn = true;
        drawHead();
        const list = h('div', { class: 'list' }, counts.element, nav.element, stage);
        mount(workspace, list);
        mount(body, workspace);
        body.setAttribute('aria-busy', 'false');
        drawView();
        address.watch((now, before) => {
            if (now.rep !== before.rep) return void location.reload();
            drawView();
            // The panel follows the address by itself once it is there.
            if (now.participant) panelBeside();
            return undefined;
        });
        if (address.current.participant) panelBeside();
        requestAnimationFrame(() => performance.mark('rep-drawn'));
    }

    async function drawTrouble(error) {
        const [{ failure }, { problemSentence }] = await Promise.all([later('../parts/empty.js'), later('./words.js')]);
        body.setAttribute('aria-busy', 'false');
        mount(body, error?.status === 404
            ? failure({ title: t('rep.notYours'), text: t('rep.notYoursText') })
            : failure({
                title: t('page.notLoaded'), text: problemSentence(error),
                action: { label: t('page.tryAgain'), run: () => realtime.syncNow() },
            }));
    }

    async function viewOf(name) {
        if (views[name]) return views[name];
        const [{ makeView }, { meetingZones }] = await Promise.all([later('./views.js'), later('./zones.js')]);
        zones ??= meetingZones({ api });
        parts[name] = makeView(name, {
            api, state, zones, address, courtRep, actions: await actions(), open: openPerson, linkTo: link, isAdministrator,
        });
        if (name === 'activity') {
            parts.activity.take(activityWaits);
            activityWaits = [];
        }
        views[name] = parts[name].element;
        return views[name];
    }

    async function drawView() {
        const { view } = address.current;
        counts.draw();
        drawTabs();
        if (view === 'participants') {
            search.draw();
            table.draw();
        }
        const element = views[view] ?? await viewOf(view);
        if (address.current.view !== view) return;
        if (stage.firstElementChild !== element) mount(stage, element);
        for (const [name, part] of Object.entries(parts)) if (name !== view) part.hide?.();
        parts[view]?.draw?.();
        parts[view]?.show?.();
        if (state.rows.size === 0 && view === 'participants') mount(stage, await viewOf('guide'));
    }

    function drawTabs() {
        const present = counts.counts().present;
        const waiting = state.cards.length + state.disputes.length + state.unmatched.attendees;
        nav.draw({ participants: state.rows.size, now: present, needs: waiting });
    }

    /** Only what is seen is drawn, and of that only what changed. */
    function changed(change) {
        if (!isDrawn) return;
        const { view } = address.current;
        if (change.rows.size > 0 || change.isList || change.isWaiting) {
            counts.draw();
            drawTabs();
        }
        if (view === 'participants') {
            if (change.isList && (state.rows.size === 0) !== (stage.firstElementChild !== people)) drawView();
            table.update(change);
        } else {
            if (view === 'now' && (change.isGoingOn || change.rows.size > 0)) parts.now?.draw();
            if (view === 'needs' && (change.isWaiting || change.isList)) parts.needs?.draw();
            if (view === 'digest' && change.isWaiting) parts.digest?.show();
            if (view === 'guide' && change.isList) parts.guide?.draw();
            table.keep(change);
        }
        if (person && (change.rows.has(panel?.value) || change.isWaiting)) person.update();
    }

    drawSkeleton();
    mount(header.live, liveState(realtime));
    function drawSkeleton() {
        mount(body, h('p', { class: 'muted', role: 'status' }, t('rep.loading')));
    }
}
