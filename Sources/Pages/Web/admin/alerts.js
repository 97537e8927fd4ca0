/** What administrators were alerted to, also what is over. */
import { dialog } from '../parts/dialog.js';
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { drawAlert } from './status.js';
import { problemSentence } from './words.js';

/**
 * @param {{api: object}} options
 * @returns {Promise<void>} fulfilled when it is closed
 */
export async function showAllAlerts({ api }) {
    const list = h('ul', { class: 'alerts', role: 'list' });
    const note = h('p', { class: 'muted', role: 'status' }, t('live.syncing'));
    const more = h('button', { type: 'button', class: 'button', hidden: true, onclick: () => read() },
        t('admin.older'));
    let next = null;

    async function read() {
        try {
            const { body } = await api.get(`/api/alerts?limit=50${next === null ? '' : `&before=${next}`}`);
            list.append(...body.alerts.map(drawAlert));
            next = body.next;
            more.hidden = next === null;
            mount(note, list.children.length === 0 && t('admin.alerts.none'));
        } catch (error) {
            mount(note, problemSentence(error));
            more.hidden = false;
        }
    }
    read();
    await dialog({ title: t('admin.alerts.all'), isWide: true, body: h('div', note, list, more) });
}
