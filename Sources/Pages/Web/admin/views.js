/** The parts of the page beside the deliveries: fetched and made when somebody first looks at them. */
import { h } from '../parts/h.js';
import { zoomGuide } from './guide.js';

/**
 * @param {'systems'|'connections'|'users'|'audit'|'guide'} name
 * @param {object} tools api, address, people, isPaused, self, open
 * @returns {Promise<{element: HTMLElement, show?: () => void, hide?: () => void, draw?: () => void,
 *     refresh?: () => Promise<void>, mark?: (show: string|null) => void, link?: (show: string) => HTMLElement|null}>}
 */
export async function makeView(name, tools) {
    switch (name) {
    case 'systems': return (await import('./systems/list.js')).systemList(tools);
    case 'connections': return (await import('./connections.js')).connections(tools);
    case 'users': return (await import('./users/list.js')).userList(tools);
    case 'audit': return (await import('./audit.js')).auditLog(tools);
    default: return { element: h('section', zoomGuide()) };
    }
}
