/** Sets JSON out for reading without changing a character of its values: a long number stays what it is. */

const space = /\s/;

/**
 * @param {string} text
 * @returns {{kind: 'key'|'text'|'word'|'mark', text: string}[]|null} what to show one after another; null: not JSON
 */
export function prettyJSON(text) {
    try {
        JSON.parse(text);
    } catch {
        return null;
    }
    const parts = [];
    const put = (kind, piece) => {
        const last = parts.at(-1);
        if (last?.kind === kind && kind === 'mark') last.text += piece; else parts.push({ kind, text: piece });
    };
    const line = (depth) => put('mark', `\n${'  '.repeat(depth)}`);
    let depth = 0;
    let at = 0;
    while (at < text.length) {
        const start = at;
        const letter = text[at];
        if (space.test(letter)) {
            at += 1;
        } else if (letter === '"') {
            at = endOfText(text, at);
            const after = skip(text, at);
            put(text[after] === ':' ? 'key' : 'text', text.slice(start, at));
        } else if (letter === '{' || letter === '[') {
            const after = skip(text, at + 1);
            if (text[after] === '}' || text[after] === ']') {
                put('mark', letter + text[after]);
                at = after + 1;
            } else {
                depth += 1;
                put('mark', letter);
                line(depth);
                at += 1;
            }
        } else if (letter === '}' || letter === ']') {
            depth -= 1;
            line(depth);
            put('mark', letter);
            at += 1;
        } else if (letter === ',') {
            put('mark', letter);
            line(depth);
            at += 1;
        } else if (letter === ':') {
            put('mark', ': ');
            at += 1;
        } else {
            while (at < text.length && !/[\s,:{}[\]"]/.test(text[at])) at += 1;
            put('word', text.slice(start, at));
        }
    }
    return parts;
}

/** @returns {number} the place after the closing quotation mark */
function endOfText(text, start) {
    let at = start + 1;
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    return at + 1;
}

function skip(text, start) {
    let at = start;
    while (at < text.length && space.test(text[at])) at += 1;
    return at;
}
