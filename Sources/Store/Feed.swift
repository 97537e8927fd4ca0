public import Attendance

/// The place of a message in the feed: 1, 2, 3, … in the order of the commits, over all people, without a gap.
public typealias Position = Int64

/// One message for one person.
public struct FeedRow: Hashable, Sendable {
    public var position: Position
    public var person: PersonID
    public var at: Timestamp
    public var event: String
    /// JSON text.
    public var data: [UInt8]

    public init(position: Position, person: PersonID, at: Timestamp, event: String, data: [UInt8]) {
        self.position = position
        self.person = person
        self.at = at
        self.event = event
        self.data = data
    }
}

extension Queries {
    /// The position of the newest message of all, 0 when there has been none.
    public func lastFeedPosition() throws(StoreError) -> Position {
        try connection.first("SELECT max(position) FROM feed") { $0.integer(0) } ?? 0
    }

    /// Everything up to this position may have been forgotten: who asks for older messages must reload.
    public func feedForgottenThrough() throws(StoreError) -> Position {
        try connection.first("SELECT feed_forgotten_through FROM housekeeping") { $0.integer(0) } ?? 0
    }

    /// When a person was last told anything that is still kept.
    public func lastTold(_ person: PersonID) throws(StoreError) -> Timestamp? {
        try connection.first(
            "SELECT at_ms FROM feed WHERE position = (SELECT position FROM feed_head WHERE person = ?)",
            person.rawValue
        ) { Timestamp(milliseconds: $0.integer(0)) }
    }

    /// The messages of one person after a position, oldest first. Costs what the person missed, not what was told.
    public func feed(
        of person: PersonID, after: Position, through: Position, limit: Int
    ) throws(StoreError) -> [FeedRow] {
        try connection.rows(
            """
            WITH RECURSIVE missed(position) AS (
              SELECT position FROM feed_head WHERE person = ?1 AND position > ?2
              UNION ALL
              SELECT feed.previous FROM missed CROSS JOIN feed ON feed.position = missed.position
              WHERE feed.previous > ?2)
            SELECT feed.position, at_ms, event, data FROM missed CROSS JOIN feed ON feed.position = missed.position
            WHERE feed.position <= ?3 ORDER BY feed.position LIMIT ?4
            """,
            person.rawValue, after, through, limit
        ) { row in
            FeedRow(
                position: row.integer(0), person: person, at: Timestamp(milliseconds: row.integer(1)),
                event: row.text(2), data: row.blob(3))
        }
    }

    /// Whether a person was told more than `limit` messages after a position. Reads no more than that.
    public func hasMissedMore(than limit: Int, _ person: PersonID, after: Position) throws(StoreError) -> Bool {
        try connection.first(
            """
            WITH RECURSIVE missed(position) AS (
              SELECT position FROM feed_head WHERE person = ?1 AND position > ?2
              UNION ALL
              SELECT feed.previous FROM missed CROSS JOIN feed ON feed.position = missed.position
              WHERE feed.previous > ?2 LIMIT ?3)
            SELECT count(*) FROM missed
            """,
            person.rawValue, after, limit + 1
        ) { $0.integer(0) > limit } ?? false
    }

    /// The messages of everybody after a position, oldest first.
    public func feed(after: Position, limit: Int) throws(StoreError) -> [FeedRow] {
        try connection.rows(
            "SELECT position, person, at_ms, event, data FROM feed WHERE position > ? ORDER BY position LIMIT ?",
            after, limit
        ) { row in
            FeedRow(
                position: row.integer(0), person: PersonID(row.text(1)),
                at: Timestamp(milliseconds: row.integer(2)), event: row.text(3), data: row.blob(4))
        }
    }
}

extension Transaction {
    /// Forgets messages committed before a moment, at most `limit` of them, and never the newest one: positions go on
    /// from it. Returns how many went.
    public func forgetFeed(before: Timestamp, limit: Int) throws(StoreError) -> Int {
        let newest = try lastFeedPosition()
        // Stops at the first message that is young enough, whatever stands behind it.
        let young =
            try connection.first(
                "SELECT position FROM feed WHERE at_ms >= ? ORDER BY position LIMIT 1", before.milliseconds
            ) { $0.integer(0) } ?? newest
        let bound =
            try connection.first(
                "SELECT max(position) FROM (SELECT position FROM feed ORDER BY position LIMIT ?)", limit
            ) {
                $0.integer(0)
            } ?? 0
        let through = min(young - 1, newest - 1, bound)
        guard through > (try feedForgottenThrough()) else { return 0 }
        try connection.run("UPDATE housekeeping SET feed_forgotten_through = ?", through)
        return try connection.run("DELETE FROM feed WHERE position <= ?", through)
    }
}
