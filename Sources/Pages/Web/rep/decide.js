/** Sends decisions: each once, however often the network fails or somebody presses the button. */
import { announce } from '../parts/announce.js';
import { confirm, formDialog } from '../parts/dialog.js';
import { reasonField } from '../parts/form.js';
import { h } from '../parts/h.js';
import { shownError } from './words.js';

/**
 * @param {{api: object, decided: (participant: string|null) => void, newKey?: () => string}} options decided: called
 *     after each decision, so that what follows from it is shown
 * @returns {{ask(options: object): Promise<*>, send(path: string, body: object, keys: Map): Promise<object>,
 *     confirm(options: object): Promise<boolean>}}
 */
export function deciding({ api, decided, newKey = () => crypto.randomUUID() }) {
    /** The same body under the same key: what was done already is not done again. */
    async function send(path, body, keys) {
        const text = JSON.stringify(body);
        if (!keys.has(text)) keys.set(text, newKey());
        try {
            return (await api.post(path, body, { idempotencyKey: keys.get(text) })).body;
        } catch (error) {
            throw shownError(error);
        }
    }

    return {
        send,
        /**
         * A dialog that says what follows, asks for what is needed and why, and sends it.
         *
         * @param {object} options title; consequence: a sentence; fields; before: nodes; submitLabel; isDanger; isWide;
         *     path; body(values): what is sent, may throw {errors: {name: sentence}}; done: what is said afterwards;
         *     participant; reason: options of the reason field
         * @returns {Promise<object|null>} the answer, or null when it was given up
         */
        async ask({
            title, consequence, before, fields = [], submitLabel, isDanger, isWide, path, body, done,
            participant = null, reason = {},
        }) {
            const keys = new Map();
            const answer = await formDialog({
                title, isDanger, isWide, submitLabel,
                before: [consequence && h('p', { class: 'consequence' }, consequence), before],
                fields: [...fields, reasonField(reason)],
                onSubmit: (values) => send(path, body(values), keys),
            });
            if (answer === null) return null;
            announce(done);
            decided(participant);
            return answer;
        },
        async confirm({ path, body, done, participant = null, ...options }) {
            const keys = new Map();
            const isDone = await confirm({ ...options, run: () => send(path, body, keys) });
            if (!isDone) return false;
            announce(done);
            decided(participant);
            return true;
        },
    };
}
