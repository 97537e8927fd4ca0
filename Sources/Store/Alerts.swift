public import Attendance

/// Something an administrator has to see to.
public struct StoredAlert: Hashable, Sendable {
    public var id: Int64
    public var kind: String
    /// What it is about, for instance a meeting; one alert of a kind for each.
    public var subject: String
    public var since: Timestamp
    /// Nil: it lasts.
    public var clearedAt: Timestamp?
    public var detail: String
}

extension Queries {
    /// Those that last, the oldest first.
    public func openAlerts() throws(StoreError) -> [StoredAlert] {
        try connection.rows(
            "SELECT id, kind, subject, since_ms, cleared_ms, detail FROM alert WHERE cleared_ms IS NULL ORDER BY id",
            read: alertRow)
    }

    /// The newest first, with ids below one.
    public func alerts(before id: Int64 = .max, limit: Int) throws(StoreError) -> [StoredAlert] {
        try connection.rows(
            "SELECT id, kind, subject, since_ms, cleared_ms, detail FROM alert WHERE id < ? ORDER BY id DESC LIMIT ?",
            id, limit, read: alertRow)
    }
}

extension Transaction {
    /// Nil when it lasts already.
    public func raiseAlert(
        _ kind: String, about subject: String, detail: String, at now: Timestamp
    ) throws(StoreError) -> StoredAlert? {
        try connection.first(
            """
            INSERT INTO alert(kind, subject, since_ms, detail) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            RETURNING id, kind, subject, since_ms, cleared_ms, detail
            """,
            kind, subject, now.milliseconds, detail, read: alertRow)
    }

    /// Nil when there was none.
    public func clearAlert(
        _ kind: String, about subject: String, at now: Timestamp
    ) throws(StoreError) -> StoredAlert? {
        try connection.first(
            """
            UPDATE alert SET cleared_ms = ? WHERE kind = ? AND subject = ? AND cleared_ms IS NULL
            RETURNING id, kind, subject, since_ms, cleared_ms, detail
            """,
            now.milliseconds, kind, subject, read: alertRow)
    }
}

private func alertRow(_ row: Row) -> StoredAlert {
    StoredAlert(
        id: row.integer(0), kind: row.text(1), subject: row.text(2), since: Timestamp(milliseconds: row.integer(3)),
        clearedAt: row.optional(4, row.integer).map(Timestamp.init(milliseconds:)), detail: row.text(5))
}
