/** What the client itself has to know of the feed's events. The others mean something to pages only. */

/** After these nothing that is shown can be trusted: everything is loaded again. */
export const reloading = new Set(['resync', 'participant-erased', 'erased']);

/** Told of the connection, not of what happened. */
export const ofConnection = new Set(['connected', 'resync', 'closed']);

/** Messages that each tell a whole state: of those about the same thing only the last matters. */
const states = {
    'attendance-updated': (data) => `${data.participant}\n${data.occurrence}`,
    'progress-updated': (data) => `${data.participant}`,
    'unmatched-attendees': (data) => `${data.occurrence}`,
};

/**
 * @param {{event: string, data: *}} message
 * @returns {string|null} the same for messages that replace one another; null where each counts
 */
export function replacementKey({ event, data }) {
    if (!Object.hasOwn(states, event) || typeof data !== 'object' || data === null) return null;
    return `${event}\n${states[event](data)}`;
}

/**
 * Drops messages that a later one of the same batch replaces. Order stays.
 *
 * @param {object[]} messages
 * @returns {object[]}
 */
export function mergeMessages(messages) {
    const last = new Map();
    messages.forEach((message, index) => {
        const key = replacementKey(message);
        if (key !== null) last.set(key, index);
    });
    return messages.filter((message, index) => {
        const key = replacementKey(message);
        return key === null || last.get(key) === index;
    });
}
