import { told } from '../public/problem-words.js';
import { announce } from '../parts/announce.js';
import { formDialog } from '../parts/dialog.js';
import { reasonField } from '../parts/form.js';
import { date } from '../parts/format.js';
import { h } from '../parts/h.js';
import { t } from '../parts/i18n.js';

/**
 * Lets the reader say what is wrong with a card. What was written stays while it cannot be sent.
 *
 * @param {object} visit the attendance: {name, card, …}
 * @param {{day: string, rep: string, send: (reason: string, key: string) => Promise<void>}} options send: with a key
 *     that
 *     stays the same for the same dialog, so that it is done once however often it is sent
 * @returns {Promise<boolean>} whether it was sent
 */
export async function askWhatIsWrong(visit, { day, rep, send, newKey = () => crypto.randomUUID() }) {
    // The same words are the same dispute, however often they are sent; other words are another one.
    const keys = new Map();
    const sent = await formDialog({
        title: t('dispute.title'),
        before: [
            h('p', t('dispute.about', { name: visit.name ?? t('history.unnamed'), day })),
            h('p', { class: 'muted' }, t('dispute.next', { rep: upperFirst(rep) })),
        ],
        fields: [reasonField({ label: t('dispute.reason'), hint: t('dispute.reasonHint') })],
        submitLabel: t('dispute.send'),
        onSubmit: async ({ reason }) => {
            if (!keys.has(reason)) keys.set(reason, newKey());
            try {
                await send(reason, keys.get(reason));
            } catch (error) {
                throw told(error);
            }
        },
    });
    if (sent) announce(t('dispute.sent', { rep: upperFirst(rep) }));
    return Boolean(sent);
}

/**
 * What became of what the reader said about a card.
 *
 * @param {object} dispute as `/api/disputes` answers
 * @param {string} rep who answers
 * @returns {HTMLElement}
 */
export function disputeState({ reason, openedAt, answer, isTakenBack }, rep) {
    return h('div', { class: 'dispute' },
        h('p', t('dispute.said', { day: date(openedAt) })), h('blockquote', { dir: 'auto' }, reason),
        !answer && !isTakenBack && h('p', t('dispute.waiting', { rep: upperFirst(rep) })),
        answer && h('p', t('dispute.answered', { day: date(answer.at) })),
        answer && h('blockquote', { dir: 'auto' }, answer.reason),
        isTakenBack && h('p', t('dispute.takenBack')));
}

export const upperFirst = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
