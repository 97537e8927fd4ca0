/** What the panel shows: a delivery, a system that is sent what happens, or a person. */
import { empty } from '../parts/empty.js';
import { t } from '../parts/i18n.js';
import { deliveryPanel } from './deliveries/panel.js';
import { problemSentence } from './words.js';

/**
 * @param {string} show as the address says it: delivery-940, system-…, user-…
 * @param {object} tools api, viewOf, people, self, close
 * @returns {Promise<{title: string, body: *}>} what went wrong, where it could not be read
 */
export async function loadPanel(show, tools) {
    const [, kind, id] = /^(delivery|system|user)-(.+)$/.exec(show) ?? [];
    try {
        if (kind === 'delivery') return await deliveryPanel(tools, id);
        if (kind === 'system') {
            const [{ systemPanel }, { actions }] = await Promise.all([
                import('./systems/panel.js'), tools.viewOf('systems'), tools.people.ready().catch(() => {}),
            ]);
            return await systemPanel({ ...tools, actions }, id);
        }
        if (kind === 'user') {
            const [{ userPanel }, { actions }] = await Promise.all([import('./users/panel.js'), tools.viewOf('users')]);
            return await userPanel({ ...tools, actions }, id);
        }
    } catch (error) {
        const isGone = error?.status === 404;
        return {
            title: t(isGone ? 'admin.panel.gone' : 'admin.notRead'),
            body: empty({
                title: t(isGone ? 'admin.panel.gone' : 'admin.notRead'), level: 3,
                text: isGone ? t('admin.panel.goneText') : problemSentence(error),
            }),
        };
    }
    return { title: t('admin.panel.gone'),
        body: empty({ title: t('admin.panel.gone'), text: t('admin.panel.goneText'), level: 3 }) };
}
