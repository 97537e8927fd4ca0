/** Meetings that somebody was expected at, did not attend, and was not excused from. */

const each = 12;

/**
 * @param {object} api
 * @param {string} id of the participant
 * @returns {Promise<Array<{occurrence: string, name: string, startedAt: string, timeZone: string}>>} of late, the
 *     newest first
 * @throws {ProblemError|NetworkError} where it cannot be read
 */
export async function missedMeetings(api, id) {
    const path = `/api/participants/${encodeURIComponent(id)}`;
    const [profile, attended, decided] = await Promise.all([
        api.get(path), api.get(`${path}/attendance?limit=100`), api.get(`${path}/decisions`),
    ]);
    const { meetings, timeZone, requirement } = profile.body;
    const excused = decided.body.decisions.filter((one) => one.kind === 'excuse' && !one.isTakenBack);
    const known = new Set([...attended.body.attendances, ...excused].map((one) => one.occurrence));
    // Beyond what was read nobody knows here whether they attended.
    const last = attended.body.next === null ? null : attended.body.attendances.at(-1)?.startedAt;
    const pages = await Promise.all(meetings.map(async (meeting) => {
        const held = `/api/meetings/${encodeURIComponent(meeting.meeting)}/occurrences?limit=${each}`;
        const { body } = await api.get(held);
        return body.occurrences.map((one) => ({
            occurrence: one.occurrence, name: one.name ?? meeting.name, startedAt: one.startedAt, isOver: one.isOver,
            timeZone: meeting.schedule?.timeZone ?? timeZone,
        }));
    }));
    const first = requirement.startsOn ?? '';
    return pages.flat()
        .filter((one) => one.isOver && one.startedAt && !known.has(one.occurrence)
            && one.startedAt.slice(0, 10) >= first && (!last || one.startedAt > last))
        .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}
