/** What came from Zoom, the newest first, and what comes while somebody looks. */
import { announce } from '../../parts/announce.js';
import { empty, failure } from '../../parts/empty.js';
import { date, time } from '../../parts/format.js';
import { h, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { table } from '../../parts/table.js';
import { tag } from '../../parts/verdict.js';
import { isFiltered, sinceMoment, unfiltered } from '../address.js';
import { bytes, eventWords, problemSentence, sourceWords, understandingTag } from '../words.js';
import { deliveryFilters } from './filters.js';
import { createJournal } from './journal.js';
import { createTail } from './tail.js';

/** Rows that are kept; what is older is read again when somebody asks for it. */
const most = 1000;
/** Sent so long before it came, it was late: milliseconds. */
const lateMs = 5000;

/**
 * @param {object} options
 * @param {object} options.api
 * @param {ReturnType<import('../address.js').createAddress>} options.address
 * @param {(id: string) => void} options.open shows it in the panel
 * @param {() => boolean} options.isPaused the whole page
 * @param {(delivery: object) => void} options.saw the newest delivery that was seen
 * @param {() => HTMLElement} options.firstRun what is shown where none ever came
 * @returns {{element: HTMLElement, draw(): void, show(): void, hide(): void, refresh(): Promise<void>,
 *     link(id: string): HTMLElement|null, mark(show: string|null): void}}
 */
export function deliveryList({
    api, address, open, isPaused, saw, firstRun, now = () => Date.now(), window = globalThis.window,
}) {
    const journal = createJournal({ api });
    const filters = deliveryFilters({ address });
    const fresh = h('button', { type: 'button', class: 'button is-primary is-small', onclick: showHeld });
    const freshBar = h('div', { class: 'fresh', hidden: true }, fresh);
    const note = h('p', { class: 'list-note muted', role: 'status' });
    const trouble = h('div');
    const more = h('button', { type: 'button', class: 'button', hidden: true, onclick: () => readOlder() },
        t('admin.older'));
    const stage = h('div');
    const rows = table({
        caption: t('admin.deliveries.caption'), isCaptionHidden: true, columns: columns(address, open),
        keyOf: (one) => one.id, decorate: decorateRow,
        empty: h('p', { class: 'muted' }, t('live.syncing')),
    });
    rows.classList.add('records', 'deliveries');
    rows.addEventListener('click', clicked);
    const bar = h('div', { class: 'list-bar' }, note, filters.following);
    const element = h('section', { 'aria-labelledby': 'deliveries-title' },
        h('h2', { id: 'deliveries-title', class: 'visually-hidden', tabindex: '-1' }, t('admin.view.deliveries')),
        filters.element, bar, trouble, freshBar, stage, more);

    let shown = [];
    let held = [];
    let next = null;
    let cursor = 0;
    let filterOfRows = null;
    let isPartial = false;
    let isRead = false;
    let isShown = false;
    let marked = null;
    let abort = null;

    const tail = createTail({
        ask: askNewer, told: tailTrouble,
        mayAsk: () => isShown && isRead && address.current.isFollowing && !isPaused(),
    });

    const filterNow = () => {
        const { event, understanding, source, since } = address.current;
        return { event, understanding, source, since: sinceMoment(since, now()) };
    };
    const filterKey = () => JSON.stringify([...'event understanding source since'.split(' ')]
        .map((name) => address.current[name]));

    async function readNew() {
        abort?.abort();
        const own = abort = new AbortController();
        filterOfRows = filterKey();
        stage.setAttribute('aria-busy', 'true');
        note.textContent = t('live.syncing');
        try {
            const filter = filterNow();
            // First how far it goes: what comes while the page is read is asked for after that.
            const newest = await journal.newest({ signal: own.signal });
            const page = await journal.older({ filter, signal: own.signal });
            if (own !== abort) return;
            cursor = Math.max(newest, page.deliveries[0]?.id ?? 0);
            held = [];
            shown = page.deliveries;
            ({ next, isPartial } = page);
            isRead = true;
            mount(trouble);
            if (page.deliveries[0] && !isFiltered(address.current)) saw(page.deliveries[0]);
        } catch (error) {
            if (own !== abort || own.signal.aborted) return;
            mount(trouble, failure({
                title: t('admin.notRead'), text: problemSentence(error), level: 3,
                action: { label: t('page.tryAgain'), run: readNew },
            }));
        } finally {
            if (own === abort) {
                stage.removeAttribute('aria-busy');
                draw();
            }
        }
    }

    async function readOlder() {
        if (more.getAttribute('aria-disabled') === 'true') return;
        more.setAttribute('aria-disabled', 'true');
        const key = filterOfRows;
        try {
            const page = await journal.older({ filter: filterNow(), before: next });
            if (key !== filterOfRows) return;
            const known = new Set(shown.map((one) => one.id));
            shown = [...shown, ...page.deliveries.filter((one) => !known.has(one.id))];
            ({ next, isPartial } = page);
            mount(trouble);
        } catch (error) {
            mount(trouble, h('p', { class: 'trouble', role: 'alert' }, problemSentence(error)));
        } finally {
            more.removeAttribute('aria-disabled');
        }
        draw();
    }

    async function askNewer() {
        const key = filterOfRows;
        const answer = await journal.newer({ filter: filterNow(), after: cursor });
        if (key !== filterOfRows) return false;
        cursor = Math.max(cursor, answer.cursor);
        if (answer.last) saw(answer.last);
        const known = new Set([...shown, ...held].map((one) => one.id));
        const added = answer.deliveries.filter((one) => !known.has(one.id));
        if (added.length > 0) {
            held = [...added.map((one) => ({ ...one, isNew: true })), ...held].slice(0, most);
            if (isAtTop()) showHeld(false); else draw();
        }
        return answer.isMore;
    }

    /** Whoever has scrolled down reads: nothing moves under their eyes. */
    const isAtTop = () => rows.getBoundingClientRect().top > -8;

    function showHeld(isAsked = true) {
        const count = held.length;
        shown = [...held, ...shown];
        held = [];
        if (shown.length > most) {
            shown = shown.slice(0, most);
            next = shown.at(-1).id;
        }
        draw();
        if (!isAsked) return;
        element.scrollIntoView?.({ block: 'start' });
        window.scrollTo({ top: Math.max(0, window.scrollY - 80) });
        rows.querySelector('.row-link')?.focus({ preventScroll: true });
        announce(t('admin.deliveries.added', { n: count }));
    }

    function tailTrouble(error) {
        mount(trouble, error && h('p', { class: 'trouble' }, t('admin.deliveries.notFollowing')));
    }

    function draw() {
        filters.draw(new Set(shown.map((one) => one.event).filter(Boolean)));
        if (filterOfRows !== null && filterOfRows !== filterKey()) {
            if (isShown) readNew();
            return;
        }
        freshBar.hidden = held.length === 0;
        fresh.textContent = t('admin.deliveries.fresh', { n: held.length });
        more.hidden = next === null;
        more.textContent = t(isPartial && shown.length === 0 ? 'admin.deliveries.further' : 'admin.older');
        if (!isRead) return;
        // Where nothing ever came there is nothing to choose from.
        const isFirstRun = shown.length === 0 && !isFiltered(address.current);
        filters.element.hidden = isFirstRun;
        bar.hidden = isFirstRun;
        if (shown.length > 0) {
            rows.update(shown);
            if (stage.firstChild !== rows) mount(stage, rows);
            mark(marked);
        } else if (isFiltered(address.current)) {
            mount(stage, empty({
                title: t(isPartial ? 'admin.deliveries.noneYet' : 'admin.deliveries.noneLike'),
                text: t('admin.deliveries.noneLikeText'), level: 3,
                action: { label: t('admin.filter.clear'), run: () => address.change(unfiltered) },
            }));
        } else {
            mount(stage, firstRun());
        }
        note.textContent = shown.length === 0 ? '' : sentence();
    }

    function sentence() {
        const kind = isFiltered(address.current) ? 'found' : 'some';
        const count = t(next === null ? `admin.deliveries.${kind}All` : `admin.deliveries.${kind}`,
            { n: shown.length });
        const { isFollowing } = address.current;
        return `${count} ${t(isPaused() ? 'admin.deliveries.paused'
            : isFollowing ? 'admin.deliveries.following' : 'admin.deliveries.still')}`;
    }

    function mark(show) {
        marked = show;
        for (const row of rows.querySelectorAll('tbody > tr')) {
            if (`delivery-${row.dataset.id}` === show) row.setAttribute('aria-current', 'true');
            else row.removeAttribute('aria-current');
        }
    }

    function clicked(event) {
        const row = event.target.closest('tbody > tr');
        // Marking text in a row is not opening it.
        if (!row || event.target.closest('a, button') || String(window.getSelection())) return;
        open(`delivery-${row.dataset.id}`);
    }

    return {
        element, draw, mark,
        show() {
            isShown = true;
            if (!isRead || filterOfRows !== filterKey()) readNew(); else draw();
            tail.start();
        },
        hide() {
            isShown = false;
            tail.stop();
        },
        refresh: () => readNew(),
        link: (show) => rows.querySelector(`[data-id="${CSS.escape(show.replace(/^delivery-/, ''))}"] .row-link`),
    };
}

function decorateRow(node, one) {
    node.dataset.id = one.id;
    node.classList.toggle('is-new', Boolean(one.isNew));
}

function columns(address, open) {
    const lag = (one) => Date.parse(one.receivedAt) - Date.parse(one.sentAt);
    return [
        {
            key: 'received', label: t('admin.column.received'), className: 'cell-received',
            cell: (one) => h('time', { datetime: one.receivedAt },
                h('span', { class: 'nowrap' }, time(one.receivedAt, undefined, { seconds: true })), ' ',
                h('span', { class: 'cell-day' }, date(one.receivedAt))),
        },
        {
            key: 'event', label: t('admin.column.event'), isHeader: true, className: 'cell-event',
            cell: (one) => h('a', {
                class: 'row-link', href: address.to({ show: `delivery-${one.id}` }), 'data-id': one.id,
                onclick: (click) => {
                    if (click.button !== 0 || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
                    click.preventDefault();
                    open(`delivery-${one.id}`);
                },
            }, eventWords(one.event)),
        },
        {
            key: 'sent', label: t('admin.column.sent'), className: 'cell-sent',
            cell: (one) => (lag(one) > lateMs
                ? h('span', { class: 'is-late' }, t('admin.deliveries.lag', { n: Math.round(lag(one) / 1000) }))
                : h('span', { class: 'nowrap' }, time(one.sentAt, undefined, { seconds: true }))),
        },
        {
            key: 'occurrence', label: t('admin.column.occurrence'), className: 'cell-occurrence',
            cell: (one) => (one.occurrence ? h('code', { dir: 'ltr' }, one.occurrence) :
                h('span', { class: 'muted' }, '–')),
        },
        {
            key: 'understanding', label: t('admin.column.understanding'), className: 'cell-understanding',
            cell: (one) => [understandingTag(one.understanding),
                one.lateSigned && [' ', tag('attention', t('admin.deliveries.lateSigned'), { isQuiet: true })]],
        },
        {
            key: 'bytes', label: t('admin.column.bytes'), isNumber: true, className: 'cell-bytes',
            cell: (one) => bytes(one.bytes),
        },
        {
            key: 'source', label: t('admin.column.source'), className: 'cell-source',
            cell: (one) => sourceWords(one.source),
        },
    ];
}
