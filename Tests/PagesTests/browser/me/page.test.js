import { equal, ok, test } from '../runner.js';
import { createCards, pdfAddress } from '/web/me/cards.js';
import { ask } from '/web/me/early.js';
import { historyView } from '/web/me/history-view.js';
import { createLoading } from '/web/me/loading.js';
import { nextView } from '/web/me/next-view.js';
import { nowView } from '/web/me/now-view.js';
import { createState } from '/web/me/state.js';
import { useMessages } from '/web/parts/i18n.js';

const headers = (fields) => ({ get: (name) => fields[name] ?? null });
const facts = (more = {}) => ({
    session: {}, progress: { participant: 'P-1', thisWeek: { timeZone: 'UTC' } }, participant: { meetings: [] },
    answeredAt: 0, ahead: 0, knownAt: 0, isStale: false, ...more,
});
const visit = (id, more = {}) => ({
    occurrence: id, meeting: 'm', name: id, scheduledStart: '2026-11-20T00:00:00Z', provenMinutes: 50,
    correctedMinutes: 0, isOver: true, verdict: 'passed', isVoid: false, isExcused: false, card: `C-${id}`, ...more,
});

test('the first questions are asked at once, those about a person as soon as it is known who asks', async () => {
    const asked = [];
    const fetch = async (path) => {
        asked.push(path);
        const body = path === '/api/session' ? { person: 'P/1', role: 'participant' } : { path };
        return { ok: true, status: 200, json: async () => body,
            headers: headers({ date: 'Sat, 21 Nov 2026 20:00:03 GMT' }) };
    };
    const { session, progress, participant } = ask({ fetch, now: () => Date.parse('2026-11-21T20:00:00Z') });
    equal([(await session).body.person, (await progress).ahead], ['P/1', 3000]);
    await participant;
    equal(asked, ['/api/session', '/api/participants/P%2F1/progress', '/api/participants/P%2F1']);
});

test('nothing is asked about officials, nor where nobody is signed in', async () => {
    const answering = (status, body) => async () => ({ ok: status === 200, status, json: async () => body,
        headers: headers({}) });
    const rep = ask({ fetch: answering(200, { person: 'r', role: 'court-rep' }) });
    equal([await rep.progress, await rep.participant], [null, null]);
    equal(await ask({ fetch: answering(401) }).progress, null);
});

test('a page that hears nothing says what was so and when, never that it is so', () => {
    useMessages({
        'now.counted': 'counted since {since}, {minutes}', 'now.minutes': '{n}', 'now.none': 'not in a meeting',
        'now.wasCounted': 'was counted at {at}', 'now.wasNone': 'was not at {at}',
    });
    const section = document.createElement('section');
    const show = nowView(section);
    const said = (more) => {
        show({ current: null, answeredAt: 0, now: 0, isStale: false, knownAt: 0, zone: 'UTC', ...more });
        return section.querySelector('.now-sentence').textContent;
    };
    const current = { since: '1970-01-01T00:00:00Z', minutesSoFar: 0, occurrence: 'o', name: null };
    equal(said({}), 'not in a meeting');
    ok(/^counted since .*, 5$/.test(said({ current, now: 300_000 })));
    ok(said({ current, now: 400_000, isStale: true }).startsWith('was counted at'));
    ok(said({ now: 400_000, isStale: true }).startsWith('was not at'));
    useMessages({});
});

test('of a join link only what leads to the web is a link', () => {
    useMessages({});
    const links = (joinLink) => {
        const section = document.createElement('section');
        nextView(section)({
            meetings: [{ meeting: 'm', number: '84700000001', name: 'A', program: null, joinLink, schedule: null,
                nextStart: '2026-11-21T00:00:00Z', nextEnd: '2026-11-21T01:00:00Z' }],
            now: 0, current: null, rep: 'R',
        });
        return [...section.querySelectorAll('.next-meeting a')].map((link) => [link.getAttribute('href'), link.rel]);
    };
    equal(links('https://zoom.us/j/1'), [['https://zoom.us/j/1', 'noopener noreferrer']]);
    equal([links('javascript:alert(1)'), links(null), links('ftp://x')], [[], [], []]);
});

test('all that is shown is read again, and older ones come behind it, each once', async () => {
    const asked = [];
    const answers = {
        '/api/participants/P-1/attendance?limit=10': { attendances: [visit('c'), visit('b')], next: 7 },
        '/api/participants/P-1/attendance?before=7&limit=10': { attendances: [visit('b'), visit('a')], next: null },
    };
    const api = {
        get: async (path, options) => {
            asked.push([path, options?.etag ?? null]);
            return { status: 200, body: answers[path], etag: '"1"', position: 5, notModified: options?.etag === '"1"' };
        },
    };
    const state = createState(facts());
    const loading = createLoading({ api, person: 'P-1', state });
    await loading.refresh(['visits']);
    equal([state.facts.visits.map((one) => one.occurrence), state.facts.hasMore], [['c', 'b'], true]);
    await loading.more();
    equal([state.facts.visits.map((one) => one.occurrence), state.facts.hasMore], [['c', 'b', 'a'], false]);
    await loading.refresh(['visits']);
    equal(asked.at(-1), ['/api/participants/P-1/attendance?limit=10', '"1"']);
    await loading.more();
    equal([asked.length, state.facts.visits.length], [3, 3]);
});

test('a meeting stays open while the list changes, and its details are told of what is new', () => {
    useMessages({});
    const section = document.createElement('section');
    document.body.append(section);
    const told = [];
    const show = historyView(section, { details: (body, one) => told.push(one.card), more: async () => {} });
    show(facts({ visits: [visit('a')], hasMore: false }));
    const details = section.querySelector('details');
    details.open = true;
    show(facts({ visits: [visit('b'), visit('a', { card: 'C-a-2' })], hasMore: true }));
    const all = section.querySelectorAll('details');
    equal([all.length, all[1] === details, details.open], [2, true, true]);
    equal([told.at(-1), section.querySelector(':scope > button').hidden], ['C-a-2', false]);
    show(facts({ visits: [], hasMore: false }));
    ok(section.querySelectorAll('details').length === 0);
    section.remove();
});

test('a card is fetched once; what failed is fetched again', async () => {
    let count = 0;
    const api = {
        get: async (path) => {
            count += 1;
            if (count === 1) throw new Error('no network');
            const page = '<a href="https://c.example/verify/C-1?code=AB&amp;x=1">';
            return { body: path.includes('html') ? page : { card: path } };
        },
    };
    const cards = createCards({ api });
    await cards.card('C-1').catch(() => {});
    equal([(await cards.card('C-1')).card, (await cards.card('C-1')).card, count],
        ['/cards/C-1?form=json', '/cards/C-1?form=json', 2]);
    equal(await cards.verifyLink('C-1'), 'https://c.example/verify/C-1?code=AB&x=1');
    equal(pdfAddress('C 1/2', 'es'), '/cards/C%201%2F2?form=pdf&lang=es');
});
