/** The page of a court representative: who needs somebody today, and the proof for each. */
import { api } from '../api/client.js';
import { announce } from '../parts/announce.js';
import { dateTime } from '../parts/format.js';
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { lastUpdated, liveState } from '../parts/live-state.js';
import { menu } from '../parts/menu.js';
import { notice } from '../parts/notice.js';
import { startPage } from '../parts/page.js';
import { startRealtime } from '../realtime/index.js';
import { createAddress } from './address.js';
import { personBeside } from './beside.js';
import { createDashboard } from './dashboard.js';
import { filters } from './filters.js';
import { keyboard } from './keys.js';
import { later, warm } from './lazy.js';
import { link } from './link.js';
import { isSomethingHeard } from './list.js';
import { overview } from './overview.js';
import { linkTo } from './row.js';
import { createStage } from './stage.js';
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

if (courtRep) showPage();
else await (await later('administrator')).chooseRep({ api, title, body });

function showPage() {
    const dashboard = createDashboard({ api, courtRep, onChange: changed });
    const { state } = dashboard;
    const workspace = h('div', { class: 'workspace' });
    const trouble = h('div', { role: 'alert' });
    const hint = h('div');
    const search = filters({ address });
    const counts = overview({ state, address });
    const nav = tabs({ address });
    const table = participantTable({ state, address, open });
    const beside = personBeside({ workspace, table, address, tools, fallback: title, onFailure: tellFailure });
    const stage = createStage({ state, address, table, search, tools });
    const keys = keyboard({
        table, closing: () => beside.closing(),
        isTableShown: () => address.current.view === 'participants' && state.rows.size > 0,
        search: () => {
            if (address.current.view !== 'participants') address.change({ view: 'participants' });
            search.focus();
        },
    });
    let isDrawn = false;
    let given = null;

    // What the address names is fetched beside the state, not after it.
    if (address.current.participant) later('panel', 'person', 'actions', 'views').catch(() => {});
    else if (address.current.view !== 'participants') later('actions', 'views').catch(() => {});
    mount(body, h('p', { class: 'muted', role: 'status' }, t('rep.loading')));
    const realtime = startRealtime({ config, session, load });
    mount(header.live, liveState(realtime));
    realtime.onBatch((messages) => {
        dashboard.take(messages);
        stage.take(messages);
        beside.take(messages);
        for (const { event, data } of messages) if (event === 'dispute-opened') announce(t('rep.say.dispute', data));
    });
    if (isAdministrator) later('administrator').then(({ followByAsking }) => followByAsking({ dashboard, realtime }));

    async function load(options) {
        try {
            const loaded = await dashboard.load(options);
            if (!isDrawn) drawFirst();
            return loaded;
        } catch (error) {
            if (!isDrawn) await drawTrouble(error);
            throw error;
        }
    }

    function open(id) {
        mount(trouble);
        return beside.open(id);
    }

    /** What the parts that are loaded later work with. */
    async function tools() {
        const { createActions, meetingZones } = await later('actions', 'views');
        given ??= {
            api, state, address, courtRep, realtime, decided, open, isAdministrator, zones: meetingZones({ api }),
            actions: createActions({ api, state, decided }), linkTo: (id) => linkTo(address.current)(id),
        };
        return given;
    }

    /** Something was decided here: what follows from it is wanted soon. */
    function decided(id) {
        dashboard.askSoon();
        beside.refresh(id);
    }

    function tellFailure() {
        mount(trouble, h('p', { class: 'page-trouble' }, t('page.notLoadedText')));
    }

    function drawFirst() {
        isDrawn = true;
        drawHead();
        mount(workspace, h('div', { class: 'list' }, trouble, hint, counts.element, nav.element, stage.element));
        mount(body, workspace);
        body.setAttribute('aria-busy', 'false');
        draw();
        address.watch((now, before) => {
            if (now.rep !== before.rep) return void location.reload();
            draw();
            return undefined;
        });
        warm();
        requestAnimationFrame(() => performance.mark('rep-drawn'));
    }

    function draw() {
        drawCounts();
        stage.draw();
        beside.follow();
    }

    /** As long as Zoom has told nothing, everything is empty, and here is why. */
    function drawHint() {
        const isNeeded = state.rows.size > 0 && address.current.view !== 'guide' && !isSomethingHeard(state);
        if (!isNeeded) mount(hint);
        else if (!hint.firstChild) {
            mount(hint, notice('attention', h('p', t('rep.silent'), ' ',
                link(address, { view: 'guide' }, {}, t('rep.silentGuide')))));
        }
    }

    function drawCounts() {
        drawHint();
        counts.draw();
        const waiting = state.cards.length + state.disputes.length + state.unmatched.attendees;
        nav.draw({ participants: state.rows.size, now: counts.counts().present, needs: waiting });
    }

    function changed(change) {
        if (!isDrawn) return;
        if (change.rows.size > 0 || change.isList || change.isWaiting) drawCounts();
        stage.changed(change);
        beside.changed(change);
    }

    function drawHead() {
        const more = menu({
            label: t('rep.export'), text: t('rep.export'), icon: 'download',
            items: [
                { text: t('rep.exportCSV'), run: exportTable },
                { text: t('rep.printTable'), run: () => globalThis.print() },
            ],
        });
        const whose = state.name ?? courtRep;
        mount(document.querySelector('.page-head'),
            h('div', title, h('p', { class: 'page-sub' }, isAdministrator ? t('rep.ofOther', { name: whose }) : whose)),
            h('div', { class: 'page-tools no-print' }, lastUpdated(realtime), more, h('button', {
                type: 'button', class: 'button is-icon', title: t('rep.keys.title'), 'aria-label': t('rep.keys.title'),
                onclick: () => keys.help(),
            }, h('span', { 'aria-hidden': 'true' }, '?'))));
        const printed = h('p', { class: 'print-only' });
        body.after(printed);
        addEventListener('beforeprint', () => {
            const when = dateTime(Date.now(), { nameZone: true, year: true });
            printed.textContent = t('rep.printed', { when, name: session.person });
        });
    }

    async function exportTable() {
        const { fileName, saveFile, tableAsCSV } = await later('export');
        const rows = table.shown();
        saveFile(fileName(courtRep, Date.now()), tableAsCSV(rows));
        announce(t('rep.exported', { n: rows.length }));
    }

    async function drawTrouble(error) {
        const { failure, problemSentence } = await later('empty', 'words');
        body.setAttribute('aria-busy', 'false');
        if (error?.status === 404) {
            // Nothing comes of asking again.
            realtime.stop();
            mount(body, failure({ title: t('rep.notYours'), text: t('rep.notYoursText') }));
            return;
        }
        mount(body, failure({
            title: t('page.notLoaded'), text: problemSentence(error),
            action: { label: t('page.tryAgain'), run: () => realtime.syncNow() },
        }));
    }
}
