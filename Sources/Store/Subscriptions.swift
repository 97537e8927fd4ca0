public import Attendance

/// What another system is sent, and how far that has come.
public struct StoredSubscription: Hashable, Sendable {
    public var id: SubscriptionID
    /// For people.
    public var name: String
    /// Whose participants it is about; nil: all.
    public var courtRep: PersonID?
    /// Empty: all.
    public var events: Set<String>
    /// Sealed.
    public var content: [UInt8]
    public var madeAt: Timestamp
    /// Grows with every change that somebody makes.
    public var generation: Int64 = 1
    /// Everything in the feed up to here was sent, or is not for this one.
    public var cursor: Position
    /// When the cursor was last moved.
    public var movedAt: Timestamp
    /// How often what comes next was tried in vain.
    public var failures = 0
    /// When it is tried again; nil: at once.
    public var due: Timestamp?
    /// Nil: it is sent what happens.
    public var disabledAt: Timestamp?
    public var disabledBecause: String?

    public init(
        id: SubscriptionID, name: String, courtRep: PersonID?, events: Set<String>, content: [UInt8], madeAt: Timestamp,
        cursor: Position
    ) {
        self.id = id
        self.name = name
        self.courtRep = courtRep
        self.events = events
        self.content = content
        self.madeAt = madeAt
        self.cursor = cursor
        movedAt = madeAt
    }
}

extension Queries {
    public func subscription(_ id: SubscriptionID) throws(StoreError) -> StoredSubscription? {
        try connection.first(
            """
            SELECT id, name, court_rep, events, content, made_ms, generation, cursor, moved_ms, failures, due_ms,
              disabled_ms, disabled_because FROM subscription WHERE id = ?
            """,
            id.rawValue, read: subscriptionRow)
    }

    /// The oldest first.
    public func subscriptions() throws(StoreError) -> [StoredSubscription] {
        try connection.rows(
            """
            SELECT id, name, court_rep, events, content, made_ms, generation, cursor, moved_ms, failures, due_ms,
              disabled_ms, disabled_because FROM subscription ORDER BY made_ms, id
            """,
            read: subscriptionRow)
    }

    /// What participants themselves were told in (after, through], oldest first: of all, or of one court representative's.
    public func feedOfParticipants(
        of courtRep: PersonID?, after: Position, through: Position, limit: Int
    ) throws(StoreError) -> [FeedRow] {
        try connection.rows(
            """
            SELECT feed.position, feed.person, at_ms, event, data
            FROM feed CROSS JOIN participant AS p ON p.person = feed.person
            WHERE feed.position > ?1 AND feed.position <= ?2 AND (?3 IS NULL OR p.court_rep = ?3)
            ORDER BY feed.position LIMIT ?4
            """,
            after, through, courtRep?.rawValue, limit
        ) { row in
            FeedRow(
                position: row.integer(0), person: PersonID(row.text(1)), at: Timestamp(milliseconds: row.integer(2)),
                event: row.text(3), data: row.blob(4))
        }
    }

    /// The newest message of somebody that is still kept.
    public func newestMessage(to person: PersonID) throws(StoreError) -> (position: Position, event: String)? {
        try connection.first(
            "SELECT position, event FROM feed WHERE position = (SELECT position FROM feed_head WHERE person = ?)",
            person.rawValue
        ) { ($0.integer(0), $0.text(1)) }
    }
}

extension Transaction {
    public func add(_ new: StoredSubscription) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO subscription(id, name, court_rep, events, content, made_ms, generation, cursor, moved_ms, failures,
              due_ms, disabled_ms, disabled_because) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            new.id.rawValue, new.name, new.courtRep?.rawValue, new.events.sorted().joined(separator: " "), new.content,
            new.madeAt.milliseconds, new.generation, new.cursor, new.movedAt.milliseconds, new.failures,
            new.due?.milliseconds, new.disabledAt?.milliseconds, new.disabledBecause)
    }

    /// Everything but its id and when it was made.
    public func update(_ changed: StoredSubscription) throws(StoreError) {
        try connection.run(
            """
            UPDATE subscription SET name = ?2, court_rep = ?3, events = ?4, content = ?5, generation = ?6, cursor = ?7,
              moved_ms = ?8, failures = ?9, due_ms = ?10, disabled_ms = ?11, disabled_because = ?12 WHERE id = ?1
            """,
            changed.id.rawValue, changed.name, changed.courtRep?.rawValue,
            changed.events.sorted().joined(separator: " "), changed.content, changed.generation, changed.cursor,
            changed.movedAt.milliseconds, changed.failures, changed.due?.milliseconds,
            changed.disabledAt?.milliseconds, changed.disabledBecause)
    }

    /// With what was tried.
    public func removeSubscription(_ id: SubscriptionID) throws(StoreError) {
        try connection.run("DELETE FROM subscription_attempt WHERE subscription = ?", id.rawValue)
        try connection.run("DELETE FROM subscription WHERE id = ?", id.rawValue)
    }
}

private func subscriptionRow(_ row: Row) -> StoredSubscription {
    var found = StoredSubscription(
        id: SubscriptionID(row.text(0)), name: row.text(1), courtRep: row.optional(2, row.text).map { PersonID($0) },
        events: Set(row.text(3).split(separator: " ").map(String.init)), content: row.blob(4),
        madeAt: Timestamp(milliseconds: row.integer(5)), cursor: row.integer(7))
    found.generation = row.integer(6)
    found.movedAt = Timestamp(milliseconds: row.integer(8))
    found.failures = Int(row.integer(9))
    found.due = row.optional(10, row.integer).map(Timestamp.init(milliseconds:))
    found.disabledAt = row.optional(11, row.integer).map(Timestamp.init(milliseconds:))
    found.disabledBecause = row.optional(12, row.text)
    return found
}
