public import Attendance

extension Queries {
    /// Who may say who an unmatched attendee was: the court representatives of whoever is expected at the meeting, and of
    /// whoever attended this occurrence of it. Sorted.
    public func courtReps(
        concernedBy occurrence: OccurrenceKey, _ meeting: MeetingID
    ) throws(StoreError) -> [PersonID] {
        try connection.rows(
            """
            SELECT court_rep FROM participant WHERE person IN (
              SELECT participant FROM enrollment WHERE meeting = ?1
              UNION SELECT participant FROM attendance WHERE occurrence = ?2)
            GROUP BY court_rep ORDER BY court_rep
            """,
            meeting.rawValue, occurrence.value
        ) { PersonID($0.text(0)) }
    }

    /// Whether one court representative is among them.
    public func concerns(
        courtRep: PersonID, _ occurrence: OccurrenceKey, _ meeting: MeetingID
    ) throws(StoreError) -> Bool {
        try connection.first(
            """
            SELECT 1 FROM participant WHERE court_rep = ?1 AND person IN (
              SELECT participant FROM enrollment WHERE meeting = ?2
              UNION SELECT participant FROM attendance WHERE occurrence = ?3)
            """,
            courtRep.rawValue, meeting.rawValue, occurrence.value
        ) { _ in true } ?? false
    }

    /// The occurrences with keys below one that hold somebody who matches nobody, the newest first.
    /// - Parameter courtRep: only those that concern them; nil: all.
    public func occurrencesWithUnmatched(
        concerning courtRep: PersonID?, before key: OccurrenceKey?, limit: Int
    ) throws(StoreError) -> [OccurrenceRecord] {
        try connection.rows(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms FROM occurrence AS o
            WHERE EXISTS (SELECT 1 FROM unmatched WHERE occurrence = o.id) AND id < ?1 AND (?2 IS NULL
              OR meeting IN (SELECT e.meeting FROM enrollment AS e JOIN participant AS q ON q.person = e.participant
                WHERE q.court_rep = ?2)
              OR EXISTS (SELECT 1 FROM attendance AS a JOIN participant AS q ON q.person = a.participant
                WHERE a.occurrence = o.id AND q.court_rep = ?2))
            ORDER BY id DESC LIMIT ?3
            """,
            key?.value ?? Int64.max, courtRep?.rawValue, limit, read: { occurrenceRecord($0, from: 0) })
    }
}
