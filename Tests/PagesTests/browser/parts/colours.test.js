import { equal, ok, test } from '../runner.js';

/** The colours of a block of tokens.css, by name. */
function block(text, start) {
    const from = text.indexOf(start);
    ok(from >= 0, `${start} is missing`);
    return Object.fromEntries([...text.slice(from, text.indexOf('\n}\n', from)).matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)]
        .map(([, name, colour]) => [name, colour]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
}

const tokens = async () => (await fetch('/web/styles/tokens.css')).text();
const grounds = ['ground', 'surface', 'surface-hover', 'surface-sunken'];
const inks = ['text', 'text-muted', 'accent', 'accent-hover', 'good', 'attention', 'problem'];
const onTints = ['accent', 'good', 'attention', 'problem']
    .flatMap((name) => [[name, `${name}-soft`], ['text', `${name}-soft`]]);
const letters = [
    ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground])), ...onTints,
    ['on-accent', 'accent'], ['on-accent', 'accent-hover'], ['on-problem', 'problem'], ['on-problem', 'problem-hover'],
    ['text', 'accent-edge'], ['text', 'scheduled'],
];
const shapes = [
    ...grounds.flatMap((ground) => [['focus', ground], ['border-strong', ground]]),
    ...['accent', 'text-muted', 'problem', 'border-strong'].map((name) => [name, 'scheduled']),
    ['accent', 'border'], ['good', 'border'],
];

for (const [scheme, start] of [['light', ':root {'], ['dark', ':root[data-theme="dark"] {']]) {
    test(`letters and shapes stand out: ${scheme}`, async () => {
        const colours = block(await tokens(), start);
        const check = (pairs, least) => pairs.filter(([ink, ground]) => contrast(colours[ink], colours[ground]) < least)
            .map(([ink, ground]) => `${ink} on ${ground}: ${contrast(colours[ink], colours[ground]).toFixed(2)}`);
        equal(check(letters, 4.5), []);
        equal(check(shapes, 3), []);
    });
}

test('dark is the same by choice and by the device, and paper is light', async () => {
    const text = await tokens();
    equal(block(text, '@media (prefers-color-scheme: dark)'), block(text, ':root[data-theme="dark"] {'));
    equal(block(text, '@media print'), block(text, ':root {'));
    equal(Object.keys(block(text, ':root[data-theme="dark"] {')).sort(), Object.keys(block(text, ':root {')).sort());
});

test('styles say start and end, not left and right, so that they turn with the writing', async () => {
    for (const name of ['base', 'parts']) {
        const text = await (await fetch(`/web/styles/${name}.css`)).text();
        const physical = text.match(/^\s*((margin|padding|border)-)?(left|right)\b.*:|text-align: (left|right)|float:/gm);
        equal(physical ?? [], [], name);
    }
});
