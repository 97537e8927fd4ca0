public import Attendance

extension Queries {
    /// Occurrences that are due to be compared with Zoom's own record, with how often that was tried.
    public func reconciliationsDue(
        at now: Timestamp, limit: Int
    ) throws(StoreError) -> [(occurrence: OccurrenceRecord, attempts: Int)] {
        try connection.rows(
            """
            SELECT o.id, o.uuid, o.number, o.meeting, o.first_received_ms, o.began_ms, o.ended_ms, o.slot_start_ms,
              o.slot_end_ms, o.deadline_ms, o.completed_ms, o.completion, o.issued_ms, o.forgotten_ms, r.attempts
            FROM reconciliation AS r JOIN occurrence AS o ON o.id = r.occurrence
            WHERE r.due_ms IS NOT NULL AND r.due_ms <= ? ORDER BY r.due_ms LIMIT ?
            """,
            now.milliseconds, limit
        ) { (occurrenceRecord($0, from: 0), Int($0.integer(14))) }
    }

    public func nextReconciliation() throws(StoreError) -> Timestamp? {
        try connection.first("SELECT min(due_ms) FROM reconciliation WHERE due_ms IS NOT NULL") { row in
            row.optional(0, row.integer).map(Timestamp.init(milliseconds:))
        } ?? nil
    }
}

extension Queries {
    /// What became of comparing an occurrence; nil where that was never asked for.
    public func reconciliation(
        of occurrence: OccurrenceKey
    ) throws(StoreError) -> (due: Timestamp?, outcome: String?)? {
        try connection.first(
            "SELECT due_ms, outcome FROM reconciliation WHERE occurrence = ?", occurrence.value
        ) { row in
            (row.optional(0, row.integer).map(Timestamp.init(milliseconds:)), row.optional(1, row.text))
        }
    }
}

extension Transaction {
    /// Asks for an occurrence to be compared, again where that was done before; one that waits for it keeps its moment.
    /// `OccurrenceKey.none` stands for the whole account.
    public func planReconciliation(of occurrence: OccurrenceKey, due: Timestamp) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO reconciliation(occurrence, due_ms, attempts) VALUES (?, ?, 0)
            ON CONFLICT DO UPDATE SET due_ms = excluded.due_ms, attempts = 0 WHERE due_ms IS NULL
            """,
            occurrence.value, due.milliseconds)
    }

    /// - Parameter due: when to try again; nil: done, or given up.
    public func noteReconciliation(
        of occurrence: OccurrenceKey, outcome: String, due: Timestamp?
    ) throws(StoreError) {
        try connection.run(
            "UPDATE reconciliation SET due_ms = ?, attempts = attempts + 1, outcome = ? WHERE occurrence = ?",
            due?.milliseconds, outcome, occurrence.value)
    }
}
