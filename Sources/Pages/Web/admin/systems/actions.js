/** What can be done about a system that is sent what happens. */
import { announce } from '../../parts/announce.js';
import { copyButton } from '../../parts/copy.js';
import { confirm, dialog, formDialog } from '../../parts/dialog.js';
import { checkboxField, radioField, selectField, textField } from '../../parts/form.js';
import { number } from '../../parts/format.js';
import { h } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { notice } from '../../parts/notice.js';
import { asked } from '../words.js';

/** What can be subscribed to. */
export const subscribable = [
    'participant-joined', 'participant-left', 'attendance-updated', 'court-card-updated', 'progress-updated',
    'dispute-opened', 'dispute-answered', 'consent-updated', 'erased',
];

/**
 * @param {{api: object, people: object, changed: () => void}} options
 */
export function createActions({ api, people, changed }) {
    const path = (id, word) => `/api/subscriptions/${encodeURIComponent(id)}${word ? `/${word}` : ''}`;

    async function fieldsOf(one) {
        await people.ready();
        const reps = people.all.filter(({ role }) => role === 'court-rep');
        const isKnown = !one?.courtRep || reps.some(({ id }) => id === one.courtRep);
        const events = subscribable.map((event) => checkboxField({
            name: `event ${event}`, label: t(`admin.feed.${event}`), value: one?.events.includes(event) ?? false,
        }));
        const fields = [
            textField({
                name: 'name', label: t('admin.system.name'), hint: t('admin.system.nameHint'), value: one?.name,
                required: t('admin.system.nameMissing'), maxlength: 100, autocomplete: 'off',
            }),
            textField({
                name: 'url', label: t('admin.system.url'), hint: t('admin.system.urlHint'),
                value: one?.url, type: 'url',
                required: t('admin.system.urlMissing'), maxlength: 2000, autocomplete: 'off',
                spellcheck: 'false', dir: 'ltr',
                check: (text) => (/^https:\/\//i.test(text) ? null : t('admin.system.urlWrong')),
            }),
            selectField({
                name: 'courtRep', label: t('admin.system.courtRep'), value: one?.courtRep ?? '',
                choices: [{ value: '', label: t('admin.system.everybody') },
                    ...reps.map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
                    ...isKnown ? [] : [{ value: one.courtRep, label: one.courtRep }]],
            }),
        ];
        const group = h('fieldset', { class: 'field choices' }, h('legend', t('admin.system.events')),
            h('div', { class: 'hint' }, t('admin.system.eventsHint')), events.map((one) => one.element));
        return { fields, events, group };
    }

    const draft = (values, events) => ({
        name: values.name, url: values.url, ...values.courtRep && { courtRep: values.courtRep },
        events: events.filter((one) => one.value).map((one) => one.name.slice('event '.length)),
    });

    /** A secret that is told once: it stays on the screen until somebody says that they have it. */
    async function showSecret(made) {
        const keys = made.publicKeys.map(({ key }) => key);
        if (!made.secret && keys.length === 0) return;
        await dialog({
            title: t(made.secret ? 'admin.system.secretTitle' : 'admin.system.keyTitle'),
            body: h('div', made.secret && [notice('attention', t('admin.system.secretOnce')),
                secretField(made.secret, t('admin.system.secret'))],
            keys[0] && [h('p', t('admin.system.keyText')), secretField(keys[0], t('admin.system.publicKey'))]),
            actions: [{ label: t(made.secret ? 'admin.system.secretKept' : 'dialog.close'),
            value: true, kind: 'primary' }],
        });
    }

    return {
        /** @returns {Promise<object|null>} the new one; null when it was given up */
        async add() {
            const { fields, events, group } = await fieldsOf(null);
            const signatures = radioField({
                name: 'signatures', legend: t('admin.system.signatures'), value: 'both',
                choices: ['both', 'hmac', 'ed25519'].map((value) => ({
                    value, label: t(`admin.system.signed.${value}`), hint: t(`admin.system.signedHint.${value}`),
                })),
            });
            const made = await formDialog({
                title: t('admin.system.add'), submitLabel: t('admin.system.add'),
                fields: [...fields, group, signatures],
                onSubmit: (values) => asked(async () => (await api.post('/api/subscriptions', {
                    ...draft(values, events), signatures: values.signatures,
                })).body),
            });
            if (!made) return null;
            changed();
            await showSecret(made);
            return made;
        },
        /** @returns {Promise<boolean>} */
        async edit(one, etag) {
            const { fields, events, group } = await fieldsOf(one);
            const rotate = checkboxField({
                name: 'rotate', label: t('admin.system.rotate'), hint: t('admin.system.rotateHint'),
            });
            const made = await formDialog({
                title: t('admin.system.edit', { name: one.name }), submitLabel: t('admin.save'),
                fields: [...fields, group, rotate],
                onSubmit: (values) => asked(async () => (await api.put(path(one.id), {
                    ...draft(values, events), rotate: values.rotate,
                }, { ifMatch: etag })).body),
            });
            if (!made) return false;
            changed();
            if (made.secret) await showSecret(made);
            announce(t('admin.saved'));
            return true;
        },
        async disable(one) {
            return done(await confirm({
                title: t('admin.system.disableTitle', { name: one.name }), body: t('admin.system.disableText'),
                label: t('admin.system.disable'), run: () => asked(() => api.post(path(one.id, 'disabling'))),
            }), 'admin.system.isDisabled');
        },
        async enable(one) {
            return done(await confirm({
                title: t('admin.system.enableTitle', { name: one.name }),
                body: t('admin.system.enableText', { n: number(one.position + 1) }),
                label: t('admin.system.enable'), run: () => asked(() => api.post(path(one.id, 'enabling'))),
            }), 'admin.system.isEnabled');
        },
        async redeliver(one) {
            const from = textField({
                name: 'from', label: t('admin.system.from'), type: 'text', inputmode: 'numeric', width: 12,
                hint: t('admin.system.fromHint', { n: number(one.position) }),
                required: t('admin.system.fromWrong'), autocomplete: 'off',
                check: (text) => (/^[1-9]\d{0,15}$/.test(text) ? null : t('admin.system.fromWrong')),
            });
            return done(await formDialog({
                title: t('admin.system.redeliverTitle', { name: one.name }), submitLabel: t('admin.system.redeliver'),
                before: h('p', t('admin.system.redeliverText')), fields: [from],
                onSubmit: (values) => asked(() => api.post(path(one.id, 'redeliveries'),
                    { from: Number(values.from) })),
            }), 'admin.system.isRedelivered');
        },
        async remove(one) {
            return done(await confirm({
                title: t('admin.system.removeTitle', { name: one.name }), body: t('admin.system.removeText'),
                label: t('admin.system.remove'), isDanger: true, run: () => asked(() => api.delete(path(one.id))),
            }), 'admin.system.isRemoved');
        },
    };

    function done(isDone, sentence) {
        if (!isDone) return false;
        changed();
        announce(t(sentence));
        return true;
    }
}

/**
 * A text to be copied, all of which is marked when it gets the focus.
 *
 * @param {string} text
 * @param {string} label
 * @returns {HTMLElement}
 */
export function secretField(text, label) {
    return h('div', { class: 'input-with' }, h('input', {
        class: 'input code', readonly: true, value: text, 'aria-label': label, dir: 'ltr',
        onfocus: (event) => event.target.select(),
    }), copyButton({ text, what: label }));
}
