/** One delivery: what it says, what the bridge made of it, and having that done again. */
import { confirm } from '../../parts/dialog.js';
import { copyButton } from '../../parts/copy.js';
import { announce } from '../../parts/announce.js';
import { h, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { notice } from '../../parts/notice.js';
import { duration, number } from '../../parts/format.js';
import { summary } from '../summary.js';
import { asked, bytes, eventWords, momentOf, named, sourceWords, understandingTag } from '../words.js';
import { prettyJSON } from './pretty.js';

/**
 * @param {{api: object}} options
 * @param {string} id
 * @returns {Promise<{title: string, body: Node[]}>}
 * @throws {ProblemError} where there is none, or it could not be read
 */
export async function deliveryPanel({ api }, id) {
    const { body: one } = await api.get(`/api/deliveries/${encodeURIComponent(id)}`);
    const lagMs = Date.parse(one.receivedAt) - Date.parse(one.sentAt);
    const done = h('div', { role: 'status' });
    return {
        title: eventWords(one.event),
        body: [
            h('p', { class: 'panel-sub' }, one.event && h('code', { dir: 'ltr' }, one.event), ' ',
                h('span', { class: 'muted' }, t('admin.delivery.number', { n: number(one.id) }))),
            summary([
                ['admin.column.received', momentOf(one.receivedAt)],
                ['admin.column.sent', [momentOf(one.sentAt), ' ', h('span', { class: 'muted' }, lagWords(lagMs))]],
                ['admin.column.occurrence', one.occurrence
                    ? h('code', { dir: 'ltr' }, one.occurrence) : t('admin.delivery.noOccurrence')],
                ['admin.column.understanding', [understandingTag(one.understanding),
                    h('span', { class: 'explain' }, named('understandingText', one.understanding))]],
                one.lateSigned && ['admin.delivery.signature', t('admin.delivery.lateSignedText')],
                ['admin.column.source', sourceWords(one.source)],
                ['admin.column.bytes', bytes(one.bytes)],
                ['admin.delivery.form', named('form', one.form)],
                ['admin.delivery.sha256', one.sha256 ? h('code', { class: 'hash', dir: 'ltr' }, one.sha256)
                    : t('admin.delivery.noHash')],
            ]),
            h('section', h('div', { class: 'block-head' }, h('h3', t('admin.delivery.body')),
                copyButton({ text: () => shownText(one.body), what: t('admin.delivery.body') })),
            h('p', { class: 'small muted' }, t('admin.delivery.masked')), bodyOf(one.body)),
            h('section', h('h3', t('admin.delivery.again')),
                h('p', t(one.occurrence ? 'admin.delivery.againText' : 'admin.delivery.againNot')), done,
                one.occurrence && h('p', h('button', {
                    type: 'button', class: 'button', onclick: () => deriveAgain(),
                }, t('admin.delivery.again')))),
        ],
    };

    async function deriveAgain() {
        const isDone = await confirm({
            title: t('admin.delivery.againTitle'), label: t('admin.delivery.again'),
            body: [h('p', t('admin.delivery.againText')), h('p', t('admin.delivery.againLog'))],
            run: () => asked(() => api.post(`/api/deliveries/${one.id}/rederivation`)),
        });
        if (!isDone) return;
        mount(done, notice('good', t('admin.delivery.againDone')));
        announce(t('admin.delivery.againDone'));
    }
}

/** How long it was on its way. Two clocks never agree entirely. */
function lagWords(ms) {
    if (ms < 0) return t('admin.delivery.ahead', { n: Math.ceil(-ms / 1000) });
    if (ms < 60_000) return t('admin.delivery.lag', { n: Math.floor(ms / 1000) });
    return t('admin.delivery.lagLong', { time: duration(ms) });
}

const shownText = (text) => prettyJSON(text)?.map((part) => part.text).join('') ?? text;

function bodyOf(text) {
    const parts = prettyJSON(text);
    return h('pre', { class: 'body', dir: 'ltr', tabindex: '0', role: 'region',
        'aria-label': t('admin.delivery.body') },
        parts === null ? text : parts.map(({ kind, text: piece }) => (kind === 'mark' ? piece
            : h('span', { class: [`is-${kind}`, piece === '"(hidden)"' && 'is-hidden'] }, piece))));
}
