import { equal, test } from '../runner.js';
import { FakeClock, FakePage } from '../fakes.js';
import { watchSurroundings } from '/web/realtime/surroundings.js';

function watching({ hiddenAfterMs = 60_000, prepare = () => {} } = {}) {
    const [window, document, clock, told] = [new FakePage(), new FakePage(), new FakeClock(), []];
    prepare(window, document);
    const on = Object.fromEntries(
        ['online', 'offline', 'hidden', 'shown', 'left', 'returned'].map((name) => [name, () => told.push(name)]));
    const stop = watchSurroundings({ window, document, clock, hiddenAfterMs, on });
    const look = (state) => {
        document.visibilityState = state;
        document.tell('visibilitychange');
    };
    return { window, document, clock, told, stop, look };
}

test('the network that comes and goes is told', () => {
    const { window, told } = watching();
    window.tell('offline');
    window.tell('online');
    equal(told, ['offline', 'online']);
    equal(watching({ prepare: (page) => { page.navigator.onLine = false; } }).told, ['offline']);
});

test('a tab that is hidden for long enough is told, and that somebody looks again', async () => {
    const { look, clock, told } = watching();
    look('hidden');
    await clock.advance(59_999);
    look('visible');
    await clock.advance(100_000);
    look('hidden');
    await clock.advance(60_000);
    equal(told, ['shown', 'hidden']);
    const never = watching({ hiddenAfterMs: null });
    never.look('hidden');
    await never.clock.advance(1e9);
    equal(never.told, []);
});

test('a page that goes and is returned to is told; one that is loaded is not', () => {
    const { window, told } = watching();
    window.tell('pageshow', { persisted: false });
    window.tell('pagehide', { persisted: true });
    window.tell('pageshow', { persisted: true });
    equal(told, ['left', 'returned']);
});

test('nothing is told once it stopped', async () => {
    const { window, document, clock, told, stop, look } = watching();
    look('hidden');
    stop();
    window.tell('offline');
    await clock.advance(1e6);
    equal([told, window.listeners, document.listeners, clock.running], [[], 0, 0, 0]);
});
