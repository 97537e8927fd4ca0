public import Attendance

/// What is old enough to be forgotten.
extension Queries {
    /// How many messages of the feed were committed before a moment and may go; the newest of all never does.
    public func messagesToForget(before: Timestamp) throws(StoreError) -> Int {
        try connection.first(
            """
            SELECT count(*) FROM feed WHERE position < (SELECT max(position) FROM feed) AND position <
              ifnull((SELECT position FROM feed WHERE at_ms >= ? ORDER BY position LIMIT 1), 9223372036854775807)
            """,
            before.milliseconds
        ) { Int($0.integer(0)) } ?? 0
    }

    /// How many entries that name no occurrence came before a moment and still tell who somebody is.
    public func entriesOfNoneToForget(before: Timestamp) throws(StoreError) -> Int {
        try connection.first(
            """
            SELECT count(*) FROM delivery INDEXED BY delivery_to_forget
            WHERE occurrence = 0 AND received_ms < ? AND form IN ('clear', 'sealed')
            """,
            before.milliseconds
        ) { Int($0.integer(0)) } ?? 0
    }

    /// Participants of whom nothing is known since a moment: no attendance, no card, no decision. With when something last
    /// was; nil where nothing ever was. Sorted.
    public func quietParticipants(
        since moment: Timestamp
    ) throws(StoreError) -> [(participant: PersonID, lastHeardOf: Timestamp?)] {
        try connection.rows(
            """
            SELECT person, nullif(max(heard, carded, decided), 0) FROM (
              SELECT person,
                ifnull((SELECT max(ifnull(last_ms, first_ms)) FROM attendance WHERE participant = person), 0) AS heard,
                ifnull((SELECT issued_ms FROM card WHERE participant = person ORDER BY id DESC LIMIT 1), 0) AS carded,
                ifnull((SELECT at_ms FROM decision WHERE participant = person ORDER BY id DESC LIMIT 1), 0) AS decided
              FROM participant WHERE erased_ms IS NULL)
            WHERE max(heard, carded, decided) < ? ORDER BY person
            """,
            moment.milliseconds
        ) { row in
            (PersonID(row.text(0)), row.optional(1, row.integer).map(Timestamp.init(milliseconds:)))
        }
    }
}
