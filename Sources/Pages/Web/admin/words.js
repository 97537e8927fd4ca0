/** What the server says as words for programs, in words for people. */
import { date, number, time } from '../parts/format.js';
import { hasText, language, t } from '../parts/i18n.js';
import { h } from '../parts/h.js';
import { tag } from '../parts/verdict.js';

/**
 * Why something was not done: what happened, what is safe, what to do.
 *
 * @param {*} error of `api`
 * @returns {string}
 */
export function problemSentence(error) {
    const kind = error?.kind ?? error?.type;
    // Only the server knows why it refuses; it says so in English.
    if (['not-done', 'bad-request', 'not-decided'].includes(kind) && error.detail) {
        return language() === 'en' ? error.detail : t('admin.problem.refused', { detail: error.detail });
    }
    if (kind && hasText(`admin.problem.${kind}`)) return t(`admin.problem.${kind}`);
    if (error?.status >= 500) return t('admin.problem.internal');
    return error?.detail || t('form.unknown');
}

/** @returns {Error} the same, as parts/form.js shows it */
export const shownError = (error) => Object.assign(new Error(problemSentence(error)), {
    sentence: problemSentence(error), cause: error,
});

/**
 * Runs what is asked of the server, and restates its refusal for the form or dialog that asked.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function asked(work) {
    try {
        return await work();
    } catch (error) {
        throw shownError(error);
    }
}

/** @returns {string} of a delivery's event: what happened; its own name where that is not known */
export const eventWords = (event) => {
    if (!event) return t('admin.event.none');
    const key = `admin.event.${event}`;
    return hasText(key) ? t(key) : event;
};

const understandingKinds = { known: 'good', unknown: 'attention', unreadable: 'problem' };

/** @returns {HTMLElement} a shape and a word */
export const understandingTag = (word) => tag(understandingKinds[word] ?? 'none',
    hasText(`admin.understanding.${word}`) ? t(`admin.understanding.${word}`) : word, { isQuiet: true });

/** @returns {string} from where a delivery is */
export const sourceWords = (source) => (hasText(`admin.source.${source}`) ? t(`admin.source.${source}`) : source);

/**
 * @param {string} group of texts: 'alert', 'closed', 'action', …
 * @param {string} word for programs
 * @returns {string} its words, or the word itself
 */
export const named = (group, word) => (hasText(`admin.${group}.${word}`) ? t(`admin.${group}.${word}`) : word);

/**
 * @param {number} n bytes
 * @returns {string} "617 B", "12.4 KiB"; rounded to a tenth
 */
export function bytes(n) {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    const step = n < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(n) / 10));
    return `${number(step === 0 ? n : Math.round(n / 1024 ** step * 10) / 10)}\u00a0${units[step]}`;
}

/** @returns {string} a moment to the second, with its day: "Tue 6 Oct, 7:00:05 pm" */
export const momentWords = (at) => `${date(at)}, ${time(at, undefined, { seconds: true })}`;

/** @returns {HTMLElement} the same as an element that machines read too */
export const momentOf = (at, props = {}) => h('time', { ...props, datetime: at }, momentWords(at));

/** The sentences with which a bridge says what keeps it from its work, by how they begin. */
const troubles = [
    ['No Zoom secret is configured', 'secret'], ['Nothing can be stored', 'store'],
    ['Deliveries with valid signatures lie outside', 'clock'],
];

/**
 * @param {string} sentence as the server says it, in English
 * @returns {{text: string, original: string|null}} in the reader's language; original: the server's own, where it says
 *     more
 */
export function troubleWords(sentence) {
    const known = troubles.find(([start]) => sentence.startsWith(start));
    if (language() === 'en' || !known) return { text: sentence, original: null };
    return { text: t(`admin.trouble.${known[1]}`), original: sentence };
}
