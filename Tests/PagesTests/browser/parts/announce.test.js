import { equal, ok, test } from '../runner.js';
import { announcer } from '/web/parts/announce.js';

function stage() {
    const page = document.implementation.createHTMLDocument('');
    const timers = [];
    let clock = 0;
    const say = announcer({ document: page, now: () => clock, setTimeout: (run) => timers.push(run) });
    return {
        say, page, timers,
        wait: (ms) => { clock += ms; },
        run: () => { for (const timer of timers.splice(0)) timer(); },
        heard: () => page.querySelector('[role=status]')?.textContent,
    };
}

test('there is one polite region, in the page before it speaks', () => {
    const { say, page, heard, run } = stage();
    say('One.');
    equal([page.querySelectorAll('[aria-live=polite]').length, heard()], [1, '']);
    run();
    equal(heard(), 'One.');
});

test('what comes at once is said at once, and of too much only the last', () => {
    const { say, timers, heard, run } = stage();
    for (const text of ['One.', 'Two.', 'Three.', 'Four.', 'Five.']) say(text);
    equal(timers.length, 1);
    run();
    equal(heard(), 'Three. Four. Five.');
});

test('the same is not said again and again, but later it is', () => {
    const { say, timers, wait, run } = stage();
    say('Saved.');
    run();
    say('Saved.');
    equal(timers.length, 0);
    wait(10_000);
    say('Saved.');
    equal(timers.length, 1);
});

test('what cannot wait does not', () => {
    const { say, page } = stage();
    say('Not saved.', { assertive: true });
    equal(page.querySelector('[role=alert]').textContent, 'Not saved.');
    ok(page.querySelector('[role=status]').textContent === '');
});
