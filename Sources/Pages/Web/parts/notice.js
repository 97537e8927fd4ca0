import { h } from './h.js';
import { icon } from './icon.js';

/**
 * A sentence that stands out, by its shape too.
 *
 * @param {'good'|'attention'|'problem'|'none'} kind
 * @param {...*} children as for `h`
 * @returns {HTMLElement}
 */
export function notice(kind, ...children) {
    return h('div', { class: 'notice', 'data-kind': kind }, icon(kind), h('div', children));
}
