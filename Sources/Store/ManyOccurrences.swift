public import Attendance

// What is asked of many occurrences and meetings at once.

extension Queries {
    /// Those of them that there are, in the order of their keys.
    public func occurrences(among keys: some Sequence<OccurrenceKey>) throws(StoreError) -> [OccurrenceRecord] {
        try connection.rows(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms FROM occurrence
            WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id
            """,
            listed(keys), read: { occurrenceRecord($0, from: 0) })
    }

    /// Occurrences of these meetings that began and of which no end was told, in the order of their keys.
    public func occurrencesGoingOn(
        of meetings: some Sequence<MeetingID>
    ) throws(StoreError) -> [OccurrenceRecord] {
        try connection.rows(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms FROM occurrence INDEXED BY occurrence_open
            WHERE meeting IN (SELECT value FROM json_each(?)) AND completed_ms IS NULL AND ended_ms IS NULL
              AND began_ms IS NOT NULL ORDER BY id
            """,
            listed(meetings), read: { occurrenceRecord($0, from: 0) })
    }

    /// Occurrences of these meetings whose strangers are not forgotten yet, in no order.
    public func rememberedOccurrences(
        of meetings: some Sequence<MeetingID>
    ) throws(StoreError) -> [OccurrenceKey] {
        try connection.rows(
            """
            SELECT id FROM occurrence INDEXED BY occurrence_remembered
            WHERE meeting IN (SELECT value FROM json_each(?)) AND forgotten_ms IS NULL
            """,
            listed(meetings)
        ) { OccurrenceKey($0.integer(0)) }
    }

    /// How many attendees of each occurrence match nobody; those without one are left out.
    public func unmatchedCounts(
        in occurrences: some Sequence<OccurrenceKey>
    ) throws(StoreError) -> [OccurrenceKey: Int] {
        let found = try connection.rows(
            """
            SELECT occurrence, count(*) FROM unmatched
            WHERE occurrence IN (SELECT value FROM json_each(?)) GROUP BY occurrence
            """,
            listed(occurrences)
        ) { (OccurrenceKey($0.integer(0)), Int($0.integer(1))) }
        return Dictionary(uniqueKeysWithValues: found)
    }

    /// Those of these meetings that are on the roster, without their schedules.
    public func meetingsWithoutSchedules(
        among ids: some Sequence<MeetingID>
    ) throws(StoreError) -> [MeetingID: Meeting] {
        let found = try connection.rows(
            """
            SELECT id, number, name, program, join_link, time_zone FROM meeting
            WHERE id IN (SELECT value FROM json_each(?))
            """,
            listed(ids), read: meetingRow)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.meeting.id, $0.meeting) })
    }

    /// The zones in which these meetings are scheduled; those without a schedule are left out.
    public func timeZones(among ids: some Sequence<MeetingID>) throws(StoreError) -> [MeetingID: String] {
        let found = try connection.rows(
            """
            SELECT id, time_zone FROM meeting WHERE id IN (SELECT value FROM json_each(?)) AND time_zone IS NOT NULL
            """,
            listed(ids)
        ) { (MeetingID($0.text(0)), $0.text(1)) }
        return Dictionary(uniqueKeysWithValues: found)
    }
}

extension Queries {
    /// The occurrences of a meeting with keys below one, the newest first.
    public func occurrences(
        of meeting: MeetingID, before key: OccurrenceKey?, limit: Int
    ) throws(StoreError) -> [OccurrenceRecord] {
        try connection.rows(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms FROM occurrence
            WHERE meeting = ? AND id < ? ORDER BY id DESC LIMIT ?
            """,
            meeting.rawValue, key?.value ?? .max, limit, read: { occurrenceRecord($0, from: 0) })
    }

    /// How many attended each of these occurrences, and how many are there now; those with nobody are left out.
    /// - Parameter courtRep: only their participants are counted; nil: everybody.
    public func attendanceCounts(
        in occurrences: some Sequence<OccurrenceKey>, under courtRep: PersonID?
    ) throws(StoreError) -> [OccurrenceKey: (attended: Int, present: Int)] {
        let found = try connection.rows(
            """
            SELECT a.occurrence, count(*), count(a.present_since_ms)
            FROM attendance AS a JOIN participant AS q ON q.person = a.participant
            WHERE a.occurrence IN (SELECT value FROM json_each(?1)) AND q.erased_ms IS NULL
              AND (?2 IS NULL OR q.court_rep = ?2) GROUP BY a.occurrence
            """,
            listed(occurrences), courtRep?.rawValue
        ) { (OccurrenceKey($0.integer(0)), (attended: Int($0.integer(1)), present: Int($0.integer(2)))) }
        return Dictionary(uniqueKeysWithValues: found)
    }
}
