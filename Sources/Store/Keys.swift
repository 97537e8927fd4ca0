public import Attendance

/// The key that an occurrence's bodies are sealed under, itself sealed.
public struct StoredKey: Hashable, Sendable {
    public var occurrence: OccurrenceKey
    /// Nil: nothing is sealed yet.
    public var key: [UInt8]?
    public var since: Timestamp
}

extension Queries {
    public func key(of occurrence: OccurrenceKey) throws(StoreError) -> StoredKey? {
        try connection.first(
            "SELECT occurrence, key, since_ms FROM occurrence_key WHERE occurrence = ?", occurrence.value,
            read: keyRow)
    }

    /// The keys made before a moment, the oldest first. Not the one of entries that name no occurrence.
    public func keys(before: Timestamp, limit: Int) throws(StoreError) -> [StoredKey] {
        try connection.rows(
            """
            SELECT occurrence, key, since_ms FROM occurrence_key WHERE since_ms < ? AND occurrence > 0
            ORDER BY since_ms LIMIT ?
            """,
            before.milliseconds, limit, read: keyRow)
    }

    /// Names the master key that this database belongs to; nil before the first start.
    public func vaultFingerprint() throws(StoreError) -> String? {
        try connection.first("SELECT fingerprint FROM vault") { $0.text(0) }
    }
}

extension Transaction {
    public func setKey(_ key: [UInt8], of occurrence: OccurrenceKey, since: Timestamp) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO occurrence_key(occurrence, key, since_ms) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET key = excluded.key
            """,
            occurrence.value, key, since.milliseconds)
    }

    /// Has an occurrence looked at again whose strangers were forgotten before.
    public func forgetAgain(_ occurrence: OccurrenceKey, since: Timestamp) throws(StoreError) {
        try connection.run(
            "INSERT INTO occurrence_key(occurrence, since_ms) VALUES (?, ?) ON CONFLICT DO NOTHING", occurrence.value,
            since.milliseconds)
    }

    /// Puts off when the strangers of an occurrence are forgotten.
    public func setKeySince(_ since: Timestamp, of occurrence: OccurrenceKey) throws(StoreError) {
        try connection.run(
            "UPDATE occurrence_key SET since_ms = ? WHERE occurrence = ?", since.milliseconds, occurrence.value)
    }

    /// Destroys a key: what was sealed under it can never be read again.
    public func removeKey(of occurrence: OccurrenceKey) throws(StoreError) {
        try connection.run("DELETE FROM occurrence_key WHERE occurrence = ?", occurrence.value)
    }

    public func setVaultFingerprint(_ fingerprint: String) throws(StoreError) {
        try connection.run("INSERT INTO vault(fingerprint) VALUES (?)", fingerprint)
    }
}

private func keyRow(_ row: Row) -> StoredKey {
    StoredKey(
        occurrence: OccurrenceKey(row.integer(0)), key: row.optional(1, row.blob),
        since: Timestamp(milliseconds: row.integer(2)))
}
