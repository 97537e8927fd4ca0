import { h } from './h.js';

/**
 * What stands where nothing is: why it is empty, and what fills it or what to do next.
 *
 * @param {object} options
 * @param {string} options.title
 * @param {string} [options.text]
 * @param {Node|{label: string, href?: string, run?: () => void}} [options.action]
 * @param {number} [options.level] of the heading, 2 where left out
 * @returns {HTMLElement}
 */
export function empty({ title, text, action, level = 2 }) {
    return h('div', { class: 'empty' },
        h(`h${level}`, title), text && h('p', text), action && h('p', actionOf(action)));
}

/**
 * What went wrong, what is safe, what to do.
 *
 * @param {object} options as for `empty`; said at once to those who hear the page
 * @returns {HTMLElement}
 */
export function failure(options) {
    const element = empty(options);
    element.setAttribute('role', 'alert');
    element.classList.add('is-failure');
    return element;
}

function actionOf(action) {
    if (action instanceof Node) return action;
    const { label, href, run } = action;
    return href
        ? h('a', { class: 'button is-primary', href }, label)
        : h('button', { class: 'button is-primary', type: 'button', onclick: run }, label);
}
