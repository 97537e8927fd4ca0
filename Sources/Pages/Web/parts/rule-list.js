import { number, percent } from './format.js';
import { h } from './h.js';
import { language, t } from './i18n.js';
import { tag } from './verdict.js';

/** What was not met comes first. */
const order = ['failed', 'needs-review', 'warning', 'passed', 'not-measured'];
const kinds = {
    failed: 'problem', 'needs-review': 'attention', warning: 'good', passed: 'good', 'not-measured': 'none',
};
const atLeast = new Set(['attended-share', 'minimum-minutes', 'match-strength', 'camera']);
const atMost = new Set(['late', 'left-early', 'longest-absence', 'rejoins', 'inferred-share']);

/**
 * Each rule with its sentence, what was measured, what was needed and how it came out; what was not met first.
 *
 * @param {Array<object>} rules of a card: {id, sentence, sentences: {en, es}, measured, threshold, unit, outcome}; or
 *     of the dashboard: {rule, sentence, outcome}
 * @param {{language?: string}} [options]
 * @returns {HTMLElement}
 */
export function ruleList(rules, options = {}) {
    const reader = options.language ?? language();
    if (rules.length === 0) return h('p', { class: 'muted' }, t('rule.none'));
    return h('ul', { class: 'rule-list', role: 'list' }, inOrder(rules).map((rule) => {
        const sentence = rule.sentences?.[reader];
        const figures = [['measured', measuredOf(rule)], ['needed', neededOf(rule)]].filter(([, value]) => value);
        return h('li', { class: 'rule', 'data-outcome': rule.outcome },
            tag(kinds[rule.outcome] ?? 'none', t(`rule.${rule.outcome}`)),
            h('div', h('p', { class: 'rule-sentence', lang: sentence || reader === 'en' ? null : 'en' },
                sentence ?? rule.sentences?.en ?? rule.sentence),
            figures.length > 0 && h('dl', { class: 'rule-figures' }, figures.map(([name, value]) => h('div',
                h('dt', t(`rule.${name}`)), h('dd', value))))));
    }));
}

/**
 * @param {Array<{outcome: string}>} rules
 * @returns {Array} failed first, then what a person has to look at, what was met, what was not measured
 */
export function inOrder(rules) {
    const rank = (rule) => (order.includes(rule.outcome) ? order.indexOf(rule.outcome) : order.length);
    return rules.map((rule, place) => [rule, place])
        .sort(([one, first], [other, second]) => rank(one) - rank(other) || first - second).map(([rule]) => rule);
}

function measuredOf({ id, measured, threshold, unit }) {
    if (!isKnown(measured)) return null;
    // Rounding down must not hide that it is too much.
    return figure(measured, unit, atMost.has(id) && measured > threshold ? Math.ceil : Math.floor);
}

function neededOf({ id, threshold, unit }) {
    const value = isKnown(threshold) ? figure(threshold, unit, Math.floor) : null;
    if (value === null) return null;
    if (atLeast.has(id)) return t('rule.atLeast', { value });
    return atMost.has(id) ? t('rule.atMost', { value }) : value;
}

/** To the second, because a rule may hang on less than a minute; nothing for points, which nobody knows. */
function figure(value, unit, round) {
    if (unit === 'milliseconds') {
        const all = round(value / 1000);
        const [whole, rest] = [Math.floor(all / 60), all % 60];
        return `${number(whole)}\u00a0${t('unit.min')}${rest > 0 ? ` ${rest}\u00a0${t('unit.s')}` : ''}`;
    }
    if (unit === 'percent') return percent(value / 100);
    if (unit === 'times') return t('rule.times', { n: value });
    return null;
}

const isKnown = (value) => value !== null && value !== undefined;
