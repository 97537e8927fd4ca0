/**
 * Fetches cards, each once: a card never changes.
 *
 * @param {object} options api: the client
 * @returns {{card: (number: string) => Promise<object>, verifyLink: (number: string) => Promise<string>,
 *     pdf: (number: string) => Promise<File>}} card: its file, as the server keeps it; verifyLink: where anybody can
 *     verify
 *     it, with its short code; each rejected where no answer came, and asked again the next time
 */
export function createCards({ api }) {
    const known = new Map();

    function once(key, ask) {
        if (!known.has(key)) {
            const promise = ask();
            known.set(key, promise);
            promise.catch(() => known.delete(key));
        }
        return known.get(key);
    }
    const path = (number) => `/cards/${encodeURIComponent(number)}`;

    return {
        card: (number) => once(`card ${number}`, async () => (await api.get(`${path(number)}?form=json`)).body),
        verifyLink: (number) => once(`link ${number}`, async () => {
            // The short code stands on the card as people see it, and not in its file, which is handed to others.
            const { body } = await api.get(`${path(number)}?form=html`, { accept: 'text/html' });
            const found = /href="([^"]*\/verify\/[^"]*)"/.exec(body)?.[1];
            if (!found) throw new Error('a card without an address to verify it at');
            return found.replaceAll('&amp;', '&');
        }),
        pdf: (number) => once(`pdf ${number}`, async () => {
            const response = await fetch(`${path(number)}?form=pdf`, { cache: 'no-store' });
            if (!response.ok) throw new Error(`the card as PDF: ${response.status}`);
            return new File([await response.blob()], `${number}.pdf`, { type: 'application/pdf' });
        }),
    };
}

/**
 * Where a card can be downloaded.
 *
 * @param {string} number
 * @param {string} language 'en', 'es'
 * @returns {string} an address of ours
 */
export const pdfAddress = (number, language) => `/cards/${encodeURIComponent(number)}?form=pdf&lang=${language}`;
