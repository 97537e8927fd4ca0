/**
 * Reads a message: `{name}`, `{n, plural, =0 {none} one {# meeting} other {# meetings}}`, and
 * `{x, select, a {…} other {…}}`, one within another. `'{'`, `'}'` and `'#'` stand for the sign itself; every other
 * apostrophe is an apostrophe.
 *
 * @param {string} text
 * @returns {Array} strings, {name}, {number: true} for #, {name, kind: 'plural'|'select', cases: {word: message}}
 * @throws {SyntaxError} where a brace is missing, or `other` is
 */
export function parseMessage(text) {
    const reader = { text, at: 0 };
    const parts = readParts(reader, 0);
    if (reader.at < text.length) throw new SyntaxError(`a brace too many in: ${text}`);
    return parts;
}

function readParts(reader, depth, inPlural = false) {
    const parts = [];
    let words = '';
    const end = () => { if (words) parts.push(words); words = ''; };
    while (reader.at < reader.text.length) {
        const sign = reader.text[reader.at];
        const quoted = /^'([{}#])'/.exec(reader.text.slice(reader.at, reader.at + 3));
        if (quoted) {
            words += quoted[1];
            reader.at += 3;
        } else if (sign === '}') {
            break;
        } else if (sign === '{') {
            end();
            parts.push(readArgument(reader, depth, inPlural));
        } else if (sign === '#' && inPlural) {
            end();
            parts.push({ number: true });
            reader.at += 1;
        } else {
            words += sign;
            reader.at += 1;
        }
    }
    end();
    return parts;
}

function readArgument(reader, depth, inPlural) {
    const match = /^\{\s*([\w.-]+)\s*(?:\}|,\s*(plural|select)\s*,)/.exec(reader.text.slice(reader.at));
    if (!match) throw new SyntaxError(`not understood: ${reader.text.slice(reader.at)}`);
    reader.at += match[0].length;
    const [, name, kind] = match;
    if (!kind) return { name };
    const cases = {};
    for (;;) {
        const head = /^\s*(?:(=?[\w-]+)\s*\{|\})/.exec(reader.text.slice(reader.at));
        if (!head) throw new SyntaxError(`a case is missing in: ${reader.text}`);
        reader.at += head[0].length;
        if (!head[1]) break;
        cases[head[1]] = readParts(reader, depth + 1, kind === 'plural' || inPlural);
        if (reader.text[reader.at] !== '}') throw new SyntaxError(`a brace is missing in: ${reader.text}`);
        reader.at += 1;
    }
    if (!cases.other) throw new SyntaxError(`other is missing in: ${reader.text}`);
    return { name, kind, cases };
}

/**
 * Fills a message.
 *
 * @param {Array} parts of `parseMessage`
 * @param {object} values a number is written as the language writes numbers; a node stays a node; what is missing
 *     stays visible as {name}
 * @param {{plural: Intl.PluralRules, number: Intl.NumberFormat}} words of the language
 * @returns {Array<string|Node>}
 */
export function fillMessage(parts, values, words, count = null) {
    return parts.flatMap((part) => {
        if (typeof part === 'string') return [part];
        if (part.number) return [count === null ? '#' : words.number.format(count)];
        const value = values[part.name];
        if (!part.kind) return [shownAs(value, part.name, words)];
        if (part.kind === 'select') {
            const chosen = Object.hasOwn(part.cases, String(value)) ? part.cases[String(value)] : part.cases.other;
            return fillMessage(chosen, values, words, count);
        }
        const number = Number(value);
        const chosen = part.cases[`=${number}`] ?? part.cases[words.plural.select(number)] ?? part.cases.other;
        return fillMessage(chosen, values, words, number);
    });
}

function shownAs(value, name, words) {
    if (value === null || value === undefined) return `{${name}}`;
    if (typeof value === 'number') return words.number.format(value);
    return typeof value === 'object' && value.nodeType ? value : String(value);
}
