/** Puts together what two people made of the same thing, where they did not touch the same part of it. */

const isRecord = (value) => typeof value === 'object' && value !== null
    && Object.getPrototypeOf(value) === Object.prototype;

/** @returns {boolean} whether two values of JSON say the same; the order of members says nothing */
export function isSame(a, b) {
    if (Object.is(a, b)) return true;
    if (Array.isArray(a) && Array.isArray(b)) {
        return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
    }
    if (!isRecord(a) || !isRecord(b)) return false;
    const names = Object.keys(a);
    return names.length === Object.keys(b).length
        && names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]));
}

/**
 * A three-way merge of values of JSON: member by member in objects; a list is one thing, because its parts have no
 * names.
 *
 * @param {*} base  what both began with
 * @param {*} mine
 * @param {*} theirs
 * @returns {{value: *, conflicts: {path: string[], base: *, mine: *, theirs: *}[]}} where both changed the same part
 *     differently, `value` has mine there, and the part is named in `conflicts`. Safe when there are none.
 */
export function threeWay(base, mine, theirs) {
    const conflicts = [];
    return { value: merge(base, mine, theirs, [], conflicts), conflicts };
}

function merge(base, mine, theirs, path, conflicts) {
    if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
    if (isSame(base, mine)) return theirs;
    if (!isRecord(mine) || !isRecord(theirs)) {
        conflicts.push({ path, base, mine, theirs });
        return mine;
    }
    const before = isRecord(base) ? base : {};
    const result = {};
    for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
        const own = (object) => (Object.hasOwn(object, name) ? object[name] : undefined);
        const value = merge(own(before), own(mine), own(theirs), [...path, name], conflicts);
        // What somebody took away has no value; a member that is there is never undefined in JSON.
        if (value !== undefined) Object.defineProperty(result, name, {
            value, enumerable: true, writable: true, configurable: true,
        });
    }
    return result;
}
