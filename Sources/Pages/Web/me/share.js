import { told } from '../public/problem-words.js';
import { copyButton, shareButton } from '../parts/copy.js';
import { dialog } from '../parts/dialog.js';
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';

/**
 * Shows the link with which others verify a card, and hands it or the PDF on as the device does that. The link is
 * fetched
 * before anything is tapped: browsers share only in answer to a tap, and do not wait for a network.
 *
 * @param {string} number of the card
 * @param {ReturnType<import('./cards.js').createCards>} cards
 * @param {{navigator?: Navigator}} [options]
 * @returns {Promise<void>} when it was closed
 */
export async function shareCard(number, cards, { navigator = globalThis.navigator } = {}) {
    const place = h('div', { class: 'share-link', 'aria-live': 'polite' },
        h('p', { class: 'muted' }, t('history.loading')));
    const shown = dialog({ title: t('card.shareTitle'), body: h('div', h('p', t('card.shareText')), place) });
    try {
        const link = await cards.verifyLink(number);
        mount(place, ...offers(link, number, await fileIfShared(number, cards, navigator), navigator));
    } catch (error) {
        mount(place, h('p', { class: 'dialog-problem' }, error.type ? told(error).sentence : t('card.shareNotLoaded')));
    }
    await shown;
}

function offers(link, number, file, navigator) {
    const title = t('card.shareName', { number });
    return [
        h('p', { class: 'share-address' },
            h('a', { href: link, dir: 'ltr', rel: 'noreferrer', target: '_blank' }, link)),
        h('div', { class: 'buttons' },
            shareButton({ data: { title, url: link }, label: t('card.shareSend'), navigator }),
            file && shareButton({ data: { title, files: [file] }, label: t('card.shareFile'), navigator }),
            copyButton({ text: link, label: t('card.shareCopy') })),
    ];
}

/** Only where the device takes files: a PDF is worth seconds of a slow network. */
async function fileIfShared(number, cards, navigator) {
    const isTaken = navigator.canShare?.({ files: [new File([''], 'card.pdf', { type: 'application/pdf' })] });
    return isTaken ? cards.pdf(number).catch(() => null) : null;
}
