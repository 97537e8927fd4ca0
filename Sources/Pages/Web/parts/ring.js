import { number } from './format.js';
import { h, mount, svg } from './h.js';
import { icon } from './icon.js';
import { t } from './i18n.js';

/**
 * How much of what is asked for is done: a ring that a glance understands, with the numbers within it. Where no number
 * is asked for, nothing is said to be a part of anything: the ring stays open.
 *
 * @param {object} facts
 * @param {number} facts.done
 * @param {number|null} facts.required null: no number is asked for
 * @param {string} facts.label what it is about: "This week"
 * @param {'small'|'usual'|'large'} [facts.size]
 * @returns {HTMLElement} a figure, with `update({done, required})`, which lets the ring grow
 */
export function ring({ done, required, label, size = 'usual' }) {
    const arc = svg('circle', { class: 'ring-arc', cx: 50, cy: 50, r: 43, pathLength: 100 });
    const track = svg('circle', { class: 'ring-track', cx: 50, cy: 50, r: 43, pathLength: 100 });
    const words = h('div', { class: 'ring-words', 'aria-hidden': 'true' });
    const picture = h('div', { class: 'ring-picture', role: 'img' },
        svg('svg', { viewBox: '0 0 100 100', 'aria-hidden': 'true', focusable: 'false' }, track, arc), words);
    const element = h('figure', { class: ['ring', `is-${size}`] }, picture,
        h('figcaption', { 'aria-hidden': 'true' }, label));

    element.update = (facts) => {
        const { share, state } = ringState(facts);
        element.dataset.state = state;
        element.style.setProperty('--share', String(Math.round(share * 1000) / 10));
        const isOpen = facts.required === null || facts.required === undefined;
        picture.setAttribute('aria-label', t(isOpen ? 'ring.nameOpen' : 'ring.name', { ...facts, label }));
        mount(words, h('span', { class: 'ring-done' }, number(facts.done)),
            !isOpen && h('span', { class: 'ring-required' }, t('ring.required', { required: facts.required })),
            state === 'done' && icon('good'));
    };
    element.update({ done, required });
    return element;
}

/**
 * What a ring shows.
 *
 * @param {{done: number, required: number|null}} facts
 * @returns {{share: number, state: 'done'|'some'|'none'|'open'}} share: 0 to 1; open: no number is asked for, and there
 *     is no share; done: all of it; where 0 is asked for, that is done
 */
export function ringState({ done, required }) {
    if (required === null || required === undefined) return { share: 0, state: 'open' };
    if (done >= required) return { share: 1, state: 'done' };
    return { share: done / required, state: done > 0 ? 'some' : 'none' };
}
