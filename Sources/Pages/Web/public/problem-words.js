import { hasText, t } from '../parts/i18n.js';

/**
 * What went wrong and what to do, in the reader's language: the server's own sentences are English.
 *
 * @param {*} error of `api`: a problem, no answer, or a fault of the page's own
 * @param {{[kind: string]: string}} [instead] keys of texts for kinds that mean something else here
 * @returns {string}
 */
export function problemWords(error, instead = {}) {
    const kind = kindOf(error);
    const key = instead[kind] ?? `problem.${kind}`;
    return t(hasText(key) ? key : 'problem.unknown');
}

/**
 * An error whose sentence a form or a dialog shows.
 *
 * @param {*} error
 * @param {{[kind: string]: string}} [instead] as for `problemWords`
 * @returns {Error} with `sentence`
 */
export const told = (error, instead) => Object.assign(new Error(String(error), { cause: error }), {
    sentence: problemWords(error, instead),
});

/**
 * @param {*} error
 * @returns {string} "slowed-down", "network", "timeout", …
 */
export const kindOf = (error) => (error?.kind || error?.type || 'unknown').toString().split('/').at(-1);
