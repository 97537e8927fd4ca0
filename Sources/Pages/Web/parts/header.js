import { h, mount } from './h.js';
import { icon } from './icon.js';
import { t } from './i18n.js';
import { languageMenu } from './language-menu.js';
import { menu } from './menu.js';
import { themeMenu } from './theme.js';

const pages = {
    'court-rep': [['/rep', 'nav.rep']],
    administrator: [['/admin', 'nav.admin'], ['/rep', 'nav.rep']],
    participant: [],
};
const homes = { participant: '/me', 'court-rep': '/rep', administrator: '/admin' };

/**
 * Draws the header of a page: the name of the product, the pages of the role, the live state, language, colours, and
 * who is signed in.
 *
 * @param {{session: object|null, path: string, signOut: () => void, document?: Document}} options
 * @returns {{live: HTMLElement, menu: HTMLElement}} live: empty, for the live state; menu: for more of a page's own
 */
export function drawHeader({ session, path, signOut, document = globalThis.document }) {
    const header = document.querySelector('body > header') ?? document.body.insertBefore(h('header'),
        document.querySelector('main'));
    const live = h('div', { class: 'header-live' });
    const more = h('div', { class: 'header-more' });
    const links = (session && pages[session.role]) ?? [];
    header.classList.add('site-header');
    mount(header, h('div', { class: 'header-inner' },
        h('a', { class: 'product', href: session ? homes[session.role] ?? '/' : '/' }, mark(), h('span', t('product'))),
        links.length > 1 && h('nav', { 'aria-label': t('nav.label') }, links.map(([address, key]) => h('a', {
            href: address, 'aria-current': path === address || path.startsWith(`${address}/`) ? 'page' : null,
        }, t(key)))),
        live,
        h('div', { class: 'header-tools' }, more, languageMenu(), themeMenu(), session && account(session, signOut))));
    return { live, menu: more };
}

function account(session, signOut) {
    const name = session.name ?? session.person;
    return menu({
        label: t('account.menu', { name }), text: name, icon: 'person',
        items: [
            { text: t(`role.${session.role}`), isNote: true },
            { text: t('account.signOut'), run: signOut },
        ],
    });
}

/** The sign of the product: a bridge. */
function mark() {
    return icon('bridge');
}
