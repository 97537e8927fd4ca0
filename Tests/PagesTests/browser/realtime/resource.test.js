import { equal, ok, test, throws } from '../runner.js';
import { deferred, seeded, settled } from '../fakes.js';
import { NetworkError, ProblemError } from '/web/api/problems.js';
import { createChanges } from '/web/realtime/changes.js';
import { resource } from '/web/realtime/resource.js';

/** A server that keeps one thing, and counts its versions. */
class Server {
    version = 1;
    loads = 0;

    constructor(body) { this.body = body; }

    load = async ({ etag }) => {
        this.loads += 1;
        return etag === this.etag ? { body: null, etag, notModified: true } : { body: this.body, etag: this.etag };
    };
    put = async ({ value, etag }) => {
        if (etag !== this.etag) throw new ProblemError({ status: 412, etag: this.etag });
        this.write(value);
        return { body: this.body, etag: this.etag };
    };
    get etag() { return `"${this.version}"`; }
    write(body) {
        this.body = body;
        this.version += 1;
    }
}

/** As an outbox that is online, and loses answers where a test says so. */
function online(server, options = {}) {
    const changes = createChanges();
    const realtime = {
        changes,
        outbox: {
            add: async ({ send }) => {
                for (let tries = 0; ; tries += 1) {
                    try {
                        return await send({ idempotencyKey: 'k', isRetry: tries > 0 });
                    } catch (error) {
                        if (!(error instanceof NetworkError)) throw error;
                    }
                }
            },
        },
    };
    return { changes, thing: resource({ key: 'requirement', load: server.load, realtime, ...options }) };
}
const setting = (fields, server) => ({ apply: (value) => ({ ...value, ...fields }), send: server.put, label: 'set' });

test('a change is shown at once, and confirmed later', async () => {
    const server = new Server({ weekly: 3, total: 20 });
    const { thing, changes } = online(server);
    await thing.reload();
    const seen = [];
    thing.watch((value) => seen.push(value.weekly));
    const done = thing.change(setting({ weekly: 2 }, server));
    equal([thing.value.weekly, thing.confirmed.weekly, thing.pending, changes.pending], [2, 3, 1, 1]);
    equal(await done, { outcome: 'confirmed', value: { weekly: 2, total: 20 } });
    equal([thing.confirmed.weekly, thing.version, thing.pending, changes.pending], [2, '"2"', 0, 0]);
    ok(seen.every((weekly) => weekly === 2), 'and never seen otherwise meanwhile');
});

test('a change that is refused is taken back, and can be made again', async () => {
    const server = new Server({ weekly: 3 });
    const { thing, changes } = online(server);
    await thing.reload();
    let isRefusing = true;
    const change = {
        ...setting({ weekly: 99 }, server),
        send: (attempt) => {
            if (isRefusing) throw new ProblemError({ status: 422, title: 'No' });
            return server.put(attempt);
        },
    };
    await throws(() => thing.change(change), (error) => error.status === 422);
    equal([thing.value.weekly, thing.failed.length, changes.pending, changes.failed], [3, 1, 0, 1]);
    isRefusing = false;
    await thing.failed[0].retry();
    equal([thing.value.weekly, thing.failed.length, changes.failed], [99, 0, 0]);
});

test('a failure may be put aside', async () => {
    const server = new Server({ weekly: 3 });
    const { thing, changes } = online(server);
    const refused = { ...setting({}, server), send: async () => { throw new ProblemError({ status: 403 }); } };
    await throws(() => thing.change(refused));
    thing.failed[0].dismiss();
    equal([thing.failed.length, changes.failed, changes.list()], [0, 0, []]);
});

test('what others changed elsewhere is put together without asking', async () => {
    const server = new Server({ weekly: 3, total: 20 });
    const { thing } = online(server, { conflict: () => { throw new Error('nobody is to be asked'); } });
    await thing.reload();
    server.write({ weekly: 3, total: 30 });
    equal(await thing.change(setting({ weekly: 2 }, server)), { outcome: 'merged', value: { weekly: 2, total: 30 } });
    equal(server.body, { weekly: 2, total: 30 });
});

async function conflicting(decision) {
    const server = new Server({ weekly: 3, total: 20, note: '' });
    let asked;
    const { thing, changes } = online(server, {
        conflict: async (given) => {
            asked = given;
            return decision;
        },
    });
    await thing.reload();
    server.write({ weekly: 5, total: 30, note: '' });
    const result = await thing.change(setting({ weekly: 2, note: 'mine' }, server)).catch((error) => error);
    return { server, thing, changes, asked, result };
}

