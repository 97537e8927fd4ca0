/** The parts of the page: one is shown, the others say how much is in them. */
import { number } from '../parts/format.js';
import { h, keyed, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { link } from './link.js';

const views = ['participants', 'now', 'needs', 'activity', 'digest', 'guide'];

/**
 * @param {{address: ReturnType<import('./address.js').createAddress>}} options
 * @returns {{element: HTMLElement, draw(counts: object): void}} counts: by view, null where there is nothing to count
 */
export function tabs({ address }) {
    const list = h('ul', { role: 'list' });
    const element = h('nav', { class: 'tabs', 'aria-label': t('rep.parts') }, list);

    function draw(counts) {
        keyed(list, views, (view) => view, () => h('li'), (node, view) => {
            const isHere = address.current.view === view;
            const count = counts[view] ?? null;
            const text = JSON.stringify([isHere, count, address.to({ view })]);
            if (node.dataset.shown === text) return;
            node.dataset.shown = text;
            const hadFocus = node.contains(document.activeElement);
            mount(node, link(address, { view }, { class: 'tab', 'aria-current': isHere ? 'page' : null },
                h('span', t(`rep.view.${view}`)), count !== null && h('span', { class: 'tab-count' }, number(count))));
            if (hadFocus) node.firstChild.focus({ preventScroll: true });
        });
    }
    return { element, draw };
}
