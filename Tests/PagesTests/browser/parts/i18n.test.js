import { equal, ok, test, throws } from '../runner.js';
import {
    direction, language, languages, loadMessages, locale, missingKeys, setLanguage, t, tNodes, useMessages,
} from '/web/parts/i18n.js';
import { parseMessage } from '/web/parts/message-format.js';

const storage = (kept = {}) => ({
    kept, getItem: (key) => kept[key] ?? null, setItem: (key, value) => { kept[key] = value; },
});
const serving = (files, asked = []) => async (url) => {
    const name = `${url}`.split('/messages/')[1];
    asked.push(name);
    return { ok: name in files, status: name in files ? 200 : 404, json: async () => files[name] };
};

test('a missing text shows its key and is noted', () => {
    useMessages({ a: 'A' });
    equal([t('a'), t('no.such')], ['A', 'no.such']);
    equal(missingKeys(), ['no.such']);
});

test('the page says in which language and direction it is', async () => {
    const files = { 'es/one.json': { hi: 'Hola, {name}' } };
    await loadMessages(['one'], { language: 'es', fetch: serving(files), storage: storage() });
    equal([t('hi', { name: 'Ana' }), document.documentElement.lang, direction()], ['Hola, Ana', 'es', 'ltr']);
    ok(locale().startsWith('es-'), locale());
    useMessages({}, { language: 'ar' });
    equal(direction(), 'rtl');
    useMessages({});
});

test('a file that a language lacks is read in English; one that is nowhere is an error', async () => {
    const files = { 'en/one.json': { a: 'A' }, 'es/two.json': { b: 'Be' } };
    await loadMessages(['one', 'two'], { language: 'es', fetch: serving(files), storage: storage() });
    equal([t('a'), t('b')], ['A', 'Be']);
    await throws(() => loadMessages(['none'], { language: 'es', fetch: serving(files), storage: storage() }));
    useMessages({});
});

test('the choice of language is kept, and all files are read anew', async () => {
    const files = { 'en/one.json': { a: 'A' }, 'es/one.json': { a: 'La A' } };
    const kept = storage();
    await loadMessages(['one'], { language: 'en', fetch: serving(files), storage: kept });
    const asked = [];
    await setLanguage('es', { fetch: serving({ ...files, 'es/two.json': {} }, asked), storage: kept });
    equal([t('a'), kept.kept.language, language()], ['La A', 'es', 'es']);
    ok(asked.includes('es/one.json'));
    await throws(() => setLanguage('xx', { storage: kept }), (error) => error instanceof RangeError);
    useMessages({});
});

test('nodes stand within sentences', () => {
    useMessages({ a: 'Ask {who} now' });
    const link = document.createElement('a');
    link.textContent = 'Maria';
    equal(tNodes('a', { who: link }).map((part) => part.textContent ?? part), ['Ask ', 'Maria', ' now']);
    equal(t('a', { who: link }), 'Ask Maria now');
});

test('every language has the same texts, with the same names in braces', async () => {
    const names = (parts, found = new Set()) => {
        for (const part of parts) {
            if (part.name) found.add(part.name);
            for (const one of Object.values(part.cases ?? {})) names(one, found);
        }
        return found;
    };
    const read = async (code) => (await fetch(new URL(`/web/messages/${code}/common.json`, location.href))).json();
    const [english, ...others] = await Promise.all(languages.map(({ code }) => read(code)));
    for (const other of others) {
        equal(Object.keys(other).sort(), Object.keys(english).sort());
        for (const [key, text] of Object.entries(english)) {
            equal([...names(parseMessage(other[key]))].sort(), [...names(parseMessage(text))].sort(), key);
        }
    }
});
