import { h, mount, setProps } from './h.js';
import { t } from './i18n.js';

/**
 * @typedef {object} Field
 * @property {HTMLElement} element label, hint, error and control
 * @property {string} name
 * @property {*} value what was entered: text without blanks around it, a boolean for a checkbox
 * @property {() => string|null} validate what is wrong with it, in words for its reader
 * @property {(message: string|null) => void} setError shows what is wrong, or that nothing is
 * @property {() => void} focus
 * @property {string} id of the control, which the summary of errors leads to
 */

let made = 0;

/**
 * A line of text, with its label above.
 *
 * @param {object} options name, label, hint, value, type ('text', 'password', 'email', 'date', 'number', …), required:
 *     a sentence that says what to enter, or true; check(value): a sentence or null; rows: more than one line; width:
 *     characters; every other option becomes an attribute of the control (autocomplete, inputmode, maxlength, min)
 * @returns {Field}
 */
export function textField(options) {
    const {
        name, label, hint, value = '', type = 'text', required = false, check, rows, width, isLabelHidden, ...attributes
    } = options;
    const id = idFor(name);
    const control = rows
        ? h('textarea', { ...attributes, id, name, rows, class: 'input' })
        : h('input', { ...attributes, id, name, type, class: 'input' });
    if (width) setProps(control, { class: 'input has-width', vars: { '--width': `${width}ch` } });
    markRequired(control, required);
    control.value = value;
    const isSecret = type === 'password';
    return field({
        name, label, hint, id, control, isLabelHidden, extra: isSecret ? showButton(control) : null,
        read: () => (isSecret ? control.value : control.value.trim()),
        write: (next) => { control.value = next ?? ''; },
        check: (entered) => {
            if (required && entered === '') return required === true ? t('form.required', { label }) : required;
            return check?.(entered) ?? null;
        },
    });
}

/**
 * One of several, in a list that opens.
 *
 * @param {object} options name, label, hint, value, choices: [{value, label}], required, check as for `textField`
 * @returns {Field}
 */
export function selectField(options) {
    const { name, label, hint, value = '', choices, required = false, check, isLabelHidden, ...rest } = options;
    const id = idFor(name);
    const control = h('select', { ...rest, id, name, class: 'input', 'aria-required': required ? 'true' : null },
        choices.map((choice) => h('option', { value: choice.value }, choice.label)));
    control.value = value;
    return field({
        name, label, hint, id, control, isLabelHidden,
        read: () => control.value,
        write: (next) => { control.value = next; },
        check: (entered) => {
            if (required && entered === '') return required === true ? t('form.choose', { label }) : required;
            return check?.(entered) ?? null;
        },
    });
}

/**
 * One of a few, all seen.
 *
 * @param {object} options name, legend, hint, value, choices: [{value, label, hint}], required
 * @returns {Field}
 */
export function radioField({ name, legend, hint, value = null, choices, required = false }) {
    const id = idFor(name);
    const group = `${id}-group`;
    const inputs = choices.map((choice, index) => h('input', {
        type: 'radio', id: index === 0 ? id : `${id}-${index}`, name: group, value: choice.value,
        checked: choice.value === value, 'aria-describedby': choice.hint ? `${id}-${index}-hint` : null,
    }));
    const body = choices.map((choice, index) => h('div', { class: 'choice' }, inputs[index],
        h('label', { for: inputs[index].id }, choice.label),
        choice.hint && h('div', { class: 'hint', id: `${id}-${index}-hint` }, choice.hint)));
    const error = h('p', { class: 'field-error', id: `${id}-error`, hidden: true });
    const set = h('fieldset', { class: 'field' }, h('legend', legend), hint && h('div', { class: 'hint' }, hint), error,
        body);
    return {
        element: set, name, id,
        get value() { return inputs.find((input) => input.checked)?.value ?? null; },
        set value(next) { for (const input of inputs) input.checked = input.value === next; },
        validate() {
            if (!required || this.value !== null) return null;
            return required === true ? t('form.choose', { label: legend }) : required;
        },
        setError: (message) => showError(set, error, inputs, message),
        focus: () => (inputs.find((input) => input.checked) ?? inputs[0]).focus(),
    };
}

/**
 * Yes or no.
 *
 * @param {object} options name, label, hint, value, required
 * @returns {Field}
 */
export function checkboxField({ name, label, hint, value = false, required = false }) {
    const id = idFor(name);
    const control = h('input', { type: 'checkbox', id, name, checked: value });
    markRequired(control, required);
    const described = hint ? `${id}-hint` : null;
    if (described) control.setAttribute('aria-describedby', described);
    const error = h('p', { class: 'field-error', id: `${id}-error`, hidden: true });
    const element = h('div', { class: 'field' }, error, h('div', { class: 'choice' }, control,
        h('label', { for: id }, label), hint && h('div', { class: 'hint', id: described }, hint)));
    return {
        element, name, id,
        get value() { return control.checked; },
        set value(next) { control.checked = next; },
        validate() {
            if (!required || control.checked) return null;
            return required === true ? t('form.tick', { label }) : required;
        },
        setError: (message) => showError(element, error, [control], message, described),
        focus: () => control.focus(),
    };
}

/**
 * Why somebody decides something: every decision needs a reason that others will read.
 *
 * @param {{name?: string, label?: string, hint?: string, atLeast?: number, atMost?: number}} [options] characters
 * @returns {Field}
 */
