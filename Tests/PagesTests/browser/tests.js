/**
 * Loads all tests, or those whose file has in its name what the address asks for (`?only=connection`), and runs them.
 */
import { files } from './all.js';
import { run } from './runner.js';

const only = new URLSearchParams(location.search).get('only') ?? '';
const shown = document.getElementById('results');
const say = (text) => { shown.textContent += `${text}\n`; };

try {
    for (const file of files.filter((name) => name.includes(only))) await import(`./${file}`);
    const { passed, failed } = await run(say);
    say(`${passed} passed, ${failed.length} failed`);
} catch (error) {
    const message = `${error?.stack ?? error}`;
    globalThis.testResults = { done: true, passed: 0, failed: [{ name: 'loading', message }] };
    say(message);
}
