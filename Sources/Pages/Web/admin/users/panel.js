/** One person and how they come in, with what can be done about it. */
import { dateTime, number } from '../../parts/format.js';
import { h, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { empty } from '../../parts/empty.js';
import { summary } from '../summary.js';
import { problemSentence } from '../words.js';
import { repLinks, stateTag } from './list.js';

/**
 * @param {{api: object, actions: object, self: string, close: () => void}} tools self: the id of whoever looks
 * @param {string} id
 * @returns {Promise<{title: string, body: Node}>}
 */
export async function userPanel({ api, actions, self, close }, id) {
    const body = h('div');
    return { title: await draw(), body };

    async function draw() {
        const { body: user, etag } = await api.get(`/api/users/${encodeURIComponent(id)}`);
        const isSelf = user.id === self;
        const isOfficial = user.role !== 'participant';
        const act = (key, work) => async () => { if (await work(user, etag)) await redraw(key); };
        const button = (key, work, kind = null) => h('div', { class: 'action' },
            h('button', { type: 'button', class: ['button is-small', kind], onclick: act(key, work) },
                t(`admin.user.${key}`)),
            h('p', { class: 'small muted' }, t(`admin.user.${key}Hint`)));
        const isOut = user.state === 'disabled';
        const hasPassword = user.state === 'active';
        mount(body,
            h('p', { class: 'panel-sub' }, stateTag(user.state), ' ',
                h('span', { class: 'muted' }, t(`role.${user.role}`))),
            summary([
                ['admin.user.id', h('code', { dir: 'ltr' }, user.id)],
                (isOfficial || user.email) && ['admin.user.email', user.email ?? t('admin.user.noEmail')],
                user.invitedUntil && ['admin.user.invitedUntil', dateTime(user.invitedUntil)],
                ['admin.user.sessions', number(user.sessions)],
                ['admin.user.factor', t(user.hasSecondFactor ? 'admin.yes' : 'admin.no')],
                user.role === 'court-rep' && ['admin.user.pages', repLinks(user.id)],
            ]),
            h('section', h('h3', t('admin.user.actions')), isSelf && h('p', { class: 'muted' }, t('admin.user.isYou')),
                h('div', { class: 'action-list' },
                    !isOut && !hasPassword && button('invite', actions.invite,
                        user.state === 'not-invited' ? 'is-primary' : null),
                    hasPassword && !isSelf && button('reset', actions.reset),
                    user.sessions > 0 && !isSelf && button('sign-out', actions.signOut),
                    isOfficial && !isSelf && button('changeRole', actions.changeRole),
                    isOut ? button('enabling', actions.enable, 'is-primary')
                        : !isSelf && button('disabling', actions.disable))),
            !isOfficial && h('section', { class: 'danger' }, h('h3', t('admin.erase.heading')),
                h('p', t('admin.erase.text')),
                h('p', h('button', {
                    type: 'button', class: 'button is-small is-danger',
                    onclick: async () => { if (await actions.erase(user)) close(); },
                }, t('admin.erase.open')))));
        return user.name;
    }

    async function redraw() {
        try {
            await draw();
            body.querySelector('button')?.focus({ preventScroll: true });
        } catch (error) {
            mount(body, empty({ title: t('admin.notRead'), text: problemSentence(error), level: 3 }));
        }
    }
}
