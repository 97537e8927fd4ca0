import { told } from './problem-words.js';
import { api } from '../api/client.js';
import { announce } from '../parts/announce.js';
import { copyButton } from '../parts/copy.js';
import { dialog, formDialog } from '../parts/dialog.js';
import { textField } from '../parts/form.js';
import { h } from '../parts/h.js';
import { t } from '../parts/i18n.js';

/**
 * Turns on codes at sign-in: shows the key for an app, asks for a first code, and shows the recovery codes once.
 *
 * @returns {Promise<boolean>} whether they are on now
 */
export async function turnOnFactor() {
    let key;
    try {
        key = (await api.post('/api/totp')).body;
    } catch (error) {
        await dialog({ title: t('account.turnOnTitle'), body: told(error).sentence });
        return false;
    }
    const codes = await formDialog({
        title: t('account.turnOnTitle'),
        before: h('ol', { class: 'steps' }, h('li', t('account.step1')),
            h('li', t('account.step2'), h('p', { class: 'secret' },
                h('code', { dir: 'ltr', translate: 'no' }, grouped(key.secret))),
                h('div', { class: 'buttons' }, copyButton({ text: key.secret, what: t('account.key') }),
                    h('a', { class: 'button', href: key.uri }, t('account.openApp')))),
            h('li', t('account.step3'))),
        fields: [textField({
            name: 'code', label: t('account.code'), required: t('account.codeMissing'), inputmode: 'numeric',
            autocomplete: 'one-time-code', spellcheck: 'false', width: 8,
        })],
        submitLabel: t('account.turnOn'),
        onSubmit: async ({ code }) => {
            try {
                return (await api.put('/api/totp', { code: code.replace(/\s/g, '') })).body.recoveryCodes;
            } catch (error) {
                const problem = told(error);
                throw error.kind === 'wrong-code' ? Object.assign(problem, { errors: { code: problem.sentence } })
                    : problem;
            }
        },
    });
    if (!codes) return false;
    await showRecovery(codes);
    return true;
}

/** @returns {Promise<boolean>} whether they are off now */
export async function turnOffFactor() {
    const done = await formDialog({
        title: t('account.turnOffTitle'), before: h('p', t('account.turnOffText')),
        fields: [textField({
            name: 'password', label: t('account.current'), type: 'password', required: t('signIn.passwordMissing'),
            autocomplete: 'current-password', autocapitalize: 'none', spellcheck: 'false',
        })],
        submitLabel: t('account.turnOff'), isDanger: true,
        onSubmit: async ({ password }) => {
            try {
                await api.post('/api/totp/removal', { password }, { isPublic: true });
            } catch (error) {
                throw told(error, { 'not-signed-in': 'problem.wrong-current' });
            }
        },
    });
    if (done) announce(t('account.turnedOff'));
    return Boolean(done);
}

function showRecovery(codes) {
    return dialog({
        title: t('account.recovery'),
        body: h('div', h('p', t('account.recoveryText')),
            h('ul', { class: 'recovery', role: 'list' }, codes.map((code) => h('li', h('code', { dir: 'ltr' }, code)))),
            copyButton({ text: codes.join('\n'), what: t('account.recovery') })),
        actions: [{ label: t('account.recoveryDone'), kind: 'primary' }],
    });
}

/** In fours, as one reads and types it. */
const grouped = (secret) => secret.replace(/(.{4})(?=.)/g, '$1 ');