export function reasonField({ name = 'reason', label, hint, value, atLeast = 3, atMost = 2000 } = {}) {
    return textField({
        name, label: label ?? t('form.reason'), hint: hint ?? t('form.reasonHint'), value, rows: 3, maxlength: atMost,
        required: t('form.reasonMissing'),
        check: (entered) => (entered.length < atLeast ? t('form.reasonShort') : null),
    });
}

/**
 * A form: shows what is wrong in a summary that leads to each field, sends once at a time, keeps what was entered.
 *
 * @param {object} options fields: Field[], or nodes between them; submitLabel; onSubmit(values): may be async, and may
 *     throw {errors: {name: sentence}} or an error with a sentence for the reader as `detail` or `title`; onCancel;
 *     cancelLabel; before, after: nodes around the fields; isDanger; id
 * @returns {HTMLFormElement} with `values()` and `showErrors({name: sentence}, general?)`
 */
export function form({ fields, submitLabel, onSubmit, onCancel, cancelLabel, before, after, isDanger = false, id }) {
    const summary = h('div', { class: 'error-summary', role: 'alert', tabindex: '-1', hidden: true });
    const kind = isDanger ? 'is-danger' : 'is-primary';
    const submit = h('button', { class: ['button', kind], type: 'submit' }, submitLabel);
    const cancel = onCancel && h('button', { class: 'button', type: 'button', onclick: () => onCancel() },
        cancelLabel ?? t('form.cancel'));
    const element = h('form', { id, novalidate: true, onsubmit: send }, summary, before,
        fields.map((one) => one.element ?? one), after, h('div', { class: 'buttons' }, submit, cancel));
    const inputs = fields.filter((one) => one.validate);
    let isSending = false;

    element.values = () => Object.fromEntries(inputs.map((one) => [one.name, one.value]));
    element.showErrors = (errors, general = null) => {
        for (const one of inputs) one.setError(errors[one.name] ?? null);
        const wrong = inputs.filter((one) => errors[one.name]);
        summary.hidden = wrong.length === 0 && !general;
        if (summary.hidden) return;
        mount(summary, h('h2', t(wrong.length > 0 ? 'form.problem' : 'form.notDone')), general && h('p', general),
            wrong.length > 0 && h('ul', wrong.map((one) => h('li', h('a', {
                href: `#${one.id}`,
                onclick: (event) => { event.preventDefault(); one.focus(); },
            }, errors[one.name])))));
        summary.focus();
    };

    async function send(event) {
        event.preventDefault();
        if (isSending) return;
        const found = inputs.map((one) => [one.name, one.validate()]).filter(([, message]) => message);
        if (found.length > 0) return void element.showErrors(Object.fromEntries(found));
        element.showErrors({});
        isSending = true;
        submit.setAttribute('aria-disabled', 'true');
        try {
            await onSubmit(element.values());
        } catch (error) {
            element.showErrors(error.errors ?? {}, error.errors ? null : sentenceOf(error));
        } finally {
            isSending = false;
            submit.removeAttribute('aria-disabled');
        }
    }
    return element;
}

/**
 * What went wrong, for its reader: a problem's own words, or that it is not known.
 *
 * @param {*} error with `detail`, `title` or nothing
 * @returns {string}
 */
export const sentenceOf = (error) => error?.sentence || error?.detail || error?.title || t('form.unknown');

function field({ name, label, hint, id, control, extra, isLabelHidden, read, write, check }) {
    const described = hint ? `${id}-hint` : null;
    if (described) control.setAttribute('aria-describedby', described);
    const error = h('p', { class: 'field-error', id: `${id}-error`, hidden: true });
    const element = h('div', { class: 'field' },
        h('label', { for: id, class: isLabelHidden && 'visually-hidden' }, label),
        hint && h('div', { class: 'hint', id: described }, hint), error,
        extra ? h('div', { class: 'input-with' }, control, extra) : control);
    return {
        element, name, id, control,
        get value() { return read(); },
        set value(next) { write(next); },
        validate: () => check(read()),
        setError: (message) => showError(element, error, [control], message, described),
        focus: () => control.focus(),
    };
}

function showError(element, error, controls, message, described = null) {
    error.hidden = !message;
    mount(error, message && h('span', { class: 'visually-hidden' }, `${t('form.error')} `), message);
    element.classList.toggle('has-error', Boolean(message));
    for (const control of controls) {
        if (message) control.setAttribute('aria-invalid', 'true'); else control.removeAttribute('aria-invalid');
        const ids = [described, message && error.id].filter(Boolean).join(' ');
        if (ids) control.setAttribute('aria-describedby', ids); else control.removeAttribute('aria-describedby');
    }
}

/** Typing a long password on a telephone is hard enough when it can be seen. */
function showButton(control) {
    const button = h('button', { type: 'button', class: 'button', 'aria-pressed': 'false', onclick: toggle },
        t('form.show'));
    function toggle() {
        const isShown = control.type === 'text';
        control.type = isShown ? 'password' : 'text';
        button.setAttribute('aria-pressed', String(!isShown));
        button.textContent = t(isShown ? 'form.show' : 'form.hide');
        button.setAttribute('aria-label', t(isShown ? 'form.showPassword' : 'form.hidePassword'));
    }
    button.setAttribute('aria-label', t('form.showPassword'));
    return button;
}

/** Not `required`: the browser would call a field wrong before anything was entered. */
function markRequired(control, required) {
    if (required) control.setAttribute('aria-required', 'true');
}

const idFor = (name) => `f${made += 1}-${name}`;
