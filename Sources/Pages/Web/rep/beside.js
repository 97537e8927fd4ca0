/** One participant beside the list: made when somebody is opened for the first time. */
import { later } from './lazy.js';

/** What changes nothing of what the panel reads for itself. */
const ofRow = new Set(['participant-joined', 'participant-left']);

/**
 * @param {object} options
 * @param {HTMLElement} options.workspace where the panel is put, beside the list
 * @param {object} options.table of `participantTable`
 * @param {ReturnType<import('./address.js').createAddress>} options.address
 * @param {() => Promise<object>} options.tools api, state, actions, realtime, decided
 * @param {(error: Error) => void} options.onFailure where it could not be shown at all
 * @param {HTMLElement} options.fallback gets the focus where the row is gone
 */
export function personBeside({ workspace, table, address, tools, onFailure, fallback }) {
    let panel = null;
    let making = null;
    let person = null;

    const isOpen = (id) => Boolean(id) && panel?.value === id;

    async function make() {
        const [{ sidePanel, personPanel }, given] = await Promise.all([later('panel', 'person'), tools()]);
        panel = sidePanel({
            param: 'participant',
            load: (id) => {
                person?.stop();
                person = personPanel(given, id);
                table.markOpen(id);
                return person;
            },
            onClose: () => {
                person?.stop();
                person = null;
                table.markOpen(null);
                address.reread();
            },
            opener: (id) => table.link(id) ?? fallback,
        });
        workspace.append(panel.element);
        await panel.start();
        return panel;
    }

    async function made() {
        making ??= make();
        try {
            return await making;
        } catch (error) {
            // Another time the network may be there.
            making = null;
            throw error;
        }
    }

    return {
        isOpen,
        /** What closes the panel; null where none is open. */
        closing: () => (panel?.value ? () => panel.close() : null),
        async open(id) {
            try {
                await (await made()).open(id);
                address.reread();
            } catch (error) {
                onFailure(error);
            }
        },
        /** Shows whom the address names; afterwards the panel follows the address by itself. */
        follow() {
            if (address.current.participant && !panel) made().catch(onFailure);
        },
        /** @param {import('./state.js').Change} change */
        changed(change) {
            if (person && (change.rows.has(panel.value) || change.isWaiting)) person.update();
        },
        /** @param {object[]} messages of the feed */
        take(messages) {
            if (messages.some(({ event, data }) => isOpen(data?.participant) && !ofRow.has(event))) person?.changed();
        },
        /** Something was decided about somebody here. */
        refresh(id) {
            if (isOpen(id)) person?.refresh();
        },
    };
}
