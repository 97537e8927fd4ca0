import { svg } from './h.js';

/** Strokes on a square of 16, so that each shape is known without its colour. */
const shapes = {
    good: ['M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z', 'M5 8.3l2.1 2.1L11.2 6'],
    attention: ['M8 1.8L15 14H1z', 'M8 6.2v3.6', 'M8 11.9v.1'],
    problem: ['M2 2h12v12H2z', 'M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4'],
    none: ['M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z', 'M5 8h6'],
    close: ['M3.5 3.5l9 9M12.5 3.5l-9 9'],
    copy: ['M5.5 5.5h8v9h-8z', 'M3 11.5h-.5v-10h8V2'],
    share: ['M8 10V1.5', 'M5 4.2L8 1.5l3 2.7', 'M3.5 7.5h-1v7h11v-7h-1'],
    download: ['M8 1.5V11', 'M4.5 7.5L8 11l3.5-3.5', 'M2 14.5h12'],
    sync: ['M13.5 7A5.6 5.6 0 0 0 3.2 5M2.5 9a5.6 5.6 0 0 0 10.3 2', 'M3 1.8V5h3.2', 'M13 14.2V11H9.8'],
    pause: ['M5.5 3v10M10.5 3v10'],
    resume: ['M4.5 2.5l8.5 5.5l-8.5 5.5z'],
    down: ['M3.5 6l4.5 4.5L12.5 6'],
    next: ['M6 3.5l4.5 4.5L6 12.5'],
    up: ['M3.5 10L8 5.5l4.5 4.5'],
    menu: ['M2 4h12M2 8h12M2 12h12'],
    person: ['M8 2a3 3 0 1 0 0 6a3 3 0 0 0 0-6z', 'M2.5 14.5c.6-3 2.6-4.5 5.5-4.5s4.9 1.5 5.5 4.5'],
    search: ['M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2z', 'M10.7 10.7L14 14'],
    theme: ['M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z', 'M8 1.5v13'],
    globe: ['M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z', 'M1.5 8h13',
        'M8 1.5c2 2 2.8 4.2 2.8 6.5S10 12.5 8 14.5c-2-2-2.8-4.2-2.8-6.5S6 3.5 8 1.5z'],
    excused: ['M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z', 'M5 6.5h6M5 9.5h6'],
    external: ['M9 2h5v5', 'M14 2L7.5 8.5', 'M11.5 9.5v4h-9v-9h4'],
    bridge: ['M1 12.5h14', 'M2.5 12.5a5.5 5.5 0 0 1 11 0', 'M5.2 7.8v4.7M8 7v5.5M10.8 7.8v4.7'],
    print: ['M4 6V1.5h8V6', 'M4 11.5H1.5V6h13v5.5H12', 'M4 9.5h8v5H4z'],
};

/**
 * A small picture that stands beside its word; it says nothing by itself to those who hear the page.
 *
 * @param {string} name good, attention, problem, none, excused, close, copy, share, download, sync, pause, resume,
 *     down, up, next, menu, person, search, theme, globe, external, print, bridge
 * @returns {SVGElement}
 */
export function icon(name) {
    const paths = (shapes[name] ?? shapes.none).map((d) => svg('path', { d }));
    const box = { viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' };
    return svg('svg', { ...box, class: ['icon', `icon-${name}`] }, paths);
}
