/** What is shown of the deliveries, and whether new ones are followed. */
import { dateTime } from '../../parts/format.js';
import { h } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { isFiltered, sources, spans, understandings, unfiltered } from '../address.js';
import { eventWords, sourceWords } from '../words.js';
import { zoomEvents } from './events.js';

/**
 * @param {{address: ReturnType<import('../address.js').createAddress>}} options
 * @returns {{element: HTMLElement, following: HTMLElement, draw(seen: Iterable<string>): void}}
 *     seen: events that deliveries were of
 */
export function deliveryFilters({ address }) {
    const choice = (name, label, values, words, mayChange = () => true) => {
        const select = h('select', {
            id: `filter-${name}`, class: 'input',
            onchange: () => { if (mayChange(select.value)) address.change({ [name]: select.value || null }); },
        }, h('option', { value: '' }, t(`admin.filter.${name}Any`)),
        values.map((value) => h('option', { value }, words(value))));
        return { select, element: h('div', { class: 'filter' }, h('label', { for: select.id }, label), select) };
    };
    const event = choice('event', t('admin.column.event'), zoomEvents.map(([name]) => name), eventWords);
    const understanding = choice('understanding', t('admin.column.understanding'), understandings,
        (word) => t(`admin.understanding.${word}`));
    const source = choice('source', t('admin.column.source'), sources, sourceWords);
    const since = choice('since', t('admin.filter.since'), Object.keys(spans),
        (word) => t(`admin.filter.since.${word}`),
        askMoment);
    since.select.append(h('option', { value: 'from' }, t('admin.filter.since.from')));
    const moment = h('input', {
        type: 'datetime-local', class: 'input', hidden: true, 'aria-label': t('admin.filter.sinceMoment'),
        onchange: () => address.change({ since: moment.value ? new Date(moment.value).toISOString() : null }),
    });
    since.element.append(moment);
    const follow = h('input', {
        type: 'checkbox', id: 'filter-follow', onchange: () => address.change({ isFollowing: follow.checked }),
    });
    const clear = h('button', {
        type: 'button', class: 'button is-quiet is-small', onclick: () => address.change(unfiltered),
    }, t('admin.filter.clear'));
    const element = h('form', {
        class: 'filters', 'aria-label': t('admin.filter.label'), onsubmit: (submit) => submit.preventDefault(),
    }, event.element, understanding.element, source.element, since.element, clear);
    const following = h('label', { class: 'check no-print', for: 'filter-follow' }, follow,
        h('span', t('admin.filter.follow')));

    /** Not in the address before it is said from when. */
    function askMoment(value) {
        moment.hidden = value !== 'from';
        if (value === 'from') moment.focus();
        return value !== 'from';
    }

    function draw(seen) {
        const { current } = address;
        const known = new Set([...event.select.options].map((option) => option.value));
        for (const name of [...seen, current.event]) {
            if (!name || known.has(name)) continue;
            known.add(name);
            event.select.append(h('option', { value: name }, eventWords(name)));
        }
        event.select.value = current.event ?? '';
        understanding.select.value = current.understanding ?? '';
        source.select.value = current.source ?? '';
        const isMoment = current.since !== null && !Object.hasOwn(spans, current.since);
        since.select.value = isMoment ? 'from' : current.since ?? '';
        if (document.activeElement !== moment) {
            moment.hidden = !isMoment;
            moment.value = isMoment ? wallTime(current.since) : '';
            moment.title = isMoment ? dateTime(current.since) : '';
        }
        follow.checked = current.isFollowing;
        clear.hidden = !isFiltered(current);
    }
    return { element, following, draw };
}

/** As a field for date and time wants it, on the reader's clock. */
function wallTime(at) {
    const moment = new Date(at);
    return new Date(moment - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
