import { h, mount } from './h.js';
import { icon } from './icon.js';

let made = 0;

/**
 * A button that opens a short list of things to do or to choose from. Arrow keys, Home and End move in it, Escape
 * closes it and gives the focus back.
 *
 * @param {object} options label: the whole name for those who hear it; text: what is seen, or null; icon; className;
 *     items: [{text, run or href, isChosen: boolean of a choice, isNote: only read, lang}]
 * @returns {HTMLElement}
 */
export function menu({ label, text = null, icon: picture = null, items, className }) {
    const id = `menu-${made += 1}`;
    const list = h('div', { class: 'menu-list', id, role: 'menu', 'aria-label': label, hidden: true, onkeydown: move });
    const button = h('button', {
        type: 'button', class: ['button', 'menu-button', !text && 'is-icon'], 'aria-label': label,
        'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-controls': id, title: text ? null : label,
        onclick: () => show(list.hidden),
        onkeydown: (event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            show(true);
        },
    }, picture && icon(picture), text && h('span', { class: 'menu-text' }, text), text && icon('down'));
    const element = h('div', { class: ['menu', className] }, button, list);

    const entries = () => [...list.querySelectorAll('[role^=menuitem]')];

    function show(isOpen, { focus = true } = {}) {
        if (isOpen === !list.hidden) return;
        if (isOpen) mount(list, items.map(entry));
        list.hidden = !isOpen;
        button.setAttribute('aria-expanded', String(isOpen));
        const change = isOpen ? 'addEventListener' : 'removeEventListener';
        document[change]('pointerdown', outside, true);
        element[change]('focusout', left);
        if (isOpen) (entries().find((one) => one.getAttribute('aria-checked') === 'true') ?? entries()[0])?.focus();
        else if (focus) button.focus();
    }

    function entry(item) {
        if (item.isNote) return h('div', { class: 'menu-note', role: 'none' }, item.text);
        const isChoice = item.isChosen !== undefined;
        const props = {
            role: isChoice ? 'menuitemradio' : 'menuitem', class: 'menu-item', tabindex: '-1', lang: item.lang,
            'aria-checked': isChoice ? String(item.isChosen) : null,
        };
        const tick = isChoice && h('span', { class: 'menu-tick', 'aria-hidden': 'true' }, item.isChosen ? '✓' : '');
        if (item.href) return h('a', { ...props, href: item.href }, tick, item.text);
        const run = () => { show(false); item.run(); };
        return h('button', { ...props, type: 'button', onclick: run }, tick, item.text);
    }

    function outside(event) {
        if (!element.contains(event.target)) show(false, { focus: false });
    }

    function left(event) {
        if (event.relatedTarget && !element.contains(event.relatedTarget)) show(false, { focus: false });
    }

    function move(event) {
        const all = entries();
        const place = all.indexOf(document.activeElement);
        const steps = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: all.length - 1 };
        if (event.key === 'Escape') {
            event.stopPropagation();
            show(false);
        } else if (event.key === 'Tab') {
            show(false);
        } else if (event.key in steps) {
            event.preventDefault();
            all[(steps[event.key] + all.length) % all.length]?.focus();
        }
    }
    return element;
}
