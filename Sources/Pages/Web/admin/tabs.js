/** The parts of the page: one is shown. */
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { views } from './address.js';
import { link } from './link.js';

/**
 * @param {{address: ReturnType<import('./address.js').createAddress>}} options
 * @returns {{element: HTMLElement, draw(): void}}
 */
export function tabs({ address }) {
    const list = h('ul', { role: 'list' }, views.map((view) => h('li', { 'data-view': view })));
    const element = h('nav', { class: 'tabs', 'aria-label': t('admin.parts') }, list);

    function draw() {
        for (const item of list.children) {
            const { view } = item.dataset;
            const isHere = address.current.view === view;
            const hadFocus = item.contains(document.activeElement);
            mount(item, link(address, { view, show: null }, { class: 'tab', 'aria-current': isHere ? 'page' : null },
                t(`admin.view.${view}`)));
            if (hadFocus) item.firstChild.focus({ preventScroll: true });
            if (isHere) reveal(item);
        }
    }
    /** Where the tabs are wider than the screen. Only the list is moved, never the page. */
    function reveal(item) {
        const [outer, inner] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
        if (inner.left < outer.left) list.scrollLeft -= outer.left - inner.left;
        if (inner.right > outer.right) list.scrollLeft += inner.right - outer.right;
    }
    return { element, draw };
}
