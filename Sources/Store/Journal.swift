public import Attendance

/// The number of an occurrence inside the database.
public struct OccurrenceKey: Hashable, Comparable, Sendable {
    public let value: Int64
    init(_ value: Int64) { self.value = value }

    /// Stands for deliveries that name no occurrence.
    public static let none = OccurrenceKey(0)
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// How far a delivery was understood when it came. Decides nothing: derived data is always made from the body.
public enum Understanding: String, Sendable { case known, unknown, unreadable }

/// A validly signed delivery, as it came.
public struct JournalEntry: Hashable, Sendable {
    public var receivedAt: Timestamp
    public var sentAt: Timestamp
    public var event: String?
    public var understanding: Understanding
    public var isLateSigned: Bool
    /// SHA-256 of the body.
    public var digest: [UInt8]
    public var body: [UInt8]

    public init(
        receivedAt: Timestamp, sentAt: Timestamp, event: String?, understanding: Understanding, isLateSigned: Bool,
        digest: [UInt8], body: [UInt8]
    ) {
        self.receivedAt = receivedAt
        self.sentAt = sentAt
        self.event = event
        self.understanding = understanding
        self.isLateSigned = isLateSigned
        self.digest = digest
        self.body = body
    }
}

/// An entry as the journal lists it.
public struct JournalRow: Hashable, Sendable {
    public var id: Int64
    public var occurrence: OccurrenceID?
    public var entry: JournalEntry
}

extension Transaction {
    /// Keeps a delivery. False when the very bytes are there already.
    public func journal(_ entry: JournalEntry, in occurrence: OccurrenceKey) throws(StoreError) -> Bool {
        try connection.run(
            """
            INSERT INTO delivery(occurrence, received_ms, sent_ms, event, understanding, late_signed, digest, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            occurrence.value, entry.receivedAt.milliseconds, entry.sentAt.milliseconds, entry.event,
            entry.understanding.rawValue, entry.isLateSigned, entry.digest, entry.body) == 1
    }
}

extension Queries {
    /// What was said of one occurrence, in the order it came.
    public func journal(of occurrence: OccurrenceKey) throws(StoreError) -> [JournalEntry] {
        try connection.rows(
            """
            SELECT received_ms, sent_ms, event, understanding, late_signed, digest, body FROM delivery
            WHERE occurrence = ? ORDER BY id
            """,
            occurrence.value, read: { entry($0, from: 0) })
    }

    /// The newest entries first, before an id.
    public func journal(before id: Int64 = .max, limit: Int) throws(StoreError) -> [JournalRow] {
        try connection.rows(
            """
            SELECT d.id, o.uuid, received_ms, sent_ms, event, understanding, late_signed, digest, body
            FROM delivery AS d JOIN occurrence AS o ON o.id = d.occurrence
            WHERE d.id < ? ORDER BY d.id DESC LIMIT ?
            """,
            id, limit, read: journalRow)
    }

    public func journalEntry(_ id: Int64) throws(StoreError) -> JournalRow? {
        try connection.first(
            """
            SELECT d.id, o.uuid, received_ms, sent_ms, event, understanding, late_signed, digest, body
            FROM delivery AS d JOIN occurrence AS o ON o.id = d.occurrence WHERE d.id = ?
            """,
            id, read: journalRow)
    }

    /// SHA-256 of the bodies of an occurrence, sorted.
    public func digests(of occurrence: OccurrenceKey) throws(StoreError) -> [[UInt8]] {
        try connection.rows(
            "SELECT digest FROM delivery WHERE occurrence = ? ORDER BY digest", occurrence.value
        ) { $0.blob(0) }
    }

    public func journalCount() throws(StoreError) -> Int {
        try connection.first("SELECT count(*) FROM delivery") { Int($0.integer(0)) } ?? 0
    }

    /// When the last delivery of an occurrence came.
    public func lastReceived(in occurrence: OccurrenceKey) throws(StoreError) -> Timestamp? {
        try connection.first("SELECT max(received_ms) FROM delivery WHERE occurrence = ?", occurrence.value) { row in
            row.optional(0, row.integer).map(Timestamp.init(milliseconds:))
        } ?? nil
    }
}

private func entry(_ row: Row, from column: Int32) -> JournalEntry {
    JournalEntry(
        receivedAt: Timestamp(milliseconds: row.integer(column)),
        sentAt: Timestamp(milliseconds: row.integer(column + 1)), event: row.optional(column + 2, row.text),
        understanding: Understanding(rawValue: row.text(column + 3)) ?? .unreadable,
        isLateSigned: row.bool(column + 4), digest: row.blob(column + 5), body: row.blob(column + 6))
}

private func journalRow(_ row: Row) -> JournalRow {
    let uuid = row.text(1)
    return JournalRow(
        id: row.integer(0), occurrence: uuid.isEmpty ? nil : OccurrenceID(uuid), entry: entry(row, from: 2))
}
