import { equal, ok, test } from '../runner.js';
import { countDown, waitingTime } from '/web/public/countdown.js';
import { nextAddress } from '/web/public/next.js';
import { newPasswordField } from '/web/public/password-field.js';
import { kindOf, problemWords, told } from '/web/public/problem-words.js';
import { useMessages } from '/web/parts/i18n.js';

const ours = 'https://court.example';

test('after signing in one goes where one wanted to go, or to the page of one’s role', () => {
    const leads = (wanted, role = 'participant') => nextAddress(wanted, role, ours);
    equal([leads(null), leads('', 'court-rep'), leads(null, 'administrator'), leads(null, 'nobody')],
        [`${ours}/me`, `${ours}/rep`, `${ours}/admin`, `${ours}/verify`]);
    equal(leads('/rep?q=ana&page=2#P-1001', 'court-rep'), `${ours}/rep?q=ana&page=2#P-1001`);
});

test('no address leads to another site, however it is written', () => {
    const others = [
        '//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example', 'javascript:alert(1)', 'me',
        '/\t/evil.example', '/\n//evil.example', '\t//evil.example', '/%09//evil.example', '//', '/\\/evil.example',
        ' //evil.example', '/.//evil.example', '/..//evil.example', '///evil.example', 'https:evil.example',
        '/@evil.example', '//evil.example@court.example',
    ];
    for (const wanted of others) {
        const address = nextAddress(wanted, 'participant', ours);
        ok(new URL(address, 'https://somewhere.example').origin === ours, `${JSON.stringify(wanted)} → ${address}`);
    }
    // What would only lead back here.
    const back = ['/sign-in', '/sign-in?next=/sign-in', '/invite', '/'];
    for (const wanted of back) equal(nextAddress(wanted, 'participant', ours), `${ours}/me`);
});

test('a wait is counted down in whole seconds, rounded up, and ends once', () => {
    let now = 1000;
    let tick = null;
    let isStopped = false;
    const told = [];
    countDown(2500, {
        now: () => now, everySecond: (handler) => { tick = handler; return () => { isStopped = true; }; },
        onTick: (seconds) => told.push(seconds), onEnd: () => told.push('end'),
    });
    for (const at of [1900, 3000, 3499, 3500]) {
        now = at;
        tick();
    }
    equal([told, isStopped], [[3, 2, 1, 1, 'end'], true]);
});

test('long waits are told in minutes, rounded up', () => {
    useMessages({ 'unit.min': 'min' });
    equal([1, 119, 120, 121, 900].map(waitingTime),
        ['1\u00a0s', '119\u00a0s', '2\u00a0min', '3\u00a0min', '15\u00a0min']);
});

test('a problem is told in the reader’s language, or as one that is not known', () => {
    useMessages({ 'problem.disabled': 'Off.', 'problem.unknown': 'It did not work.', 'problem.network': 'No network.',
        own: 'Own.' });
    equal(problemWords({ kind: 'disabled' }), 'Off.');
    equal(problemWords({ type: '/problems/disabled', detail: 'English.' }), 'Off.');
    equal(problemWords({ kind: 'teapot', detail: 'English.' }), 'It did not work.');
    equal(problemWords(new TypeError('x')), 'It did not work.');
    equal([problemWords({ type: 'network' }), problemWords({ kind: 'disabled' }, { disabled: 'own' })],
        ['No network.', 'Own.']);
    equal([told({ kind: 'disabled' }).sentence, kindOf(null)], ['Off.', 'unknown']);
});

test('a new password needs 12 signs, pasted or typed, and says how many are missing', () => {
    useMessages({ 'invite.tooShort': '{n}', 'invite.missing': 'none', 'invite.rules': 'Rules' });
    const field = newPasswordField({ label: 'New' });
    const says = (text) => { field.value = text; return field.validate(); };
    equal([says(''), says('short'), says('ñañañañañaña'), says('👍👍👍👍👍👍'), says('  blanks  count ')],
        ['none', '7', null, '6', null]);
    const input = field.element.querySelector('input');
    equal([input.autocomplete, input.type], ['new-password', 'password']);
    useMessages({});
});
