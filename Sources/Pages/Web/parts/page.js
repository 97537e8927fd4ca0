import { currentSession, sessions, signOut } from '../api/session.js';
import { announce } from './announce.js';
import { drawHeader } from './header.js';
import { h, mount } from './h.js';
import { loadMessages, t } from './i18n.js';
import { startTheme } from './theme.js';

/** Where each role begins. */
export const homes = { participant: '/me', 'court-rep': '/rep', administrator: '/admin' };

/**
 * Begins a page: its texts, its reader, its header. Who is not signed in goes to sign in and comes back here; who may
 * not see this page goes to the one that is theirs. Then the promise is never fulfilled, because the page is left.
 *
 * @param {object} options
 * @param {string[]} [options.messages] files of texts besides 'common'
 * @param {string[]|null} [options.needs] roles that may see it; null: a public page, with or without a session
 * @param {object} [options.location] as `window.location`; only `assign`, `pathname`, `search` and `hash` are used
 * @param {() => Promise<object|null>} [options.currentSession]
 * @returns {Promise<{session: object|null, config: object, header: {live: HTMLElement, menu: HTMLElement}|null}>}
 *     config: of this environment; header.live: where the live state is put
 */
export async function startPage(options = {}) {
    const { messages = [], needs = null, location = globalThis.location, document = globalThis.document } = options;
    startTheme();
    const config = pageConfig(document);
    const asked = askSession(options.currentSession ?? currentSession);
    await loadMessages(['common', ...messages]);
    const { session, error } = await asked;
    if (error && needs) {
        drawFailure(document, () => globalThis.location.reload());
        throw error;
    }
    if (needs && !session) return leave(location, signInAddress(location));
    if (needs && !needs.includes(session.role)) return leave(location, homes[session.role] ?? '/');
    const header = drawHeader({ session, path: location.pathname, document, signOut: () => endSession(location) });
    // Ended elsewhere or by time: the reader comes back to where they were.
    const comeBack = () => location.assign(signInAddress(location));
    if (needs) sessions.addEventListener('sessionEnded', comeBack, { once: true });
    return { session, config, header };
}

/**
 * The settings of this environment, as the server wrote them into the page.
 *
 * @param {Document} [document]
 * @returns {object} empty where there are none
 */
export function pageConfig(document = globalThis.document) {
    const text = document.getElementById('page-config')?.textContent.trim();
    // Opened as a file or from another server, the braces are still there.
    if (!text || text === '{config}') return {};
    return JSON.parse(text);
}

/**
 * The address of the sign-in page, which brings back to where the reader is.
 *
 * @param {{pathname: string, search?: string, hash?: string}} location
 * @returns {string}
 */
export function signInAddress({ pathname, search = '', hash = '' }) {
    return `/sign-in?next=${encodeURIComponent(pathname + search + hash)}`;
}

async function askSession(ask) {
    try {
        return { session: (await ask()) ?? null };
    } catch (error) {
        return error.status === 401 ? { session: null } : { session: null, error };
    }
}

async function endSession(location) {
    try {
        await signOut();
        // The last address counts: whoever signs in next begins anew.
        location.assign('/sign-in');
    } catch {
        announce(t('account.notSignedOut'), { assertive: true });
    }
}

/** The old page stays until the new one is there. */
function leave(location, address) {
    location.assign(address);
    return new Promise(() => {});
}

function drawFailure(document, again) {
    const main = document.querySelector('main') ?? document.body;
    const retry = h('button', { type: 'button', class: 'button is-primary', onclick: again }, t('page.tryAgain'));
    mount(main, h('div', { class: 'empty', role: 'alert' },
        h('h1', t('page.notLoaded')), h('p', t('page.notLoadedText')), h('p', retry)));
}
