/**
 * On whose clock a meeting is told: that of its schedule, as it was announced; else the participant's.
 *
 * @param {{meeting: string, timeZone?: string|null}} visit an attendance
 * @param {{participant: object|null, progress: object}} facts of the page
 * @returns {string} IANA name
 */
export function zoneOf({ meeting, timeZone }, { participant, progress }) {
    const known = participant?.meetings.find((one) => one.meeting === meeting);
    return timeZone ?? known?.schedule?.timeZone ?? progress.thisWeek.timeZone;
}