test('where both changed the same, somebody decides', async () => {
    const { asked, server, result } = await conflicting({ choice: 'both' });
    equal(asked.conflicts, [{ path: ['weekly'], base: 3, mine: 2, theirs: 5 }]);
    equal([asked.mine.weekly, asked.theirs.weekly, asked.label], [2, 5, 'set']);
    equal([server.body, result.outcome], [{ weekly: 2, total: 30, note: 'mine' }, 'merged']);
    equal((await conflicting({ choice: 'mine' })).server.body, { weekly: 2, total: 20, note: 'mine' });
    equal((await conflicting({ choice: 'both', value: { weekly: 4 } })).server.body, { weekly: 4 });
});

test('who takes the other’s version changes nothing', async () => {
    const { server, thing, result, changes } = await conflicting({ choice: 'theirs' });
    equal([server.version, result.outcome, thing.value.weekly, changes.pending], [2, 'theirs', 5, 0]);
});

test('who turns away loses nothing without hearing of it', async () => {
    const { server, thing, result } = await conflicting(null);
    equal([result.name, server.version, thing.value.weekly, thing.failed.length], ['ConflictError', 2, 5, 1]);
});

test('a change whose answer was lost is found to be done', async () => {
    const server = new Server({ weekly: 3 });
    const { thing } = online(server, { conflict: () => { throw new Error('nobody is to be asked'); } });
    await thing.reload();
    let isLost = true;
    const result = await thing.change({
        ...setting({ weekly: 2 }, server),
        send: async (attempt) => {
            const answer = await server.put(attempt);
            if (isLost) {
                isLost = false;
                throw new NetworkError();
            }
            return answer;
        },
    });
    equal([result.outcome, server.version, thing.version], ['confirmed', 2, '"2"']);
});

test('changes are sent one after the other, each upon the version before', async () => {
    const server = new Server({ a: 0, b: 0, c: 0 });
    const { thing } = online(server);
    await thing.reload();
    const all = [setting({ a: 1 }, server), setting({ b: 1 }, server), setting({ c: 1 }, server)];
    const outcomes = await Promise.all(all.map((change) => thing.change(change)));
    equal(outcomes.map(({ outcome }) => outcome), ['confirmed', 'confirmed', 'confirmed']);
    equal([server.body, server.version, thing.pending], [{ a: 1, b: 1, c: 1 }, 4, 0]);
});

test('news from elsewhere stands under what was changed here', async () => {
    const server = new Server({ a: 0, b: 0 });
    const { thing } = online(server);
    await thing.reload();
    const answer = deferred();
    const done = thing.change({ ...setting({ a: 1 }, server), send: () => answer.promise });
    thing.set({ a: 0, b: 7 }, '"5"');
    equal(thing.value, { a: 1, b: 7 });
    answer.resolve({ body: { a: 1, b: 7 }, etag: '"6"' });
    await done;
    equal([thing.value, thing.version], [{ a: 1, b: 7 }, '"6"']);
});

test('an answer that does not hold the thing has it read again', async () => {
    const server = new Server({ a: 0 });
    const { thing } = online(server);
    await thing.reload();
    await thing.change({
        ...setting({ a: 1 }, server),
        send: async () => {
            server.write({ a: 1, decided: 7 });
            return { body: null, etag: null };
        },
    });
    equal(thing.value.a, 1);
    await settled();
    equal([thing.value, thing.version], [{ a: 1, decided: 7 }, '"2"']);
});

test('loads that are asked for together are one, and one more', async () => {
    const server = new Server({ a: 0 });
    const { thing } = online(server);
    await Promise.all([thing.reload(), thing.reload(), thing.reload()]);
    equal(server.loads, 2);
});

test('two people who change many things end with the same, and every change was confirmed or decided', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
        const random = seeded(seed);
        const server = new Server({ a: 0, b: 0, c: 0, d: 0 });
        const people = [0, 1].map(() => online(server, {
            conflict: async () => ({ choice: random.pick(['mine', 'theirs', 'both']) }),
        }).thing);
        await Promise.all(people.map((thing) => thing.reload()));
        const all = [];
        for (let round = 0; round < 20; round += 1) {
            all.push(random.pick(people).change({
                ...setting({ [random.pick(['a', 'b', 'c', 'd'])]: round + 1 }, server),
                send: async (attempt) => {
                    for (let wait = random.below(8); wait > 0; wait -= 1) await null;
                    const answer = await server.put(attempt);
                    if (random() < 0.2) throw new NetworkError();
                    return answer;
                },
            }));
            if (random() < 0.5) await settled();
        }
        const outcomes = await Promise.allSettled(all);
        ok(outcomes.every(({ status, reason }) => status === 'fulfilled' || reason.status === 412), `seed ${seed}`);
        await Promise.all(people.map((thing) => thing.reload()));
        for (const thing of people) equal([thing.value, thing.pending], [server.body, 0], `seed ${seed}`);
    }
});
