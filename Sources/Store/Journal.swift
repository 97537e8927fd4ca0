public import Attendance

/// The number of an occurrence inside the database.
public struct OccurrenceKey: Hashable, Comparable, Sendable {
    public let value: Int64
    public init(_ value: Int64) { self.value = value }

    /// Stands for deliveries that name no occurrence.
    public static let none = OccurrenceKey(0)
    public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// How far a delivery was understood when it came. Decides nothing: derived data is always made from the body.
public enum Understanding: String, Sendable, CaseIterable { case known, unknown, unreadable }

/// Where an entry of the journal is from.
public enum EvidenceSource: String, Hashable, Sendable, CaseIterable {
    /// Signed and sent by Zoom.
    case webhook
    /// The same body, out of Zoom's log of failed deliveries.
    case webhookLog = "webhook-log"
    /// A line of the participant report that a host downloads.
    case csvReport = "report-csv"
    /// The same, out of Zoom's API.
    case apiReport = "report-api"
}

/// How the body of an entry stands in the journal.
public enum BodyForm: String, Hashable, Sendable {
    case clear
    /// Sealed under the key of its occurrence.
    case sealed
    /// In clear for good: it concerns a participant, or no person.
    case kept
    /// Names and addresses were made unreadable for good: it concerned nobody's participant.
    case redacted
}

/// A validly signed delivery, as it came, or a piece of evidence in the same form.
public struct JournalEntry: Hashable, Sendable {
    public var receivedAt: Timestamp
    public var sentAt: Timestamp
    public var event: String?
    public var understanding: Understanding
    public var isLateSigned: Bool
    /// SHA-256 of the body as it came; once redacted, a keyed hash of that.
    public var digest: [UInt8]
    public var body: [UInt8]
    public var form: BodyForm
    public var source: EvidenceSource

    public init(
        receivedAt: Timestamp, sentAt: Timestamp, event: String?, understanding: Understanding, isLateSigned: Bool,
        digest: [UInt8], body: [UInt8], form: BodyForm = .clear, source: EvidenceSource = .webhook
    ) {
        self.receivedAt = receivedAt
        self.sentAt = sentAt
        self.event = event
        self.understanding = understanding
        self.isLateSigned = isLateSigned
        self.digest = digest
        self.body = body
        self.form = form
        self.source = source
    }
}

/// An entry as the journal lists it.
public struct JournalRow: Hashable, Sendable {
    public var id: Int64
    public var key: OccurrenceKey
    public var occurrence: OccurrenceID?
    public var entry: JournalEntry
}

extension Transaction {
    /// Keeps a delivery. False when the very bytes are there already.
    public func journal(_ entry: JournalEntry, in occurrence: OccurrenceKey) throws(StoreError) -> Bool {
        try connection.run(
            """
            INSERT INTO delivery(occurrence, received_ms, sent_ms, event, understanding, late_signed, digest, body, form,
              source)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            occurrence.value, entry.receivedAt.milliseconds, entry.sentAt.milliseconds, entry.event,
            entry.understanding.rawValue, entry.isLateSigned, entry.digest, entry.body, entry.form.rawValue,
            entry.source.rawValue) == 1
    }

    /// Replaces how a body stands in the journal; what it says of who was there when stays the same.
    public func rewrite(
        delivery id: Int64, body: [UInt8], form: BodyForm, digest: [UInt8]
    ) throws(StoreError) {
        try connection.run(
            "UPDATE delivery SET body = ?, form = ?, digest = ? WHERE id = ?", body, form.rawValue, digest, id)
    }
}

extension Queries {
    /// What was said of one occurrence, in the order it came.
    public func journal(of occurrence: OccurrenceKey) throws(StoreError) -> [JournalRow] {
        try connection.rows(
            """
            SELECT id, received_ms, sent_ms, event, understanding, late_signed, digest, body, form, source FROM delivery
            WHERE occurrence = ? ORDER BY id
            """,
            occurrence.value,
            read: { JournalRow(id: $0.integer(0), key: occurrence, occurrence: nil, entry: readEntry($0, from: 1)) })
    }

    /// Whether an occurrence has an entry with that digest.
    public func holds(_ digest: [UInt8], in occurrence: OccurrenceKey) throws(StoreError) -> Bool {
        try connection.first(
            "SELECT 1 FROM delivery WHERE occurrence = ? AND digest = ?", occurrence.value, digest
        ) { _ in true } ?? false
    }

    /// Entries that name no occurrence, came before a moment and still stand in clear or sealed: some at a time.
    public func journalOfNone(before: Timestamp, limit: Int) throws(StoreError) -> [JournalRow] {
        try connection.rows(
            """
            SELECT id, received_ms, sent_ms, event, understanding, late_signed, digest, body, form, source
            FROM delivery INDEXED BY delivery_to_forget
            WHERE occurrence = 0 AND received_ms < ? AND form IN ('clear', 'sealed') ORDER BY received_ms, id LIMIT ?
            """,
            before.milliseconds, limit,
            read: { JournalRow(id: $0.integer(0), key: .none, occurrence: nil, entry: readEntry($0, from: 1)) })
    }

    /// When the newest entry of all came.
    public func lastReceived() throws(StoreError) -> Timestamp? {
        try connection.first("SELECT received_ms FROM delivery ORDER BY id DESC LIMIT 1") {
            Timestamp(milliseconds: $0.integer(0))
        }
    }

    /// When the newest delivery of an event that names no occurrence came, such as a validation of the address.
    public func lastReceivedOfNone(event: String) throws(StoreError) -> Timestamp? {
        try connection.first(
            "SELECT max(received_ms) FROM delivery WHERE occurrence = 0 AND event = ?", event
        ) { row in row.optional(0, row.integer).map(Timestamp.init(milliseconds:)) } ?? nil
    }

    /// The newest entries first, before an id.
    public func journal(before id: Int64 = .max, limit: Int) throws(StoreError) -> [JournalRow] {
        try connection.rows(
            """
            SELECT d.id, o.uuid, o.id, received_ms, sent_ms, event, understanding, late_signed, digest, body, form, source
            FROM delivery AS d JOIN occurrence AS o ON o.id = d.occurrence
            WHERE d.id < ? ORDER BY d.id DESC LIMIT ?
            """,
            id, limit, read: journalRow)
    }

    public func journalEntry(_ id: Int64) throws(StoreError) -> JournalRow? {
        try connection.first(
            """
            SELECT d.id, o.uuid, o.id, received_ms, sent_ms, event, understanding, late_signed, digest, body, form, source
            FROM delivery AS d JOIN occurrence AS o ON o.id = d.occurrence WHERE d.id = ?
            """,
            id, read: journalRow)
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

func readEntry(_ row: Row, from column: Int32) -> JournalEntry {
    JournalEntry(
        receivedAt: Timestamp(milliseconds: row.integer(column)),
        sentAt: Timestamp(milliseconds: row.integer(column + 1)), event: row.optional(column + 2, row.text),
        understanding: Understanding(rawValue: row.text(column + 3)) ?? .unreadable,
        isLateSigned: row.bool(column + 4), digest: row.blob(column + 5), body: row.blob(column + 6),
        form: BodyForm(rawValue: row.text(column + 7)) ?? .clear,
        source: EvidenceSource(rawValue: row.text(column + 8)) ?? .webhook)
}

func journalRow(_ row: Row) -> JournalRow {
    let uuid = row.text(1)
    return JournalRow(
        id: row.integer(0), key: OccurrenceKey(row.integer(2)),
        occurrence: uuid.isEmpty ? nil : OccurrenceID(uuid), entry: readEntry(row, from: 3))
}
