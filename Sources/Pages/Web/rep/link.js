import { h } from '../parts/h.js';

/**
 * A link to another state of this page: a plain click changes the address without loading anything, every other click
 * does what links do.
 *
 * @param {ReturnType<import('./address.js').createAddress>} address
 * @param {object} patch of the address
 * @param {object} props of the element
 * @param {...*} children
 * @returns {HTMLAnchorElement}
 */
export function link(address, patch, props, ...children) {
    return h('a', {
        ...props, href: address.to(patch),
        onclick: (event) => {
            if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
            event.preventDefault();
            address.change(patch);
        },
    }, ...children);
}
