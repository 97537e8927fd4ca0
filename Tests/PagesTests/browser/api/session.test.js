import { equal, test, throws } from '../runner.js';
import { FakeClock, answer } from '../fakes.js';
import { checkConfig } from '/web/realtime/config.js';
import { createClient } from '/web/api/client.js';
import { createSessions } from '/web/api/session.js';

const body = {
    person: 'maria.lopez', role: 'court-rep', scopes: [], expiresAt: '2027-01-01T00:00:00Z', csrfToken: 'p',
};

function signing(answers) {
    const asked = [];
    const client = createClient({
        clock: new FakeClock(), settings: { ...checkConfig({}).config.api, retries: 0 },
        fetch: async (path, { method, headers, body: text }) => {
            asked.push([method, path, headers['X-CSRF-Token'] ?? null, text ?? null]);
            const next = answers.shift();
            if (next instanceof Error) throw next;
            return next;
        },
    });
    const sessions = createSessions({ client });
    const told = [];
    for (const name of ['sessionEnded', 'leaving', 'stayed']) sessions.addEventListener(name, () => told.push(name));
    return { client, sessions, asked, told };
}

test('who is signed in is told without what proves it', async () => {
    const { sessions, client } = signing([answer(200, body)]);
    const { csrfToken, ...session } = body;
    equal([await sessions.currentSession(), sessions.current, client.isSignedIn], [session, session, true]);
    equal(csrfToken, 'p');
});

test('nobody is signed in: that is no end of anything', async () => {
    const { sessions, told } = signing([answer(401, { type: '/problems/no-token' })]);
    equal([await sessions.currentSession(), sessions.current, told], [null, null, []]);
});

test('signing in sends name and password, and a wrong one says so', async () => {
    const { sessions, asked, told } = signing([answer(401, { type: '/problems/not-signed-in' }), answer(201, body)]);
    const given = { name: 'maria.lopez', password: 'four words in a row' };
    await throws(() => sessions.signIn(given), (error) => error.kind === 'not-signed-in');
    equal((await sessions.signIn(given)).role, 'court-rep');
    equal([asked[1], told], [['POST', '/api/sessions', null, JSON.stringify(given)], []]);
});

test('signing out is told before and after', async () => {
    const { sessions, asked, told, client } = signing([answer(200, body), answer(204)]);
    await sessions.currentSession();
    await sessions.signOut();
    equal([told, client.isSignedIn], [['leaving', 'sessionEnded'], false]);
    equal(asked[1], ['DELETE', '/api/session', 'p', null]);
    await throws(() => client.get('/api/x'), (error) => error.type === 'session-ended');
});

test('signing out that the server did not hear of is none', async () => {
    const { sessions, told, client } = signing([answer(200, body), new TypeError('lost')]);
    await sessions.currentSession();
    await throws(() => sessions.signOut(), (error) => error.type === 'network');
    equal([told, client.isSignedIn], [['leaving', 'stayed'], true]);
});

test('who was signed out already is signed out', async () => {
    const { sessions, told } = signing([answer(200, body), answer(401, { type: '/problems/signed-out' })]);
    await sessions.currentSession();
    await sessions.signOut();
    equal(told, ['leaving', 'sessionEnded']);
});

test('whether the session is good is known, or known not to be known', async () => {
    const { sessions, told } = signing([
        answer(200, body), new TypeError('lost'), answer(502, null), answer(401, { type: '/problems/signed-out' }),
    ]);
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await sessions.checkSession());
    equal([answers, told], [['good', 'unknown', 'unknown', 'ended'], ['sessionEnded']]);
});

test('a session that another answer held is taken', () => {
    const { sessions, client } = signing([]);
    equal([sessions.take(body).person, client.isSignedIn], ['maria.lopez', true]);
});
