import { fillMessage, parseMessage } from './message-format.js';

/** The languages there are message files for, each by its own name. */
export const languages = [{ code: 'en', name: 'English' }, { code: 'es', name: 'Español' }];

const rightToLeft = new Set(['ar', 'fa', 'he', 'ps', 'ur', 'yi']);

/** This module holds the language of the page: there is one. */
const state = {
    language: null, locale: null, words: null,
    messages: new Map(), parsed: new Map(), loaded: new Set(), missing: new Set(),
};

/**
 * Loads message files and sets `<html lang dir>`. A file that a language lacks is read in English.
 *
 * @param {string[]} names of files in messages/<language>/, without .json
 * @param {{language?: string, fetch?: typeof fetch, storage?: Storage|null}} [options] language: when not the reader's
 * @returns {Promise<void>}
 * @throws {Error} where not even the English file can be read
 */
export async function loadMessages(names, options = {}) {
    const { fetch = globalThis.fetch, storage = storageOfPage() } = options;
    const wanted = options.language ?? state.language ?? readersLanguage(storage);
    if (wanted !== state.language) {
        state.messages.clear();
        state.parsed.clear();
    }
    use(wanted);
    const files = await Promise.all(names.map((name) => loadFile(name, wanted, fetch)));
    for (const [index, file] of files.entries()) {
        state.loaded.add(names[index]);
        for (const [key, text] of Object.entries(file)) state.messages.set(key, text);
    }
}

/**
 * The text of a key in the reader's language.
 *
 * @param {string} key
 * @param {object} [values] what stands in braces
 * @returns {string} the key itself where there is no such text, which is noted for the debug panel
 */
export function t(key, values = {}) {
    return tNodes(key, values).map((part) => (typeof part === 'string' ? part : part.textContent)).join('');
}

/**
 * As `t`, with nodes among the values, for a name in bold or a link within a sentence: `h('p', tNodes('a.b', {link}))`.
 *
 * @param {string} key
 * @param {object} [values]
 * @returns {Array<string|Node>}
 */
export function tNodes(key, values = {}) {
    if (!state.parsed.has(key)) {
        const text = state.messages.get(key);
        if (text === undefined) {
            state.missing.add(key);
            return [key];
        }
        state.parsed.set(key, parseMessage(text));
    }
    return fillMessage(state.parsed.get(key), values, state.words ?? wordsOf('en'));
}

/**
 * Whether there is a text for a key; asking is not noted as missing.
 *
 * @param {string} key
 * @returns {boolean}
 */
export const hasText = (key) => state.messages.has(key);

/** @returns {string[]} keys that were asked for and not there, for the debug panel */
export const missingKeys = () => [...state.missing];

/** @returns {string} the language of the page: 'en', 'es' */
export const language = () => state.language ?? 'en';

/**
 * How dates and numbers are written: the language of the page with the reader's region, 'es-US'.
 *
 * @returns {string} a BCP 47 tag
 */
export const locale = () => state.locale ?? localeFor(language());

/** @returns {'ltr'|'rtl'} */
export const direction = () => (document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr');

/**
 * Changes the language of what is drawn from now on and keeps it for the next visits. Whoever offers the choice reloads
 * the page, so that all of it is in one language.
 *
 * @param {string} code one of `languages`
 * @param {{fetch?: typeof fetch, storage?: Storage|null}} [options]
 * @returns {Promise<void>}
 */
export async function setLanguage(code, options = {}) {
    const { storage = storageOfPage() } = options;
    if (!languages.some((known) => known.code === code)) throw new RangeError(`no such language: ${code}`);
    storage?.setItem('language', code);
    await loadMessages([...state.loaded], { ...options, language: code });
}

/**
 * Takes texts from a value instead of files: for tests and for the one sentence of a page that could not load.
 *
 * @param {object} messages by key
 * @param {{language?: string, locale?: string}} [options]
 */
export function useMessages(messages, options = {}) {
    state.messages = new Map(Object.entries(messages));
    state.parsed.clear();
    state.loaded.clear();
    state.missing.clear();
    use(options.language ?? 'en', options.locale);
}

async function loadFile(name, code, fetch) {
    const response = await fetch(new URL(`../messages/${code}/${name}.json`, import.meta.url));
    if (response.ok) return response.json();
    if (code === 'en') throw new Error(`messages/${code}/${name}.json: ${response.status}`);
    return loadFile(name, 'en', fetch);
}

function use(code, locale = localeFor(code)) {
    state.language = code;
    state.locale = locale;
    state.words = wordsOf(locale);
    const root = document.documentElement;
    root.lang = code;
    root.dir = rightToLeft.has(code.split('-')[0]) ? 'rtl' : 'ltr';
}

const wordsOf = (locale) => ({ plural: new Intl.PluralRules(locale), number: new Intl.NumberFormat(locale) });

function readersLanguage(storage) {
    const asked = [storage?.getItem('language'), ...(navigator.languages ?? [navigator.language])];
    const codes = asked.filter(Boolean).map((tag) => tag.split('-')[0]);
    return codes.find((code) => languages.some((known) => known.code === code)) ?? 'en';
}

function localeFor(code) {
    const tags = navigator.languages ?? [navigator.language];
    const same = tags.find((tag) => tag.split('-')[0] === code && tag.includes('-'));
    if (same) return same;
    try {
        return `${code}-${new Intl.Locale(tags[0]).maximize().region ?? 'US'}`;
    } catch {
        return `${code}-US`;
    }
}

function storageOfPage() {
    try {
        return globalThis.localStorage;
    } catch {
        // A browser that keeps nothing for the site: the choice lasts as long as the page.
        return null;
    }
}
