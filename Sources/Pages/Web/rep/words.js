/** What the server says as words for programs, in words for people. */
import { date, list as listed } from '../parts/format.js';
import { hasText, language, t } from '../parts/i18n.js';

/**
 * Where somebody stands and why. The server's own sentence is English; elsewhere it is put together from the same
 * facts, and says no more than they do.
 *
 * @param {{standing: string, isAtRisk?: boolean, standingSentence: string, total: object, deadline?: string|null,
 *     projection?: object}} row
 * @returns {string}
 */
export function standingSentence(row) {
    if (language() === 'en') return row.standingSentence;
    const { total, projection } = row;
    const word = t(`standing.${row.isAtRisk ? 'at-risk' : row.standing}`);
    const count = total.required === null ? t('rep.doneOpen', { done: total.done })
        : t('rep.doneOf', { done: total.done, required: total.required });
    const isLate = projection?.meetsDeadline === false && row.standing !== 'complete';
    return `${word}: ${count}${isLate ? ` ${t('rep.deadlineMissed')}` : ''}`;
}

/**
 * Why a card did not pass, in few words: of which rule, and the card's own sentence.
 *
 * @param {{rule: string, outcome: string, sentence: string, sentences?: object}} reason of the dashboard
 * @returns {{name: string, sentence: string|null, lang: string|null}} lang: where the sentence is in another language
 */
export function reasonWords(reason) {
    const key = `rep.rule.${reason.rule}`;
    const own = reason.sentences?.[language()];
    const sentence = own ?? reason.sentence;
    return {
        name: hasText(key) ? t(key) : reason.rule, sentence, lang: own || language() === 'en' ? null : 'en',
    };
}

/** @returns {string} a flag of an attendance; an unknown one as it is */
export const flagWords = (flag) => (hasText(`rep.flagged.${flag}`) ? t(`rep.flagged.${flag}`) : flag);

/** @returns {string} a kind of decision */
export const decisionWords = (kind) => (hasText(`rep.decision.${kind}`) ? t(`rep.decision.${kind}`) : kind);

/** @returns {string} by what somebody was recognised */
export const matchWords = (kind) => (hasText(`rep.match.${kind}`) ? t(`rep.match.${kind}`) : kind);

/**
 * Why something was not done: what happened, what is safe, what to do.
 *
 * @param {*} error of `api`
 * @returns {string}
 */
export function problemSentence(error) {
    const kind = error?.kind ?? error?.type;
    if (kind && hasText(`rep.problem.${kind}`)) {
        const detail = ['not-decided', 'not-done', 'bad-request'].includes(kind) ? error.detail ?? '' : '';
        return [t(`rep.problem.${kind}`), detail].filter(Boolean).join(' ');
    }
    if (error?.status >= 500) return t('rep.problem.internal');
    return error?.detail || t('form.unknown');
}

/** @returns {Error} the same, as parts/form.js shows it */
export const shownError = (error) => Object.assign(new Error(problemSentence(error)), {
    sentence: problemSentence(error), cause: error,
});

/** @returns {string} of a requirement: "3 a week, 90 in total, by 30 Jun 2027" */
export function requirementWords(requirement) {
    const { meetingsPerWeek, meetingsInTotal, minimumMinutes, startsOn, deadline } = requirement;
    const parts = [
        meetingsPerWeek && t('rep.ask.perWeek', { n: meetingsPerWeek }),
        meetingsInTotal && t('rep.ask.inTotal', { n: meetingsInTotal }),
        minimumMinutes && t('rep.ask.minimum', { n: minimumMinutes }),
        startsOn && t('rep.ask.from', { day: day(startsOn) }),
        deadline && t('rep.ask.until', { day: day(deadline) }),
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(' · ') : t('rep.ask.nothing');
}

/** @returns {string} a date with its year: it may be read years later */
export const day = (text) => (text ? date(text, undefined, { weekday: null, year: true }) : '–');

/** @returns {string} "Ana Torres, Ben Okafor and 3 more" */
export function people(names, atMost = 3) {
    if (names.length <= atMost) return listed(names);
    return t('rep.andMore', { names: names.slice(0, atMost).join(', '), n: names.length - atMost });
}
