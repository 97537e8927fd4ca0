public import Attendance

/// One entry of the log of who did what.
public struct StoredAuditEntry: Hashable, Sendable {
    /// Counted from 1, without a gap.
    public var id: Int64
    public var at: Timestamp
    public var actor: String
    public var role: String
    public var action: String
    public var subject: String
    /// Canonical JSON: an object.
    public var detail: String
    /// The hash of the entry before it; 32 zero bytes for the first.
    public var previous: [UInt8]
    public var hash: [UInt8]

    public init(
        id: Int64, at: Timestamp, actor: String, role: String, action: String, subject: String, detail: String,
        previous: [UInt8], hash: [UInt8]
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.role = role
        self.action = action
        self.subject = subject
        self.detail = detail
        self.previous = previous
        self.hash = hash
    }
}

extension Transaction {
    public func add(_ entry: StoredAuditEntry) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO audit_log(id, at_ms, actor, role, action, subject, detail, previous, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            entry.id, entry.at.milliseconds, entry.actor, entry.role, entry.action, entry.subject, entry.detail,
            entry.previous, entry.hash)
        lastLogged = entry.id
    }

    /// Remembers what the settings are, each by its keyed hash.
    public func setSettingsSeen(_ hashes: [String: String]) throws(StoreError) {
        try connection.run("DELETE FROM setting_seen")
        for (name, hash) in hashes.sorted(by: { $0.key < $1.key }) {
            try connection.run("INSERT INTO setting_seen(name, hash) VALUES (?, ?)", name, hash)
        }
    }
}

extension Queries {
    /// The entry that the next one follows.
    public func lastAuditEntry() throws(StoreError) -> StoredAuditEntry? {
        try connection.first(
            """
            SELECT id, at_ms, actor, role, action, subject, detail, previous, hash FROM audit_log
            ORDER BY id DESC LIMIT 1
            """,
            read: auditRow)
    }

    /// In the order they were written.
    public func auditLog(after id: Int64, limit: Int) throws(StoreError) -> [StoredAuditEntry] {
        try connection.rows(
            """
            SELECT id, at_ms, actor, role, action, subject, detail, previous, hash FROM audit_log WHERE id > ?
            ORDER BY id LIMIT ?
            """,
            id, limit, read: auditRow)
    }

    /// The keyed hash of each setting as it was at the last start.
    public func settingsSeen() throws(StoreError) -> [String: String] {
        try connection.rows("SELECT name, hash FROM setting_seen") { ($0.text(0), $0.text(1)) }
            .reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}

private func auditRow(_ row: Row) -> StoredAuditEntry {
    StoredAuditEntry(
        id: row.integer(0), at: Timestamp(milliseconds: row.integer(1)), actor: row.text(2), role: row.text(3),
        action: row.text(4), subject: row.text(5), detail: row.text(6), previous: row.blob(7), hash: row.blob(8))
}
