import { copyButton } from '../parts/copy.js';
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';

/**
 * The join code and how to use it.
 *
 * @param {HTMLElement} section with its heading
 * @returns {(facts: {name: string, joinCode: string, identities: Array<{kind: string, value: string}>, rep: string}) =>
 *     void}
 */
export function codeView(section) {
    const body = h('div');
    section.append(body);
    let shown = null;

    return ({ name, joinCode, identities, rep }) => {
        const key = JSON.stringify([name, joinCode, identities, rep]);
        if (key === shown) return;
        shown = key;
        section.hidden = false;
        const example = `${shortName(name)} ${joinCode}`;
        const email = identities.find(({ kind }) => kind === 'email')?.value;
        mount(body, h('p', t('code.how')),
            h('div', { class: 'code-card' }, h('div', { class: 'code-name' },
                h('span', { class: 'muted small' }, t('code.example')),
                h('span', { class: 'code-example' }, h('bdi', shortName(name)), ' ',
                    h('strong', { class: 'code', dir: 'ltr' }, joinCode))),
            copyButton({ text: example, label: t('code.copy') })),
            h('details', { class: 'no-print' }, h('summary', t('code.steps')), h('ol',
                h('li', t('code.step1')), h('li', t('code.step2')), h('li', t('code.step3', { rep })))),
            email && h('p', { class: 'muted small' }, t('code.email', { email })));
    };
}

/** As people call themselves in a meeting: a name without blanks is whole. */
export const shortName = (name) => name.trim().split(/\s+/u)[0];
