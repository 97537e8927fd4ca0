import Attendance
import Crypto
import JSON
import TestSupport
import Testing

@testable import Bridge
@testable import Store

@Suite("Chain of the audit log")
struct AuditChainTests {
    @Test("a log that nobody touched is as it was written, and says where it ends")
    func clean() async throws {
        let bridge = try await AuditLogTests.bridge()
        let entries = try await bridge.log()
        let report = try await AuditLog(path: bridge.path).verify()
        #expect(report.fault == nil)
        #expect(report.entries == entries.count)
        #expect(report.clockSetBack == 0)
        #expect(report.head == entries.last.map { KeptEntry(id: $0.id, hash: $0.hash.hexadecimal) })
        #expect((report.first, report.last) == (entries.first?.at, entries.last?.at))
        let young = try BridgeUnderTest()
        let start = try await AuditLog(path: young.path).verify()
        #expect((start.fault, start.entries) == (nil, try await young.log().count))
    }

    @Test(
        "the first entry at fault is named, whatever was changed, taken out or put in",
        arguments: [
            ("UPDATE audit_log SET at_ms = at_ms - 1 WHERE id = 3", .changed(entry: 3)),
            ("UPDATE audit_log SET actor = 'somebody' WHERE id = 2", .changed(entry: 2)),
            ("UPDATE audit_log SET role = 'court-rep' WHERE id = 3", .changed(entry: 3)),
            ("UPDATE audit_log SET action = 'decided' WHERE id = 1", .changed(entry: 1)),
            ("UPDATE audit_log SET subject = subject || '0' WHERE id = 4", .changed(entry: 4)),
            ("UPDATE audit_log SET detail = ' ' || detail WHERE id = 3", .changed(entry: 3)),
            ("UPDATE audit_log SET detail = 'x' WHERE id = 3", .changed(entry: 3)),
            ("UPDATE audit_log SET previous = zeroblob(32) WHERE id = 2", .changed(entry: 2)),
            ("UPDATE audit_log SET hash = zeroblob(32) WHERE id = 2", .changed(entry: 2)),
            ("UPDATE audit_log SET hash = x'' WHERE id = 4", .changed(entry: 4)),
            ("DELETE FROM audit_log WHERE id = 1", .missing(from: 1, through: 1)),
            ("DELETE FROM audit_log WHERE id IN (2, 3)", .missing(from: 2, through: 3)),
            ("UPDATE audit_log SET id = 9 WHERE id = 5", .missing(from: 5, through: 8)),
        ] as [(StaticString, AuditLogFault)])
    func tampered(_ change: StaticString, _ fault: AuditLogFault) async throws {
        let bridge = try await AuditLogTests.bridge()
        try bridge.tamperWithLog(change)
        let report = try await AuditLog(path: bridge.path).verify()
        #expect(report.fault == fault)
        #expect(report.entries == Int(fault.entry) - 1)
        #expect(report.head == nil)
        #expect(try await bridge.audit().map(\.table).contains("audit_log"))
    }

    @Test("an entry that was changed together with its hash is told by the one that follows it")
    func rehashed() async throws {
        let bridge = try await AuditLogTests.bridge()
        try bridge.replace(2) { $0.subject = "CC-another" }
        #expect(try await AuditLog(path: bridge.path).verify().fault == .otherBefore(entry: 3))
    }

    @Test("what was kept elsewhere tells of a log that was cut off, or written anew from some entry on")
    func kept() async throws {
        let bridge = try await AuditLogTests.bridge()
        let end = try #require(try await bridge.log().last)
        let kept = KeptEntry(id: end.id, hash: end.hash.hexadecimal)
        try await bridge.service.note(.cardVerified, "CC-1", by: .anybody)
        #expect(try await AuditLog(path: bridge.path).verify(against: kept).fault == nil)
        try bridge.tamperWithLog("DELETE FROM audit_log WHERE id > 3")
        #expect(try await AuditLog(path: bridge.path).verify().fault == nil)
        #expect(try await AuditLog(path: bridge.path).verify(against: kept).fault == .endsBefore(entry: 4))
        for _ in 4...end.id { try await bridge.service.note(.cardVerified, "CC-2", by: .anybody) }
        #expect(try await AuditLog(path: bridge.path).verify(against: kept).fault == .notAsKept(entry: end.id))
    }

    @Test("an audit misses the entries of cards and decisions that were cut off with the end of the log")
    func cutOff() async throws {
        let bridge = try await AuditLogTests.bridge()
        #expect(try await bridge.audit().isEmpty)
        try bridge.tamperWithLog("DELETE FROM audit_log WHERE id > 3")
        let cards = try await bridge.read { try $0.cards(of: PersonID("P-1001")).map(\.number) }
        #expect(
            try await bridge.audit().map(\.description) == [
                "audit_log (card \(cards[1])): no entry tells that it was issued"
            ])
    }

    @Test("a clock that was set back is told of and is no fault, and work that waited for its turn is neither")
    func clock() async throws {
        let bridge = try await AuditLogTests.bridge()
        for span in [Span.seconds(-30), .hours(-2), .hours(3)] {
            bridge.clock.move(by: span)
            try await bridge.service.note(.cardVerified, "CC-1", by: .anybody)
        }
        let report = try await AuditLog(path: bridge.path).verify()
        #expect(report.fault == nil)
        #expect(report.clockSetBack == 1)
    }

    @Test("no entry can be edited, removed or replaced by a statement of ours", arguments: statements)
    func appendOnly(_ statement: StaticString) async throws {
        let bridge = try await AuditLogTests.bridge()
        let connection = try Connection(path: bridge.path, mode: .readWrite)
        #expect(throws: StoreError.self) { try connection.script(statement) }
    }

    static let statements: [StaticString] = [
        "UPDATE audit_log SET actor = 'x' WHERE id = 1", "DELETE FROM audit_log WHERE id = 1",
        "INSERT OR REPLACE INTO audit_log SELECT 1, at_ms, 'x', role, action, subject, detail, previous, hash FROM audit_log",
    ]
}

extension BridgeUnderTest {
    /// Changes the log behind the bridge's back, past the triggers.
    fileprivate func tamperWithLog(_ change: StaticString) throws {
        let connection = try Connection(path: path, mode: .readWrite)
        try connection.script(
            "DROP TRIGGER IF EXISTS audit_log_is_never_edited; DROP TRIGGER IF EXISTS audit_log_is_never_removed")
        try connection.script(change)
    }

    /// Changes one entry and gives it the hash that goes with the change.
    fileprivate func replace(_ id: Int64, _ change: (inout StoredAuditEntry) -> Void) throws {
        let connection = try Connection(path: path, mode: .readWrite)
        var entry = try #require(try Snapshot(connection: connection).auditLog(after: id - 1, limit: 1).first)
        change(&entry)
        let hash = try AuditChain.hash(of: entry).bytes
        try connection.script("DROP TRIGGER audit_log_is_never_edited")
        try connection.run("UPDATE audit_log SET subject = ?, hash = ? WHERE id = ?", entry.subject, hash, id)
    }
}
