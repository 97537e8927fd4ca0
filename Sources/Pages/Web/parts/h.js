export { keyed } from './keyed.js';

/** What is set as a property of the element rather than as an attribute: what the reader may have changed since. */
const properties = new Set(['value', 'checked', 'selected', 'indeterminate', 'open', 'muted']);
const addresses = new Set(['href', 'src', 'action', 'formaction', 'xlink:href']);
const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. Text from data only ever becomes text nodes.
 *
 * @param {string} tag
 * @param {object|null} [props] class: a string, or a list of which falsy ones are left out; id, data-…, aria-… and
 *     every other attribute: true is an empty one, false, null and undefined leave it out (aria-… says "true" and
 *     "false"); value, checked, open … are set as properties; on<event>: a function that listens; vars: custom
 *     properties of style, {'--share': 0.5}; ref: a function that is given the element
 * @param {...*} children nodes, strings, numbers, lists of them; null, undefined and booleans are left out
 * @returns {HTMLElement}
 * @throws {TypeError} for what the content security policy forbids: style and on… as text, javascript: addresses
 */
export function h(tag, props, ...children) {
    return build(document.createElement(tag), props, children);
}

/**
 * Makes an element of an SVG picture, otherwise as `h`.
 *
 * @param {string} tag
 * @param {object|null} [props]
 * @param {...*} children
 * @returns {SVGElement}
 */
export function svg(tag, props, ...children) {
    return build(document.createElementNS(svgNamespace, tag), props, children);
}

/**
 * Replaces all that is in an element.
 *
 * @param {Element} parent
 * @param {...*} children as for `h`
 * @returns {Element} the parent
 */
export function mount(parent, ...children) {
    parent.replaceChildren(...nodesOf(children));
    return parent;
}

/**
 * The nodes that children stand for, lists flattened and nothings left out.
 *
 * @param {Array} children as for `h`
 * @returns {Array<Node>}
 */
export function nodesOf(children) {
    return children.flat(Infinity)
        .filter((child) => child !== null && child !== undefined && typeof child !== 'boolean')
        .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/**
 * Sets attributes and listeners of an element that is there already, as `h` does.
 *
 * @param {Element} element
 * @param {object} props
 * @returns {Element} the same
 */
export function setProps(element, props) {
    for (const [name, value] of Object.entries(props)) setProp(element, name, value);
    return element;
}

function build(element, props, children) {
    if (props && (typeof props !== 'object' || props instanceof Node || Array.isArray(props))) {
        children = [props, ...children];
        props = null;
    }
    // The children first: the value of a select is one of its options.
    element.append(...nodesOf(children));
    if (props) setProps(element, props);
    return element;
}

function setProp(element, name, value) {
    if (name === 'ref') return value?.(element);
    if (name === 'vars') return setVariables(element, value);
    if (typeof value === 'function' && name.startsWith('on')) {
        return element.addEventListener(name.slice(2).toLowerCase(), value);
    }
    if (name === 'style' || name === 'srcdoc' || name.startsWith('on')) {
        if (value === null || value === undefined || value === false) return undefined;
        throw new TypeError(`${name} is not set as text`);
    }
    if (name === 'class') value = Array.isArray(value) ? value.flat().filter(Boolean).join(' ') || null : value || null;
    // Browsers pass over blanks and control characters before and within a scheme.
    if (addresses.has(name) && /^(javascript|vbscript):/i.test(String(value).replace(/[\u0000-\u0020]/g, ''))) {
        throw new TypeError('an address that runs a script');
    }
    if (properties.has(name) && name in element) {
        // The attribute too where a style or a form's reset looks for it.
        if (name !== 'value' || element.value !== String(value ?? '')) element[name] = value ?? '';
        return undefined;
    }
    const isAria = name.startsWith('aria-');
    if (value === null || value === undefined || (value === false && !isAria)) return element.removeAttribute(name);
    return element.setAttribute(name, value === true && !isAria ? '' : String(value));
}

function setVariables(element, variables) {
    for (const [name, value] of Object.entries(variables ?? {})) element.style.setProperty(name, String(value));
}
