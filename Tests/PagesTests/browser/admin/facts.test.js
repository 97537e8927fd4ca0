import { equal, ok, test } from '../runner.js';
import { readAddress, sinceMoment, writeAddress } from '/web/admin/address.js';
import { detailWords, findEnd } from '/web/admin/audit.js';
import { createJournal } from '/web/admin/deliveries/journal.js';
import { prettyJSON } from '/web/admin/deliveries/pretty.js';
import { answerOf, createHealth, refusedOf } from '/web/admin/health.js';
import { isLike } from '/web/admin/users/people.js';

const ready = { status: 'ready', troubles: [], lastDeliveryAt: '2026-10-06T23:00:00Z' };

test('whether Zoom gets through is never said better than it is known', () => {
    equal(answerOf(null, []).answer, 'unknown');
    equal(answerOf({ ...ready, status: 'unknown' }, []).answer, 'unknown');
    equal(answerOf({ ...ready, status: 'not-ready' }, []).answer, 'no');
    equal(answerOf(ready, [{ kind: 'deliveries-stopped' }]).answer, 'no');
    equal(answerOf(ready, [{ kind: 'meeting-silent' }]).answer, 'perhaps');
    equal(answerOf({ ...ready, lastDeliveryAt: null }, []).answer, 'never');
    equal(answerOf(ready, [{ kind: 'mail-failed' }]).answer, 'yes');
});

test('what was refused is counted by why, and not known where it is not told', () => {
    equal(refusedOf({ lastHour: null }), null);
    equal(refusedOf({ lastHour: { deliveries: { new: 9, unsigned: 2, 'not-stored': 1 } } }),
        { total: 3, parts: [['unsigned', 2], ['not-stored', 1]] });
});

test('a bridge without one answer for its health is asked for the parts, and 503 is an answer', async () => {
    const answers = {
        '/api/feed?limit=1': { position: 7 }, '/api/deliveries?limit=1': { deliveries: [] },
    };
    const get = async (path) => {
        if (path === '/readyz') throw Object.assign(new Error(), { status: 503, body: { troubles: ['No.'] } });
        if (!(path in answers)) throw Object.assign(new Error(), { status: 404 });
        return { body: answers[path] };
    };
    const { status, troubles, lastDeliveryAt, position } = await createHealth({ api: { get } }).read();
    equal([status, troubles, lastDeliveryAt, position], ['not-ready', ['No.'], null, 7]);
});

test('filters stand in the address, and what is not understood is as usual', () => {
    const search = '?event=meeting.started&understanding=known&source=webhook&since=24h&follow=off&show=delivery-9';
    equal(writeAddress(readAddress(search)), `/admin${search}`);
    equal(writeAddress(readAddress('?view=nothing&understanding=x&since=yesterday')), '/admin');
    equal(sinceMoment('1h', Date.parse('2026-10-06T23:00:00Z')), '2026-10-06T22:00:00.000Z');
});

test('JSON is set out without changing a value', () => {
    const text = '{"a":[12345678901234567890,1.0e2,"x\\"{,",[],{}],"b":null}';
    const shown = prettyJSON(text).map((part) => part.text).join('');
    ok(shown.includes('12345678901234567890') && shown.includes('1.0e2'));
    equal(shown.replace(/\n\s*/g, '').replaceAll('": ', '":'), text);
    equal(prettyJSON('Name,Email'), null);
});

test('the end of a list that is told from its beginning is found, wherever it is', async () => {
    for (const last of [0, 1, 99, 100, 101, 255, 256, 257, 5000]) {
        const read = async (after, limit) => Array.from({ length: Math.max(0, Math.min(limit, last - after)) },
            (_, index) => ({ id: after + index + 1 }));
        equal(await findEnd(read), last);
        equal(await findEnd(read, last), last);
    }
    equal(detailWords({ change: 'added', names: { added: 2 } }), 'change: added · names: added 2');
});

/** A bridge with deliveries 1 to n, of every other of which the event is a. */
function bridge(n, isSearching) {
    const all = Array.from({ length: n }, (_, index) => ({
        id: n - index, event: (n - index) % 2 ? 'a' : 'b', receivedAt: '2026-10-06T23:00:00Z',
    }));
    return {
        get: async (path) => {
            const fields = new URL(path, 'http://x').searchParams;
            const [before, after, limit] = ['before', 'after', 'limit'].map((name) => Number(fields.get(name)));
            let found = all.filter((one) => !before || one.id < before);
            if (isSearching) {
                found = found.filter((one) => !fields.has('event') || one.event === fields.get('event'));
                if (fields.has('after')) found = found.filter((one) => one.id > after).reverse();
            }
            const page = found.slice(0, limit);
            const isMore = found.length > limit;
            const next = isMore || (isSearching && fields.has('after')) ? page.at(-1)?.id ?? after : null;
            return { body: { deliveries: page, next, ...isSearching && { more: isMore } } };
        },
    };
}

test('deliveries are filtered alike by a bridge that searches and by one that does not', async () => {
    for (const isSearching of [true, false]) {
        const journal = createJournal({ api: bridge(300, isSearching) });
        const filter = { event: 'a', understanding: null, source: null, since: null };
        equal(await journal.newest(), 300);
        const page = await journal.older({ filter });
        ok(page.deliveries.length >= 50 && page.deliveries.every((one) => one.event === 'a'));
        equal(page.deliveries[0].id, 299);
        const newer = await journal.newer({ filter, after: 295 });
        equal(newer.deliveries.map((one) => one.id), [299, 297]);
        ok(newer.cursor >= 299);
    }
});

test('people are found by parts of what they are called, without accents', () => {
    const user = { name: 'María de los Ángeles', id: 'P-1004', email: null, role: 'participant', state: 'active' };
    ok(isLike(user, { role: null, state: null, query: 'angeles mar' }));
    ok(!isLike(user, { role: null, state: 'disabled', query: '' }));
    ok(!isLike(user, { role: null, state: null, query: 'p-1005' }));
});
