public import Attendance

/// One try to send a subscriber something.
public struct StoredAttempt: Hashable, Sendable {
    /// 0 before it is stored.
    public var id: Int64 = 0
    /// Of the message in the feed; of a resync, how far the feed was no longer kept.
    public var position: Position
    public var event: String
    public var at: Timestamp
    public var took: Span
    /// What was answered; nil where no answer came.
    public var status: Int?
    /// Why none came.
    public var failure: String?

    public init(position: Position, event: String, at: Timestamp, took: Span, status: Int?, failure: String?) {
        self.position = position
        self.event = event
        self.at = at
        self.took = took
        self.status = status
        self.failure = failure
    }
}

extension Queries {
    /// The newest first, with ids below one.
    public func attempts(
        of subscription: SubscriptionID, before id: Int64 = .max, limit: Int
    ) throws(StoreError) -> [StoredAttempt] {
        try connection.rows(
            """
            SELECT id, position, event, at_ms, took_ms, status, failure FROM subscription_attempt
            WHERE subscription = ? AND id < ? ORDER BY id DESC LIMIT ?
            """,
            subscription.rawValue, id, limit
        ) { row in
            var attempt = StoredAttempt(
                position: row.integer(1), event: row.text(2), at: Timestamp(milliseconds: row.integer(3)),
                took: Span(milliseconds: row.integer(4)), status: row.optional(5, row.integer).map { Int($0) },
                failure: row.optional(6, row.text))
            attempt.id = row.integer(0)
            return attempt
        }
    }
}

extension Transaction {
    /// - Parameter limit: how many are kept; the oldest go.
    public func add(_ attempt: StoredAttempt, of subscription: SubscriptionID, keeping limit: Int) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO subscription_attempt(subscription, position, event, at_ms, took_ms, status, failure)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            subscription.rawValue, attempt.position, attempt.event, attempt.at.milliseconds, attempt.took.milliseconds,
            attempt.status, attempt.failure)
        try connection.run(
            """
            DELETE FROM subscription_attempt WHERE subscription = ?1 AND id <= (
              SELECT id FROM subscription_attempt WHERE subscription = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)
            """,
            subscription.rawValue, limit)
    }
}
