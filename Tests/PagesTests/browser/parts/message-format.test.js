import { equal, ok, test, throws } from '../runner.js';
import { fillMessage, parseMessage } from '/web/parts/message-format.js';

const words = (locale) => ({ plural: new Intl.PluralRules(locale), number: new Intl.NumberFormat(locale) });
const fill = (text, values, locale = 'en') => fillMessage(parseMessage(text), values, words(locale)).join('');

test('a name in braces is filled, and stays visible where it is missing', () => {
    equal(fill('Hello {name}, {name}', { name: 'Ana' }), 'Hello Ana, Ana');
    equal(fill('Hello {name}', {}), 'Hello {name}');
});

test('plurals go by the language, with exact numbers first', () => {
    const text = '{n, plural, =0 {nothing} one {# meeting} other {# meetings}}';
    equal([0, 1, 2, 1200].map((n) => fill(text, { n })), ['nothing', '1 meeting', '2 meetings', '1,200 meetings']);
    const arabic = '{n, plural, zero {0} one {1} two {2} few {3} many {4} other {5}}';
    equal([0, 1, 2, 3, 11, 100].map((n) => fill(arabic, { n }, 'ar')), ['0', '1', '2', '3', '4', '5']);
});

test('a choice takes other for what it does not know, and nothing that every object has', () => {
    const text = '{who, select, rep {your rep} court {the court} other {somebody}}';
    equal(['rep', 'court', 'toString', undefined].map((who) => fill(text, { who })),
        ['your rep', 'the court', 'somebody', 'somebody']);
});

test('plurals and choices stand within one another, and # is the nearest number', () => {
    const hours = '{m, plural, one {# hour} other {# hours}}';
    const text = `{who, select, you {You have {n, plural, one {# day and ${hours}} other {# days and ${hours}}}}`
        + ' other {{name} has {n, plural, other {#}}}} left.';
    equal(fill(text, { who: 'you', n: 1, m: 2 }), 'You have 1 day and 2 hours left.');
    equal(fill(text, { who: 'you', n: 3, m: 1 }), 'You have 3 days and 1 hour left.');
    equal(fill(text, { who: 'x', name: 'Ana', n: 4 }), 'Ana has 4 left.');
});

test('apostrophes are apostrophes, and quote only braces and #', () => {
    equal(fill("It's {name}'s", { name: 'Ana' }), "It's Ana's");
    equal(fill("a '{'b'}' '#'", {}), 'a {b} #');
    equal(fill('# 1', {}), '# 1');
});

test('a value is never read as a message', () => {
    equal(fill('Hello {name}', { name: '{n, plural, other {#}}' }), 'Hello {n, plural, other {#}}');
});

test('nodes stay nodes', () => {
    const node = document.createElement('strong');
    const parts = fillMessage(parseMessage('Ask {who}.'), { who: node }, words('en'));
    ok(parts[1] === node);
    equal([parts[0], parts[2]], ['Ask ', '.']);
});

for (const text of ['{', '{n', '{n, plural}', '{n, plural, one {x}}', 'a } b', '{n, plural, other {x}', '{a b}']) {
    test(`what is not a message is refused: ${text}`, () => throws(() => parseMessage(text)));
}
