import { equal, ok, test } from '../runner.js';
import { seeded } from '../fakes.js';
import { Inbox } from '/web/realtime/inbox.js';

const message = (id) => ({ event: 'participant-joined', data: {}, id, at: null });
const ids = (messages) => messages.map(({ id }) => id);
const open = (most = 1000) => new Inbox({ most });

test('a message that was told before is dropped', () => {
    const inbox = open();
    equal([3, 7, 7, 5, 3, 8].map((id) => inbox.accept(message(id))), [true, true, false, false, false, true]);
    equal([ids(inbox.take()), inbox.position, inbox.duplicates], [[3, 7, 8], 8, 3]);
    equal(inbox.take(), []);
});

test('what has no position is no message', () => {
    const inbox = open();
    for (const id of [undefined, null, '7', 1.5, Number.NaN, 2 ** 60]) equal(inbox.accept(message(id)), false);
    equal(inbox.position, null);
});

test('messages wait while everything is loaded, and what the state holds already is dropped', () => {
    const inbox = open();
    inbox.accept(message(1));
    inbox.hold();
    [2, 3, 4].forEach((id) => inbox.accept(message(id)));
    equal([inbox.take(), inbox.length], [[], 4]);
    inbox.release(3);
    equal([ids(inbox.take()), inbox.position], [[4], 4]);
});

test('a state that is newer than every message is where the next connection goes on', () => {
    const inbox = open();
    inbox.accept(message(2));
    inbox.hold();
    inbox.release(50);
    equal([ids(inbox.take()), inbox.position], [[], 50]);
    equal([inbox.accept(message(50)), inbox.accept(message(51))], [false, true]);
});

test('where loading failed nothing is lost', () => {
    const inbox = open();
    inbox.hold();
    [2, 3].forEach((id) => inbox.accept(message(id)));
    inbox.release();
    equal(ids(inbox.take()), [2, 3]);
});

test('a resync begins anew, even from an earlier position', () => {
    const inbox = open();
    inbox.accept(message(500));
    inbox.restart(20);
    equal([inbox.take(), inbox.position], [[], 20]);
    ok(inbox.accept(message(21)));
});

test('too many that wait are dropped together, and that is known', () => {
    const inbox = open(3);
    [1, 2, 3].forEach((id) => inbox.accept(message(id)));
    ok(!inbox.isOverfull);
    equal([inbox.accept(message(4)), inbox.isOverfull, inbox.length, inbox.position], [false, true, 0, 4]);
    inbox.hold();
    inbox.release(9);
    ok(!inbox.isOverfull);
});

test('whatever is told again, in whatever connection, each is applied once and in order', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
        const random = seeded(seed);
        const all = [];
        for (let id = 0; all.length < 60;) all.push(id += 1 + random.below(9));
        const inbox = open();
        inbox.position = 0;
        const applied = new Set();
        let last = 0;
        const take = () => {
            for (const { id } of inbox.take()) {
                ok(id > last && !applied.has(id), `seed ${seed}: ${id} after ${last}`);
                applied.add(id);
                last = id;
            }
        };
        // Each round is a connection that goes on from the position, or somewhat before it, and breaks somewhere.
        while (inbox.position < all.at(-1)) {
            const from = random() < 0.5 ? inbox.position : Math.max(0, inbox.position - random.below(30));
            const rest = all.filter((id) => id > from);
            for (const id of rest.slice(0, 1 + random.below(rest.length))) {
                inbox.accept(message(id));
                if (random() < 0.2) take();
                if (random() < 0.1) {
                    inbox.hold();
                    take();
                    // The state is as new as everything that was told, or older.
                    const loaded = random() < 0.5 ? null : Math.max(last, inbox.position - random.below(10));
                    inbox.release(loaded);
                    if (loaded !== null) {
                        all.filter((known) => known <= loaded).forEach((known) => applied.add(known));
                        last = Math.max(last, loaded);
                    }
                }
            }
        }
        take();
        equal(applied.size, all.length, `seed ${seed}: some were lost`);
    }
});
