/** Search and filter over the table. */
import { h } from '../parts/h.js';
import { icon } from '../parts/icon.js';
import { t } from '../parts/i18n.js';

const pauseMs = 120;
const choices = ['', 'behind', 'at-risk', 'on-track', 'complete'];

/**
 * @param {{address: ReturnType<import('./address.js').createAddress>, setTimeout?: Function}} options
 * @returns {{element: HTMLElement, draw(): void, focus(): void}}
 */
export function filters({ address, setTimeout = globalThis.setTimeout.bind(globalThis) }) {
    let timer = null;
    const search = h('input', {
        type: 'search', id: 'search', class: 'input', placeholder: t('rep.searchHint'), autocomplete: 'off',
        spellcheck: 'false', maxlength: 100, enterkeyhint: 'search', oninput: typed, onkeydown: key,
    });
    const standing = h('select', {
        id: 'standing', class: 'input',
        onchange: () => address.change({ standing: standing.value || null }),
    }, choices.map((word) => h('option', { value: word }, word ? t(`standing.${word}`) : t('rep.allStandings'))));
    const box = (name, label) => h('label', { class: 'check' }, h('input', {
        type: 'checkbox', 'data-name': name, onchange: (event) => address.change({ [name]: event.target.checked }),
    }), h('span', label));
    const boxes = [box('isPresent', t('rep.onlyPresent')), box('isForReview', t('rep.onlyReview'))];
    const element = h('form', { class: 'filters', role: 'search', 'aria-label': t('rep.filter'), onsubmit: submit },
        h('div', { class: 'search' }, h('label', { for: 'search', class: 'visually-hidden' }, t('rep.search')),
            icon('search'), search, h('kbd', { class: 'search-key', 'aria-hidden': 'true' }, '/')),
        h('label', { for: 'standing', class: 'visually-hidden' }, t('rep.column.standing')), standing, boxes);

    function typed() {
        clearTimeout(timer);
        timer = setTimeout(take, pauseMs);
    }

    /** What is typed is one step back, however many letters it has. */
    function take() {
        clearTimeout(timer);
        const query = search.value.trim();
        if (query === address.current.query) return;
        address.change({ query }, { replace: address.current.query !== '' && query !== '' });
    }

    function key(event) {
        if (event.key !== 'Escape' || search.value === '') return;
        event.preventDefault();
        search.value = '';
        take();
    }

    function submit(event) {
        event.preventDefault();
        take();
    }

    return {
        element,
        draw() {
            const { current } = address;
            if (document.activeElement !== search || current.query !== search.value.trim()) {
                if (search.value.trim() !== current.query) search.value = current.query;
            }
            standing.value = current.standing ?? '';
            for (const label of boxes) {
                const input = label.querySelector('input');
                input.checked = current[input.dataset.name];
            }
        },
        focus() {
            search.focus();
            search.select();
        },
    };
}
