/** Why a card came out as it did: its rules, read when somebody wants to see them, because that is taken down. */
import { h, mount } from '../../parts/h.js';
import { language, t } from '../../parts/i18n.js';
import { ruleList } from '../../parts/rule-list.js';
import { problemSentence } from '../words.js';

/**
 * @param {{get: Function}} tools
 * @param {string} number of the card
 * @returns {HTMLElement}
 */
export function cardRules({ get }, number) {
    const path = `/cards/${encodeURIComponent(number)}`;
    const body = h('div', { class: 'rules' });
    const pdf = `${path}?form=pdf&lang=${language()}`;
    const page = `${path}?form=html&lang=${language()}`;
    const element = h('details', { ontoggle: () => element.open && read() },
        h('summary', t('rep.person.card', { card: number })), body);
    let isRead = false;

    async function read() {
        if (isRead) return;
        isRead = true;
        try {
            const { body: file } = await get(path, { accept: 'application/json' });
            mount(body, ruleList(file.card.rules, { language: language() }),
                h('p', { class: 'buttons' },
                    h('a', { class: 'button is-small', href: pdf }, t('rep.pdf')),
                    h('a', { class: 'button is-small', href: page }, t('rep.seeCard'))));
        } catch (error) {
            isRead = false;
            mount(body, h('p', { role: 'alert' }, problemSentence(error)));
        }
    }
    return element;
}
