import { countDown, waitingTime } from './countdown.js';
import { nextAddress } from './next.js';
import { kindOf, told } from './problem-words.js';
import { about, startPublicPage } from './start.js';
import { signIn } from '../api/session.js';
import { announce } from '../parts/announce.js';
import { form, textField } from '../parts/form.js';
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { notice } from '../parts/notice.js';

const wanted = new URLSearchParams(location.search).get('next');
const goOn = (role) => location.replace(nextAddress(wanted, role, location.origin));

function signInForm() {
    const name = textField({
        name: 'username', label: t('signIn.name'), hint: t('signIn.nameHint'), required: t('signIn.nameMissing'),
        autocomplete: 'username', autocapitalize: 'none', autocorrect: 'off', spellcheck: 'false',
    });
    const password = textField({
        name: 'password', label: t('signIn.password'), type: 'password', required: t('signIn.passwordMissing'),
        autocomplete: 'current-password', autocapitalize: 'none', spellcheck: 'false',
    });
    let isCodeAsked = false;
    const code = textField({
        name: 'code', label: t('signIn.code'), hint: t('signIn.codeHint'), autocomplete: 'one-time-code',
        autocapitalize: 'characters', spellcheck: 'false', width: 12,
        check: (entered) => (isCodeAsked && entered === '' ? t('signIn.codeMissing') : null),
    });
    code.element.hidden = true;
    const element = form({ fields: [name, password, code], submitLabel: t('signIn.submit'), onSubmit: send });
    const button = element.querySelector('[type=submit]');
    let waiting = null;

    async function send(values) {
        if (waiting) throw told(waiting.error);
        button.textContent = t('signIn.signingIn');
        try {
            const session = await signIn({
                name: values.username, password: values.password, ...(isCodeAsked && { code: values.code }),
            });
            goOn(session.role);
        } catch (error) {
            button.textContent = t('signIn.submit');
            const kind = kindOf(error);
            if (kind === 'code-needed') return askForCode();
            if (kind === 'wrong-code') {
                code.value = '';
                throw Object.assign(told(error), { errors: { code: told(error).sentence } });
            }
            if (error.retryAfterMs) wait(error);
            throw told(error);
        }
    }

    function askForCode() {
        isCodeAsked = true;
        code.element.hidden = false;
        code.focus();
        announce(t('signIn.codeNeeded'));
        hint.hidden = false;
    }

    /** Trying sooner would only make the wait longer. */
    function wait(error) {
        waiting = { error };
        countDown(error.retryAfterMs, {
            onTick: (seconds) => {
                button.textContent = t('signIn.waiting', { time: waitingTime(seconds) });
                button.setAttribute('aria-disabled', 'true');
            },
            onEnd: () => {
                waiting = null;
                button.removeAttribute('aria-disabled');
                button.textContent = t('signIn.submit');
                element.showErrors({});
                announce(t('signIn.again'));
            },
        });
    }

    const hint = notice('none', h('p', t('signIn.codeNeeded')));
    hint.hidden = true;
    code.element.before(hint);
    return { element, focus: () => (name.value ? password : name).focus() };
}

// Whoever is signed in already, for instance in another tab, has nothing to do here: a click in a mail leads here too.
const { session, main } = await startPublicPage('signIn.title');
if (session) {
    goOn(session.role);
} else {
    const { element, focus } = signInForm();
    mount(main, h('h1', t('signIn.title')), element, h('details', { class: 'help' }, h('summary', t('signIn.help')),
        h('p', t('signIn.helpText'))), about());
    // On a telephone the keyboard would cover half of the page before anybody read it.
    if (matchMedia('(hover: hover)').matches) focus();
}
