import { nextAddress } from './next.js';
import { newPasswordField } from './password-field.js';
import { kindOf, told } from './problem-words.js';
import { about, startPublicPage, turnTo } from './start.js';
import { api } from '../api/client.js';
import { takeSession } from '../api/session.js';
import { form, textField } from '../parts/form.js';
import { h } from '../parts/h.js';
import { t } from '../parts/i18n.js';

/** What stands after #, which browsers send nowhere. It leaves the address bar before anybody looks over a shoulder. */
function takeToken() {
    const token = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, '', location.pathname);
    return token;
}

function passwordForm(token, person) {
    const name = textField({
        name: 'username', label: t('invite.person'), hint: t('invite.personHint'), value: person, readonly: true,
        autocomplete: 'username',
    });
    const password = newPasswordField({ label: t('invite.password') });
    return form({
        fields: [name, password], submitLabel: t('invite.submit'),
        onSubmit: async (values) => {
            try {
                const { body } = await api.post('/api/invites/acceptance', { token, password: values.password },
                    { isPublic: true });
                takeSession(body);
                location.replace(nextAddress(null, body.role, location.origin));
            } catch (error) {
                const kind = kindOf(error);
                if (kind === 'not-invited') return showGone();
                const problem = told(error);
                throw kind === 'not-done' ? Object.assign(problem, { errors: { password: problem.sentence } })
                    : problem;
            }
        },
    });
}

function showGone() {
    turnTo(main, h('h1', t('invite.gone')), h('p', t('invite.goneText')), h('p', t('invite.goneNext')), toSignIn(),
        about());
}

async function greet(token) {
    if (!token) {
        return turnTo(main, h('h1', t('invite.none')), h('p', t('invite.noneText')), toSignIn(), about());
    }
    try {
        const { body } = await api.post('/api/invites/inquiry', { token }, { isPublic: true });
        turnTo(main, h('h1', t('invite.title')), h('p', t('invite.intro')), passwordForm(token, body.person), about());
    } catch (error) {
        if (['not-invited', 'bad-request'].includes(kindOf(error))) return showGone();
        turnTo(main, h('h1', t('invite.unread')), h('p', t('invite.unreadText')), h('p', h('button', {
            type: 'button', class: 'button is-primary', onclick: () => greet(token),
        }, t('invite.tryAgain'))), about());
    }
}

const toSignIn = () => h('p', h('a', { class: 'button', href: '/sign-in' }, t('invite.signIn')));

const token = takeToken();
const { main } = await startPublicPage('invite.title');
// Another link, opened in the same tab, changes only what stands after #.
addEventListener('hashchange', () => { if (location.hash.length > 1) greet(takeToken()); });
await greet(token);
