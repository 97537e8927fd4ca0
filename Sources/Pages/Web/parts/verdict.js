import { h } from './h.js';
import { icon } from './icon.js';
import { hasText, t } from './i18n.js';

const kinds = { passed: 'good', failed: 'problem', 'needs-review': 'attention', excused: 'excused', void: 'none' };

/**
 * What became of a meeting: a shape and its word, "✓ Counted".
 *
 * @param {string|null} word passed, failed, needs-review; null or undefined while nothing is decided
 * @param {{isVoid?: boolean, isExcused?: boolean}} [facts] a person's decision, which comes before the verdict
 * @returns {HTMLElement}
 */
export function verdict(word, { isVoid = false, isExcused = false } = {}) {
    const shown = isVoid ? 'void' : isExcused ? 'excused' : word ?? 'undecided';
    return tag(kinds[shown] ?? 'none', hasText(`verdict.${shown}`) ? t(`verdict.${shown}`) : String(shown));
}

/**
 * A shape with a word: for everything that is good, needs attention or is a problem.
 *
 * @param {'good'|'attention'|'problem'|'none'|'excused'} kind
 * @param {string} text
 * @param {{isQuiet?: boolean}} [options] isQuiet: without ground, for tables
 * @returns {HTMLElement}
 */
export function tag(kind, text, { isQuiet = false } = {}) {
    return h('span', { class: ['tag', isQuiet && 'is-quiet'], 'data-kind': kind }, icon(kind), h('span', text));
}
