/** One system that is sent what happens: how far that has come, what was tried, and what can be done. */
import { empty } from '../../parts/empty.js';
import { dateTime, number } from '../../parts/format.js';
import { h, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { table } from '../../parts/table.js';
import { tag } from '../../parts/verdict.js';
import { summary } from '../summary.js';
import { momentOf, momentWords, named, problemSentence } from '../words.js';
import { secretField } from './actions.js';
import { stateTag } from './list.js';

/**
 * @param {{api: object, actions: object, people: object, close: () => void}} tools
 * @param {string} id
 * @returns {Promise<{title: string, body: Node}>}
 */
export async function systemPanel({ api, actions, people, close }, id) {
    const path = `/api/subscriptions/${encodeURIComponent(id)}`;
    const body = h('div');
    const attempts = attemptList({ api, path });
    const title = await draw();
    attempts.read();
    return { title, body };

    async function draw() {
        const { body: one, etag } = await api.get(path);
        const after = (work) => async () => { if (await work()) await redraw(); };
        const button = (key, work, kind = null) => h('button', {
            type: 'button', class: ['button is-small', kind], onclick: work,
        }, t(key));
        mount(body,
            h('p', { class: 'panel-sub' }, stateTag(one.state)),
            one.disabledBecause && h('p', { lang: 'en', dir: 'ltr' }, one.disabledBecause),
            h('div', { class: 'actions' },
                button('admin.system.change', after(() => actions.edit(one, etag))),
                one.state === 'active'
                    ? null : button('admin.system.enable', after(() => actions.enable(one)), 'is-primary'),
                one.state !== 'disabled' && button('admin.system.disable', after(() => actions.disable(one))),
                button('admin.system.redeliver', after(() => actions.redeliver(one))),
                button('admin.system.remove', async () => { if (await actions.remove(one)) close(); })),
            summary([
                ['admin.system.url', h('code', { class: 'hash', dir: 'ltr' }, one.url)],
                ['admin.system.courtRep', one.courtRep ? people.nameOf(one.courtRep) : t('admin.system.everybody')],
                ['admin.system.events', one.events.length === 0 ? t('admin.system.allEvents')
                    : h('ul', { class: 'plain', role: 'list' },
                        one.events.map((event) => h('li', named('feed', event))))],
                ['admin.system.signatures', t(`admin.system.signed.${one.signatures}`)],
                ['admin.system.position', t('admin.system.positionText', { n: number(one.position) })],
                one.failures > 0 && ['admin.system.failures', t('admin.system.failuresText', { n: one.failures })],
                one.nextAttemptAt && one.state === 'retrying' && ['admin.system.next', momentOf(one.nextAttemptAt)],
                one.disabledAt && ['admin.system.disabledAt', momentOf(one.disabledAt)],
                ['admin.system.madeAt', momentOf(one.madeAt)],
            ]),
            one.publicKeys.length > 0 && h('section', h('h3', t('admin.system.publicKeys')),
                one.publicKeys.map(({ key, until }) => h('div', { class: 'key' },
                    secretField(key, t('admin.system.publicKey')),
                    until && h('p', { class: 'small muted' }, t('admin.system.keyUntil', { at: dateTime(until) }))))),
            attempts.element);
        return one.name;
    }

    async function redraw() {
        try {
            await draw();
            await attempts.read();
        } catch (error) {
            mount(body, empty({ title: t('admin.notRead'), text: problemSentence(error), level: 3 }));
        }
    }
}

function attemptList({ api, path }) {
    const note = h('p', { class: 'muted', role: 'status' });
    const rows = table({
        caption: t('admin.attempts.title'), isCaptionHidden: true, keyOf: (one) => one.id,
        columns: [
            { key: 'at', label: t('admin.attempts.at'), cell: (one) => momentWords(one.at) },
            {
                key: 'result', label: t('admin.attempts.result'), isHeader: true,
                cell: (one) => [tag(one.failure === null ? 'good' : 'problem',
                    one.status === null ? t('admin.attempts.noAnswer') : String(one.status), { isQuiet: true }),
                one.failure && h('span', { class: 'cell-small', lang: 'en', dir: 'ltr' }, one.failure)],
            },
            { key: 'event', label: t('admin.attempts.event'), cell: (one) => named('feed', one.event) },
            { key: 'position', label: t('admin.attempts.position'), isNumber: true,
              cell: (one) => number(one.position) },
            { key: 'took', label: t('admin.attempts.took'), isNumber: true,
              cell: (one) => `${number(one.tookMs)}\u00a0ms` },
        ],
    });
    rows.classList.add('attempts');
    const more = h('button', { type: 'button', class: 'button is-small', onclick: () => read(next) }, t('admin.older'));
    const again = h('button', { type: 'button', class: 'button is-small', onclick: () => read() },
        t('admin.readAgain'));
    const element = h('section', h('div', { class: 'block-head' }, h('h3', t('admin.attempts.title')), again),
        note, rows, more);
    let shown = [];
    let next = null;

    async function read(before = null) {
        try {
            const { body } = await api.get(`${path}/attempts?limit=50${before === null ? '' : `&before=${before}`}`);
            shown = before === null ? body.attempts : [...shown, ...body.attempts];
            next = body.next;
            rows.update(shown);
            note.textContent = t(shown.length === 0 ? 'admin.attempts.none' : 'admin.attempts.kept');
        } catch (error) {
            note.textContent = problemSentence(error);
        }
        rows.hidden = shown.length === 0;
        more.hidden = next === null;
    }
    rows.hidden = true;
    more.hidden = true;
    return { element, read };
}
