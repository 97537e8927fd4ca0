/** The parts of the page beside the table: made when somebody first looks at them. */
import { h, mount } from '../parts/h.js';
import { activity } from './activity.js';
import { digest } from './digest.js';
import { goingOn } from './going-on.js';
import { guide } from './guide.js';
import { needsYou } from './needs.js';

export { meetingZones } from './zones.js';

/**
 * @param {'now'|'needs'|'activity'|'digest'|'guide'} name
 * @param {object} tools api, state, zones, address, courtRep, actions, open, linkTo, isAdministrator
 * @returns {{element: HTMLElement, draw?: () => void, show?: () => void, hide?: () => void, take?: Function}}
 */
export function makeView(name, tools) {
    switch (name) {
    case 'now': return goingOn(tools);
    case 'needs': return needsYou(tools);
    case 'activity': return activity(tools);
    case 'digest': return digest(tools);
    default: {
        const element = h('div');
        return { element, draw: () => mount(element, guide(tools)) };
    }
    }
}
