import { announce } from './announce.js';
import { moment, relative, time } from './format.js';
import { h, mount } from './h.js';
import { icon } from './icon.js';
import { t } from './i18n.js';
import { everySecond } from './tick.js';

const dots = { live: '●', connecting: '◐', reconnecting: '◐', paused: '‖', offline: '○', ended: '○' };

/**
 * "● Live", "◐ Reconnecting in 4 s", "○ Offline, showing what was known at 2:02 pm", with "Try now" where that helps.
 * Changes that last are said to those who hear the page; the countdown is not.
 *
 * @param {object} realtime of `startRealtime`: its status, watch and syncNow
 * @param {{now?: () => number, everySecond?: typeof everySecond, announce?: typeof announce}} [options]
 * @returns {HTMLElement}
 */
export function liveState(realtime, options = {}) {
    const { now = () => Date.now(), everySecond: tick = everySecond, announce: say = announce } = options;
    const dot = h('span', { class: 'live-dot', 'aria-hidden': 'true' });
    const words = h('span', { class: 'live-words' });
    const again = h('button', { type: 'button', class: 'button is-small', onclick: () => realtime.syncNow() },
        t('live.tryNow'));
    const element = h('div', { class: 'live-state' }, dot, words, again);
    let stopTicking = null;
    let told = null;

    function show() {
        const { connection, retryAt, updatedAt } = realtime.status;
        const text = sentence(connection, retryAt, updatedAt, now());
        if (words.textContent !== text) words.textContent = text;
        dot.textContent = dots[connection] ?? '○';
        element.dataset.connection = connection;
        again.hidden = !['reconnecting', 'offline'].includes(connection);
        const isCounting = connection === 'reconnecting' && retryAt;
        if (isCounting && !stopTicking) stopTicking = tick(show);
        if (!isCounting && stopTicking) stopTicking = void stopTicking();
        tell(connection, text);
    }

    function tell(connection, text) {
        const heard = { reconnecting: t('live.lost'), live: t('live.again') }[connection] ?? text;
        const isNews = connection !== 'connecting' && connection !== told;
        // That all is well at first is no news.
        if (isNews && told !== null) say(heard);
        if (isNews) told = connection;
    }

    realtime.watch(show);
    show();
    return element;
}

function sentence(connection, retryAt, updatedAt, now) {
    if (connection === 'reconnecting') {
        const seconds = retryAt ? Math.ceil((moment(retryAt) - now) / 1000) : 0;
        return seconds > 0 ? t('live.reconnectingIn', { n: seconds }) : t('live.reconnecting');
    }
    if (connection === 'offline' && updatedAt) return t('live.offlineSince', { time: time(updatedAt) });
    return t(`live.${connection}`);
}

/**
 * "Last updated 7:42 pm, 3 seconds ago", or "Syncing…", with "Sync latest data" and "Pause".
 *
 * @param {object} realtime of `startRealtime`
 * @param {{now?: () => number, everySecond?: typeof everySecond}} [options]
 * @returns {HTMLElement}
 */
export function lastUpdated(realtime, options = {}) {
    const { now = () => Date.now(), everySecond: tick = everySecond } = options;
    const words = h('span', { class: 'updated-words' });
    const sync = h('button', { type: 'button', class: 'button is-small', onclick: () => realtime.syncNow() },
        icon('sync'), h('span', t('live.sync')));
    const pause = h('button', { type: 'button', class: 'button is-small', onclick: toggle });
    const element = h('div', { class: 'last-updated' }, words, sync, pause);
    let isPaused = null;

    function toggle() {
        if (realtime.status.connection === 'paused') realtime.resume(); else realtime.pause();
    }

    function show() {
        const { connection, updatedAt, isSyncing } = realtime.status;
        const text = isSyncing ? t('live.syncing') : updatedSentence(updatedAt, now());
        if (words.textContent !== text) words.textContent = text;
        element.classList.toggle('is-syncing', Boolean(isSyncing));
        // Not disabled: a button that goes away under the finger takes the focus with it.
        sync.setAttribute('aria-disabled', String(Boolean(isSyncing)));
        if (isPaused !== (connection === 'paused')) {
            isPaused = connection === 'paused';
            mount(pause, icon(isPaused ? 'resume' : 'pause'), h('span', t(isPaused ? 'live.resume' : 'live.pause')));
        }
    }

    realtime.watch(show);
    tick(show);
    show();
    return element;
}

function updatedSentence(updatedAt, now) {
    if (!updatedAt) return t('live.neverUpdated');
    // Two clocks never agree entirely: what was updated is never said to lie ahead.
    const ago = relative(Math.min(moment(updatedAt), now), now);
    return t('live.updated', { time: time(updatedAt), ago });
}
