/** What waits for a decision: disputes, attendees who match nobody, cards that did not pass. */
import { dateTime, relative } from '../parts/format.js';
import { empty } from '../parts/empty.js';
import { h, keyed, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { verdict } from '../parts/verdict.js';
import { reasonWords } from './words.js';
import { unmatchedList } from './unmatched.js';

const step = 20;

/**
 * @param {{state: import('./state.js').DashboardState, api: object, actions: object, open(id: string): void,
 *     linkTo(id: string): string}} options
 * @returns {{element: HTMLElement, draw(): void}}
 */
export function needsYou({ state, api, zones, actions, open, linkTo, isAdministrator }) {
    const disputes = block('disputes', drawDispute, (one) => one.dispute);
    const review = block('review', drawCard, (one) => one.card);
    const failed = block('failed', drawCard, (one) => one.card);
    const strangers = unmatchedList({ state, api, zones, actions, isAdministrator });
    const calm = h('div');
    const element = h('section', { 'aria-labelledby': 'needs-title' },
        h('h2', { id: 'needs-title', class: 'visually-hidden' }, t('rep.view.needs')),
        calm, disputes.element, strangers.element, review.element, failed.element);

    function block(name, drawItem, keyOf) {
        const title = h('h2', { id: `needs-${name}` });
        const list = h('ul', { class: 'items', role: 'list', 'aria-labelledby': `needs-${name}` });
        const more = h('button', { type: 'button', class: 'button', onclick: () => { limit += step; show(); } });
        const element = h('section', { class: 'needs-block', 'aria-labelledby': `needs-${name}` }, title,
            h('p', { class: 'muted' }, t(`rep.needs.${name}Text`)), list, more);
        let limit = step;
        let items = [];
        function show() {
            element.hidden = items.length === 0;
            title.textContent = t(`rep.needs.${name}`, { n: items.length });
            keyed(list, items.slice(0, limit), keyOf, () => h('li', { class: 'item' }), (node, item) => {
                const name = state.rows.get(item.participant)?.name;
                const text = JSON.stringify([item, name, item.meeting && zoneOf(item)]);
                if (node.dataset.shown === text) return;
                node.dataset.shown = text;
                mount(node, drawItem(item));
            });
            more.hidden = items.length <= limit;
            more.textContent = t('rep.showMore', { n: Math.min(step, items.length - limit) });
        }
        return { element, update: (next) => { items = next; show(); } };
    }

    function person(id) {
        const row = state.rows.get(id);
        return h('a', {
            class: 'item-person', href: linkTo(id),
            onclick: (event) => {
                if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                open(id);
            },
        }, h('bdi', row?.name ?? id));
    }

    const zoneOf = (card) => zones.of(card.meeting) ?? state.rows.get(card.participant)?.timeZone;
    const button = (label, run, about) => h('button', {
        type: 'button', class: 'button is-small', 'aria-label': `${label}: ${about}`, onclick: run,
    }, label);

    function drawDispute(one) {
        const about = state.rows.get(one.participant)?.name ?? one.participant;
        return [
            h('div', { class: 'item-head' }, person(one.participant),
                h('span', { class: 'muted' }, t('rep.needs.opened', { when: relative(one.openedAt, Date.now()) }))),
            h('blockquote', { dir: 'auto' }, one.reason),
            h('p', { class: 'small muted' }, t('rep.needs.aboutCard', { card: one.card })),
            h('div', { class: 'buttons' }, button(t('rep.act.answer'), () => actions.answer(one), about)),
        ];
    }

    function drawCard(card) {
        const about = state.rows.get(card.participant)?.name ?? card.participant;
        const subject = { ...card, number: card.card, meetingName: card.name, timeZone: zoneOf(card) };
        return [
            h('div', { class: 'item-head' }, verdict(card.verdict), person(card.participant),
                h('span', { class: 'muted' }, [card.name, card.startedAt
                    && dateTime(card.startedAt, { zone: zoneOf(card) })].filter(Boolean).join(' · '))),
            h('ul', { class: 'reasons', role: 'list' }, card.reasons.map((reason) => {
                const { name, sentence, lang } = reasonWords(reason);
                return h('li', h('b', name), ' ', h('span', { lang }, `“${sentence}”`));
            })),
            h('div', { class: 'buttons' },
                button(t('rep.act.correct'), () => actions.correct(subject), about),
                button(t('rep.act.excuse'), () => actions.excuse(subject), about),
                button(t('rep.act.void'), () => actions.void(subject), about),
                h('a', { class: 'button is-small is-quiet', href: `/cards/${encodeURIComponent(card.card)}?form=html` },
                    t('rep.seeCard'), h('span', { class: 'visually-hidden' }, ` ${card.card}`))),
        ];
    }

    return {
        element,
        draw() {
            disputes.update(state.disputes);
            review.update(state.cards.filter((card) => card.verdict === 'needs-review'));
            failed.update(state.cards.filter((card) => card.verdict !== 'needs-review'));
            strangers.draw();
            const isCalm = state.disputes.length + state.cards.length + state.unmatched.attendees === 0;
            if (!isCalm) return void mount(calm);
            if (!calm.firstChild) mount(calm, empty({ title: t('rep.needs.none'), text: t('rep.needs.noneText') }));
            return undefined;
        },
        /** The part is shown: what only it needs is read now. */
        show() {
            strangers.show();
            zones.read().then((isNews) => isNews && this.draw());
        },
    };
}
