public import Attendance
internal import Crypto
public import Store
internal import Zoom

/// What the journal knows of a delivery beside its body.
public struct DeliveryReport: Hashable, Sendable {
    public var id: Int64
    public var occurrence: OccurrenceID?
    public var receivedAt: Timestamp
    public var sentAt: Timestamp
    public var event: String?
    public var understanding: Understanding
    public var isLateSigned: Bool
    /// Of the body: as it came, or of what is left of it once it was redacted.
    public var byteCount: Int
    /// SHA-256 of the body as it came; nil once the body was redacted.
    public var digest: [UInt8]?
    public var form: BodyForm
    public var source: EvidenceSource
}

/// Which deliveries are looked for; nil: whatever it be.
public struct DeliverySearch: Hashable, Sendable {
    public var event: String?
    /// One of `understandings`.
    public var understanding: String?
    /// One of `sources`.
    public var source: String?
    /// Only what came then or later.
    public var since: Timestamp?

    public init(event: String?, understanding: String?, source: String?, since: Timestamp?) {
        self.event = event
        self.understanding = understanding
        self.source = source
        self.since = since
    }

    public static let understandings = Understanding.allCases.map(\.rawValue)
    public static let sources = EvidenceSource.allCases.map(\.rawValue)

    /// Where a page begins, and in which direction it goes.
    public enum Start: Hashable, Sendable {
        /// The newest first, with numbers below one; nil: from the newest of all.
        case before(Int64?)
        /// The oldest first, with numbers above one.
        case after(Int64)
    }
}

/// Some of what was journaled.
public struct DeliveryPage: Hashable, Sendable {
    public var deliveries: [DeliveryReport]
    /// Where the next page begins; nil at the end of the newest first.
    public var next: Int64?
    /// There may be more already, also where this page holds nothing.
    public var hasMore: Bool
}

extension AttendanceService {
    /// What was journaled, the newest first.
    /// - Parameter before: only what has a smaller number.
    public func deliveries(before: Int64? = nil, limit: Int) async throws -> [DeliveryReport] {
        try await database.readers.read { snapshot in
            try snapshot.journal(before: before ?? .max, limit: limit).map { DeliveryReport($0) }
        }
    }

    /// What was journaled and is looked for, a page at a time.
    public func deliveries(
        _ search: DeliverySearch, from start: DeliverySearch.Start, limit: Int
    ) async throws -> DeliveryPage {
        let wanted = JournalSearch(
            event: search.event, understanding: search.understanding.flatMap { Understanding(rawValue: $0) },
            source: search.source.flatMap { EvidenceSource(rawValue: $0) }, since: search.since)
        let page = try await database.readers.read { snapshot in
            switch start {
            case .before(let id): try snapshot.journal(wanted, from: .before(id), limit: limit)
            case .after(let id): try snapshot.journal(wanted, from: .after(id), limit: limit)
            }
        }
        return DeliveryPage(
            deliveries: page.rows.map { DeliveryReport($0) }, next: page.next, hasMore: page.hasMore)
    }

    /// A delivery and its body without the people in it; nil where there is none with that number.
    /// - Throws: `JournalFault` where the body cannot be opened.
    public func delivery(_ id: Int64) async throws -> (report: DeliveryReport, maskedBody: [UInt8])? {
        try await database.readers.read { [archive] snapshot in
            guard let row = try snapshot.journalEntry(id) else { return nil }
            let body = try archive.open(row, under: try archive.key(of: row.key, in: snapshot))
            return (DeliveryReport(row), Redaction.masked(body))
        }
    }
}

extension DeliveryReport {
    fileprivate init(_ row: JournalRow) {
        let entry = row.entry
        self.init(
            id: row.id, occurrence: row.occurrence, receivedAt: entry.receivedAt, sentAt: entry.sentAt,
            event: entry.event, understanding: entry.understanding, isLateSigned: entry.isLateSigned,
            byteCount: entry.body.count - (entry.form == .sealed ? SealingKey.overhead : 0),
            digest: entry.form == .redacted ? nil : entry.digest, form: entry.form, source: entry.source)
    }
}
