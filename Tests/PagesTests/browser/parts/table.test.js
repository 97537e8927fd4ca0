import { equal, ok, test } from '../runner.js';
import { h } from '/web/parts/h.js';
import { loadMessages } from '/web/parts/i18n.js';
import { menu } from '/web/parts/menu.js';
import { sidePanel } from '/web/parts/panel.js';
import { table } from '/web/parts/table.js';

const pause = () => new Promise((resolve) => { setTimeout(resolve, 0); });
const press = (node, key) => node.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

async function people(options = {}) {
    await loadMessages(['common'], { language: 'en' });
    const link = (row) => h('a', { href: '#' }, row.name);
    const columns = [
        { key: 'name', label: 'Name', isHeader: true, isSortable: true, cell: link },
        { key: 'n', label: 'This week', isNumber: true, isSortable: true, cell: (row) => row.n },
    ];
    const element = table({ caption: 'People', keyOf: (row) => row.id, columns, ...options });
    document.body.append(element);
    return element;
}

test('heads of columns are buttons that say how it is sorted', async () => {
    const sorts = [];
    const element = await people({ onSort: (sort) => sorts.push([sort.key, sort.direction]) });
    const heads = [...element.querySelectorAll('thead th')];
    for (const place of [0, 0, 1]) heads[place].querySelector('button').click();
    equal(sorts, [['name', 'ascending'], ['name', 'descending'], ['n', 'ascending']]);
    equal(heads.map((one) => one.getAttribute('aria-sort')), [null, 'ascending']);
    element.remove();
});

test('rows keep their nodes and the focus while their numbers change and they change places', async () => {
    const element = await people();
    element.update([{ id: 1, name: 'Ana', n: 1 }, { id: 2, name: 'Ben', n: 2 }]);
    const [ana] = element.querySelectorAll('tbody tr');
    ana.querySelector('a').focus();
    const link = document.activeElement;
    element.update([{ id: 2, name: 'Ben', n: 2 }, { id: 1, name: 'Ana', n: 3 }]);
    const rows = [...element.querySelectorAll('tbody tr')];
    ok(rows[1] === ana && document.activeElement === link);
    equal(rows.map((row) => row.textContent), ['Ben2', 'Ana3']);
    element.update([{ id: 1, name: 'Anna', n: 3 }]);
    ok(document.activeElement.textContent === 'Anna', 'the focus is where it was in the row');
    element.remove();
});

test('an empty table says so', async () => {
    const element = await people({ empty: 'Nobody yet.' });
    equal(element.querySelector('.table-empty').hidden, false);
    element.update([{ id: 1, name: 'Ana', n: 1 }]);
    equal(element.querySelector('.table-empty').hidden, true);
    element.remove();
});

test('500 rows are drawn, and one of them changed, without a long task', async () => {
    const element = await people();
    const rows = Array.from({ length: 500 }, (_, id) => ({ id, name: `Person ${id}`, n: id % 4 }));
    element.update(rows);
    const before = performance.now();
    for (let round = 0; round < 10; round += 1) {
        rows[round * 7] = { ...rows[round * 7], n: 9 };
        element.update([...rows]);
    }
    const each = (performance.now() - before) / 10;
    ok(each < 25, `${each} ms for one change`);
    element.remove();
});

/** A window whose address changes nothing of the page of the tests. */
function stage(address = 'http://x/rep') {
    const listeners = new Set();
    const entries = [{ href: address, state: null }];
    const moved = () => { for (const listener of listeners) listener(); };
    const fake = {
        document,
        get location() { return { href: entries.at(-1).href }; },
        history: {
            get state() { return entries.at(-1).state; },
            pushState: (state, _, url) => entries.push({ href: `${url}`, state }),
            replaceState: (state, _, url) => { entries[entries.length - 1] = { href: `${url}`, state }; },
            back: () => { entries.pop(); moved(); },
        },
        matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {} }),
        addEventListener: (_, listener) => listeners.add(listener),
        removeEventListener: (_, listener) => listeners.delete(listener),
    };
    return { fake, entries };
}

test('the panel has its address; Escape closes it and gives the focus back', async () => {
    await loadMessages(['common'], { language: 'en' });
    const { fake, entries } = stage();
    const opener = h('button', 'Ana');
    const load = (id) => ({ title: `Person ${id}`, body: 'Facts' });
    const panel = sidePanel({ param: 'participant', load, window: fake });
    document.body.append(opener, panel.element);
    await panel.start();
    equal([panel.element.hidden, panel.value], [true, null]);
    opener.focus();
    await panel.open('P-1');
    equal([panel.element.hidden, entries.at(-1).href], [false, 'http://x/rep?participant=P-1']);
    equal(document.activeElement.textContent, 'Person P-1');
    await panel.open('P-2');
    press(document.activeElement, 'Escape');
    await pause();
    equal([panel.element.hidden, panel.value, document.activeElement === opener], [true, null, true]);
    equal(new URL(entries.at(-1).href).search, '');
    panel.stop();
    opener.remove();
    panel.element.remove();
});

test('an address that was sent opens its panel, and an answer that comes too late is not shown', async () => {
    await loadMessages(['common'], { language: 'en' });
    const { fake } = stage('http://x/rep?participant=P-1');
    const answers = [];
    const load = (id) => new Promise((resolve) => { answers.push(() => resolve({ title: id, body: id })); });
    const panel = sidePanel({ param: 'participant', load, window: fake });
    document.body.append(panel.element);
    panel.start();
    panel.open('P-2');
    answers[1]();
    await pause();
    answers[0]();
    await pause();
    equal(panel.element.querySelector('.panel-body').textContent, 'P-2');
    panel.stop();
    panel.element.remove();
});

test('a menu opens, moves and closes by keys', async () => {
    const done = [];
    const choice = (text) => ({ text, run: () => done.push(text), isChosen: text === 'Two' });
    const items = ['One', 'Two', 'Three'].map(choice);
    const element = menu({ label: 'Choose', icon: 'menu', items });
    document.body.append(element);
    const button = element.querySelector('button');
    button.focus();
    press(button, 'ArrowDown');
    equal([button.getAttribute('aria-expanded'), document.activeElement.textContent], ['true', '✓Two']);
    press(document.activeElement, 'ArrowDown');
    press(document.activeElement, 'ArrowDown');
    equal(document.activeElement.textContent, 'One');
    press(document.activeElement, 'Escape');
    equal([button.getAttribute('aria-expanded'), document.activeElement === button], ['false', true]);
    button.click();
    document.activeElement.click();
    equal([done, document.activeElement === button], [['Two'], true]);
    element.remove();
});
