import { newPasswordField } from './password-field.js';
import { kindOf, told } from './problem-words.js';
import { turnOffFactor, turnOnFactor } from './second-factor.js';
import { api } from '../api/client.js';
import { takeSession } from '../api/session.js';
import { announce } from '../parts/announce.js';
import { confirm, dialog, formDialog } from '../parts/dialog.js';
import { textField } from '../parts/form.js';
import { h } from '../parts/h.js';
import { loadMessages, t } from '../parts/i18n.js';

/**
 * What everybody may change about their own account: password, codes at sign-in, signing out everywhere. For every
 * page:
 * its texts are loaded where they are not there yet.
 *
 * @param {{location?: Location}} [options]
 * @returns {Promise<void>} when it was closed
 */
export async function openAccount({ location = globalThis.location } = {}) {
    await Promise.all([loadMessages(['public']), loadStyle(document)]);
    const factor = h('p', { class: 'muted' });
    const factorButton = h('button', { type: 'button', class: 'button', hidden: true, onclick: toggleFactor });
    let isOn = null;

    async function readFactor() {
        try {
            const { body } = await api.get('/api/totp');
            isOn = body.isOn;
            factor.textContent = isOn ? t('account.factorOn', { n: body.recoveryCodes }) : t('account.factorOff');
            factorButton.textContent = t(isOn ? 'account.turnOff' : 'account.turnOn');
            factorButton.hidden = false;
        } catch {
            factor.textContent = t('account.factorUnknown');
        }
    }

    async function toggleFactor() {
        if (await (isOn ? turnOffFactor() : turnOnFactor())) await readFactor();
    }

    const row = (title, text, button) => h('div', { class: 'account-row' },
        h('div', h('h3', title), text), button);
    const button = (label, onclick) => h('button', { type: 'button', class: 'button', onclick }, label);
    const body = h('div', { class: 'account' },
        row(t('account.password'), h('p', { class: 'muted' }, t('account.passwordText')),
            button(t('account.change'), changePassword)),
        row(t('account.factor'), factor, factorButton),
        row(t('account.everywhere'), h('p', { class: 'muted' }, t('account.everywhereText')),
            button(t('account.signOutEverywhere'), () => signOutEverywhere(location))));
    readFactor();
    await dialog({ title: t('account.title'), body });
}

/** @returns {Promise<boolean>} whether it is another one now */
export async function changePassword() {
    const done = await formDialog({
        title: t('account.changePassword'),
        fields: [
            textField({
                name: 'current', label: t('account.current'), type: 'password', required: t('signIn.passwordMissing'),
                autocomplete: 'current-password', autocapitalize: 'none', spellcheck: 'false',
            }),
            newPasswordField({ name: 'new', label: t('account.new') }),
        ],
        submitLabel: t('account.changePassword'),
        onSubmit: async ({ current, new: chosen }) => {
            try {
                // The session is another one from now on, and so is what shows that our page asks.
                takeSession((await api.put('/api/password', { current, new: chosen }, { isPublic: true })).body);
            } catch (error) {
                throw atField(error, { 'not-signed-in': 'current', 'not-done': 'new' });
            }
        },
    });
    if (done) announce(t('account.changed'));
    return Boolean(done);
}

async function signOutEverywhere(location) {
    const isDone = await confirm({
        title: t('account.signOutAsk'), body: t('account.signOutAskText'), label: t('account.signOutEverywhere'),
        isDanger: true,
        run: async () => {
            try {
                await api.delete('/api/sessions');
                return true;
            } catch (error) {
                throw told(error);
            }
        },
    });
    if (isDone) location.assign('/sign-in');
}

/** On pages of which it is no part. */
function loadStyle(document) {
    const href = new URL('../styles/public.css', import.meta.url).href;
    if ([...document.styleSheets].some((sheet) => sheet.href === href)) return null;
    return new Promise((resolve) => {
        document.head.append(h('link', { rel: 'stylesheet', href, onload: resolve, onerror: resolve }));
    });
}

/** Says what is wrong beside the field that it is about. */
function atField(error, fields) {
    const problem = told(error, { 'not-signed-in': 'problem.wrong-current' });
    const field = fields[kindOf(error)];
    return field ? Object.assign(problem, { errors: { [field]: problem.sentence } }) : problem;
}
