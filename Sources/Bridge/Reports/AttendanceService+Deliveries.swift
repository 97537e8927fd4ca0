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

extension AttendanceService {
    /// What was journaled, the newest first.
    /// - Parameter before: only what has a smaller number.
    public func deliveries(before: Int64? = nil, limit: Int) async throws -> [DeliveryReport] {
        try await database.readers.read { snapshot in
            try snapshot.journal(before: before ?? .max, limit: limit).map { DeliveryReport($0) }
        }
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
