/** The keyboard: never while somebody types, never with Ctrl, Alt or the like, and it can be switched off. */
import { h } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { later } from './lazy.js';

const stored = 'rep.keys';

/**
 * @param {object} options
 * @param {{move(step: number): void}} options.table
 * @param {() => void} options.search puts the focus there
 * @param {() => (() => void)|null} options.closing what Escape does, from wherever; null: nothing is open
 * @param {() => boolean} options.isTableShown
 * @param {Document} [options.document]
 * @param {Storage|null} [options.storage]
 * @returns {{help(): Promise<void>, stop(): void}}
 */
export function keyboard({
    table, search, closing, isTableShown, document = globalThis.document, storage = storageOfPage(),
}) {
    let isOn = storage?.getItem(stored) !== 'off';

    const isTyping = (target) => target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, '
        + '[contenteditable]');
    const isInRows = (target) => target.closest?.('tr[data-id]');

    function pressed(event) {
        if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
        if (isTyping(event.target) || document.querySelector('dialog[open], [role=menu]:not([hidden])')) return;
        const run = action(event);
        if (!run) return;
        event.preventDefault();
        run();
    }

    function action({ key, target }) {
        if (key === 'Escape') return closing();
        const isMovable = isTableShown();
        // Arrows scroll the page; only within the rows they go from one to the next.
        if (isMovable && isInRows(target)) {
            if (key === 'ArrowDown') return () => table.move(1);
            if (key === 'ArrowUp') return () => table.move(-1);
        }
        if (!isOn) return null;
        if (isMovable && key === 'j') return () => table.move(1);
        if (isMovable && key === 'k') return () => table.move(-1);
        if (key === '/') return search;
        return key === '?' ? help : null;
    }

    async function help() {
        const { dialog } = await later('dialog');
        const line = (keys, text) => h('div', h('dt', keys.map((key, index) => [index > 0 && ' ', h('kbd', key)])),
            h('dd', text));
        const box = h('input', {
            type: 'checkbox', checked: isOn,
            onchange: () => {
                isOn = box.checked;
                storage?.setItem(stored, isOn ? 'on' : 'off');
            },
        });
        await dialog({
            title: t('rep.keys.title'),
            body: [
                h('dl', { class: 'keys' }, line(['j', '↓'], t('rep.keys.down')), line(['k', '↑'], t('rep.keys.up')),
                    line(['Enter'], t('rep.keys.open')), line(['Esc'], t('rep.keys.close')),
                    line(['/'], t('rep.keys.search')), line(['?'], t('rep.keys.help'))),
                h('p', h('label', { class: 'check' }, box, h('span', t('rep.keys.on')))),
                h('p', { class: 'small muted' }, t('rep.keys.arrows')),
            ],
            actions: [{ label: t('dialog.close'), value: true }],
        });
    }

    document.addEventListener('keydown', pressed);
    return { help, stop: () => document.removeEventListener('keydown', pressed) };
}

function storageOfPage() {
    try {
        return globalThis.localStorage;
    } catch {
        return null;
    }
}
