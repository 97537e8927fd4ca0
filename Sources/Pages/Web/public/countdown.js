import { t } from '../parts/i18n.js';
import { number } from '../parts/format.js';
import { everySecond } from '../parts/tick.js';

/**
 * Counts down whole seconds, rounded up, so that nobody is told to go on too early.
 *
 * @param {number} ms how long
 * @param {{onTick: (seconds: number) => void, onEnd: () => void, now?: () => number,
 *     everySecond?: typeof everySecond}} options onTick: at once and every second while some are left
 * @returns {() => void} gives it up: neither is called again
 */
export function countDown(ms, { onTick, onEnd, now = () => Date.now(), everySecond: tick = everySecond }) {
    const until = now() + ms;
    const stop = tick(show);
    function show() {
        const left = Math.ceil((until - now()) / 1000);
        if (left > 0) return void onTick(left);
        stop();
        onEnd();
    }
    onTick(Math.max(1, Math.ceil(ms / 1000)));
    return stop;
}

/**
 * @param {number} seconds
 * @returns {string} "45 s", "12 min": minutes rounded up
 */
export const waitingTime = (seconds) => (seconds < 120 ? `${number(seconds)}\u00a0s`
    : `${number(Math.ceil(seconds / 60))}\u00a0${t('unit.min')}`);
