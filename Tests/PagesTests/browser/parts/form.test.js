import { equal, ok, test } from '../runner.js';
import { confirm, dialog, formDialog } from '/web/parts/dialog.js';
import { checkboxField, form, radioField, reasonField, selectField, textField } from '/web/parts/form.js';
import { loadMessages } from '/web/parts/i18n.js';

const pause = () => new Promise((resolve) => { setTimeout(resolve, 0); });
const submit = async (element) => {
    element.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    await pause();
};
const shown = async (element) => {
    await loadMessages(['common'], { language: 'en' });
    document.body.append(element);
    return element;
};

test('what is wrong is told above, leads to its field, and stands at it', async () => {
    await loadMessages(['common'], { language: 'en' });
    const sent = [];
    const name = textField({ name: 'name', label: 'Name', hint: 'As on the roster', required: 'Enter your name' });
    const fields = [name, reasonField()];
    const element = await shown(form({ fields, submitLabel: 'Save', onSubmit: (values) => sent.push(values) }));
    await submit(element);
    const summary = element.querySelector('.error-summary');
    equal([...summary.querySelectorAll('a')].map((link) => link.textContent), ['Enter your name', 'Say why']);
    ok(document.activeElement === summary);
    summary.querySelector('a').click();
    ok(document.activeElement === name.control);
    equal(name.control.getAttribute('aria-invalid'), 'true');
    const described = name.control.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id));
    equal(described.map((node) => node.textContent), ['As on the roster', 'Error: Enter your name']);
    name.value = '  Ana  ';
    element.querySelector('textarea').value = 'Zoom missed it';
    await submit(element);
    equal([sent, summary.hidden, name.control.hasAttribute('aria-invalid')],
        [[{ name: 'Ana', reason: 'Zoom missed it' }], true, false]);
    element.remove();
});

test('what the server says is shown at its field, or above; what was entered stays', async () => {
    await loadMessages(['common'], { language: 'en' });
    const name = textField({ name: 'name', label: 'Name', value: 'Ana' });
    let answer = { errors: { name: 'That name is taken' } };
    const element = await shown(form({ fields: [name], submitLabel: 'Save', onSubmit: async () => { throw answer; } }));
    await submit(element);
    ok(element.querySelector('.field-error').textContent.includes('That name is taken'));
    answer = { status: 503, title: 'Not stored', detail: 'Send it again.' };
    await submit(element);
    ok(element.querySelector('.error-summary').textContent.includes('Send it again.'));
    answer = new TypeError('x is not a function');
    await submit(element);
    ok(!element.textContent.includes('is not a function'), 'the words of the machine are not for the reader');
    equal(name.value, 'Ana');
    element.remove();
});

test('a form is sent once at a time', async () => {
    await loadMessages(['common'], { language: 'en' });
    let [sent, end] = [0, null];
    const onSubmit = () => {
        sent += 1;
        return new Promise((resolve) => { end = resolve; });
    };
    const element = await shown(form({ fields: [], submitLabel: 'Save', onSubmit }));
    await submit(element);
    await submit(element);
    equal([sent, element.querySelector('[type=submit]').getAttribute('aria-disabled')], [1, 'true']);
    end();
    await pause();
    await submit(element);
    equal(sent, 2);
    element.remove();
});

test('every control has its label, and choices are checked', async () => {
    await loadMessages(['common'], { language: 'en' });
    const [none, one, two] = [{ value: '', label: '–' }, { value: '1', label: 'One' }, { value: '2', label: 'Two' }];
    const fields = [
        selectField({ name: 'a', label: 'A', choices: [none, one], required: true }),
        radioField({ name: 'b', legend: 'B', choices: [one, two], required: true }),
        checkboxField({ name: 'c', label: 'C', required: true }),
        textField({ name: 'd', label: 'D', type: 'password' }),
    ];
    const element = await shown(form({ fields, submitLabel: 'Save', onSubmit() {} }));
    for (const control of element.querySelectorAll('input, select')) equal(control.labels.length, 1, control.id);
    equal(fields.map((field) => Boolean(field.validate())), [true, true, true, false]);
    [fields[0].value, fields[1].value, fields[2].value] = ['1', '2', true];
    equal(element.values(), { a: '1', b: '2', c: true, d: '' });
    equal(fields.map((field) => field.validate()), [null, null, null, null]);
    const [secret, show] = [element.querySelector('[type=password]'), element.querySelector('[aria-pressed]')];
    show.click();
    equal([secret.type, show.getAttribute('aria-pressed')], ['text', 'true']);
    element.remove();
});

test('a dialog gives its answer, and the focus back to where it was', async () => {
    await loadMessages(['common'], { language: 'en' });
    const button = document.createElement('button');
    document.body.append(button);
    button.focus();
    const body = 'It will not count.';
    const answer = confirm({ title: 'Void this meeting?', body, label: 'Void it', isDanger: true });
    const element = document.querySelector('dialog');
    ok(element.open && element.contains(document.activeElement));
    ok(!document.activeElement.matches('.is-danger'), 'what cannot be taken back is not under the Enter key');
    element.querySelector('.is-danger').click();
    equal([await answer, document.activeElement === button, document.querySelector('dialog')], [true, true, null]);
    const second = dialog({ title: 'A', body: 'b', actions: [{ label: 'Ok', value: 1 }] });
    document.querySelector('dialog').close();
    equal(await second, null);
    button.remove();
});

test('an action that fails says so and leaves the dialog open', async () => {
    await loadMessages(['common'], { language: 'en' });
    let fails = true;
    const run = async () => { if (fails) throw { title: 'Not stored' }; return 'done'; };
    const answer = dialog({ title: 'A', body: 'b', actions: [{ label: 'Go', run, kind: 'primary' }] });
    const go = document.querySelector('dialog .is-primary');
    go.click();
    await pause();
    equal(document.querySelector('.dialog-problem').textContent, 'Not stored');
    fails = false;
    go.click();
    equal(await answer, 'done');
});

test('a form in a dialog gives what its sending gave', async () => {
    await loadMessages(['common'], { language: 'en' });
    const answer = formDialog({
        title: 'Add time', fields: [reasonField()], submitLabel: 'Add', onSubmit: async ({ reason }) => ({ reason }),
    });
    const element = document.querySelector('dialog form');
    ok(document.activeElement === element.querySelector('textarea'));
    element.querySelector('textarea').value = 'Power cut';
    await submit(element);
    equal(await answer, { reason: 'Power cut' });
});
