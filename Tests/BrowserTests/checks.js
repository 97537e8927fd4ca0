/**
 * What must hold on every page, held against the page as the browser shows it (WCAG 2.2 AA and the house's own rules).
 *
 * Evaluated in the page by a test; makes `globalThis.pageChecks`, whose functions each return the list of what is
 * wrong, in words that lead to the place. Names are the browser's own (`computedName`).
 */
globalThis.pageChecks = (() => {
    const control = [
        'a[href]', 'button', 'input:not([type=hidden])', 'select', 'textarea', 'summary', '[tabindex]',
        ...['button', 'link', 'checkbox', 'radio', 'switch', 'tab', 'menuitem', 'option', 'slider', 'combobox']
            .map((role) => `[role=${role}]`),
    ].join(',');

    // What is out of sight is checked like everything else: drawn, with the styles of this moment.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    document.adoptedStyleSheets.push(sheet);

    // ---- what is seen ------------------------------------------------------------------------------------------

    const isRendered = (element) =>
        element.checkVisibility({ visibilityProperty: true })
        && element.getClientRects().length > 0;

    /** Kept for those who hear the page only: cut to nothing. */
    const isCutAway = (element) => {
        for (let each = element; each instanceof Element; each = each.parentElement) {
            const style = getComputedStyle(each);
            const box = each.getBoundingClientRect();
            if (box.width <= 1 && box.height <= 1 && style.overflow !== 'visible') return true;
            if (/inset\((50|100)%\)|rect\(0px,? 0px,? 0px,? 0px\)/.test(`${style.clipPath} ${style.clip}`)) return true;
        }
        return false;
    };

    const isHiddenFromAll = (element) => element.closest('[aria-hidden=true], [inert]') !== null;
    const isSeen = (element) => isRendered(element) && !isCutAway(element);
    const isDisabled = (element) => element.closest(':disabled, [aria-disabled=true]') !== null;

    const all = (selector, root = document) => [...root.querySelectorAll(selector)];

    /** The element in a few words, so that it can be found. */
    const told = (element) => {
        const id = element.id ? `#${element.id}` : '';
        const classes = [...element.classList].map((each) => `.${each}`).join('');
        const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
        const parent = element.parentElement;
        const inside = parent && parent !== document.body
            ? ` in ${parent.tagName.toLowerCase()}${parent.id ? `#${parent.id}` : ''}`
                + (parent.classList.length ? `.${parent.classList[0]}` : '')
            : '';
        return `<${element.tagName.toLowerCase()}${id}${classes}> “${words}”${inside}`;
    };

    /** Every text that is shown, with the element it stands in. */
    const texts = () => {
        const found = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.data.trim() || !element || element.closest('script, style, template, noscript, title')) continue;
            if (isRendered(element)) found.push({ node, element, text: node.data.trim() });
        }
        return found;
    };

    const language = (element) => element.closest('[lang]')?.lang ?? '';

    // ---- colours ------------------------------------------------------------------------------------------

    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const colours = new Map();

    /** Red, green, blue from 0 to 255 and what is opaque of it from 0 to 1, of any colour that CSS can name. */
    const colour = (text) => {
        if (!colours.has(text)) {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = text;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            colours.set(text, [r, g, b, a / 255]);
        }
        return colours.get(text);
    };

    const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];

    const luminance = ([r, g, b]) => {
        const [R, G, B] = [r, g, b].map((each) => {
            const part = each / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * R + 0.7152 * G + 0.0722 * B;
    };

    const contrast = (a, b) => {
        const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
    };

    /** What lies behind everything: the scheme's own canvas. */
    const ground = () => {
        const probe = document.createElement('div');
        probe.style.background = 'Canvas';
        document.body.append(probe);
        const found = colour(getComputedStyle(probe).backgroundColor);
        probe.remove();
        return found;
    };

    /** The colour behind the content of an element, or null where a picture is. */
    const behind = (element) => {
        const layers = [];
        for (let each = element; each instanceof Element; each = each.parentElement) {
            const style = getComputedStyle(each);
            if (style.backgroundImage !== 'none' && /gradient|url/.test(style.backgroundImage)) return null;
            const layer = colour(style.backgroundColor);
            if (layer[3] > 0) layers.push(layer);
            if (layer[3] === 1) break;
        }
        return layers.reverse().reduce((below, layer) => over(layer, below), ground());
    };

    const opacity = (element) => {
        let found = 1;
        for (let each = element; each instanceof Element; each = each.parentElement) {
            found *= Number(getComputedStyle(each).opacity);
        }
        return found;
    };

    // ---- checks ------------------------------------------------------------------------------------------

    const checks = {
        /** Everything that can be used has a name; a field has a label that stays when something is typed. */
        names() {
            const found = [];
            for (const element of all(control)) {
                if (!isRendered(element) || isHiddenFromAll(element)) continue;
                if (element.matches('main, [tabindex="-1"]')) continue;
                if (!(element.computedName ?? '').trim()) found.push(`has no name: ${told(element)}`);
                const isField = element.matches('input:not([type=submit]):not([type=button]), select, textarea');
                const label = element.labels?.length || element.ariaLabel || element.getAttribute('aria-labelledby');
                if (isField && !label) found.push(`has no label: ${told(element)} (${element.name || element.type})`);
            }
            for (const image of all('img, [role=img], svg, canvas')) {
                if (!isRendered(image) || isHiddenFromAll(image) || image.closest('[role=img]') !== (
                    image.matches('[role=img]') ? image : null)) continue;
                const isNothing = image.matches('img[alt=""], [role=none], [role=presentation]');
                const isNamed = (image.computedName ?? '').trim() !== '';
                // What stands in it says it, where that can be reached.
                if (image.querySelector('[tabindex], [role=img]')) continue;
                if (!isNothing && !isNamed) found.push(`picture without words: ${told(image)}`);
            }
            return found;
        },

        /** Language, title, one main part and one first heading, headings in order, no name given twice. */
        structure() {
            const found = [];
            const root = document.documentElement;
            if (!/^[a-z]{2,3}(-|$)/i.test(root.lang)) found.push(`the page has no language: “${root.lang}”`);
            if (!document.title.trim()) found.push('the page has no title');
            const mains = all('main, [role=main]').filter(isRendered);
            if (mains.length !== 1) found.push(`${mains.length} main parts`);
            const headings = all('h1, h2, h3, h4, h5, h6').filter(
                (each) => isRendered(each) && !isHiddenFromAll(each) && !each.closest('dialog'));
            const first = headings.filter((each) => each.tagName === 'H1');
            if (first.length !== 1) found.push(`${first.length} first headings: ${first.map(told).join(', ')}`);
            let before = 0;
            for (const heading of headings) {
                const level = Number(heading.tagName[1]);
                if (level > before + 1) found.push(`heading of level ${level} after ${before}: ${told(heading)}`);
                before = level;
                if (!heading.textContent.trim()) found.push(`empty heading: ${told(heading)}`);
            }
            const seen = new Set();
            for (const { id } of all('[id]')) {
                if (seen.has(id)) found.push(`two elements have the id “${id}”`);
                seen.add(id);
            }
            for (const name of ['aria-labelledby', 'aria-describedby', 'for']) {
                for (const element of all(`[${name}]`)) {
                    for (const id of element.getAttribute(name).split(/\s+/)) {
                        if (!id || seen.has(id)) continue;
                        found.push(`${name} names “${id}”, which is not there: ${told(element)}`);
                    }
                }
            }
            const navigations = all('nav, [role=navigation]').filter(isRendered);
            if (navigations.length > 1) {
                const names = navigations.map((each) => each.computedName ?? '');
                if (new Set(names).size !== names.length || names.includes('')) {
                    found.push(`${navigations.length} navigations that cannot be told apart: ${names.join(', ')}`);
                }
            }
            for (const element of all('[tabindex]')) {
                if (element.tabIndex > 0) found.push(`takes the focus out of turn: ${told(element)}`);
            }
            for (const table of all('table').filter(isRendered)) {
                if (!table.querySelector('th')) found.push(`a table without headings: ${told(table)}`);
            }
            for (const list of all('ul, ol')) {
                const odd = [...list.children].find((each) => !each.matches('li, script, template'));
                if (odd && !list.hasAttribute('role')) found.push(`in a list, but no item of it: ${told(odd)}`);
            }
            return found;
        },

        /** Every text stands out: 4.5 to 1, large text 3 to 1. */
        contrast() {
            const found = new Set();
            const need = (element, style) => {
                const size = Number.parseFloat(style.fontSize);
                return size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
            };
            for (const { element, text } of texts()) {
                if (isCutAway(element) || isDisabled(element) || !/[\p{L}\p{N}\p{S}\p{P}]/u.test(text)) continue;
                const style = getComputedStyle(element);
                const below = behind(element);
                if (!below) {
                    found.add(`text over a picture: ${told(element)}`);
                    continue;
                }
                const isDrawn = element instanceof SVGElement;
                if (isDrawn && style.fill === 'none') continue;
                const ink = colour(isDrawn ? style.fill : style.color);
                const shown = over([...ink.slice(0, 3), ink[3] * opacity(element)], below);
                const ratio = contrast(shown, below);
                if (ratio < need(element, style) - 0.005) {
                    found.add(`${ratio.toFixed(2)} to 1 (${isDrawn ? style.fill : style.color}): ${told(element)}`);
                }
            }
            for (const field of all('input, textarea, select').filter((each) => isSeen(each) && !isDisabled(each))) {
                const style = getComputedStyle(field);
                const below = behind(field) ?? ground();
                const ink = field.placeholder ? getComputedStyle(field, '::placeholder').color : style.color;
                const ratio = contrast(over(colour(ink), below), below);
                if (ratio < 4.5 - 0.005) found.add(`${ratio.toFixed(2)} to 1 in a field: ${told(field)} (${ink})`);
                const around = behind(field.parentElement) ?? ground();
                const edges = ['Top', 'Bottom'].map((side) => Number.parseFloat(style[`border${side}Width`]) > 0
                    ? contrast(over(colour(style[`border${side}Color`]), around), around) : 0);
                const plain = ['checkbox', 'radio', 'range', 'file', 'color'].includes(field.type);
                if (!plain && Math.max(...edges, contrast(below, around)) < 3) {
                    found.add(`the edge of a field cannot be seen: ${told(field)}`);
                }
            }
            return [...found];
        },

        /**
         * What is pressed is large enough, or stands alone enough.
         * @param {number} least  CSS pixels
         */
        targets(least = 24) {
            const found = [];
            const boxes = all(control).filter(
                (each) => isSeen(each) && !isHiddenFromAll(each) && !isDisabled(each)
                    && !each.matches('main, [tabindex="-1"], dialog') && !each.closest('svg')
            ).map((element) => {
                let box = element.getBoundingClientRect();
                for (const label of element.labels ?? []) {
                    if (!/^(checkbox|radio)$/.test(element.type) || !isSeen(label)) continue;
                    const other = label.getBoundingClientRect();
                    const [left, top] = [Math.min(box.left, other.left), Math.min(box.top, other.top)];
                    box = new DOMRect(
                        left, top, Math.max(box.right, other.right) - left, Math.max(box.bottom, other.bottom) - top);
                }
                return { element, box };
            });
            const isInText = (element) => element.matches('a') && getComputedStyle(element).display === 'inline'
                && [...element.parentElement.childNodes].some(
                    (each) => each.nodeType === Node.TEXT_NODE && /\p{L}/u.test(each.data));
            for (const { element, box } of boxes) {
                if (box.width >= least - 0.1 && box.height >= least - 0.1) continue;
                if (isInText(element)) continue;
                if (least <= 24) {
                    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                    const isCrowded = boxes.some((other) => {
                        if (other.element.contains(element) || element.contains(other.element)) return false;
                        const [dx, dy] = [
                            Math.max(other.box.left - x, 0, x - other.box.right),
                            Math.max(other.box.top - y, 0, y - other.box.bottom),
                        ];
                        return Math.hypot(dx, dy) < 12;
                    });
                    if (!isCrowded) continue;
                }
                found.push(`${Math.round(box.width)} × ${Math.round(box.height)} px: ${told(element)}`);
            }
            return found;
        },

        /** Nothing makes the page wider than its window. */
        width() {
            const root = document.scrollingElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const limit = root.clientWidth;
            const isHeld = (element) => {
                for (let each = element.parentElement; each && each !== document.body; each = each.parentElement) {
                    if (getComputedStyle(each).overflowX !== 'visible') return true;
                }
                return false;
            };
            const wide = all('body *').filter((each) => {
                if (!isRendered(each) || isHeld(each)) return false;
                const box = each.getBoundingClientRect();
                return box.right > limit + 0.5 || box.left < -0.5;
            });
            const innermost = wide.filter((each) => !wide.some((other) => other !== each && each.contains(other)));
            return [`${root.scrollWidth} px wide in ${limit}: ${innermost.slice(0, 5).map(told).join(', ')}`];
        },

        /** No text is cut off by its box, but where a long one is shortened so that it can be seen to be. */
        clipping() {
            const found = new Set();
            for (const { node, element } of texts()) {
                if (isCutAway(element) || isHiddenFromAll(element) || element.closest('svg, select')) continue;
                const range = document.createRange();
                range.selectNodeContents(node);
                for (let each = element; each && each !== document.body; each = each.parentElement) {
                    const style = getComputedStyle(each);
                    const cuts = (way) => style[`overflow${way}`] === 'hidden' || style[`overflow${way}`] === 'clip';
                    if (style.overflowX === 'auto' || style.overflowX === 'scroll') break;
                    if (!cuts('X') && !cuts('Y')) continue;
                    const isShortened = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
                    if (isShortened && node.data.trim().length > 24) break;
                    const box = each.getBoundingClientRect();
                    for (const line of range.getClientRects()) {
                        const isWide = cuts('X') && (line.right > box.right + 2 || line.left < box.left - 2);
                        // The ink of a line keeps away from the edges of its box.
                        const slack = line.height * 0.25;
                        const isHigh = cuts('Y') && (line.bottom > box.bottom + slack || line.top < box.top - slack);
                        if (isWide || isHigh) found.add(`cut off by ${told(each)}: ${told(element)}`);
                    }
                }
            }
            return [...found];
        },

        /** No text lies over another. */
        overlap() {
            const found = new Set();
            const lines = [];
            for (const { node, element } of texts()) {
                if (isCutAway(element) || element.closest('svg') || opacity(element) === 0) continue;
                const range = document.createRange();
                range.selectNodeContents(node);
                const layer = layerOf(element);
                const seen = seenThrough(element);
                for (const line of range.getClientRects()) {
                    const box = common(line, seen);
                    if (box.width > 1 && box.height > 1) lines.push({ element, box, layer });
                }
            }
            lines.sort((a, b) => a.box.top - b.box.top);
            for (let i = 0; i < lines.length; i += 1) {
                const a = lines[i];
                for (let j = i + 1; j < lines.length && lines[j].box.top < a.box.bottom; j += 1) {
                    const b = lines[j];
                    if (a.element === b.element || a.layer !== b.layer) continue;
                    const [x, y] = [
                        Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left),
                        Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top),
                    ];
                    if (x > 2 && y > Math.min(a.box.height, b.box.height) * 0.5) {
                        found.add(`lies over another text: ${told(a.element)} and ${told(b.element)}`);
                    }
                }
            }
            return [...found];
        },

        /** Waits until nothing moves any more: a colour that everything inherits may take a frame for each level. */
        async still() {
            for (let [quiet, frames] = [0, 0]; quiet < 3 && frames < 200; frames += 1) {
                await new Promise((resolve) => requestAnimationFrame(resolve));
                quiet = document.getAnimations().some((each) => each.playState === 'running') ? 0 : quiet + 1;
            }
            return [];
        },

        /** Nothing moves for whoever asked that nothing should. */
        motion() {
            return document.getAnimations()
                .filter((each) => each.playState === 'running' && each.effect?.getComputedTiming().duration > 1)
                .map((each) => `moves: ${told(each.effect.target)}`);
        },

        /**
         * Nobody reads the name of a text instead of the text, or another language than the one they chose.
         * @param {string[]} keys  of all texts
         * @param {string[]} foreign  texts of another language that read otherwise in this one
         */
        words(keys, foreign) {
            const found = new Set();
            // A key of one word may be a word.
            const [known, other] = [new Set(keys.filter((key) => key.includes('.'))), new Set(foreign)];
            const page = document.documentElement.lang.split('-')[0];
            const look = (text, element) => {
                for (const word of text.split(/[\s“”"()]+/)) {
                    if (known.has(word)) found.add(`“${word}” instead of its text: ${told(element)}`);
                }
                if (/\{[a-z][a-zA-Z]*(, *(plural|select).*)?\}|\bundefined\b|\[object |\bNaN\b/.test(text)) {
                    found.add(`a text that was not filled in: “${text.slice(0, 80)}”`);
                }
                const own = language(element).split('-')[0];
                if (own === page && other.has(text)) found.add(`in another language: “${text}” in ${told(element)}`);
            };
            for (const { element, text } of texts()) look(text.replace(/\s+/g, ' '), element);
            for (const element of all('[aria-label], [title], [placeholder], [alt]')) {
                for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
                    if (element.hasAttribute(name)) look(element.getAttribute(name), element);
                }
            }
            look(document.title, document.documentElement);
            return [...found];
        },

        /**
         * What has the focus now: that it can be seen, and that nothing lies over it. Null where nothing has it.
         * @returns {Promise<{place: string, troubles: string[], isBefore: boolean}|null>}
         */
        async focus() {
            const element = document.activeElement;
            if (!element || element === document.body || element === document.documentElement) return null;
            const troubles = [];
            const style = getComputedStyle(element);
            const hasOutline = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
            const hasShadow = style.boxShadow !== 'none';
            if (!element.matches(':focus-visible')) troubles.push(`has the focus without showing it: ${told(element)}`);
            else if (!hasOutline && !hasShadow && !await isDrawnOtherwise(element)) troubles.push(`looks the same with the focus: ${told(element)}`);
            else if (hasOutline && style.outlineStyle !== 'auto') {
                const below = behind(element.parentElement ?? element) ?? ground();
                const ratio = contrast(over(colour(style.outlineColor), below), below);
                if (ratio < 3) {
                    troubles.push(`its focus is ${ratio.toFixed(2)} to 1 (${style.outlineColor}): ${told(element)}`);
                }
            }
            const box = element.getBoundingClientRect();
            if (box.width > 0 && box.height > 0) {
                const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x, y]) => [
                    box.left + box.width * x, box.top + box.height * y]);
                const inView = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
                const clear = inView.filter(([x, y]) => {
                    const hit = document.elementFromPoint(x, y);
                    return hit && (element.contains(hit) || hit.contains(element)
                        || [...(element.labels ?? [])].some((label) => label.contains(hit)));
                });
                if (!inView.length) troubles.push(`has the focus out of sight: ${told(element)}`);
                else if (!clear.length) troubles.push(`has the focus under something: ${told(element)}`);
            }
            const before = checks.lastFocus;
            const isBefore = Boolean(before?.isConnected && !before.closest('dialog')
                && (element.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING));
            checks.lastFocus = element;
            return { place: told(element), troubles, isBefore };
        },
    };

    /** Whether a part of a picture is drawn otherwise because it has the focus. */
    async function isDrawnOtherwise(element) {
        if (!(element instanceof SVGElement)) return false;
        const look = () => [element, ...element.querySelectorAll('*')].map((each) => {
            const { stroke, strokeWidth, fill, outline } = getComputedStyle(each);
            return `${stroke} ${strokeWidth} ${fill} ${outline}`;
        }).join();
        const withFocus = look();
        element.blur();
        await checks.still();
        const without = look();
        element.focus({ focusVisible: true, preventScroll: true });
        return withFocus !== without;
    }

    /** What two boxes have in common; of no size where they have nothing. */
    function common(a, b) {
        const [left, top] = [Math.max(a.left, b.left), Math.max(a.top, b.top)];
        return new DOMRect(
            left, top, Math.max(0, Math.min(a.right, b.right) - left), Math.max(0, Math.min(a.bottom, b.bottom) - top));
    }

    /** The part of the page in which the content of an element is not cut off by anything around it. */
    function seenThrough(element) {
        let found = new DOMRect(-1e6, -1e6, 2e6, 2e6);
        for (let each = element; each && each !== document.body; each = each.parentElement) {
            const style = getComputedStyle(each);
            const box = each.getBoundingClientRect();
            const isCut = (way) => style[`overflow${way}`] !== 'visible';
            found = common(found, new DOMRect(
                isCut('X') ? box.left : -1e6, isCut('Y') ? box.top : -1e6,
                isCut('X') ? box.width : 2e6, isCut('Y') ? box.height : 2e6));
        }
        return found;
    }

    /** What scrolls or stays apart from the rest: only texts of one layer have to keep clear of each other. */
    function layerOf(element) {
        for (let each = element; each && each !== document.body; each = each.parentElement) {
            const { position } = getComputedStyle(each);
            if (position === 'fixed' || position === 'sticky' || each.matches('dialog, [popover]')) return each;
        }
        return document.body;
    }

    return checks;
})();
