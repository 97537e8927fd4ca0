import { t } from '../parts/i18n.js';
import { textField } from '../parts/form.js';

const shortest = 12;

/**
 * Where a new password is chosen: once, since it can be shown; the rule is told before, and nothing keeps anybody from
 * pasting.
 *
 * @param {{name?: string, label: string}} options
 * @returns {import('../parts/form.js').Field}
 */
export function newPasswordField({ name = 'password', label }) {
    return textField({
        name, label, hint: t('invite.rules'), type: 'password', required: t('invite.missing'),
        autocomplete: 'new-password', passwordrules: `minlength: ${shortest};`, autocapitalize: 'none',
        spellcheck: 'false',
        check: (entered) => {
            // As the server counts: one sign is one, whatever it takes to write it down.
            const missing = shortest - [...entered].length;
            return missing > 0 ? t('invite.tooShort', { n: missing }) : null;
        },
    });
}
