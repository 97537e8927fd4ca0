/** Facts of one thing, each with its name. */
import { h } from '../parts/h.js';
import { t } from '../parts/i18n.js';

/**
 * @param {Array<[string, *]|false|null|undefined>} facts the key of its name, and what it is; nothings are left out
 * @returns {HTMLElement}
 */
export const summary = (facts) => h('dl', { class: 'summary-list' },
    facts.filter(Boolean).map(([key, value]) => [h('dt', t(key)), h('dd', value)]));
