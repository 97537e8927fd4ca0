public import Attendance

extension Queries {
    /// A page of the roster's meetings with their schedules, sorted by id.
    /// - Parameter id: the last one of the page before.
    public func meetings(after id: MeetingID?, limit: Int) throws(StoreError) -> [Meeting] {
        let found = try connection.rows(
            "SELECT id, number, name, program, join_link, time_zone FROM meeting WHERE id > ? ORDER BY id LIMIT ?",
            id?.rawValue ?? "", limit, read: meetingRow)
        let rules = try connection.rows(
            """
            SELECT kind, weekdays, date, start_minute, duration_minutes, from_date, until_date, meeting FROM schedule_rule
            WHERE meeting IN (SELECT value FROM json_each(?))
            """,
            listed(found.map(\.meeting.id))
        ) { (MeetingID($0.text(7)), ScheduleRule($0)) }
        let byMeeting = Dictionary(grouping: rules, by: \.0)
        return found.map { meeting, timeZone in
            var meeting = meeting
            meeting.schedule = timeZone.map { Schedule(timeZone: $0, (byMeeting[meeting.id] ?? []).map(\.1)) }
            return meeting
        }
    }

    /// How many are expected at each of these meetings; those with nobody are left out.
    /// - Parameter courtRep: only their participants are counted; nil: everybody.
    public func enrollmentCounts(
        in meetings: some Sequence<MeetingID>, under courtRep: PersonID?
    ) throws(StoreError) -> [MeetingID: Int] {
        let found = try connection.rows(
            """
            SELECT e.meeting, count(*) FROM enrollment AS e JOIN participant AS q ON q.person = e.participant
            WHERE e.meeting IN (SELECT value FROM json_each(?1)) AND q.erased_ms IS NULL
              AND (?2 IS NULL OR q.court_rep = ?2) GROUP BY e.meeting
            """,
            listed(meetings), courtRep?.rawValue
        ) { (MeetingID($0.text(0)), Int($0.integer(1))) }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// Who is expected at a meeting, with their names; sorted by id.
    /// - Parameter courtRep: only their participants; nil: everybody.
    public func expected(
        at meeting: MeetingID, under courtRep: PersonID?
    ) throws(StoreError) -> [(id: PersonID, name: String)] {
        try connection.rows(
            """
            SELECT p.id, p.name FROM enrollment AS e JOIN participant AS q ON q.person = e.participant
            JOIN person AS p ON p.id = q.person
            WHERE e.meeting = ?1 AND q.erased_ms IS NULL AND (?2 IS NULL OR q.court_rep = ?2) ORDER BY p.id
            """,
            meeting.rawValue, courtRep?.rawValue
        ) { (PersonID($0.text(0)), $0.text(1)) }
    }
}
