/** Two versions of the same thing: which holds, part by part. */
import { formDialog } from '../../parts/dialog.js';
import { radioField } from '../../parts/form.js';
import { number } from '../../parts/format.js';
import { h } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { day } from '../words.js';

const shown = (value) => (value === null || value === undefined ? t('rep.conflict.nothing')
    : typeof value === 'number' ? number(value) : /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value) : String(value));

/**
 * Shows what somebody else saved meanwhile beside what is to be saved here, and asks which is to hold.
 *
 * @param {{mine: object, theirs: object, both: object,
 *     conflicts: {path: string[], base: *, mine: *, theirs: *}[]}} conflict
 * @returns {Promise<{choice: 'mine'|'theirs'|'both', value?: object}|null>} null: nothing of it is saved
 */
export async function resolveConflict({ mine, theirs, both, conflicts }) {
    const inConflict = new Set(conflicts.map((one) => one.path[0]));
    const names = Object.keys(both).filter((name) => inConflict.has(name));
    const table = h('table', { class: 'versions' },
        h('caption', t('rep.conflict.table')),
        h('thead', h('tr', ['what', 'mine', 'theirs', 'both'].map((name) => h('th', { scope: 'col' },
            t(`rep.conflict.${name}`))))),
        h('tbody', Object.keys(both).map((name) => h('tr', { class: inConflict.has(name) && 'is-conflict' },
            h('th', { scope: 'row' }, t(`rep.requirement.${name}`)), h('td', shown(mine[name])),
            h('td', shown(theirs[name])),
            h('td', inConflict.has(name) ? t('rep.conflict.pick') : shown(both[name]))))));
    const fields = names.map((name) => radioField({
        name, legend: t(`rep.requirement.${name}`), required: t('rep.conflict.choose'),
        choices: [
            { value: 'mine', label: t('rep.conflict.keepMine', { value: shown(mine[name]) }) },
            { value: 'theirs', label: t('rep.conflict.keepTheirs', { value: shown(theirs[name]) }) },
        ],
    }));
    return formDialog({
        title: t('rep.conflict.title'), isWide: true,
        before: [h('p', t('rep.conflict.text')), table], fields, submitLabel: t('rep.conflict.submit'),
        onSubmit: (choices) => {
            const picked = names.map((name) => choices[name]);
            const value = { ...both, ...Object.fromEntries(names.map((name) => [name,
                (choices[name] === 'mine' ? mine : theirs)[name]])) };
            // What nobody else touched and was changed here is saved in every case.
            const isAllTheirs = picked.every((one) => one === 'theirs')
                && Object.keys(both).every((name) => value[name] === theirs[name]);
            return isAllTheirs ? { choice: 'theirs' } : { choice: 'both', value };
        },
    });
}
