import { equal, ok, test, throws } from '../runner.js';
import { h, keyed, mount, svg } from '/web/parts/h.js';

test('text is text, whatever it holds', () => {
    const node = h('p', '<img src=x onerror=alert(1)>', 3, null, false, undefined, ['a', [h('b', 'c')]]);
    equal([node.textContent, node.children.length], ['<img src=x onerror=alert(1)>3ac', 1]);
});

test('properties, attributes, listeners and variables are set as what they are', () => {
    let clicks = 0;
    const button = h('button', {
        type: 'button', class: ['a', false, 'b'], 'aria-pressed': false, 'data-n': 3, hidden: true, title: null,
        onclick: () => { clicks += 1; }, vars: { '--share': 0.5 },
    }, 'Go');
    button.click();
    equal(clicks, 1);
    equal([button.className, button.getAttribute('aria-pressed'), button.dataset.n, button.hidden, button.title],
        ['a b', 'false', '3', true, '']);
    equal(button.style.getPropertyValue('--share'), '0.5');
    const select = h('select', { value: 'b' }, h('option', { value: 'a' }), h('option', { value: 'b' }));
    equal(select.value, 'b');
    equal(svg('path', { d: 'M0 0' }).namespaceURI, 'http://www.w3.org/2000/svg');
});

test('what the content security policy forbids is refused at once', async () => {
    await throws(() => h('p', { style: 'color: red' }));
    await throws(() => h('p', { onclick: 'alert(1)' }));
    await throws(() => h('a', { href: ' javascript:alert(1)' }));
    await throws(() => h('a', { href: 'java\nscript:alert(1)' }));
});

test('a list keeps its nodes and puts them in order', () => {
    const parent = h('ul');
    const make = (key) => h('li', key);
    keyed(parent, ['a', 'b', 'c'], (key) => key, make);
    const first = [...parent.children];
    keyed(parent, ['c', 'x', 'a'], (key) => key, make);
    equal(parent.textContent, 'cxa');
    ok(parent.children[0] === first[2] && parent.children[2] === first[0]);
    keyed(parent, [], (key) => key, make);
    equal(parent.childNodes.length, 0);
});

test('any order becomes any other, and what did not change places is not moved', async () => {
    const parent = h('ul');
    document.body.append(parent);
    let seed = 7;
    const random = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
    for (let round = 0; round < 200; round += 1) {
        const keys = Array.from({ length: 12 }, (_, key) => key).filter(() => random(4) > 0).sort(() => random(3) - 1);
        keyed(parent, keys, (key) => key, (key) => h('li', `${key} `));
        equal([...parent.children].map((child) => Number(child.textContent)), keys, `round ${round}`);
    }
    keyed(parent, [1, 2, 3, 4, 5], (key) => key, (key) => h('li', `${key}`));
    const changes = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(parent, { childList: true });
    keyed(parent, [2, 3, 4, 5, 1], (key) => key, (key) => h('li', `${key}`));
    changes.push(...observer.takeRecords());
    // One is taken out and put in again.
    ok(changes.length <= 2, `${changes.length} changes`);
    parent.remove();
});

test('what has the focus keeps it wherever it goes', () => {
    const parent = h('ul');
    document.body.append(parent);
    const make = (key) => h('li', h('input', { value: key }));
    const show = (keys) => keyed(parent, keys, (key) => key, make);
    show(['a', 'b', 'c', 'd']);
    const input = parent.children[1].firstChild;
    input.focus();
    input.setSelectionRange(1, 1);
    for (const keys of [['b', 'a', 'c', 'd'], ['d', 'c', 'a', 'b'], ['x', 'y', 'b', 'z', 'd'], ['b']]) {
        show(keys);
        ok(document.activeElement === input, keys.join());
        equal([...parent.children].map((child) => child.firstChild.value), keys);
    }
    parent.remove();
});

test('when what has the focus goes away, its neighbour gets it', () => {
    const parent = h('ul');
    document.body.append(parent);
    const show = (keys) => keyed(parent, keys, (key) => key, (key) => h('li', h('button', key)));
    show(['a', 'b', 'c']);
    parent.children[1].firstChild.focus();
    show(['a', 'c']);
    equal(document.activeElement.textContent, 'c');
    show(['a']);
    equal(document.activeElement.textContent, 'a');
    parent.remove();
});

test('two items with one key are a mistake that is told', async () => {
    await throws(() => keyed(h('ul'), ['a', 'a'], (key) => key, (key) => h('li', key)));
});

test('mounting replaces what was there', () => {
    equal(mount(h('p', 'old'), 'new ', h('b', '!')).textContent, 'new !');
});
