import { language, languages, setLanguage, t } from './i18n.js';
import { menu } from './menu.js';

/**
 * The choice of language, each by its own name. The page is loaded again, so that all of it is in one language.
 *
 * @param {{reload?: () => void}} [options]
 * @returns {HTMLElement}
 */
export function languageMenu({ reload = () => location.reload() } = {}) {
    const items = languages.map(({ code, name }) => ({
        text: name, lang: code, isChosen: code === language(),
        run: async () => {
            if (code === language()) return;
            await setLanguage(code);
            reload();
        },
    }));
    const current = languages.find(({ code }) => code === language())?.name ?? language();
    return menu({ label: t('language.label', { name: current }), icon: 'globe', items, className: 'language-menu' });
}
