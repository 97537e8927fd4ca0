/** The table of participants: keyed rows, sorted and filtered, one timer for all that counts on. */
import { stopwatch } from '../parts/format.js';
import { h, keyed, mount } from '../parts/h.js';
import { locale, t } from '../parts/i18n.js';
import { head } from '../parts/table.js';
import { everySecond } from '../parts/tick.js';
import { isFiltered, orders, unfiltered } from './address.js';
import { nameOrder, shownRows } from './list.js';
import { columns, createRow, linkTo, updateRow } from './row.js';

/** So many rows are put into the page before it is shown; the rest follows, a few with each paint. */
const atFirst = 30;
const atOnce = 30;
/** Names come in another order at most this often, so that nobody clicks on what has just moved away. */
const arrangeEveryMs = 1000;

/**
 * @param {object} options
 * @param {import('./state.js').DashboardState} options.state
 * @param {ReturnType<import('./address.js').createAddress>} options.address
 * @param {(id: string) => void} options.open shows somebody's panel
 * @param {() => number} [options.now]
 * @returns {{element: HTMLElement, draw(): void, update(change: object): void, shown(): object[],
 *     move(step: number): void, markOpen(id: string|null): void,
 *     link(id: string): HTMLElement|null}}
 */
export function participantTable({ state, address, open, now = () => Date.now() }) {
    const places = nameOrder(new Intl.Collator(locale(), { sensitivity: 'base', numeric: true }));
    const faces = new Map();
    const clock = { set: (id, face) => (face ? faces.set(id, face) : faces.delete(id)) };
    const nodes = new Map();
    const body = h('tbody', { role: 'rowgroup' });
    const heads = columns.map(headOf);
    const caption = h('caption', { class: 'visually-hidden' }, t('rep.table'));
    const table = h('table', { role: 'table', class: 'people', 'aria-describedby': 'table-note' }, caption,
        h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads.map((one) => one.element))), body);
    const note = h('p', { id: 'table-note', class: 'table-note', role: 'status' });
    const nothing = h('div', { class: 'table-empty', hidden: true });
    const element = h('div', { class: 'people-wrap', onclick: clicked }, note, table, nothing);
    let rows = [];
    let arrangedAt = 0;
    let timer = null;
    let drawing = null;
    let openId = null;
    let drawnFor = null;

    const tools = { now, clock, get linkTo() { return linkTo(address.current); } };

    function sortBy(order) {
        const { current } = address;
        const isDescending = current.order === order ? !current.isDescending : orders[order];
        address.change({ order, isDescending });
    }

    function headOf(name) {
        const made = head({
            key: name, label: t(`rep.column.${name}`), isSortable: true, className: `cell-${name}`,
        }, sortBy);
        // The style sheet makes a grid of the table; its parts are still said to be those of a table.
        made.element.setAttribute('role', 'columnheader');
        return made;
    }

    function create(row) {
        const node = createRow(row);
        nodes.set(row.participant, node);
        return node;
    }

    function show(list) {
        keyed(body, list, (row) => row.participant, create, (node, row) => updateRow(node, row, tools));
    }

    /**
     * Shows the whole list; where many rows are to be made or put elsewhere, some with each paint.
     *
     * @param {boolean} isAsked somebody wants another order or filter; otherwise rows move as little as may be
     */
    function arrange(isAsked) {
        cancelAnimationFrame(drawing);
        clearTimeout(timer);
        timer = null;
        arrangedAt = now();
        const all = [...state.rows.values()];
        rows = shownRows(all, address.current, places(all));
        const missing = rows.reduce((sum, row) => sum + (nodes.get(row.participant)?.isConnected ? 0 : 1), 0);
        if (missing <= atOnce && !(isAsked && rows.length > 100)) return void show(rows);
        let end = isAsked || body.childElementCount === 0 ? atFirst : body.childElementCount;
        const more = () => {
            show(rows.slice(0, end));
            if (end >= rows.length) return;
            end += atOnce;
            drawing = requestAnimationFrame(more);
        };
        more();
        return undefined;
    }

    function render(isAsked) {
        arrange(isAsked);
        describe();
    }

    function forgetGone() {
        for (const id of [...nodes.keys()]) {
            if (state.rows.has(id)) continue;
            nodes.delete(id);
            faces.delete(id);
        }
    }

    function describe() {
        const { current } = address;
        for (const one of heads) {
            one.show(current.order === one.key ? (current.isDescending ? 'descending' : 'ascending') : null);
        }
        const all = state.rows.size;
        const text = isFiltered(current) ? t('rep.shown', { n: rows.length, all }) : t('rep.all', { n: all });
        if (note.textContent !== text) note.textContent = text;
        table.hidden = rows.length === 0;
        nothing.hidden = rows.length > 0;
        if (rows.length === 0 && all > 0) {
            mount(nothing, h('p', t('rep.noneFound')), h('button', {
                type: 'button', class: 'button', onclick: () => address.change(unfiltered),
            }, t('rep.showAll')));
        }
    }

    function clicked(event) {
        const row = event.target.closest('tr[data-id]');
        if (!row || event.defaultPrevented || event.button !== 0) return;
        const isOther = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
        const link = event.target.closest('a');
        if (isOther && link) return;
        // Whoever marks text to copy it does not want to go anywhere.
        if (!link && String(globalThis.getSelection?.() ?? '') !== '') return;
        event.preventDefault();
        open(row.dataset.id);
    }

    everySecond(() => {
        const at = now();
        for (const { face, since } of faces.values()) {
            const text = stopwatch(at - since);
            if (face.firstChild.data !== text) face.firstChild.data = text;
        }
    });

    /** Whether what changed may change which rows there are, or their order. */
    const mayMove = (change) => change.isList || isFiltered(address.current)
        || change.rows.size > 0 && address.current.order !== 'name';

    return {
        element,
        /** The address says something else. */
        draw() {
            const text = JSON.stringify({ ...address.current, participant: null, view: null });
            const isAsked = text !== drawnFor;
            drawnFor = text;
            render(isAsked);
        },
        update(change) {
            if (change.isList) forgetGone();
            // Not shown: it is drawn when it is.
            if (!element.isConnected) return undefined;
            for (const id of change.rows) {
                const node = nodes.get(id);
                if (node?.isConnected) updateRow(node, state.rows.get(id), tools);
            }
            if (!mayMove(change) || timer !== null) return undefined;
            timer = setTimeout(() => render(false), Math.max(0, arrangedAt + arrangeEveryMs - now()));
            return undefined;
        },
        shown: () => rows,
        /** Moves the focus to another row; from elsewhere, to the one that is open, or the first. */
        move(step) {
            const active = document.activeElement?.closest?.('tr[data-id]');
            const list = [...body.children];
            const from = list.indexOf(active ?? nodes.get(openId));
            const place = active || from >= 0 ? from + step : 0;
            const next = list[Math.min(list.length - 1, Math.max(0, place))];
            next?.querySelector('.row-link').focus();
            next?.scrollIntoView({ block: 'nearest' });
        },
        markOpen(id) {
            if (openId) nodes.get(openId)?.removeAttribute('aria-current');
            openId = id;
            if (id) nodes.get(id)?.setAttribute('aria-current', 'true');
        },
        /** The link of somebody's row, where it is shown. */
        link: (id) => (nodes.get(id)?.isConnected ? nodes.get(id).querySelector('.row-link') : null),
    };
}
