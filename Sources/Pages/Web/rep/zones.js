/** On whose clock a meeting is held: read once, when something needs it. */

/**
 * @param {{api: object}} options
 * @returns {{of(meeting: string): string|undefined, read(): Promise<boolean>}} of: an IANA name, undefined while it is
 *     not known; read: true where something is known now that was not before
 */
export function meetingZones({ api }) {
    const zones = new Map();
    let reading = null;

    async function readAll() {
        for (let after = ''; after !== null;) {
            const { body } = await api.get(`/api/meetings?limit=200${after && `&after=${encodeURIComponent(after)}`}`);
            for (const one of body.meetings) if (one.schedule) zones.set(one.meeting, one.schedule.timeZone);
            after = body.next;
        }
        return true;
    }

    return {
        of: (meeting) => zones.get(meeting),
        read() {
            reading ??= readAll().catch(() => {
                // Times are shown on the reader's clock then, and say so.
                reading = null;
                return false;
            });
            return reading;
        },
    };
}
