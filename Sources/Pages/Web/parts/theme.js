import { t } from './i18n.js';
import { menu } from './menu.js';

const themes = ['system', 'light', 'dark'];

/**
 * Sets the colours the reader chose: `<html data-theme>` is 'light' or 'dark', and is missing where the device decides.
 *
 * @param {{root?: HTMLElement, storage?: Storage|null}} [options]
 */
export function startTheme({ root = document.documentElement, storage = storageOfPage() } = {}) {
    const theme = storedTheme(storage);
    if (theme === 'system') delete root.dataset.theme; else root.dataset.theme = theme;
}

/**
 * @param {Storage|null} [storage]
 * @returns {'system'|'light'|'dark'} what the reader chose
 */
export function storedTheme(storage = storageOfPage()) {
    const theme = storage?.getItem('theme');
    return themes.includes(theme) ? theme : 'system';
}

/**
 * Changes the colours and keeps that for the next visits.
 *
 * @param {'system'|'light'|'dark'} theme
 * @param {{root?: HTMLElement, storage?: Storage|null}} [options]
 */
export function setTheme(theme, options = {}) {
    const { root = document.documentElement, storage = storageOfPage() } = options;
    storage?.setItem('theme', theme);
    if (theme === 'system') delete root.dataset.theme; else root.dataset.theme = theme;
}

/** @returns {HTMLElement} the choice of colours: as the device, light, dark */
export function themeMenu() {
    const items = themes.map((theme) => ({
        text: t(`theme.${theme}`), run: () => setTheme(theme),
        get isChosen() { return storedTheme() === theme; },
    }));
    return menu({ label: t('theme.label'), icon: 'theme', items, className: 'theme-menu' });
}

function storageOfPage() {
    try {
        return globalThis.localStorage;
    } catch {
        return null;
    }
}
