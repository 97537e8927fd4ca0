import { equal, ok, test } from '../runner.js';
import { FakeClock } from '../fakes.js';
import { checkConfig } from '/web/realtime/config.js';
import { debugPanel } from '/web/realtime/debug.js';

function fake() {
    const calls = [];
    const call = (name) => (...given) => calls.push([name, ...given]);
    return {
        calls,
        status: { connection: 'live', transport: 'websocket', position: 7, retryAt: null, updatedAt: 0, isWhole: true },
        insight: {
            received: 3, byEvent: { alert: 3 }, latencyMs: { samples: 1, median: 12, p95: 12, most: 12 },
            recent: [{ event: 'alert', id: 7, at: null, receivedAt: 0 }], link: { phase: 'live' }, problems: [],
            filter: { events: null, participant: 'P-1001' }, session: { person: 'maria.lopez', role: 'court-rep' },
        },
        config: checkConfig({}).config,
        drop: call('drop'), force: call('force'), pause: call('pause'), resume: call('resume'),
        syncNow: call('syncNow'),
    };
}

test('the panel shows how things are, follows them, and names nobody', async () => {
    const clock = new FakeClock();
    const realtime = fake();
    const panel = debugPanel(realtime, { document, clock });
    panel.toggle();
    const shown = document.querySelector('.debug-panel');
    for (const text of ['connectionlive', 'position7', 'received3', 'median12', 'realtime.polling.everyMs30000']) {
        ok(shown.textContent.includes(text), text);
    }
    ok(!/P-1001|maria/.test(shown.textContent));
    realtime.status = { ...realtime.status, connection: 'offline' };
    await clock.advance(1000);
    ok(shown.textContent.includes('connectionoffline'));
    panel.close();
    equal([document.querySelector('.debug-panel'), clock.running], [null, 0]);
});

test('its buttons disturb the connection, and Escape closes it and gives the focus back', () => {
    const opener = document.createElement('button');
    document.body.append(opener);
    opener.focus();
    const realtime = fake();
    const panel = debugPanel(realtime, { document, clock: new FakeClock() });
    panel.toggle();
    const shown = document.querySelector('.debug-panel');
    for (const button of shown.querySelectorAll('button')) if (button.textContent !== 'Close') button.click();
    equal(realtime.calls, [
        ['drop'], ['force', 'websocket'], ['force', 'events'], ['force', 'polling'], ['force', null], ['pause'],
        ['resume'], ['syncNow'],
    ]);
    ok(shown.contains(document.activeElement));
    shown.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    equal([panel.isOpen, document.activeElement === opener], [false, true]);
    opener.remove();
});
