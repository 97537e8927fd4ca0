public import Attendance

/// What the watch over Zoom's deliveries asks.
extension Queries {
    /// When the newest delivery that Zoom itself sent came.
    /// - Parameter event: does not count: it comes also while no other does.
    public func lastSent(otherThan event: String) throws(StoreError) -> Timestamp? {
        try connection.first(
            """
            SELECT received_ms FROM delivery WHERE source = 'webhook' AND event IS NOT ? ORDER BY id DESC LIMIT 1
            """, event
        ) { Timestamp(milliseconds: $0.integer(0)) }
    }

    /// Whether anything is known of a meeting in a scheduled time: of an occurrence that was held in it, of one that
    /// lasted into it, or only of people who waited for one.
    /// - Parameters:
    ///   - lasting: an occurrence of another time must have gone on at this moment to count, not only to overrun a little.
    ///   - leeway: how long before it people may wait.
    public func isHeard(
        _ meeting: MeetingID, in slot: Slot, lasting moment: Timestamp, leeway: Span
    ) throws(StoreError) -> Bool {
        try connection.first(
            """
            SELECT 1 FROM occurrence AS o WHERE meeting = ?1 AND (
              slot_start_ms = ?2
              OR began_ms <= ?3 AND (ended_ms >= ?4 OR ended_ms IS NULL AND ifnull(completed_ms, ?4) >= ?4)
              OR began_ms IS NULL AND first_received_ms BETWEEN ?5 AND ?3 AND EXISTS (
                SELECT 1 FROM delivery WHERE occurrence = o.id AND event GLOB '*.participant_*')) LIMIT 1
            """,
            meeting.rawValue, slot.start.milliseconds, slot.end.milliseconds, moment.milliseconds,
            (slot.start - leeway).milliseconds
        ) { _ in true } ?? false
    }

    /// The scheduled ends of the occurrences that somebody of the roster is in; nil stands for those without.
    public func scheduledEndsWhereSomebodyIs() throws(StoreError) -> Set<Timestamp?> {
        Set(
            try connection.rows(
                """
                SELECT DISTINCT slot_end_ms FROM occurrence AS o
                WHERE deadline_ms IS NOT NULL AND completed_ms IS NULL AND EXISTS (
                  SELECT 1 FROM attendance WHERE occurrence = o.id AND present_since_ms IS NOT NULL)
                """
            ) { row in row.optional(0, row.integer).map(Timestamp.init(milliseconds:)) })
    }

    /// Scheduled times that were due until then were looked at; nil: never yet.
    public func watchedThrough() throws(StoreError) -> Timestamp? {
        try connection.first("SELECT watched_through_ms FROM housekeeping") { row in
            row.optional(0, row.integer).map(Timestamp.init(milliseconds:))
        } ?? nil
    }
}

extension Transaction {
    public func setWatchedThrough(_ moment: Timestamp) throws(StoreError) {
        try connection.run("UPDATE housekeeping SET watched_through_ms = ?", moment.milliseconds)
    }
}
