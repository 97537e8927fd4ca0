import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { startPage } from '../parts/page.js';

/**
 * Begins a page that everybody may see.
 *
 * @param {string} title key of the text that names it
 * @returns {Promise<{session: object|null, main: HTMLElement}>} session: null also where nobody could be asked
 */
export async function startPublicPage(title) {
    const { session } = await startPage({ messages: ['public'] });
    document.title = `${t(title)} · ${t('product')}`;
    const skip = document.querySelector('.skip-link');
    if (skip) skip.textContent = t('nav.skip');
    return { session, main: document.querySelector('main') };
}

/** @returns {HTMLElement} what this is, and what strangers may do here */
export const about = () => h('footer', { class: 'about' }, h('p', t('about')),
    h('p', h('a', { href: '/verify' }, t('verify.link'))));

/**
 * Shows something else on the page, and takes whoever hears it to its heading.
 *
 * @param {HTMLElement} main
 * @param {...*} children the first is the heading
 */
export function turnTo(main, ...children) {
    mount(main, children);
    const heading = main.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
}
