/** What each parent shows: key → node. Held as long as the parent is. */
const shown = new WeakMap();

/**
 * Shows a list so that what stays the same stays the same node: nothing is made anew, few nodes are moved, and whatever
 * has the focus is never taken out of the page. When the node with the focus goes away, its neighbour gets it.
 *
 * @template T
 * @param {Element} parent holds nothing else
 * @param {Iterable<T>} items
 * @param {(item: T, index: number) => string|number} keyOf what an item is known by; each once
 * @param {(item: T) => Element} create
 * @param {(node: Element, item: T) => void} [update] called for every node, new ones too
 * @throws {Error} where two items have the same key
 */
export function keyed(parent, items, keyOf, create, update = () => {}) {
    const old = shown.get(parent) ?? new Map();
    const nodes = new Map();
    let index = 0;
    for (const item of items) {
        const key = keyOf(item, index);
        if (nodes.has(key)) throw new Error(`two items with the key ${key}`);
        const node = old.get(key) ?? create(item);
        update(node, item);
        nodes.set(key, node);
        index += 1;
    }
    shown.set(parent, nodes);

    const root = parent.getRootNode();
    const active = root.activeElement ?? null;
    const holder = active && [...old.values()].find((node) => node.contains(active));
    const wanted = [...nodes.values()];
    const lost = holder && !wanted.includes(holder) ? placeOf(parent, holder) : -1;

    const kept = new Set(wanted);
    for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
    arrange(parent, wanted, holder);
    if (lost >= 0) focusNear(parent, lost);
}

function placeOf(parent, node) {
    return [...parent.children].indexOf(node);
}

function focusNear(parent, place) {
    const near = parent.children[Math.min(place, parent.children.length - 1)];
    const target = near?.matches('a[href], button, [tabindex]')
        ? near : near?.querySelector('a[href], button, input, select, textarea, [tabindex]');
    (target ?? parent.closest('[tabindex]'))?.focus({ preventScroll: true });
}

/** Moves what must be moved, and never `pinned`: an element that is moved loses the focus. */
function arrange(parent, wanted, pinned) {
    const places = new Map([...parent.children].map((child, place) => [child, place]));
    const numbers = wanted.map((node) => places.get(node) ?? -1);
    const staying = longestIncreasing(numbers, pinned ? wanted.indexOf(pinned) : -1);
    let next = null;
    for (let index = wanted.length - 1; index >= 0; index -= 1) {
        const node = wanted[index];
        if (!staying.has(index)) parent.insertBefore(node, next);
        next = node;
    }
}

/**
 * The places in `numbers` of a longest increasing run; of those that hold `pinned` when that is one of them.
 * -1 stands for what is not there yet.
 */
function longestIncreasing(numbers, pinned) {
    const bound = pinned >= 0 ? numbers[pinned] : -1;
    const fits = (number, place) => number >= 0
        && (bound < 0 || place === pinned || (place < pinned ? number < bound : number > bound));
    const ends = [];
    const before = new Array(numbers.length).fill(-1);
    numbers.forEach((number, place) => {
        if (!fits(number, place)) return;
        let [low, high] = [0, ends.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if (numbers[ends[middle]] < number) low = middle + 1; else high = middle;
        }
        before[place] = low > 0 ? ends[low - 1] : -1;
        ends[low] = place;
    });
    const run = new Set();
    for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place]) run.add(place);
    return run;
}
