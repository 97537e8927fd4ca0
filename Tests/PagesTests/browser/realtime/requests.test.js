import { equal, test, throws } from '../runner.js';
import { FakeClock } from '../fakes.js';
import { requests } from '/web/realtime/requests.js';

function asking(send = () => true) {
    const clock = new FakeClock();
    const sent = [];
    const questions = requests({
        send: (text) => {
            sent.push(JSON.parse(text));
            return send();
        },
        settings: { timeoutMs: 1000, most: 3 }, clock,
    });
    return { clock, sent, questions };
}
const type = (wanted) => (error) => error.name === 'RequestError' && error.type === wanted;

test('an answer finds its question, in whatever order answers come', async () => {
    const { sent, questions, clock } = asking();
    const first = questions.ask('ping');
    const second = questions.ask('follow', { events: null, participant: 'P-1', request: 'no', ask: 'no' });
    equal(sent.map(({ request, ask }) => [request, ask]), [['q1', 'ping'], ['q2', 'follow']]);
    equal(sent[1].participant, 'P-1');
    equal(questions.answered({ request: 'q2', ok: true, data: 2 }), true);
    equal(questions.answered({ request: 'q1', ok: true, data: 1 }), true);
    equal(questions.answered({ request: 'q1', ok: true, data: 1 }), false);
    equal([await first, await second, clock.running], [1, 2, 0]);
});

test('a refusal says why', async () => {
    const { questions } = asking();
    const question = questions.ask('dance');
    const problem = { type: '/problems/bad-request', title: 'T', detail: 'D' };
    questions.answered({ request: 'q1', ok: false, problem });
    const error = await throws(() => question, type('/problems/bad-request'));
    equal([error.title, error.message], ['T', 'D']);
});

test('a question without an answer ends in time, and a late answer is nobody’s', async () => {
    const { questions, clock } = asking();
    const usual = throws(() => questions.ask('ping'), type('timed-out'));
    const short = throws(() => questions.ask('ping', undefined, { timeoutMs: 10 }), type('timed-out'));
    await clock.advance(10);
    await short;
    equal(questions.count, 1);
    await clock.advance(990);
    await usual;
    equal(questions.answered({ request: 'q1', ok: true }), false);
});

test('without a socket, or with too many open, it is said at once', async () => {
    const { questions } = asking(() => false);
    await throws(() => questions.ask('ping'), type('not-connected'));
    equal(questions.count, 0);
    const full = asking().questions;
    for (let n = 0; n < 3; n += 1) full.ask('ping').catch(() => {});
    await throws(() => full.ask('ping'), type('too-many'));
});

test('a connection that is lost ends its questions', async () => {
    const { questions, clock } = asking();
    const question = throws(() => questions.ask('ping'), type('connection-lost'));
    questions.dropAll('connection-lost');
    await question;
    equal([questions.count, clock.running], [0, 0]);
});
