/**
 * Finds out whether the other side is still there. A browser does not see a WebSocket's own pings, and a connection
 * whose network is gone stays open for minutes: so the server is asked, and what does not answer is dead.
 */
import { namedTimers } from './clock.js';

/**
 * @param {object} options
 * @param {{everyMs: number, timeoutMs: number}} options.settings
 * @param {(timeoutMs: number) => Promise<{at?: string, position?: number}>} options.ask  sends a ping; rejects where no
 *     answer came
 * @param {() => void} options.onSilence  told once; the heart stands still then
 * @param {(pong: {sentAt: number, receivedAt: number, at?: string, position?: number}) =>
 *     void} options.onPong
 * @param {import('./clock.js').Clock} options.clock
 * @returns {{start(): void, stop(): void, beatNow(): void, heard(): void}}
 */
export function heartbeat({ settings, ask, onSilence, onPong, clock }) {
    const timers = namedTimers(clock);
    let round = 0;
    let isRunning = false;
    let heardAt = 0;

    async function beat() {
        if (!isRunning) return;
        const own = round += 1;
        timers.cancel('beat');
        const sentAt = clock.now();
        try {
            const pong = await ask(settings.timeoutMs);
            if (!isRunning) return;
            onPong({ sentAt, receivedAt: clock.now(), at: pong?.at, position: pong?.position });
        } catch {
            if (!isRunning || own !== round) return;
            // Messages that came meanwhile are as good as an answer.
            if (heardAt <= sentAt) {
                stop();
                onSilence();
                return;
            }
        }
        if (isRunning && own === round) timers.set('beat', settings.everyMs, beat);
    }
    function stop() {
        isRunning = false;
        round += 1;
        timers.cancelAll();
    }
    return {
        start() {
            stop();
            isRunning = true;
            // At once: the first answer says how the clocks differ.
            beat();
        },
        stop,
        beatNow: beat,
        heard: () => { heardAt = clock.now(); },
    };
}
