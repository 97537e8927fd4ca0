const file = '/service-worker.js';
/** So long nobody touched anything before the page is loaded anew by itself. */
const idleMs = 60_000;
const lookEveryMs = 60 * 60_000;

/**
 * Keeps the page's own files for when there is no network, and loads a newer edition of the page once that disturbs
 * nobody.
 *
 * @param {{navigator?: Navigator, window?: Window, document?: Document}} [options]
 */
export async function keepShell({
    navigator = globalThis.navigator, window = globalThis, document = globalThis.document,
} = {}) {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return;
    const hadOne = Boolean(serviceWorker.controller);
    // The first one takes over a page that is of the same edition.
    const replaced = () => reloadWhenIdle(window, document);
    if (hadOne) serviceWorker.addEventListener('controllerchange', replaced, { once: true });
    try {
        const registration = await serviceWorker.register(address(window), { scope: '/me', updateViaCache: 'none' });
        let lookedAt = Date.now();
        document.addEventListener('visibilitychange', () => {
            if (document.hidden || Date.now() - lookedAt < lookEveryMs) return;
            lookedAt = Date.now();
            registration.update().catch(() => {});
        });
    } catch {
        // A browser that keeps nothing for the site: the page works with a network only.
    }
}

/** Scripts are taken only from a policy that names the one file. */
function address({ trustedTypes }) {
    if (!trustedTypes) return file;
    const policy = trustedTypes.createPolicy('service-worker', {
        createScriptURL(text) {
            if (text !== file) throw new TypeError('another script');
            return text;
        },
    });
    return policy.createScriptURL(file);
}

function reloadWhenIdle(window, document) {
    let touchedAt = Date.now();
    const touched = () => { touchedAt = Date.now(); };
    for (const name of ['pointerdown', 'keydown', 'scroll']) {
        window.addEventListener(name, touched, { passive: true, capture: true });
    }
    const isWriting = () => document.querySelector('dialog[open]') !== null
        || ['INPUT', 'TEXTAREA'].includes(document.activeElement?.tagName);
    const look = () => {
        if (isWriting()) return;
        if (document.hidden || Date.now() - touchedAt >= idleMs) window.location.reload();
    };
    document.addEventListener('visibilitychange', look);
    window.setInterval(look, idleMs / 4);
    look();
}
