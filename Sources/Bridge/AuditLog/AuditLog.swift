public import Attendance
internal import Crypto
public import JSON
internal import Store

/// The log of who did what, as it stands in a database file: read beside a running bridge, or without one.
public struct AuditLog: Sendable {
    private let readers: Readers

    /// How many entries are read from one moment of the database, so that the bridge can go on emptying its own log.
    private static let pageSize = 1000

    /// - Throws: `StoreError`; `AuditFault`.
    public init(path: String) throws {
        readers = try Readers(path: path, count: 1)
        guard try databaseVersion(path) == schemaVersion else { throw AuditFault.olderSchema }
    }

    /// The newest entries, the oldest of them first.
    public func newest(_ count: Int) async throws -> AuditLogPage {
        try await readers.read { snapshot in
            let last = try snapshot.lastAuditEntry()?.id ?? 0
            return AuditLogPage(try snapshot.auditLog(after: max(0, last - Int64(count)), limit: count))
        }
    }

    /// Hands out every entry from the first to the last, some at a time.
    public func readAll(_ body: ([JSON]) throws -> Void) async throws {
        try await readAllStored { try body($0.map(AuditChain.shown)) }
    }

    /// Makes the chain anew from what the entries say.
    ///
    /// Ends at the first entry at fault: what follows it hangs on it. That entries were taken off the end is seen only by
    /// what was kept elsewhere.
    /// - Parameter kept: the last entry of an earlier export: where it stands in the log still, so does all before it.
    public func verify(against kept: KeptEntry? = nil) async throws -> AuditLogReport {
        var (chain, report) = (AuditChainCheck(), AuditLogReport())
        do {
            try await readAllStored { entries in
                for entry in entries {
                    if let fault = chain.take(entry) { throw fault }
                    if entry.id == kept?.id, entry.hash.hexadecimal != kept?.hash {
                        throw AuditLogFault.notAsKept(entry: entry.id)
                    }
                    if report.entries == 0 { report.first = entry.at }
                    report.entries += 1
                }
            }
            if let kept, kept.id > chain.last?.id ?? 0 {
                throw AuditLogFault.endsBefore(entry: (chain.last?.id ?? 0) + 1)
            }
        } catch let fault as AuditLogFault {
            report.fault = fault
        }
        if report.fault == nil, let last = chain.last {
            report.last = last.at
            report.head = KeptEntry(id: last.id, hash: last.hash.hexadecimal)
        }
        report.clockSetBack = chain.clockSetBack
        return report
    }

    private func readAllStored(_ body: ([StoredAuditEntry]) throws -> Void) async throws {
        var last: Int64 = 0
        while true {
            try Task.checkCancellation()
            let entries = try await readers.read { [last] in try $0.auditLog(after: last, limit: Self.pageSize) }
            guard let end = entries.last else { return }
            try body(entries)
            last = end.id
        }
    }
}

/// An entry of the log that somebody keeps elsewhere.
public struct KeptEntry: Hashable, Sendable {
    public var id: Int64
    /// Lower-case hexadecimal.
    public var hash: String

    public init(id: Int64, hash: String) {
        self.id = id
        self.hash = hash
    }

    /// Nil for what is no entry, as it is exported.
    public init?(_ exported: JSON) {
        guard let id = exported["id"]?.integer, let hash = exported["hash"]?.string else { return nil }
        self.init(id: id, hash: hash)
    }
}

/// How the audit log was found.
public struct AuditLogReport: Hashable, Sendable {
    /// How many entries are as they were written, from the first on.
    public var entries = 0
    public var first: Timestamp?
    public var last: Timestamp?
    /// The end of the chain: kept elsewhere, it holds fast all that stands before it.
    public var head: KeptEntry?
    /// Nil: all of it is as it was written.
    public var fault: AuditLogFault?
    /// How often the clock was set back by more than a minute between two entries. Their order is told by their numbers.
    public var clockSetBack = 0

    public init() {}
}
