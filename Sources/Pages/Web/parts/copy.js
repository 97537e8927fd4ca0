import { announce } from './announce.js';
import { h, mount } from './h.js';
import { icon } from './icon.js';
import { t } from './i18n.js';

/**
 * A button that copies a text, and says so in its place for a moment.
 *
 * @param {object} options text: string, or a function that gives it; label; what: what is copied, for those who hear
 *     it; clipboard; setTimeout
 * @returns {HTMLButtonElement}
 */
export function copyButton(options) {
    const {
        text, label = t('copy.copy'), what = null, clipboard = navigator.clipboard,
        setTimeout = globalThis.setTimeout.bind(globalThis),
    } = options;
    const button = h('button', {
        type: 'button', class: 'button', 'aria-label': what ? `${label}: ${what}` : null, onclick: copy,
    });
    const usual = () => mount(button, icon('copy'), h('span', label));

    async function copy() {
        try {
            await clipboard.writeText(typeof text === 'function' ? text() : text);
            mount(button, icon('good'), h('span', t('copy.copied')));
            announce(t('copy.copied'));
        } catch {
            announce(t('copy.failed'), { assertive: true });
            mount(button, icon('attention'), h('span', t('copy.failedShort')));
        }
        setTimeout(usual, 3000);
    }
    usual();
    return button;
}

/**
 * A button that hands an address or files to the device's own share sheet.
 *
 * @param {object} options data: what `navigator.share` takes (title, text, url, files), or a function that gives it or
 *     a promise of it; label; navigator
 * @returns {HTMLButtonElement|null} null where the device cannot share: offer a download or a copy instead
 */
export function shareButton({ data, label = t('copy.share'), navigator = globalThis.navigator }) {
    if (!navigator.share) return null;
    const button = h('button', { type: 'button', class: 'button', onclick: share }, icon('share'), h('span', label));

    async function share() {
        if (button.getAttribute('aria-disabled') === 'true') return;
        button.setAttribute('aria-disabled', 'true');
        try {
            await navigator.share(await (typeof data === 'function' ? data() : data));
        } catch (error) {
            // Whoever closes the sheet changed their mind; that is not a failure.
            if (error.name !== 'AbortError') announce(t('copy.shareFailed'), { assertive: true });
        } finally {
            button.removeAttribute('aria-disabled');
        }
    }
    return button;
}
