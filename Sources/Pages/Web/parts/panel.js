import { h, mount } from './h.js';
import { icon } from './icon.js';
import { t } from './i18n.js';

/**
 * A panel at the side that shows one thing of a list: opening it changes the address, so that it can be sent and gone
 * back from; Escape closes it and gives the focus back to where it was opened. On a narrow screen it lies over the
 * page.
 *
 * @param {object} options
 * @param {string} options.param name of the address's search parameter: 'participant' gives ?participant=P-1001
 * @param {(value: string) => {title: string, body: *, address?: string}|Promise<object>} options.load what is shown;
 *     called again for another value. While a promise is waited for, what was there stays
 * @param {() => void} [options.onClose]
 * @param {(value: string) => HTMLElement|null} [options.opener] what gets the focus back when the one that opened it is
 *     gone
 * @param {Window} [options.window] its location, history and matchMedia are used
 * @returns {{element: HTMLElement, open: (value: string) => Promise<void>, close: () => void, value: string|null,
 *     start: () => Promise<void>, stop: () => void}} element is put beside the list; start: opens what the address says
 */
export function sidePanel({ param, load, onClose, opener, window = globalThis }) {
    const { document } = window;
    const narrow = window.matchMedia('(max-width: 64rem)');
    const title = h('h2', { tabindex: '-1', class: 'panel-title' });
    const body = h('div', { class: 'panel-body' });
    const element = h('aside', { class: 'panel', hidden: true, 'aria-label': '', onkeydown: escape },
        h('div', { class: 'panel-head' }, title, h('button', {
            type: 'button', class: 'button is-icon', 'aria-label': t('panel.close'), title: t('panel.close'),
            onclick: () => close(),
        }, icon('close'))), body);
    let value = null;
    let before = null;
    let asked = 0;

    const inAddress = () => new URL(window.location.href).searchParams.get(param);

    function addressOf(next) {
        const url = new URL(window.location.href);
        if (next === null) url.searchParams.delete(param); else url.searchParams.set(param, next);
        return url;
    }

    async function show(next, { focus = true } = {}) {
        const turn = asked += 1;
        if (value === null) before = document.activeElement;
        value = next;
        const content = await load(next);
        // Another one was asked for meanwhile, or the panel was closed.
        if (turn !== asked || value !== next) return;
        mount(title, content.title);
        element.setAttribute('aria-label', content.title);
        mount(body, content.body);
        element.hidden = false;
        element.scrollTop = 0;
        cover();
        if (focus) title.focus({ preventScroll: true });
    }

    function hide() {
        asked += 1;
        const last = value;
        value = null;
        element.hidden = true;
        cover();
        mount(body);
        const back = before?.isConnected && before !== document.body ? before : opener?.(last);
        back?.focus({ preventScroll: true });
        onClose?.();
    }

    /** Over the page, nothing behind it can be reached. */
    function cover() {
        const isCovering = !element.hidden && narrow.matches;
        element.classList.toggle('is-covering', isCovering);
        for (const other of element.parentElement?.children ?? []) if (other !== element) other.inert = isCovering;
    }

    async function open(next) {
        // One step however many are looked at: going back closes the panel.
        const isStep = inAddress() === null;
        if (isStep) window.history.pushState({ panel: param }, '', addressOf(next));
        else window.history.replaceState(window.history.state, '', addressOf(next));
        await show(next);
    }

    function close() {
        if (value === null) return;
        // Back where the list is one step behind, so that the browser's back button does not open it again.
        if (window.history.state?.panel === param) window.history.back();
        else window.history.replaceState(null, '', addressOf(null));
        hide();
    }

    function escape(event) {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        close();
    }

    function follow() {
        const next = inAddress();
        if (next === value) return;
        if (next === null) hide(); else show(next);
    }

    async function start() {
        window.addEventListener('popstate', follow);
        narrow.addEventListener('change', cover);
        const first = inAddress();
        if (first !== null) await show(first, { focus: false });
    }

    function stop() {
        window.removeEventListener('popstate', follow);
        narrow.removeEventListener('change', cover);
    }
    return { element, open, close, start, stop, get value() { return value; } };
}
