import { equal, ok, test } from '../runner.js';
import { seeded } from '../fakes.js';
import { isSame, threeWay } from '/web/realtime/merge.js';

const merged = (base, mine, theirs) => {
    const { value, conflicts } = threeWay(base, mine, theirs);
    return [value, conflicts.map(({ path }) => path.join('.'))];
};

test('different parts are put together', () => {
    equal(
        merged(
            { a: 1, b: 1, in: { c: 1, d: 1 } }, { a: 2, b: 1, in: { c: 2, d: 1 } }, { a: 1, b: 3, in: { c: 1, d: 3 } }),
        [{ a: 2, b: 3, in: { c: 2, d: 3 } }, []]);
});

test('the same part, changed differently, is a conflict; changed the same, it is none', () => {
    equal(merged({ a: 1, b: 1 }, { a: 2, b: 5 }, { a: 3, b: 5 }), [{ a: 2, b: 5 }, ['a']]);
    equal(merged(1, 2, 3), [2, ['']]);
    const [conflict] = threeWay({ in: { a: 1 } }, { in: { a: 2 } }, { in: { a: 3 } }).conflicts;
    equal(conflict, { path: ['in', 'a'], base: 1, mine: 2, theirs: 3 });
});

test('what was added and taken away is put together, too', () => {
    equal(merged({ a: 1, b: 1 }, { b: 1, c: 1 }, { a: 1, b: 2, d: 1 }), [{ b: 2, c: 1, d: 1 }, []]);
    equal(merged({ a: 1 }, {}, { a: 2 }), [{}, ['a']], 'taken away here, changed there');
    equal(merged({}, { a: { b: 1 } }, { a: { c: 1 } }), [{ a: { b: 1, c: 1 } }, []], 'added by both');
});

test('a list is one thing', () => {
    equal(merged({ a: [1] }, { a: [1, 2] }, { a: [1] }), [{ a: [1, 2] }, []]);
    equal(merged({ a: [1] }, { a: [1, 2] }, { a: [3] }), [{ a: [1, 2] }, ['a']]);
});

test('values that say the same are the same', () => {
    ok(isSame({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] }));
    const different = [[{}, []], [null, {}], [{ a: 1 }, { b: 1 }], [[1], [1, 2]], [0, false], ['1', 1], [{ a: 1 }, {}]];
    for (const [a, b] of different) {
        ok(!isSame(a, b) && !isSame(b, a), JSON.stringify([a, b]));
    }
});

test('names that every object has are members like others', () => {
    const base = JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}');
    const mine = JSON.parse('{"__proto__": {"a": 2}, "constructor": 1}');
    const theirs = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}');
    equal(JSON.stringify(threeWay(base, mine, theirs).value), '{"__proto__":{"a":2},"constructor":2}');
    equal({}.a, undefined);
});

function anything(random, depth = 3) {
    const kind = random.below(depth > 0 ? 6 : 4);
    if (kind < 4) return random.pick([0, 1, 2, 'x', null, true]);
    if (kind === 4) return Array.from({ length: random.below(3) }, () => anything(random, depth - 1));
    return Object.fromEntries(
        ['a', 'b', 'c'].filter(() => random() < 0.6).map((name) => [name, anything(random, depth - 1)]));
}

test('nobody’s change is lost, and it is the same from both sides unless there is a conflict', () => {
    for (let seed = 1; seed <= 3000; seed += 1) {
        const random = seeded(seed);
        const [base, mine, theirs] = [anything(random), anything(random), anything(random)];
        const where = `seed ${seed}`;
        ok(isSame(threeWay(base, base, theirs).value, theirs) && isSame(threeWay(base, mine, base).value, mine), where);
        equal(threeWay(base, mine, mine), { value: mine, conflicts: [] }, where);
        const [here, there] = [threeWay(base, mine, theirs), threeWay(base, theirs, mine)];
        equal(here.conflicts.length, there.conflicts.length, where);
        if (here.conflicts.length === 0) ok(isSame(here.value, there.value), where);
    }
});
