/** What an administrator can do about somebody's way in. What is made is told once, and says what follows. */
import { announce } from '../../parts/announce.js';
import { confirm, dialog, formDialog } from '../../parts/dialog.js';
import { checkboxField, radioField, reasonField, textField } from '../../parts/form.js';
import { dateTime, number } from '../../parts/format.js';
import { h } from '../../parts/h.js';
import { t } from '../../parts/i18n.js';
import { notice } from '../../parts/notice.js';
import { secretField } from '../systems/actions.js';
import { asked } from '../words.js';

/**
 * @param {{api: object, self: string, changed: () => void}} options self: the id of whoever does it
 */
export function createActions({ api, changed }) {
    const path = (id, word) => `/api/users/${encodeURIComponent(id)}${word ? `/${word}` : ''}`;

    /** A link that lets somebody set their password: told this once. */
    async function showLink(made, name) {
        changed();
        await dialog({
            title: t('admin.user.linkTitle', { name }),
            body: h('div', notice('attention', t('admin.user.linkOnce')),
                secretField(made.link, t('admin.user.link')),
                h('p', { class: 'after' }, t('admin.user.linkUntil', { at: dateTime(made.expiresAt) }), ' ',
                    t(made.isMailed ? 'admin.user.linkMailed' : 'admin.user.linkByHand'))),
            actions: [{ label: t('admin.user.linkKept'), value: true, kind: 'primary' }],
        });
    }

    async function change(user, word, { isDanger = false } = {}) {
        const isDone = await confirm({
            title: t(`admin.user.${word}Title`, { name: user.name }), body: t(`admin.user.${word}Text`),
            label: t(`admin.user.${word}`), isDanger, run: () => asked(() => api.post(path(user.id, word))),
        });
        if (!isDone) return false;
        changed();
        announce(t(`admin.user.${word}Done`, { name: user.name }));
        return true;
    }

    return {
        /** @returns {Promise<object|null>} the new person; null when it was given up */
        async add() {
            const made = await formDialog({
                title: t('admin.user.add'), submitLabel: t('admin.user.addDo'), before: h('p', t('admin.user.addText')),
                fields: [
                    textField({
                        name: 'name', label: t('admin.user.fullName'), required: t('admin.user.nameMissing'),
                        maxlength: 200, autocomplete: 'off',
                    }),
                    textField({
                        name: 'id', label: t('admin.user.id'), hint: t('admin.user.idHint'),
                        required: t('admin.user.idMissing'),
                        maxlength: 64,
                        autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false',
                        check: (text) => (/^[A-Za-z0-9._@-]{1,64}$/.test(text) ? null : t('admin.user.idWrong')),
                    }),
                    radioField({
                        name: 'role', legend: t('admin.user.role'), value: 'court-rep',
                        choices: ['court-rep', 'administrator'].map((value) => ({
                            value, label: t(`role.${value}`), hint: t(`admin.user.roleHint.${value}`),
                        })),
                    }),
                    textField({
                        name: 'email', label: t('admin.user.email'), hint: t('admin.user.emailHint'), type: 'email',
                        maxlength: 254, autocomplete: 'off',
                        check: (text) => (text === '' || /^\S+@\S+$/.test(text) ? null : t('admin.user.emailWrong')),
                    }),
                ],
                onSubmit: ({ email, ...values }) => asked(async () => (await api.post('/api/users', {
                    ...values, ...email && { email },
                })).body),
            });
            if (made) changed();
            return made;
        },
        /** @returns {Promise<boolean>} */
        async invite(user) {
            const mail = checkboxField({
                name: 'mail', label: user.email ? t('admin.user.mailTo', { email: user.email }) : t('admin.user.mail'),
                hint: t('admin.user.mailHint'),
            });
            const made = await formDialog({
                title: t('admin.user.inviteTitle', { name: user.name }), submitLabel: t('admin.user.invite'),
                before: h('p', t(user.state === 'invited' ? 'admin.user.inviteAgainText' : 'admin.user.inviteText')),
                fields: [mail],
                onSubmit: (values) => asked(async () => (await api.post('/api/invites', {
                    person: user.id, mail: values.mail,
                })).body),
            });
            if (!made) return false;
            await showLink(made, user.name);
            return true;
        },
        /** @returns {Promise<boolean>} */
        async reset(user) {
            let made = null;
            const isDone = await confirm({
                title: t('admin.user.resetTitle', { name: user.name }), body: t('admin.user.resetText'),
                label: t('admin.user.reset'), isDanger: true,
                run: () => asked(async () => { made = (await api.post(path(user.id, 'reset'))).body; }),
            });
            if (!isDone || !made) return false;
            await showLink(made, user.name);
            return true;
        },
        disable: (user) => change(user, 'disabling', { isDanger: true }),
        enable: (user) => change(user, 'enabling'),
        signOut: (user) => change(user, 'sign-out'),
        /** @returns {Promise<boolean>} */
        async changeRole(user, etag) {
            const next = user.role === 'administrator' ? 'court-rep' : 'administrator';
            const isDone = await confirm({
                title: t('admin.user.roleTitle', { name: user.name, role: t(`role.${next}`) }),
                body: [h('p', t(`admin.user.roleText.${next}`)), h('p', t('admin.user.roleCloses'))],
                label: t('admin.user.roleDo'), isDanger: next === 'administrator',
                run: () => asked(() => api.put(path(user.id, 'role'), { role: next }, { ifMatch: etag })),
            });
            if (!isDone) return false;
            changed();
            announce(t('admin.saved'));
            return true;
        },
        /**
         * For good: only after their id was typed.
         *
         * @returns {Promise<boolean>}
         */
        async erase(user) {
            const typed = textField({
                name: 'id', label: t('admin.erase.type', { id: user.id }), autocomplete: 'off', autocapitalize: 'none',
                spellcheck: 'false', required: t('admin.erase.typeMissing', { id: user.id }),
                check: (text) => (text === user.id ? null : t('admin.erase.typeWrong', { id: user.id })),
            });
            const result = await formDialog({
                title: t('admin.erase.title', { name: user.name }), isDanger: true,
                submitLabel: t('admin.erase.do'),
                before: h('div', notice('problem', h('p', t('admin.erase.forGood'))),
                    h('ul', ['goes', 'stays', 'asked'].map((key) => h('li', t(`admin.erase.${key}`))))),
                fields: [typed, reasonField({ hint: t('admin.erase.reasonHint') })],
                onSubmit: ({ reason }) => asked(async () => (await api.post(
                    `/api/participants/${encodeURIComponent(user.id)}/erasure`,
                    { reason }, { timeoutMs: 120_000 })).body),
            });
            if (!result) return false;
            changed();
            await dialog({
                title: t('admin.erase.doneTitle'),
                body: h('div', h('p', t('admin.erase.doneText', { id: result.participant })),
                    h('dl', { class: 'summary-list' },
                        ['names', 'cards', 'decisions', 'deliveries', 'occurrences', 'messages']
                        .map((key) => [h('dt', t(`admin.erase.${key}`)), h('dd', number(result[key]))]))),
                actions: [{ label: t('dialog.close'), value: true, kind: 'primary' }],
            });
            return true;
        },
    };
}
