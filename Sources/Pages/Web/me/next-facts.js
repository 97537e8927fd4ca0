/**
 * Which meeting comes next, and which after it. Pure.
 *
 * @param {Array<object>} meetings of a participant: {nextStart, nextEnd, …}; nextStart null: no date is planned
 * @param {number} now milliseconds since 1970
 * @param {string|null} [current] id of the meeting that the reader is in: that is not what comes next
 * @returns {{next: object|null, isOn: boolean, all: Array<object>}} next: the one that goes on, or begins first; all:
 *     in
 *     the order of their times, those without a date last
 */
export function nextMeetings(meetings, now, current = null) {
    const isAhead = (meeting) => meeting.nextStart !== null && Date.parse(meeting.nextEnd) > now;
    const ahead = meetings.filter(isAhead)
        .sort((one, other) => Date.parse(one.nextStart) - Date.parse(other.nextStart)
            || (one.meeting < other.meeting ? -1 : 1));
    const isIn = (meeting) => meeting.meeting === current && Date.parse(meeting.nextStart) <= now;
    const next = ahead.find((meeting) => !isIn(meeting)) ?? null;
    return {
        next, isOn: next !== null && Date.parse(next.nextStart) <= now,
        all: [...ahead, ...meetings.filter((meeting) => !isAhead(meeting))],
    };
}
