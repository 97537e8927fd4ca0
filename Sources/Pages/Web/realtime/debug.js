/**
 * A panel for whoever looks after the pages: how the connection is, what came and how late, with buttons to disturb it.
 * Shows messages by event and position only, and people not at all. In English, like logs.
 */

const refreshMs = 1000;

/**
 * @param {object} realtime  as `startRealtime` returned it
 * @param {{document?: Document, clock?: import('./clock.js').Clock, notes?: () => Object<string, *>}} [options]  notes:
 *     more to show, such as texts that were not found
 * @returns {{toggle(): void, close(): void, readonly isOpen: boolean}}
 */
export function debugPanel(realtime, { document = globalThis.document, clock, notes = () => ({}) } = {}) {
    let panel = null;
    let timer = null;
    let opener = null;
    let body;

    function element(tag, fields = {}, ...children) {
        const made = document.createElement(tag);
        const { on = {}, ...attributes } = fields;
        for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
        for (const [name, handler] of Object.entries(on)) made.addEventListener(name, handler);
        made.append(...children.map((child) => (child instanceof Node ? child : String(child))));
        return made;
    }
    const button = (text, run) => element('button', { type: 'button', on: { click: () => { run(); show(); } } }, text);

    function build() {
        if (!document.querySelector('link[data-debug-panel]')) {
            document.head.append(element('link', {
                rel: 'stylesheet', href: new URL('./debug.css', import.meta.url).href, 'data-debug-panel': '',
            }));
        }
        body = element('div', { class: 'debug-body', tabindex: '0', role: 'region', 'aria-label': 'Details' });
        panel = element('aside', {
            class: 'debug-panel', lang: 'en', dir: 'ltr', 'aria-label': 'Debug panel',
            on: {
                keydown: (event) => {
                    if (event.key !== 'Escape') return;
                    event.stopPropagation();
                    close();
                },
            },
        }, element('h2', {}, 'Realtime'), element(
            'p', { class: 'debug-buttons' },
            button('Drop connection', () => realtime.drop()),
            button('WebSocket', () => realtime.force('websocket')),
            button('Event stream', () => realtime.force('events')),
            button('Polling', () => realtime.force('polling')),
            button('Any transport', () => realtime.force(null)),
            button('Pause', () => realtime.pause()),
            button('Resume', () => realtime.resume()),
            button('Load all', () => realtime.syncNow()),
            button('Close', close),
        ), body);
        document.body.append(panel);
    }

    function table(caption, rows) {
        return element('table', {}, element('caption', {}, caption), element('tbody', {}, ...rows.map(
            ([name, ...values]) => element('tr', {}, element('th', { scope: 'row' }, name),
                ...values.map((value) => element('td', {}, plain(value)))))));
    }

    function show() {
        if (!panel) return;
        const { recent, byEvent, latencyMs, link, problems, session, filter, ...counts } = realtime.insight;
        const { connection, transport, position, retryAt, updatedAt, ...others } = realtime.status;
        const top = body.scrollTop;
        body.replaceChildren(...[
            table('State', [
                ['connection', connection], ['transport', transport ?? 'none'], ['position', position ?? 'none'],
                ['retry at', moment(retryAt)], ['up to date at', moment(updatedAt)],
                ...Object.entries(others),
                ['role', session?.role ?? 'not known'],
                // Whom it follows is a person.
                ['told', filter.events?.join(', ') ?? 'everything'],
                ['about', filter.participant === null ? 'everybody' : 'one participant'],
            ]),
            table('Connection', Object.entries(link)),
            table('Counts', Object.entries(counts)),
            table('Latency, ms', Object.entries(latencyMs)),
            table('Received', Object.entries(byEvent)),
            table('Notes', Object.entries(notes())),
            table('Last messages', [...recent].reverse().map(
                ({ event, id, receivedAt }) => [event, id, moment(receivedAt)])),
            table('Mistakes in settings', problems.map(({ path, problem }) => [path, problem])),
            table('Settings', [...leaves(realtime.config)]),
        ].filter((one) => one.rows.length > 0));
        body.scrollTop = top;
    }

    function next() {
        timer = clock.setTimeout(() => {
            show();
            next();
        }, refreshMs);
    }
    function close() {
        if (!panel) return;
        clock.clearTimeout(timer);
        panel.remove();
        panel = null;
        opener?.focus?.();
    }
    return {
        get isOpen() { return panel !== null; },
        close,
        toggle() {
            if (panel) {
                close();
                return;
            }
            opener = document.activeElement;
            build();
            show();
            next();
            panel.querySelector('button').focus();
        },
    };
}

const moment = (ms) => (ms === null || ms === undefined ? 'none' : new Date(ms).toISOString());
const plain = (value) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));

function* leaves(group, path = '') {
    for (const [name, value] of Object.entries(group)) {
        const here = path ? `${path}.${name}` : name;
        if (typeof value === 'object' && value !== null) yield* leaves(value, here);
        else yield [here, value];
    }
}
