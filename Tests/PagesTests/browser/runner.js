/**
 * A small runner of tests in a browser: `test` takes them down, `run` runs them one after the other and leaves what
 * came out in `globalThis.testResults`, where whoever drives the browser finds it.
 */

const tests = [];

/**
 * @param {string} name  the rule in plain words
 * @param {() => void|Promise<void>} run
 */
export function test(name, run) {
    tests.push({ name, run });
}

const timeLimitMs = 20_000;

/**
 * @param {(text: string, failed: boolean) => void} [say]
 * @returns {Promise<{done: boolean, passed: number, failed: {name: string, message: string}[]}>}
 */
export async function run(say = () => {}) {
    const results = { done: false, passed: 0, failed: [], slowest: [] };
    globalThis.testResults = results;
    for (const { name, run: body } of tests) {
        const began = performance.now();
        let timer;
        try {
            const limit = new Promise((_, reject) => {
                timer = setTimeout(() => reject(new Error(`did not end within ${timeLimitMs} ms`)), timeLimitMs);
            });
            await Promise.race([body(), limit]);
            results.passed += 1;
            say(`passed: ${name}`, false);
        } catch (error) {
            results.failed.push({ name, message: `${error?.stack ?? error}` });
            say(`FAILED: ${name}\n${error?.stack ?? error}`, true);
        }
        clearTimeout(timer);
        results.slowest.push({ name, ms: Math.round(performance.now() - began) });
    }
    results.slowest = results.slowest.sort((a, b) => b.ms - a.ms).slice(0, 5);
    results.done = true;
    return results;
}

/** Fails unless the value is true, or as good as. */
export function ok(value, message = 'expected it to be so') {
    if (!value) throw new Error(message);
}

/** Fails unless both say the same, by what JSON would say of them. */
export function equal(actual, expected, message = '') {
    const [a, b] = [describe(actual), describe(expected)];
    if (a !== b) throw new Error(`${message ? `${message}: ` : ''}expected ${b}, got ${a}`);
}

/** Fails unless it throws or rejects; returns what was thrown. */
export async function throws(body, check = () => true) {
    let thrown;
    try {
        await body();
    } catch (error) {
        thrown = error;
    }
    if (thrown === undefined) throw new Error('expected an error');
    if (!check(thrown)) throw new Error(`another error than expected: ${thrown}`);
    return thrown;
}

function describe(value) {
    if (value === undefined) return 'undefined';
    return JSON.stringify(value, (_, inner) => {
        if (inner === undefined) return '(undefined)';
        if (inner instanceof Set) return [...inner];
        if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
            return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
        }
        return inner;
    });
}
