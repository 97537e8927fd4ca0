/** What to set up, in which order, and who does it: for the first day, and to look it up. */
import { h } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { copyButton } from '../parts/copy.js';
import { notice } from '../parts/notice.js';
import { isSomethingHeard } from './list.js';

const steps = ['roster', 'zoom', 'events', 'meetings', 'invite', 'first'];
/** By the names that Zoom's own page has, in English there. */
const events = [
    'Start Meeting', 'End Meeting', 'Participant/Host joined meeting', 'Participant/Host left meeting',
    'Participant joined waiting room', 'Participant left waiting room', 'Participant admitted',
    'Participant put in waiting room', 'Participant joined breakout room', 'Participant left breakout room',
    'Participant Phone/Room bind', 'Participant role changed', 'Sharing started', 'Sharing ended', 'Chat message sent',
];
const scopes = ['meeting:read:meeting', 'meeting:read:participant'];

/**
 * @param {{state: import('./state.js').DashboardState, isAdministrator: boolean, location?: Location}} options
 * @returns {HTMLElement}
 */
export function guide({ state, isAdministrator, location = globalThis.location }) {
    const address = `${location.origin}/webhooks/zoom`;
    const isHeard = isSomethingHeard(state);
    const extra = {
        zoom: () => h('div', { class: 'input-with' }, h('input', {
            class: 'input code', readonly: true, value: address, 'aria-label': t('rep.guide.address'),
            onfocus: (event) => event.target.select(),
        }), copyButton({ text: address, what: t('rep.guide.address') })),
        events: () => h('details', h('summary', t('rep.guide.eventNames')),
            h('ul', { lang: 'en' }, events.map((name) => h('li', name))),
            h('p', t('rep.guide.scopes'), ': ', scopes.map((name, index) => [index > 0 && ', ', h('code', name)]))),
    };
    return h('section', { class: 'guide', 'aria-labelledby': 'guide-title' },
        h('h2', { id: 'guide-title' }, t('rep.guide.title')),
        state.rows.size === 0 ? notice('attention', t('rep.guide.nobody'))
            : !isHeard ? notice('attention', t('rep.guide.silence')) : notice('good', t('rep.guide.heard')),
        h('ol', { class: 'steps' }, steps.map((step) => h('li',
            h('h3', t(`rep.guide.${step}`), ' ', h('span', { class: 'who' }, t(`rep.guide.${step}Who`))),
            h('p', t(`rep.guide.${step}Text`)), extra[step]?.()))),
        h('h3', t('rep.guide.everyDay')), h('p', t('rep.guide.everyDayText')),
        isAdministrator && h('p', h('a', { href: '/admin' }, t('rep.guide.toAdmin'))));
}
