import { t } from './i18n.js';
import { tag } from './verdict.js';

const kinds = { complete: 'good', 'on-track': 'good', behind: 'problem' };

/**
 * Where a participant stands: a shape and its word, "On track", "At risk", "Behind", "Done".
 *
 * @param {'complete'|'on-track'|'behind'|null} standing null where it is not known
 * @param {{isAtRisk?: boolean, isQuiet?: boolean}} [options]
 * @returns {HTMLElement}
 */
export function standing(standing, { isAtRisk = false, isQuiet = false } = {}) {
    if (isAtRisk && standing === 'on-track') return tag('attention', t('standing.at-risk'), { isQuiet });
    if (!kinds[standing]) return tag('none', t('standing.unknown'), { isQuiet });
    return tag(kinds[standing], t(`standing.${standing}`), { isQuiet });
}

/**
 * How urgently somebody needs their court representative: the most urgent first.
 *
 * @param {{standing: string, isAtRisk?: boolean}} person
 * @returns {number} 0 behind, 1 at risk, 2 not known, 3 on track, 4 done
 */
export function standingRank({ standing, isAtRisk = false }) {
    if (standing === 'behind') return 0;
    if (standing === 'on-track') return isAtRisk ? 1 : 3;
    return standing === 'complete' ? 4 : 2;
}
