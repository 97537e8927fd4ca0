/**
 * Keeps the files of the participant's page, of one edition, for when there is no network. Nothing else: no answer of
 * the
 * API and no card, so that nothing about anybody stays on a device that is lent or sold.
 *
 * With a network the page itself is always fetched anew, and names the files of its own edition: nobody is kept on an
 * old one.
 */
/** The server writes the address of its edition here. */
const edition = '{assets}';
const shell = '/me';
/** How long a slow network is waited for before the page that is kept is shown. */
const patienceMs = 4000;
/** A page that is still open may ask for more of the edition before. */
const editionsKept = 2;

self.addEventListener('install', (event) => {
    event.waitUntil(keepEdition());
    self.skipWaiting();
});

self.addEventListener('activate', (event) => {
    event.waitUntil(Promise.all([forgetOlder(), self.clients.claim()]));
});

self.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== self.location.origin) return;
    if (request.mode === 'navigate') {
        if (url.pathname === shell) event.respondWith(page(request));
    } else if (url.pathname.startsWith('/assets/')) {
        event.respondWith(asset(request, url.pathname));
    }
});

async function page(request) {
    const kept = await caches.match(shell);
    if (!kept) return fetch(request);
    const slow = new Promise((resolve) => { setTimeout(() => resolve(kept), patienceMs); });
    const fresh = fetch(request).then((response) => (response.status >= 500 ? kept : response), () => kept);
    return Promise.race([fresh, slow]);
}

/** The address names the edition: what is kept under it is what it is. */
async function asset(request, path) {
    const kept = await caches.match(path);
    return kept ?? fetch(request);
}

/** The page, whatever it imports, now or later, and the texts of all languages. */
async function keepEdition() {
    const document = await fetched(shell);
    const text = await document.clone().text();
    const waiting = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]);
    const files = new Map([[shell, document]]);
    for (const language of ['en', 'es']) {
        for (const name of ['common', 'me', 'public']) waiting.push(`${edition}/messages/${language}/${name}.json`);
    }
    while (waiting.length > 0) {
        const paths = [...new Set(waiting.splice(0))].filter((path) => !files.has(path));
        await Promise.all(paths.map(async (path) => {
            const response = await fetched(path);
            files.set(path, response);
            if (path.endsWith('.js')) waiting.push(...imports(await response.clone().text(), path));
        }));
    }
    // All or nothing: half an edition would be a page that does not begin.
    const cache = await caches.open(edition);
    await Promise.all([...files].map(([path, response]) => cache.put(path, response)));
}

async function fetched(path) {
    const response = await fetch(path, { cache: path === shell ? 'no-store' : 'default', credentials: 'same-origin' });
    if (!response.ok || response.redirected) throw new Error(`${path}: ${response.status}`);
    return response;
}

function imports(text, path) {
    // Comments name modules too, and need not name them rightly.
    const lines = text.split('\n').filter((line) => !/^\s*(?:\/?\*|\/\/)/.test(line)).join('\n');
    const named = lines.matchAll(/(?:\bfrom |\bimport |\bimport\()'(\.{1,2}\/[^']+)'/g);
    return [...named].map((match) => new URL(match[1], new URL(path, self.location.origin)).pathname);
}

async function forgetOlder() {
    const names = await caches.keys();
    // In the order in which they were made.
    await Promise.all(names.slice(0, -editionsKept).map((name) => caches.delete(name)));
}
