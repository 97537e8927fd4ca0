import { equal, ok, test } from '../runner.js';
import { seeded } from '../fakes.js';
import { backoff } from '/web/realtime/backoff.js';

test('the bound of the wait doubles, up to the cap', () => {
    const settings = { baseMs: 1000, capMs: 30_000 };
    const waits = [1, 2, 3, 4, 5, 6, 7, 1000].map((failures) => backoff(failures, settings, () => 0.999999));
    equal(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('the wait is anything between the floor and its bound', () => {
    const random = seeded(6);
    let least = Infinity;
    let most = 0;
    for (let round = 0; round < 2000; round += 1) {
        const wait = backoff(4, { baseMs: 1000, capMs: 30_000, floorMs: 100 }, random);
        ok(Number.isInteger(wait) && wait >= 100 && wait <= 8000, `${wait}`);
        least = Math.min(least, wait);
        most = Math.max(most, wait);
    }
    ok(least < 200 && most > 7800, `${least} to ${most}`);
});
