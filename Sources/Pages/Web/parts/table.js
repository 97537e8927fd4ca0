import { announce } from './announce.js';
import { h, keyed, mount } from './h.js';
import { icon } from './icon.js';
import { t } from './i18n.js';

/**
 * A table whose columns can be sorted, whose rows keep their nodes, their place and the focus while data changes.
 *
 * @param {object} options
 * @param {string} options.caption what the table holds
 * @param {boolean} [options.isCaptionHidden]
 * @param {Array<object>} options.columns {key, label, cell(row): nodes, isNumber, isHeader (of the row), isSortable,
 *     className}
 * @param {(row: object) => string} options.keyOf
 * @param {Array<object>} [options.rows] in the order they are shown: whoever holds the data sorts it
 * @param {{key: string, direction: 'ascending'|'descending'}} [options.sort]
 * @param {(sort: {key: string, direction: string}) => void} [options.onSort]
 * @param {(node: HTMLElement, row: object) => void} [options.decorate] marks a row: class, data-…, listeners once
 * @param {Node|string} [options.empty] shown where there are no rows
 * @returns {HTMLElement} with `update(rows, sort?)`; a row that is the same object is not drawn again
 */
export function table(options) {
    const { caption, isCaptionHidden = false, columns, keyOf, rows = [], onSort, decorate, empty } = options;
    const drawn = new WeakMap();
    const body = h('tbody');
    const nothing = h('div', { class: 'table-empty', hidden: true },
        empty ?? h('p', { class: 'muted' }, t('table.none')));
    const heads = columns.map((column) => head(column, choose));
    const captionNode = h('caption', { class: isCaptionHidden && 'visually-hidden' }, caption);
    const element = h('div', { class: 'table-scroll', role: 'region', 'aria-label': caption, tabindex: '0' },
        h('table', captionNode, h('thead', h('tr', heads.map((one) => one.element))), body), nothing);
    let { sort = null } = options;

    function choose(key) {
        const isSame = sort?.key === key;
        sort = { key, direction: isSame && sort.direction === 'ascending' ? 'descending' : 'ascending' };
        showSort();
        const order = t(sort.direction === 'ascending' ? 'table.sortedUp' : 'table.sortedDown');
        announce(t('table.sorted', { label: columns.find((column) => column.key === key).label, order }));
        onSort?.(sort);
    }

    function showSort() {
        for (const one of heads) one.show(sort?.key === one.key ? sort.direction : null);
    }

    function draw(node, row) {
        if (drawn.get(node) === row) return;
        drawn.set(node, row);
        const cells = columns.map((column) => [column, column.cell(row)]);
        if (node.childElementCount === 0) {
            node.append(...cells.map(([column]) => h(column.isHeader ? 'th' : 'td', {
                class: [column.isNumber && 'is-number', column.className], scope: column.isHeader ? 'row' : null,
            })));
        }
        cells.forEach(([, content], index) => fill(node.children[index], content));
        decorate?.(node, row);
    }

    element.update = (next, nextSort = sort) => {
        sort = nextSort;
        showSort();
        keyed(body, next, keyOf, () => h('tr'), draw);
        nothing.hidden = next.length > 0;
    };
    element.update(rows, sort);
    return element;
}

/**
 * The head of a column that can be sorted by.
 *
 * @param {{key: string, label: string, isNumber?: boolean, isSortable?: boolean, className?: string}} column
 * @param {(key: string) => void} onChoose
 * @returns {{key: string, element: HTMLElement, show: (direction: 'ascending'|'descending'|null) => void}}
 */
export function head({ key, label, isNumber, isSortable, className }, onChoose) {
    const arrow = h('span', { class: 'sort-arrow', 'aria-hidden': 'true' });
    const content = isSortable
        ? h('button', { type: 'button', class: 'sort-button', onclick: () => onChoose(key) }, h('span', label), arrow)
        : label;
    const element = h('th', { scope: 'col', class: [isNumber && 'is-number', className] }, content);
    const show = (direction) => {
        if (direction) element.setAttribute('aria-sort', direction); else element.removeAttribute('aria-sort');
        mount(arrow, direction && icon(direction === 'ascending' ? 'up' : 'down'));
    };
    return { key, element, show };
}

/** A cell in which somebody is at work, or whose text is the same, is left alone. */
function fill(cell, content) {
    if (!(content instanceof Node) && !Array.isArray(content)) {
        const text = content === null || content === undefined ? '' : String(content);
        if (cell.childElementCount > 0 || cell.textContent !== text) cell.textContent = text;
        return;
    }
    const fresh = h('td', content);
    if (fresh.isEqualNode(cell.cloneNode(false)) || sameWithin(fresh, cell)) return;
    if (cell.contains(document.activeElement)) {
        const place = [...cell.querySelectorAll('a, button, input, select')].indexOf(document.activeElement);
        mount(cell, [...fresh.childNodes]);
        cell.querySelectorAll('a, button, input, select')[place]?.focus({ preventScroll: true });
        return;
    }
    mount(cell, [...fresh.childNodes]);
}

function sameWithin(one, other) {
    return one.childNodes.length === other.childNodes.length
        && [...one.childNodes].every((child, index) => child.isEqualNode(other.childNodes[index]));
}
