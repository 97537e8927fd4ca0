import { equal, ok, test } from '../runner.js';
import { useMessages } from '/web/parts/i18n.js';
import { lastUpdated, liveState } from '/web/parts/live-state.js';
import { ticker } from '/web/parts/tick.js';

const words = {
    'live.live': 'Live', 'live.connecting': 'Connecting', 'live.paused': 'Paused',
    'live.lost': 'Lost.', 'live.again': 'Back.',
    'live.reconnecting': 'Reconnecting', 'live.reconnectingIn': 'Reconnecting in {n} s',
    'live.offline': 'Offline', 'live.offlineSince': 'Offline, as of {time}', 'live.tryNow': 'Try now',
    'live.syncing': 'Syncing', 'live.updated': '{ago}', 'live.neverUpdated': 'Never', 'live.sync': 'Sync',
    'live.pause': 'Pause', 'live.resume': 'Resume',
};

function stage(status) {
    useMessages(words, { locale: 'en-US' });
    const watchers = new Set();
    const calls = [];
    const ticks = new Set();
    const said = [];
    let clock = 1_000_000;
    const realtime = {
        status,
        watch: (handler) => { watchers.add(handler); return () => watchers.delete(handler); },
        syncNow: () => calls.push('sync'), pause: () => calls.push('pause'), resume: () => calls.push('resume'),
    };
    return {
        realtime, calls, ticks, said,
        become: (next) => { Object.assign(status, next); for (const watcher of watchers) watcher(); },
        later: (ms) => { clock += ms; for (const tick of ticks) tick(); },
        options: {
            now: () => clock, announce: (text) => said.push(text),
            everySecond: (handler) => { ticks.add(handler); return () => ticks.delete(handler); },
        },
        clock: () => clock,
    };
}

test('the countdown counts, and is not said aloud', () => {
    const { realtime, become, later, ticks, said, options, clock } = stage({ connection: 'live' });
    const element = liveState(realtime, options);
    const text = () => element.querySelector('.live-words').textContent;
    equal([text(), element.querySelector('button').hidden, ticks.size], ['Live', true, 0]);
    become({ connection: 'reconnecting', retryAt: clock() + 4000 });
    equal([text(), element.querySelector('button').hidden], ['Reconnecting in 4 s', false]);
    later(1000);
    equal(text(), 'Reconnecting in 3 s');
    later(5000);
    equal(text(), 'Reconnecting');
    equal(said, ['Lost.']);
    become({ connection: 'live', retryAt: null });
    equal([text(), ticks.size, said], ['Live', 0, ['Lost.', 'Back.']]);
});

test('offline says what is shown, and offers to try', () => {
    const { realtime, become, calls, options } = stage({ connection: 'live', updatedAt: '2026-10-06T18:02:00Z' });
    const element = liveState(realtime, options);
    become({ connection: 'offline' });
    ok(element.textContent.includes('Offline, as of '), element.textContent);
    element.querySelector('button').click();
    equal(calls, ['sync']);
});

test('when it was last updated is never in the future, and never is never', () => {
    const { realtime, become, later, options, clock } = stage({ connection: 'connecting', updatedAt: null });
    const element = lastUpdated(realtime, options);
    const text = () => element.querySelector('.updated-words').textContent;
    equal(text(), 'Never');
    become({ connection: 'live', updatedAt: clock() + 500 });
    equal(text(), 'now');
    later(3500);
    equal(text(), '3 seconds ago');
    become({ isSyncing: true });
    equal(text(), 'Syncing');
});

test('pause becomes resume', () => {
    const { realtime, become, calls, options } = stage({ connection: 'live', updatedAt: 1 });
    const element = lastUpdated(realtime, options);
    const button = () => element.querySelectorAll('button')[1];
    button().click();
    become({ connection: 'paused' });
    equal(button().textContent, 'Resume');
    button().click();
    equal(calls, ['pause', 'resume']);
});

test('the second hand stands still while nobody looks, and is right at once after', () => {
    const page = new EventTarget();
    page.hidden = false;
    const running = new Set();
    const tick = ticker({
        document: page, clearInterval: (run) => running.delete(run),
        setInterval: (run) => { running.add(run); return run; },
    });
    let count = 0;
    const off = tick(() => { count += 1; });
    equal(running.size, 1);
    page.hidden = true;
    page.dispatchEvent(new Event('visibilitychange'));
    equal([running.size, count], [0, 0]);
    page.hidden = false;
    page.dispatchEvent(new Event('visibilitychange'));
    equal([running.size, count], [1, 1]);
    off();
    equal(running.size, 0);
});
