/** What the court asks of somebody. Two people may change it at the same time: then both versions are shown. */
import { announce } from '../../parts/announce.js';
import { formDialog } from '../../parts/dialog.js';
import { textField } from '../../parts/form.js';
import { h, mount } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { threeWay } from '../../realtime/merge.js';
import { requirementWords, shownError } from '../words.js';
import { resolveConflict } from './conflict.js';

const whole = (low, high) => (text) => {
    if (text === '') return null;
    const n = Number(text);
    return Number.isInteger(n) && n >= low && n <= high ? null : t('rep.requirement.range', { low, high });
};

/** Name of each member, its field, and how what is entered becomes a value. */
const members = [
    { name: 'meetingsPerWeek', type: 'number', low: 1, high: 100 },
    { name: 'meetingsInTotal', type: 'number', low: 1, high: 10_000 },
    { name: 'minimumMinutes', type: 'number', low: 1, high: 1440 },
    { name: 'startsOn', type: 'date' },
    { name: 'deadline', type: 'date' },
];

/**
 * @param {object} tools api, get, id, realtime, person, decided
 * @returns {{element: HTMLElement, draw(): void, read(): Promise<void>, stop(): void}}
 */
export function requirementBlock({ api, get, id, realtime, person, decided }) {
    const words = h('p');
    const state = h('p', { class: 'small', role: 'status' });
    const edit = h('button', { type: 'button', class: 'button is-small no-print', onclick: change }, t('rep.act.edit'));
    const element = h('section', { 'aria-labelledby': 'person-requirement' },
        h('h3', { id: 'person-requirement' }, t('rep.person.requirement')), words, state, edit);
    const path = `/api/participants/${encodeURIComponent(id)}/requirement`;
    const kept = realtime.resource({
        key: `requirement of ${id}`,
        load: (options) => get(path, { ...options, signal: undefined }),
        conflict: (conflict) => resolveConflict(conflict),
    });
    const unwatch = kept.watch(draw);

    function draw() {
        const value = kept.isLoaded ? kept.value : person.profile?.requirement;
        if (!value) return;
        words.textContent = requirementWords(value);
        const failure = kept.failed[0];
        mount(state, kept.pending > 0 && t('rep.saving'), failure && kept.pending === 0 && [
            t('rep.requirement.notSaved', { why: shownError(failure.error).message }), ' ',
            h('button', { type: 'button', class: 'button is-small', onclick: () => failure.retry().catch(() => {}) },
                t('rep.requirement.again')), ' ',
            h('button', { type: 'button', class: 'button is-small', onclick: () => failure.dismiss() },
                t('rep.requirement.drop')),
        ]);
    }

    async function change() {
        try {
            if (!kept.isLoaded) await kept.reload();
        } catch (error) {
            state.textContent = shownError(error).message;
            return;
        }
        // What is seen when the form opens is what the change is made to.
        const seen = kept.value;
        const fields = members.map(({ name, type, low, high }) => textField({
            name, type, label: t(`rep.requirement.${name}`), hint: t(`rep.requirement.${name}Hint`),
            value: seen[name] ?? '', width: type === 'date' ? 12 : 6, ...(type === 'number' && {
                min: low, max: high, inputmode: 'numeric', check: whole(low, high),
            }),
        }));
        await formDialog({
            title: t('rep.requirement.title'),
            before: h('p', { class: 'consequence' }, t('rep.requirement.consequence')),
            fields, submitLabel: t('rep.requirement.submit'),
            onSubmit: (values) => {
                const entered = Object.fromEntries(members.map(({ name, type }) => [name,
                    values[name] === '' ? null : type === 'number' ? Number(values[name]) : values[name]]));
                if (entered.startsOn && entered.deadline && entered.deadline < entered.startsOn) {
                    throw { errors: { deadline: t('rep.requirement.order') } };
                }
                const touched = members.map(({ name }) => name).filter((name) => entered[name] !== seen[name]);
                if (touched.length > 0) save(entered, seen, touched);
            },
        });
    }

    /** Shown at once; the dialog does not wait for it. */
    async function save(entered, seen, touched) {
        let wanted = entered;
        let names = touched;
        // Something newer came while the form was open: nobody's change is written over unseen.
        const { value, conflicts } = threeWay(seen, entered, kept.value);
        if (conflicts.length > 0) {
            const decision = await resolveConflict({ mine: entered, theirs: kept.value, both: value, conflicts });
            if (!decision || decision.choice === 'theirs') return;
            wanted = decision.value;
            names = members.map(({ name }) => name).filter((name) => wanted[name] !== kept.value[name]);
        }
        try {
            const { outcome } = await kept.change({
                label: t('rep.requirement.title'),
                // Only what was changed here: the rest is as the server has it.
                apply: (current) => ({ ...current, ...Object.fromEntries(names.map((name) => [name, wanted[name]])) }),
                send: ({ value: next, etag, idempotencyKey, signal }) => api.put(path, next, {
                    ifMatch: etag, idempotencyKey, signal,
                }),
            });
            announce(t(`rep.requirement.${outcome}`));
            decided(id);
        } catch {
            // It is shown beside the requirement, with what can be done about it.
        }
    }

    async function read() {
        if (kept.pending === 0) await kept.reload();
    }

    return { element, draw, read, stop: unwatch };
}
