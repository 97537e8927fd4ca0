/** All cards of somebody, replaced ones too; that they are listed is taken down, so it waits until it is asked for. */
import { date } from '../../parts/format.js';
import { h, mount } from '../../parts/h.js';
import { language, t } from '../../parts/i18n.js';
import { verdict } from '../../parts/verdict.js';
import { problemSentence } from '../words.js';

/**
 * @param {object} tools get, id, person
 * @returns {{element: HTMLElement, draw(): void, read(): Promise<void>}}
 */
export function cardsBlock({ get, id, person }) {
    const body = h('tbody');
    const trouble = h('p', { role: 'alert', hidden: true });
    const nothing = h('p', { class: 'muted', hidden: true }, t('rep.person.noCards'));
    const more = h('button', { type: 'button', class: 'button is-small', hidden: true, onclick: () => page(next) },
        t('rep.showOlder'));
    const table = h('table', h('caption', { class: 'visually-hidden' }, t('rep.person.cards')),
        h('thead', h('tr', ['number', 'meeting', 'result', 'pdf'].map((name) => h('th', { scope: 'col' },
            t(`rep.card.${name}`))))), body);
    const details = h('details', { ontoggle: () => details.open && !isRead && page() },
        h('summary', h('h3', t('rep.person.cards'))),
        h('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': t('rep.person.cards') }, table),
        nothing, trouble, more);
    const element = h('section', details);
    let cards = [];
    let next = null;
    let isRead = false;

    async function page(after = null) {
        isRead = true;
        try {
            const query = `limit=20${after === null ? '' : `&after=${after}`}`;
            const answer = await get(`/api/participants/${encodeURIComponent(id)}/cards?${query}`);
            cards = after === null ? answer.body.cards : [...cards, ...answer.body.cards];
            next = answer.body.next;
            trouble.hidden = true;
        } catch (error) {
            isRead = cards.length > 0;
            trouble.hidden = false;
            trouble.textContent = problemSentence(error);
        }
        draw();
    }

    function draw() {
        if (!isRead) return;
        nothing.hidden = cards.length > 0;
        table.hidden = cards.length === 0;
        more.hidden = next === null;
        mount(body, cards.map((card) => {
            const path = `/cards/${encodeURIComponent(card.number)}`;
            return h('tr', { class: card.supersededBy && 'is-superseded' },
                h('th', { scope: 'row' }, h('a', { href: `${path}?form=html&lang=${language()}` }, card.number),
                    card.supersededBy && h('span', { class: 'row-small' }, t('rep.card.replaced', {
                        card: card.supersededBy,
                    }))),
                h('td', card.meetingName, h('span', { class: 'row-small' },
                    card.startedAt && date(card.startedAt, person.zoneOf(card.meeting)))),
                h('td', verdict(card.verdict, card)),
                h('td', h('a', { href: `${path}?form=pdf&lang=${language()}` }, t('rep.pdf'),
                    h('span', { class: 'visually-hidden' }, ` ${card.number}`))));
        }));
    }

    return { element, draw, read: async () => { if (isRead && details.open) await page(); } };
}
