public import JSON
internal import Store

/// Some entries of the audit log, in the order they were written.
public struct AuditLogPage: Hashable, Sendable {
    /// As they are shown and exported: what each hash is over, and the hash beside it.
    public var entries: [JSON]
    /// The number of the last of them; nil where there is none.
    public var last: Int64?

    init(_ entries: [StoredAuditEntry]) {
        self.entries = entries.map(AuditChain.shown)
        last = entries.last?.id
    }

    public var json: JSON {
        ["entries": .array(entries), "last": last.map { .integer($0) } ?? .null]
    }
}

extension AttendanceService {
    /// Entries of the audit log after one of them.
    public func auditLog(after entry: Int64, limit: Int) async throws -> AuditLogPage {
        AuditLogPage(try await database.readers.read { try $0.auditLog(after: entry, limit: limit) })
    }

    /// As `auditLog(after:limit:)`; where there is nothing yet, waits for it.
    ///
    /// - Parameter patience: after which the answer is an empty page, as it is when the bridge stops.
    public func auditLog(after entry: Int64, limit: Int, waiting patience: Duration) async throws -> AuditLogPage {
        let page = try await auditLog(after: entry, limit: limit)
        guard page.entries.isEmpty else { return page }
        await auditNews.wait(past: entry, atMost: patience)
        return try await auditLog(after: entry, limit: limit)
    }
}
