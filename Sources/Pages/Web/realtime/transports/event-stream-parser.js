/**
 * Takes an event stream apart as it arrives (WHATWG HTML §9.2.6).
 *
 * @param {{event(name: string, data: string, id: string|null): void, comment?(): void}} told
 * @returns {(text: string) => void} takes the next piece, wherever it was cut
 */
export function eventStreamParser({ event, comment = () => {} }) {
    let rest = '';
    let isFirst = true;
    let endedInReturn = false;
    let name = '';
    let id = null;
    let data = [];

    function line(text) {
        if (text === '') {
            if (data.length > 0) event(name || 'message', data.join('\n'), id);
            name = '';
            id = null;
            data = [];
            return;
        }
        const colon = text.indexOf(':');
        if (colon === 0) {
            comment();
            return;
        }
        const field = colon < 0 ? text : text.slice(0, colon);
        const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
        if (field === 'event') name = value;
        else if (field === 'data') data.push(value);
        else if (field === 'id' && !value.includes('\0')) id = value;
    }

    return (piece) => {
        let text = piece;
        if (isFirst && text !== '') {
            text = text.replace(/^\uFEFF/, '');
            isFirst = false;
        }
        // CR LF is one end of a line, also where it was cut between the two.
        if (endedInReturn && text.startsWith('\n')) text = text.slice(1);
        if (piece !== '') endedInReturn = piece.endsWith('\r');
        const lines = (rest + text).split(/\r\n|\r|\n/);
        rest = lines.pop();
        lines.forEach(line);
    };
}
