import { equal, ok, test } from '../runner.js';
import { FakeClock, answer, settled } from '../fakes.js';
import { feedQuery } from '/web/realtime/transports/index.js';
import { openPolling } from '/web/realtime/transports/polling.js';
import { openWebSocket } from '/web/realtime/transports/websocket.js';
import { retryAfterMs } from '/web/realtime/transports/status.js';

function listening() {
    const told = [];
    const note = (name) => (value) => told.push(value === undefined ? [name] : [name, value]);
    const listener = Object.fromEntries(
        ['opened', 'message', 'advanced', 'heard', 'garbled', 'closed'].map((name) => [name, note(name)]));
    return { told, listener };
}

test('what is asked for stands in the address', () => {
    equal(feedQuery({}), '');
    equal(feedQuery({ since: 0 }), '?since=0');
    equal(
        feedQuery({ since: 7, events: ['alert', 'alert-cleared'], participant: 'P 1&2', limit: 3 }),
        '?since=7&events=alert%2Calert-cleared&participant=P+1%262&limit=3');
});

test('a wait is said in seconds or as a date', () => {
    const now = Date.parse('2026-10-06T23:00:00Z');
    const said = (text) => retryAfterMs(new Headers(text === null ? {} : { 'Retry-After': text }), now);
    equal([said(null), said('5'), said('soon'), said('-1')], [0, 5000, 0, 0]);
    equal([said('Tue, 06 Oct 2026 23:00:09 GMT'), said('Tue, 06 Oct 2026 22:00:00 GMT')], [9000, 0]);
});

class FakeSocket {
    static made = [];
    readyState = 0;
    sent = [];

    constructor(address, protocols) {
        Object.assign(this, { address, protocols });
        FakeSocket.made.push(this);
    }

    open() {
        this.readyState = 1;
        this.onopen();
    }

    send(text) { this.sent.push(text); }
    close(code) { this.closedWith = code; }
}

function socketAt(location) {
    const { told, listener } = listening();
    const transport = openWebSocket({ query: '?since=5', listener, WebSocket: FakeSocket, location });
    return { told, transport, socket: FakeSocket.made.at(-1) };
}

test('a WebSocket is opened beside the page, and tells what comes', () => {
    const { told, transport, socket } = socketAt({ protocol: 'https:', host: 'cards.example.gov' });
    equal([socket.address, socket.protocols], ['wss://cards.example.gov/ws?since=5', ['attendance-bridge.v1']]);
    equal(transport.send('early'), false);
    socket.open();
    socket.onmessage({ data: '{"event":"alert","id":6}' });
    socket.onmessage({ data: '{' });
    equal(transport.send('hello'), true);
    socket.onclose({ code: 1001 });
    equal(told, [
        ['opened'], ['message', { event: 'alert', id: 6 }], ['garbled', '{'],
        ['closed', { code: 1001, isOpened: true }],
    ]);
    equal([socket.sent, transport.send('late')], [['hello'], false]);
    equal(socketAt({ protocol: 'http:', host: 'localhost:1' }).socket.address, 'ws://localhost:1/ws?since=5');
});

test('a WebSocket that was closed here tells nothing more', () => {
    const { told, transport, socket } = socketAt({ protocol: 'https:', host: 'h' });
    transport.close();
    transport.close();
    socket.open();
    socket.onmessage({ data: '{"event":"alert","id":6}' });
    socket.onclose({ code: 1006 });
    equal([told, socket.closedWith], [[], 1000]);
});

function polling(answers, settings = { everyMs: 30_000, timeoutMs: 15_000 }) {
    const { told, listener } = listening();
    const clock = new FakeClock();
    const asked = [];
    const fetch = async (address, options) => {
        asked.push([address, options.headers['If-None-Match'] ?? null]);
        const next = answers.shift();
        if (next instanceof Error) throw next;
        return next === 'never' ? new Promise((_, reject) => {
            options.signal.addEventListener('abort', () => reject(options.signal.reason));
        }) : next;
    };
    const transport = openPolling({
        queryAfter: (since) => feedQuery({ since }), since: 5, listener, settings, clock, fetch,
    });
    return { told, transport, clock, asked };
}
const page = (messages, position, fields = {}, headers = {}) =>
    answer(200, { messages, position, resync: false, more: false, ...fields }, { ETag: `"${position}"`, ...headers });

test('asking now and then goes on from what was told, at once where there is more', async () => {
    const { told, clock, asked } = polling([
        page([{ event: 'alert', id: 6 }], 9, { more: true }), page([], 12), answer(304), page([], 12),
    ]);
    await clock.advance(0);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    await clock.advance(1);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    equal(asked, [['/api/feed?since=5', null], ['/api/feed?since=9', '"9"']]);
    equal(told, [
        ['opened'], ['heard'], ['message', { event: 'alert', id: 6 }], ['advanced', 9], ['heard'], ['advanced', 12],
    ]);
    await clock.advance(30_000);
    await settled();
    equal(asked.at(-1), ['/api/feed?since=12', '"12"']);
    equal(told.at(-1), ['heard']);
});

test('the server may ask for more patience', async () => {
    const { clock, asked } = polling([page([], 5, {}, { 'Poll-Interval': '60' }), page([], 5)]);
    await clock.advance(0);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    await clock.advance(59_000);
    equal(asked.length, 1);
    await clock.advance(1000);
    equal(asked.length, 2);
});

test('what was missed and is no longer kept is told as a resync', async () => {
    const { told, clock } = polling([page([], 40, { resync: true })]);
    await clock.advance(0);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    equal(told.at(-1), ['message', { event: 'resync', data: null, id: 40, at: null }]);
});

test('asking that fails is a connection that closes', async () => {
    const cases = [
        [answer(401, {}), 4401], [answer(503, {}, { 'Retry-After': '5' }), 1013], [new TypeError('offline'), 1006],
    ];
    for (const [given, code] of cases) {
        const { told, clock } = polling([given]);
        await clock.advance(0);
        equal([told.length, told[0][0], told[0][1].code, clock.running], [1, 'closed', code, 0]);
    }
});

test('an answer that does not come in time is none', async () => {
    const { told, clock } = polling(['never']);
    await clock.advance(14_999);
    equal(told, []);
    await clock.advance(1);
    equal(told, [['closed', { isOpened: false, code: 1006 }]]);
});

test('nothing is asked or told after it was closed', async () => {
    const { told, transport, clock, asked } = polling([page([{ event: 'alert', id: 6 }], 9)]);
    await clock.advance(0);
    transport.close();
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    await clock.advance(100_000);
    equal([asked.length, told], [1, []]);
    ok(clock.running === 0);
});
