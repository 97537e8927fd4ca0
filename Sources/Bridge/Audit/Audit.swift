internal import Attendance
internal import Crypto
internal import Store
internal import Synchronization

/// Makes everything that is derived anew from the journal, the decisions, the roster and the policies, and compares it
/// with what the database says, byte for byte.
///
/// Only reads: it works beside a running bridge. What is compared with each other is read from one moment of the
/// database; the whole is not, so that the bridge can go on emptying its log.
public struct Audit: Sendable {
    private let path: String
    private let archive: Archive
    private let policies: [String: Policy]
    private let rows: Int
    private let lastOccurrence: Int
    private let cardHolders: [PersonID]

    /// - Parameter path: the database; its key file must be beside it.
    /// - Throws: `StoreError`; `ServiceFault` and `VaultFileError` where the key file is missing or another's.
    public init(path: String) async throws {
        self.path = path
        let readers = try Readers(path: path, count: 1)
        guard try databaseVersion(path) == schemaVersion else { throw AuditFault.olderSchema }
        archive = Archive(
            vault: try VaultFile.load(AttendanceService.keyPath(beside: path), createIfMissing: false))
        let fingerprint = archive.vault.fingerprint
        (policies, rows, lastOccurrence, cardHolders) = try await readers.read { snapshot in
            guard try snapshot.vaultFingerprint() == fingerprint else { throw ServiceFault.otherKey }
            let stored = try snapshot.policies()
            let policies = stored.reduce(into: [String: Policy]()) { all, one in
                all[one.version] = (try? PolicyFile.read(one.document, named: one.name))?.default
            }
            return (
                policies, try snapshot.extent(of: .deliveries).rows, try snapshot.extent(of: .occurrences).last,
                try snapshot.cardHolders()
            )
        }
    }

    /// - Parameters:
    ///   - workers: how many threads derive at once.
    ///   - progress: how many entries of the journal were looked at, of how many.
    ///   - found: told of every difference as it is found. Both are called on any thread, one call at a time.
    public func run(
        workers: Int = 2, progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in },
        found: @escaping @Sendable (AuditDifference) -> Void
    ) async throws -> AuditSummary {
        let course = AuditCourse(lastOccurrence: lastOccurrence, cardHolders: cardHolders)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<workers {
                let readers = try Readers(path: path, count: 1)
                group.addTask { [archive, policies, rows] in
                    while let portion = course.next() {
                        try Task.checkCancellation()
                        let findings = try await readers.read { snapshot in
                            var check = AuditCheck(snapshot: snapshot, archive: archive, policies: policies)
                            try check.check(portion)
                            return check.findings
                        }
                        course.note(findings) { total in
                            for difference in findings.differences { found(difference) }
                            if findings.summary.deliveries > 0 {
                                progress(total.deliveries, max(rows, total.deliveries))
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return course.total
    }
}

/// Why a database cannot be audited.
public enum AuditFault: Error, Hashable, Sendable, CustomStringConvertible {
    case olderSchema

    public var description: String {
        switch self {
        case .olderSchema: "it is of another version of this program; run attendance-bridge migrate first"
        }
    }
}

/// What is still to be looked at, and what was found.
private final class AuditCourse: Sendable {
    private struct State {
        var rest: [AuditPortion]
        var total = AuditSummary()
    }

    private let state: Mutex<State>

    /// How many at a time. What one portion reads is let go before the next.
    private static let (occurrencesEach, peopleEach) = (64, 64)

    init(lastOccurrence: Int, cardHolders: [PersonID]) {
        var rest: [AuditPortion] = [.entriesOfNone, .registers, .auditLog]
        for start in stride(from: 1, through: Int64(lastOccurrence), by: Self.occurrencesEach) {
            rest.append(.occurrences(OccurrenceKey(start), OccurrenceKey(start + Int64(Self.occurrencesEach))))
        }
        for start in stride(from: 0, to: cardHolders.count, by: Self.peopleEach) {
            rest.append(.cards(Array(cardHolders[start..<min(start + Self.peopleEach, cardHolders.count)])))
        }
        state = Mutex(State(rest: rest.reversed()))
    }

    func next() -> AuditPortion? { state.withLock { $0.rest.popLast() } }

    func note(_ findings: AuditFindings, _ tell: (AuditSummary) -> Void) {
        state.withLock {
            $0.total += findings.summary
            tell($0.total)
        }
    }

    var total: AuditSummary { state.withLock { $0.total } }
}

/// What is looked at in one moment of the database.
enum AuditPortion: Sendable {
    /// From the first, below the second.
    case occurrences(OccurrenceKey, OccurrenceKey)
    case entriesOfNone
    case registers
    case auditLog
    /// Of these people.
    case cards([PersonID])
}
