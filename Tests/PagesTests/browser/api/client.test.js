import { equal, ok, test, throws } from '../runner.js';
import { FakeClock, answer } from '../fakes.js';
import { NetworkError, ProblemError, SessionEndedError, TimeoutError, isWorthRetrying } from '/web/api/problems.js';
import { checkConfig } from '/web/realtime/config.js';
import { createClient } from '/web/api/client.js';

/** Time that passes by itself whenever somebody waits for it. */
function hurried(clock) {
    const timer = setInterval(() => clock.advance(500), 1);
    return () => clearInterval(timer);
}

function asking(answers, settings = {}) {
    const clock = new FakeClock();
    const asked = [];
    let keys = 0;
    const client = createClient({
        clock, random: () => 0.5, newKey: () => `key-${keys += 1}`,
        settings: { ...checkConfig({}).config.api, ...settings },
        fetch: async (path, options) => {
            asked.push({ path, ...options });
            const next = answers.shift();
            if (next instanceof Error) throw next;
            return typeof next === 'function' ? next(options) : next;
        },
    });
    return { client, clock, asked };
}
const never = ({ signal }) => new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
});

test('an answer is told with its tag, position and patience', async () => {
    const headers = { ETag: '"a,b"', 'Feed-Position': '42', 'Poll-Interval': '30' };
    const { client, asked } = asking([answer(200, { a: 1 }, headers), answer(304, null, headers)]);
    const { status, body, etag, position, pollSeconds, notModified } = await client.get('/api/x');
    equal([status, body, etag, position, pollSeconds, notModified], [200, { a: 1 }, '"a,b"', 42, 30, false]);
    const again = await client.get('/api/x', { etag });
    equal([again.notModified, again.body, again.position], [true, null, 42]);
    equal([asked[0].headers['If-None-Match'], asked[1].headers['If-None-Match']], [undefined, '"a,b"']);
    ok(asked.every(({ credentials, cache }) => credentials === 'same-origin' && cache === 'no-store'));
});

test('what changes something carries the proof and a key; what reads carries neither', async () => {
    const { client, asked } = asking([answer(200, {}), answer(201, {}), answer(200, {}), answer(204), answer(201, {})]);
    client.setProof('proof');
    await client.get('/api/x');
    await client.post('/api/x', { a: 1 });
    await client.put('/api/x', { a: 1 }, { ifMatch: '"1"' });
    await client.delete('/api/x');
    await client.post('/api/sessions', {}, { isPublic: true });
    const fields = ['X-CSRF-Token', 'Idempotency-Key', 'If-Match', 'Content-Type'];
    equal(asked.map(({ headers }) => fields.map((name) => headers[name] ?? null)), [
        [null, null, null, null], ['proof', 'key-1', null, 'application/json'],
        ['proof', null, '"1"', 'application/json'],
        ['proof', null, null, null], ['proof', null, null, 'application/json'],
    ]);
    equal(asked.map(({ body }) => body ?? null), [null, '{"a":1}', '{"a":1}', null, '{}']);
});

test('a refusal is a problem with its words', async () => {
    const { client } = asking([
        answer(412, { type: '/problems/precondition-failed', title: 'Changed', detail: 'Read it again.', status: 412 },
            { ETag: '"9"' }),
        answer(500, null), new Response('<h1>no', { status: 404, headers: { 'Content-Type': 'text/html' } }),
    ]);
    const error = await throws(() => client.put('/api/x', {}, { ifMatch: '"1"' }));
    ok(error instanceof ProblemError);
    equal([error.status, error.kind, error.title, error.message, error.etag], [
        412, 'precondition-failed', 'Changed', 'Read it again.', '"9"',
    ]);
    equal((await throws(() => client.get('/api/x'))).message, 'The server answered 500.');
    equal((await throws(() => client.get('/api/x'))).status, 404);
});

test('a read, and a POST under its own key, is sent again where the network fails', async () => {
    const lost = () => new TypeError('Failed to fetch');
    const { client, clock, asked } = asking([
        lost(), lost(), answer(200, { a: 1 }), lost(), answer(201, {}), lost(), lost(), lost(), lost(),
    ]);
    const stop = hurried(clock);
    equal((await client.get('/api/x')).body, { a: 1 });
    await client.post('/api/x', {});
    equal(asked.slice(3).map(({ headers }) => headers['Idempotency-Key']), ['key-1', 'key-1']);
    await throws(() => client.get('/api/x'), (error) => error instanceof NetworkError);
    equal(asked.length, 8, 'three times, and no more');
    await throws(() => client.put('/api/x', {}), (error) => error instanceof NetworkError);
    equal(asked.length, 9, 'nobody knows whether a PUT was done');
    stop();
});

test('a server that asks to wait a little is asked again; one that asks for long is believed', async () => {
    const busy = (seconds) => answer(503, { type: '/problems/busy' }, { 'Retry-After': String(seconds) });
    const { client, clock, asked } = asking([busy(2), answer(200, {}), busy(60)]);
    const stop = hurried(clock);
    await client.get('/api/x');
    const error = await throws(() => client.get('/api/x'));
    equal([error.retryAfterMs, error.kind, asked.length], [60_000, 'busy', 3]);
    stop();
});

test('an answer that does not come in time, or comes by half, is none', async () => {
    const half = new Response('{"a":', { headers: { 'Content-Type': 'application/json' } });
    const { client, clock } = asking([never, half]);
    const late = throws(
        () => client.get('/api/x', { timeoutMs: 3000, retry: false }), (error) => error instanceof TimeoutError);
    await clock.advance(3000);
    await late;
    await throws(() => client.get('/api/x', { retry: false }), (error) => error instanceof NetworkError);
    equal(clock.running, 0);
});

test('who gives up is told their own reason, and nothing is sent again', async () => {
    const { client, asked, clock } = asking([never, new TypeError('lost'), answer(200, {})]);
    const abort = new AbortController();
    const given = throws(() => client.get('/api/x', { signal: abort.signal }), (error) => error.message === 'enough');
    abort.abort(new Error('enough'));
    await given;
    await throws(() => client.get('/api/x', { signal: abort.signal }), (error) => error.message === 'enough');
    equal([asked.length, clock.running], [1, 0]);
});

test('a session that ended is told once; what runs is given up, and nothing more is sent', async () => {
    const { client, asked } = asking([never, answer(401, { type: '/problems/signed-out' }), answer(401, {})]);
    let ends = 0;
    client.onEnd(() => { ends += 1; });
    client.setProof('proof');
    const running = throws(() => client.get('/api/slow'), (error) => error instanceof SessionEndedError);
    await throws(() => client.get('/api/x'), (error) => error.status === 401);
    await running;
    await throws(() => client.get('/api/x'), (error) => error instanceof SessionEndedError);
    await throws(() => client.post('/api/sessions', {}, { isPublic: true }), (error) => error.status === 401);
    equal([ends, asked.length, client.isSignedIn], [1, 3, false]);
});

test('what may be answered otherwise later is known', () => {
    const of = (status, type) => isWorthRetrying(new ProblemError({ status, type }));
    equal([503, 429, 502, 504].map((status) => of(status)), [true, true, true, true]);
    equal([500, 412, 422].map((status) => of(status)), [false, false, false]);
    equal([of(409, '/problems/request-in-progress'), of(409, '/problems/outcome-unknown')], [true, false]);
    equal([isWorthRetrying(new NetworkError()), isWorthRetrying(new SessionEndedError())], [true, false]);
});
