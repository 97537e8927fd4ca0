/** Modules that the first view does not need, with their texts. */
import { loadMessages } from '../parts/i18n.js';

const modules = {
    actions: () => import('./actions.js'),
    administrator: () => import('./administrator.js'),
    dialog: () => import('../parts/dialog.js'),
    empty: () => import('../parts/empty.js'),
    export: () => import('./export.js'),
    panel: () => import('../parts/panel.js'),
    person: () => import('./person/panel.js'),
    views: () => import('./views.js'),
    words: () => import('./words.js'),
};

/**
 * Loads modules when they are wanted; a browser that has them gives them at once.
 *
 * @param {...string} names
 * @returns {Promise<object>} everything that they export
 * @throws {TypeError} where the network has failed; asking again may help
 */
export async function later(...names) {
    const [, ...found] = await Promise.all([loadMessages(['rep-more']), ...names.map((name) => modules[name]())]);
    return Object.assign({}, ...found);
}

/**
 * Loads them all while nothing else is to be done, so that the page works on when the network is lost.
 *
 * @param {{setTimeout?: Function, afterMs?: number}} [options]
 */
export function warm({ setTimeout = globalThis.setTimeout.bind(globalThis), afterMs = 4000 } = {}) {
    const idle = globalThis.requestIdleCallback?.bind(globalThis) ?? ((run) => setTimeout(run, 0));
    setTimeout(() => idle(() => later(...Object.keys(modules)).catch(() => {})), afterMs);
}
