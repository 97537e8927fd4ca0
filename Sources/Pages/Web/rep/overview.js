/** Who needs somebody today: how many there are of each kind, and a click shows which. */
import { number } from '../parts/format.js';
import { h, keyed, mount } from '../parts/h.js';
import { icon } from '../parts/icon.js';
import { t } from '../parts/i18n.js';
import { unfiltered } from './address.js';
import { link } from './link.js';
import { countsOf } from './list.js';

/** In the order of urgency. filter: what a click sets, and takes off again; view: where a click leads. */
const tiles = [
    { name: 'behind', kind: 'problem', filter: { standing: 'behind' } },
    { name: 'atRisk', kind: 'attention', filter: { standing: 'at-risk' } },
    { name: 'needsReview', kind: 'attention', filter: { isForReview: true } },
    { name: 'disputes', kind: 'attention', filter: { isDisputed: true } },
    { name: 'unmatched', kind: 'attention', view: 'needs' },
    { name: 'present', kind: 'live', filter: { isPresent: true } },
    { name: 'onTrack', kind: 'good', filter: { standing: 'on-track' } },
    { name: 'complete', kind: 'good', filter: { standing: 'complete' } },
];

/**
 * @param {{state: import('./state.js').DashboardState,
 *     address: ReturnType<import('./address.js').createAddress>}} options
 * @returns {{element: HTMLElement, draw(): void, counts(): object}}
 */
export function overview({ state, address }) {
    const list = h('ul', { class: 'tiles', role: 'list', 'aria-label': t('rep.overview') });
    let counts = {};

    const isOn = (tile) => tile.filter && address.current.view === 'participants'
        && Object.entries(tile.filter).every(([name, value]) => address.current[name] === value);

    function patchOf(tile) {
        if (tile.view) return { view: tile.view };
        const off = Object.fromEntries(Object.keys(tile.filter).map((name) => [name, unfiltered[name]]));
        return { view: 'participants', ...unfiltered, ...(isOn(tile) ? off : tile.filter) };
    }

    function draw() {
        counts = { ...countsOf(state.rows.values()), unmatched: state.unmatched.attendees };
        const shown = tiles.map((tile) => ({ ...tile, n: counts[tile.name], isOn: Boolean(isOn(tile)) }));
        keyed(list, shown, (tile) => tile.name, () => h('li'), (node, tile) => {
            const text = JSON.stringify([tile.n, tile.isOn, address.to(patchOf(tile))]);
            if (node.dataset.shown === text) return;
            node.dataset.shown = text;
            const hadFocus = node.contains(document.activeElement);
            mount(node, link(address, patchOf(tile), {
                class: ['tile', tile.n === 0 && 'is-none'], 'data-kind': tile.kind,
                'aria-current': tile.isOn ? 'true' : null,
            }, h('span', { class: 'tile-number' }, number(tile.n)),
            h('span', { class: 'tile-label' },
                tile.kind === 'live' ? h('span', { class: 'present-dot', 'aria-hidden': 'true' }) : icon(tile.kind),
                h('span', t(`rep.tile.${tile.name}`, { n: tile.n }))),
            tile.isOn && h('span', { class: 'visually-hidden' }, t('rep.filterOn'))));
            if (hadFocus) node.firstChild.focus({ preventScroll: true });
        });
    }
    return { element: list, draw, counts: () => counts };
}
