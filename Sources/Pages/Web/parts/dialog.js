import { form, sentenceOf } from './form.js';
import { h, mount } from './h.js';
import { icon } from './icon.js';
import { t } from './i18n.js';

let made = 0;

/**
 * Asks something, above the page: the browser's own dialog, which keeps the focus within and gives it back after.
 *
 * @param {object} options title; body: nodes or text; isWide; document; actions: [{label, value, kind: 'primary',
 *     'danger' or nothing, run: async, done before the dialog closes: what it throws is shown and the dialog stays}]
 * @returns {Promise<*>} the value of the action, or what its `run` returned; null when it was closed without one
 */
export function dialog({ title, body, actions = [], isWide = false, document = globalThis.document }) {
    return open({ title, isWide, document }, (close) => {
        const problem = h('p', { class: 'dialog-problem', role: 'alert', hidden: true });
        const buttons = actions.map((action) => h('button', {
            type: 'button', class: ['button', action.kind && `is-${action.kind}`],
            onclick: async (event) => {
                const button = event.currentTarget;
                if (button.getAttribute('aria-disabled') === 'true') return;
                if (!action.run) return void close(action.value ?? null);
                button.setAttribute('aria-disabled', 'true');
                try {
                    close((await action.run()) ?? action.value ?? true);
                } catch (error) {
                    problem.hidden = false;
                    problem.textContent = sentenceOf(error);
                } finally {
                    button.removeAttribute('aria-disabled');
                }
            },
        }, action.label));
        return [typeof body === 'string' ? h('p', body) : body, problem, h('div', { class: 'buttons' }, buttons)];
    });
}

/**
 * Asks whether something is to be done.
 *
 * @param {{title: string, body?: *, label: string, isDanger?: boolean, run?: () => Promise<*>}} options label: of the
 *     button that does it, a verb; run: as for an action of `dialog`
 * @returns {Promise<boolean>}
 */
export async function confirm({ title, body, label, isDanger = false, run }) {
    const actions = [
        { label, value: true, kind: isDanger ? 'danger' : 'primary', run },
        { label: t('form.cancel'), value: null },
    ];
    return (await dialog({ title, body, actions })) !== null;
}

/**
 * A form above the page.
 *
 * @param {object} options title, before: nodes, fields, submitLabel, isDanger, isWide; onSubmit(values) as for `form`
 * @returns {Promise<*>} what `onSubmit` returned (true for nothing), or null when it was given up
 */
export function formDialog({ title, before, fields, submitLabel, onSubmit, isDanger, isWide }) {
    return open({ title, isWide }, (close) => form({
        fields, submitLabel, before, isDanger,
        onCancel: () => close(null),
        onSubmit: async (values) => close((await onSubmit(values)) ?? true),
    }));
}

function open({ title, isWide, document = globalThis.document }, content) {
    return new Promise((resolve) => {
        const id = `dialog-${made += 1}`;
        let result = null;
        const element = h('dialog', { class: ['dialog', isWide && 'is-wide'], 'aria-labelledby': id });
        const close = (value) => {
            result = value;
            element.close();
        };
        const before = document.activeElement;
        mount(element, h('div', { class: 'dialog-head' }, h('h2', { id }, title), h('button', {
            type: 'button', class: 'button is-icon', 'aria-label': t('dialog.close'), onclick: () => close(null),
        }, icon('close'))), h('div', { class: 'dialog-body' }, content(close)));
        element.addEventListener('close', () => {
            element.remove();
            if (before?.isConnected) before.focus({ preventScroll: true });
            resolve(result);
        });
        document.body.append(element);
        element.showModal();
        const first = element.querySelector('.dialog-body input, .dialog-body select, .dialog-body textarea')
            ?? element.querySelector('.buttons .button:not(.is-danger)');
        first?.focus();
    });
}
