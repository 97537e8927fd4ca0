import { equal, ok, test } from '../runner.js';
import { FakeClock, answer, seeded } from '../fakes.js';
import { eventStreamParser } from '/web/realtime/transports/event-stream-parser.js';
import { openEventStream } from '/web/realtime/transports/event-stream.js';

function parsed(pieces) {
    const told = [];
    const parse = eventStreamParser({
        event: (name, data, id) => told.push([name, data, id]),
        comment: () => told.push(['comment']),
    });
    pieces.forEach(parse);
    return told;
}

const stream = '\uFEFFretry: 1500\nid: 7\nevent: alert\ndata: {"a":\ndata: 1}\n\n:\n\ndata:two\r\n\r\n'
    + 'event: nothing\n\nid\ndata\rdata\r\r: still here\n\nevent: cut';
const events = [
    ['alert', '{"a":\n1}', '7'], ['comment'], ['message', 'two', null], ['message', '\n', ''], ['comment'],
];

test('an event stream is taken apart as the standard has it', () => equal(parsed([stream]), events));

test('it may be cut anywhere', () => {
    equal(parsed([...stream]), events);
    for (let seed = 1; seed <= 100; seed += 1) {
        const random = seeded(seed);
        const pieces = [];
        for (let at = 0; at < stream.length;) {
            const length = random.below(6);
            pieces.push(stream.slice(at, at + length));
            at += length;
        }
        equal(parsed(pieces), events, `seed ${seed}`);
    }
});

/** An answer whose body is written bit by bit. */
function streaming() {
    let controller;
    const body = new ReadableStream({ start: (given) => { controller = given; } });
    const encoder = new TextEncoder();
    return {
        response: new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }),
        write: (text) => controller.enqueue(encoder.encode(text)),
        end: () => controller.close(),
    };
}

function listening(fetch, clock = new FakeClock()) {
    const told = [];
    const note = (name) => (value) => told.push(value === undefined ? [name] : [name, value]);
    const listener = Object.fromEntries(
        ['opened', 'message', 'advanced', 'heard', 'garbled', 'closed'].map((name) => [name, note(name)]));
    const transport = openEventStream({ query: '?since=5', listener, silenceMs: 60_000, clock, fetch });
    return { told, transport, clock };
}
/** Streams run on tasks of their own. */
const soon = () => new Promise((resolve) => { setTimeout(resolve, 20); });

test('messages are told as they come, and the last word with its code', async () => {
    const source = streaming();
    let asked;
    const { told } = listening(async (address) => {
        asked = address;
        return source.response;
    });
    await soon();
    equal([asked, told], ['/api/events?since=5', [['opened']]]);
    source.write('id: 6\nevent: alert\ndata: {"event":"alert","id":6}\n\n:\n\ndata: {\n\n');
    await soon();
    source.write('event: closed\ndata: {"event":"closed","data":{"code":4401,"reason":"expired"}}\n\n');
    await soon();
    equal(told.slice(1), [
        ['message', { event: 'alert', id: 6 }], ['heard'], ['garbled', '{'], ['closed', { isOpened: true, code: 4401 }],
    ]);
});

test('a refusal is told by the code that says the same', async () => {
    const cases = [[401, 4401], [503, 1013], [429, 1013], [500, 1006], [404, 1006], [200, 1006]];
    for (const [status, code] of cases) {
        const { told } = listening(async () => answer(status, {}, { 'Retry-After': '7' }));
        await soon();
        equal(told, [['closed', { isOpened: false, code, retryAfterMs: 7000 }]], String(status));
    }
});

test('a network that fails and a stream that ends are told once', async () => {
    const broken = listening(() => Promise.reject(new TypeError('offline')));
    await soon();
    equal(broken.told, [['closed', { isOpened: false, code: 1006 }]]);
    const source = streaming();
    const ended = listening(async () => source.response);
    await soon();
    source.end();
    await soon();
    equal(ended.told, [['opened'], ['closed', { isOpened: true, code: 1006 }]]);
});

test('a stream that falls silent is dead; a comment is a sign of life', async () => {
    const source = streaming();
    const { told, clock } = listening(async () => source.response);
    await soon();
    await clock.advance(50_000);
    source.write(':\n\n');
    await soon();
    await clock.advance(50_000);
    equal(told, [['opened'], ['heard']]);
    await clock.advance(10_000);
    equal(told.at(-1), ['closed', { isOpened: true, code: 1006 }]);
    equal(clock.running, 0);
});

test('nothing is told after it was closed, and the request is given up', async () => {
    const source = streaming();
    let signal;
    const { told, transport, clock } = listening(async (_, options) => {
        signal = options.signal;
        return source.response;
    });
    await soon();
    transport.close();
    source.write('data: {"event":"alert","id":6}\n\n');
    await soon();
    equal(told, [['opened']]);
    ok(signal.aborted);
    equal(clock.running, 0);
    equal(transport.send('x'), false);
});
