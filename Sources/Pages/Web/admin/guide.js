/** What to set up at Zoom: for the first day, and to look it up. */
import { copyButton } from '../parts/copy.js';
import { h } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { zoomEvents } from './deliveries/events.js';

const steps = ['app', 'secret', 'address', 'events', 'scopes', 'validate', 'check'];
const scopes = ['meeting:read:meeting', 'meeting:read:participant'];

/**
 * @param {{title?: string, text?: string, level?: number, location?: Location}} [options] title, text: of what stands
 *     above the steps
 * @returns {HTMLElement}
 */
export function zoomGuide({ title = t('admin.guide.title'), text = t('admin.guide.text'), level = 2, location } = {}) {
    const address = `${(location ?? globalThis.location).origin}/webhooks/zoom`;
    const extra = {
        secret: () => h('p', h('code', { dir: 'ltr' }, 'BRIDGE_ZOOM_SECRETS')),
        address: () => [h('div', { class: 'input-with' }, h('input', {
            class: 'input code', readonly: true, value: address, 'aria-label': t('admin.guide.endpoint'), dir: 'ltr',
            onfocus: (event) => event.target.select(),
        }), copyButton({ text: address, what: t('admin.guide.endpoint') })),
        !address.startsWith('https:') && h('p', { class: 'small muted' }, t('admin.guide.notPublic'))],
        events: () => h('ul', { lang: 'en', dir: 'ltr', class: 'event-names' },
            zoomEvents.map(([, name]) => h('li', name))),
        scopes: () => h('p', { dir: 'ltr' }, scopes.map((name, index) => [index > 0 && ', ', h('code', name)])),
    };
    return h('div', { class: 'guide' }, h(`h${level}`, title), h('p', text),
        h('ol', { class: 'steps' }, steps.map((step) => h('li', h(`h${level + 1}`, t(`admin.guide.${step}`)),
            h('p', t(`admin.guide.${step}Text`)), extra[step]?.()))));
}
