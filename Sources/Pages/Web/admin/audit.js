/** Who did what, the newest first. The bridge tells it from the first on: where it ends is searched for. */
import { failure } from '../parts/empty.js';
import { number } from '../parts/format.js';
import { h, mount } from '../parts/h.js';
import { hasText, t } from '../parts/i18n.js';
import { table } from '../parts/table.js';
import { momentOf, named, problemSentence } from './words.js';

const aPage = 100;
/** The first step in the search for the end. */
const firstStep = 256;

/**
 * The number of the last entry: entries are numbered without gaps, so a few small questions find it.
 *
 * @param {(after: number, limit: number) => Promise<object[]>} read entries above a number
 * @param {number} from a number that is known to be there, or 0
 * @returns {Promise<number>}
 */
export async function findEnd(read, from = 0) {
    const isBeyond = async (place) => (await read(place, 1)).length === 0;
    let low = from;
    let step = firstStep;
    while (!await isBeyond(low + step)) {
        low += step;
        step *= 2;
    }
    let high = low + step;
    while (high - low > aPage / 2) {
        const middle = Math.floor((low + high) / 2);
        if (await isBeyond(middle)) high = middle; else low = middle;
    }
    return (await read(low, aPage)).at(-1)?.id ?? low;
}

/**
 * @param {{api: object, people: object}} options
 * @returns {{element: HTMLElement, show(): void, refresh(): Promise<void>}}
 */
export function auditLog({ api, people }) {
    const trouble = h('div');
    const note = h('p', { class: 'list-note muted', role: 'status' });
    const more = h('button', { type: 'button', class: 'button', hidden: true, onclick: () => readBelow() },
        t('admin.older'));
    const rows = table({
        caption: t('admin.view.audit'), isCaptionHidden: true, keyOf: (one) => one.id, columns: columns(people),
        empty: h('p', { class: 'muted' }, t('admin.audit.none')),
    });
    rows.classList.add('records', 'audit');
    rows.hidden = true;
    const element = h('section', { 'aria-labelledby': 'audit-title' },
        h('h2', { id: 'audit-title' }, t('admin.view.audit')), h('p', { class: 'muted' }, t('admin.audit.about')),
        note, trouble, rows, more);
    let shown = [];
    let end = 0;
    let reading = null;

    const read = async (after, limit) => (await api.get(`/api/audit-log?after=${after}&limit=${limit}`)).body.entries;

    async function readAll() {
        if (shown.length === 0) note.textContent = t('live.syncing');
        try {
            await people.ready().catch(() => {});
            const last = await findEnd(read, end);
            const from = shown.length === 0 ? Math.max(0, last - aPage) : end;
            await take(from, last);
            end = last;
            mount(trouble);
        } catch (error) {
            drawTrouble(error);
        }
        draw();
    }

    /** Entries above one number, up to another. */
    async function take(from, to) {
        const found = [];
        for (let after = from; after < to;) {
            const page = await read(after, Math.min(1000, to - after));
            if (page.length === 0) break;
            found.push(...page);
            after = page.at(-1).id;
        }
        const known = new Set(shown.map((one) => one.id));
        shown = [...shown, ...found.filter((one) => !known.has(one.id))].sort((a, b) => b.id - a.id);
    }

    async function readBelow() {
        const first = shown.at(-1)?.id ?? 1;
        try {
            await take(Math.max(0, first - 1 - aPage), first - 1);
            mount(trouble);
        } catch (error) {
            drawTrouble(error);
        }
        draw();
    }

    function drawTrouble(error) {
        mount(trouble, failure({
            title: t('admin.notRead'), text: problemSentence(error), level: 3,
            action: { label: t('page.tryAgain'), run: refresh },
        }));
    }

    function draw() {
        rows.hidden = false;
        rows.update(shown);
        note.textContent = shown.length === 0 ? '' : t('admin.audit.shown', { n: shown.length, all: end });
        more.hidden = shown.length === 0 || shown.at(-1).id <= 1;
    }

    function refresh() {
        reading ??= readAll().finally(() => { reading = null; });
        return reading;
    }
    return { element, refresh, show: () => void refresh() };
}

function columns(people) {
    return [
        { key: 'id', label: t('admin.audit.number'), isNumber: true, className: 'cell-wide',
          cell: (one) => number(one.id) },
        { key: 'at', label: t('admin.audit.at'), className: 'cell-at', cell: (one) => momentOf(one.at) },
        {
            key: 'actor', label: t('admin.audit.actor'), className: 'cell-actor',
            cell: (one) => [h('span', { dir: 'auto' }, actorWords(one, people)), ' ', one.role !== 'system'
                && one.role !== 'operator' && one.role !== 'public'
                && h('span', { class: 'cell-small' }, named('role', one.role))],
        },
        {
            key: 'action', label: t('admin.audit.action'), isHeader: true, className: 'cell-action',
            cell: (one) => actionWords(one),
        },
        {
            key: 'subject', label: t('admin.audit.subject'), className: 'cell-subject',
            cell: (one) => (people.nameOf(one.subject) === one.subject
                ? h('code', { class: 'hash', dir: 'ltr' }, one.subject)
                : [h('span', { dir: 'auto' }, people.nameOf(one.subject)),
                    h('span', { class: 'cell-small', dir: 'ltr' }, one.subject)]),
        },
        {
            key: 'detail', label: t('admin.audit.detail'), className: 'cell-detail',
            cell: (one) => h('span', { class: 'detail', dir: 'ltr' }, detailWords(one.detail)),
        },
    ];
}

const actorWords = ({ actor, role }, people) => (['system', 'operator', 'public'].includes(role)
    ? named('actor', role) : people.nameOf(actor));

function actionWords({ action, detail }) {
    const key = action === 'subscription-changed'
        ? `admin.systemChange.${detail?.what}` : `admin.change.${detail?.change}`;
    return hasText(key) ? t(key) : named('action', action);
}

/**
 * What else is told, as it stands in the log: its words are for programs, and a reader may look for them.
 *
 * @param {object} detail
 * @returns {string}
 */
export function detailWords(detail) {
    const word = (value) => (value !== null && typeof value === 'object'
        ? (Array.isArray(value) ? value.map(word).join(', ')
            : Object.entries(value).map(([name, inner]) => `${name} ${word(inner)}`).join(', '))
        : String(value));
    return Object.entries(detail ?? {}).map(([name, value]) => `${name}: ${word(value)}`).join(' · ');
}
