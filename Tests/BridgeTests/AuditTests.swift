import Attendance
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Bridge
@testable import Store

@Suite("Audit")
struct AuditTests {
    @Test(
        "finds nothing where nobody touched the database, after forgetting too, and beside a running bridge")
    func clean() async throws {
        let bridge = try await bridge()
        try await bridge.expectClean()
        try await bridge.forget()
        try await bridge.expectClean()
        try await bridge.restart()
        try await bridge.expectClean()
    }

    @Test("every scenario is clean, however its deliveries come", arguments: try Scenario.all())
    func scenarios(_ scenario: Scenario) async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: scenario.bodies.reversed())
        bridge.clock.move(by: .hours(30))
        try await bridge.service.catchUp()
        try await bridge.expectClean()
        try await bridge.forget()
        try await bridge.expectClean()
    }

    @Test("says which table was changed by hand", arguments: tamperings)
    func tampered(_ change: StaticString, _ table: String) async throws {
        let bridge = try await bridge()
        try await bridge.tamper(change)
        let found = try await bridge.audit()
        #expect(found.map(\.table).contains(table), "\(found)")
    }

    @Test("a change of what was redacted is found by what follows from it")
    func redacted() async throws {
        let bridge = try await bridge()
        try await bridge.forget()
        try await bridge.tamper(
            """
            UPDATE delivery SET body = CAST(replace(CAST(body AS TEXT), '2026-09-15T23:40:00Z', '2026-09-15T23:41:00Z')
              AS BLOB) WHERE form = 'redacted'
            """)
        #expect(try await bridge.audit().map(\.table) == ["unmatched"])
    }

    @Test("names rows by their numbers and says nothing of what stands in them")
    func namesNobody() async throws {
        let bridge = try await bridge()
        try await bridge.tamper("UPDATE attendance SET flags = 'late-signed'")
        let lines = try await bridge.audit().map(\.description)
        #expect(
            lines.sorted() == [
                "attendance (occurrence 1, participant P-1001): the journal gives another flags",
                "attendance (occurrence 1, participant P-1002): the journal gives another flags",
            ])
    }

    @Test("what the bridge is still to derive anew is no difference, and is counted")
    func pending() async throws {
        let bridge = try await bridge()
        try await bridge.tamper(
            "UPDATE attendance SET proven = '', proven_ms = 0; UPDATE occurrence SET stale = 1 WHERE id = 1")
        try await bridge.expectClean()
        let summary = try await Audit(path: bridge.path).run { _ in }
        #expect(summary.pending == 1)
        try await bridge.service.catchUp()
        try await bridge.expectClean()
    }

    @Test("the key file of another database is refused")
    func otherKey() async throws {
        let (bridge, other) = (try await bridge(), try BridgeUnderTest())
        let path = AttendanceService.keyPath(beside: bridge.path)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: AttendanceService.keyPath(beside: other.path), toPath: path)
        await #expect(throws: ServiceFault.otherKey) { try await Audit(path: bridge.path) }
    }

    /// An evening with a participant, somebody claimed for good, and a stranger; a correction; cards.
    private func bridge() async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        let told = Told()
        var bodies = [told.started(0)]
        for person in [Told.ana, "claimed@example.com", "stranger@example.com"] {
            bodies += [told.joined(person, 2), told.left(person, person == Told.ana ? 58 : 40)]
        }
        try await bridge.post(all: bodies + [told.ended(60)])
        bridge.clock.move(by: .hours(2))
        try await bridge.service.catchUp()
        let author = Author(id: PersonID("sam.patel"), role: .administrator)
        let id = OccurrenceID(told.uuid)
        _ = try await bridge.service.claim(
            "claimed@example.com1", in: id, for: PersonID("P-1002"), forGood: .email, because: "known", by: author)
        _ = try await bridge.service.correct(
            .occurrence(id, PersonID("P-1001")), adding: true, Interval(told.start, told.start + .minutes(2)),
            because: "seen", by: author)
        try await bridge.service.catchUp()
        return bridge
    }

    static let tamperings: [(StaticString, String)] = [
        ("UPDATE attendance SET proven_ms = proven_ms + 1", "attendance"),
        ("UPDATE attendance SET proven = proven || ' x'", "attendance"),
        ("UPDATE attendance SET first_ms = NULL", "attendance"),
        ("DELETE FROM attendance WHERE participant = 'P-1001'", "attendance"),
        ("UPDATE attendance SET participant = 'P-1003' WHERE participant = 'P-1001'", "attendance"),
        ("UPDATE unmatched SET connections = connections + 1", "unmatched"),
        ("DELETE FROM unmatched", "unmatched"),
        ("UPDATE occurrence SET ended_ms = ended_ms + 1 WHERE id = 1", "occurrence"),
        ("UPDATE occurrence SET slot_start_ms = slot_start_ms + 1 WHERE id = 1", "occurrence"),
        ("UPDATE occurrence SET completion = 'stale' WHERE id = 1", "occurrence"),
        ("UPDATE delivery SET body = zeroblob(length(body)) WHERE id = 3", "delivery"),
        ("UPDATE delivery SET digest = zeroblob(32) WHERE id = 3", "delivery"),
        ("UPDATE delivery SET event = 'meeting.started' WHERE id = 3", "delivery"),
        ("DELETE FROM delivery WHERE id = 3", "delivery"),
        ("DELETE FROM delivery WHERE id = 3", "attendance"),
        ("DELETE FROM delivery WHERE id = 3", "card"),
        ("DELETE FROM occurrence_key WHERE occurrence = 1", "delivery"),
        ("UPDATE occurrence_key SET key = zeroblob(length(key))", "occurrence_key"),
        ("UPDATE identity SET hash = 'another'", "identity"),
        ("UPDATE identity SET value = 'eva@example.com' WHERE value = 'ana.torres@example.com'", "attendance"),
        ("UPDATE policy SET document = CAST(replace(CAST(document AS TEXT), '90', '10') AS BLOB)", "policy"),
        ("UPDATE claimed_identity SET value = 'other@example.com'", "claimed_identity"),
        ("DELETE FROM claimed_identity", "claimed_identity"),
        ("UPDATE claim_seen SET participant = 'P-1003'", "claim_seen"),
        ("DROP TRIGGER decision_is_never_removed; DELETE FROM decision WHERE id = 1", "decision"),
        ("DROP TRIGGER decision_is_never_edited; UPDATE decision SET start_ms = start_ms - 1000", "attendance"),
        ("DROP TRIGGER decision_is_never_edited; UPDATE decision SET reason = 'another'", "card"),
        ("DROP TRIGGER card_is_never_edited; UPDATE card SET verdict = 'another'", "card"),
        ("DROP TRIGGER card_is_never_edited; UPDATE card SET issued_ms = issued_ms + 1", "card"),
        ("DROP TRIGGER card_is_never_edited; UPDATE card SET hash = zeroblob(32) WHERE id = 1", "card"),
        (
            """
            DROP TRIGGER card_document_is_never_edited;
            UPDATE card SET document = CAST(replace(CAST(document AS TEXT), 'passed', 'failed') AS BLOB)
            """, "card"
        ),
        (
            """
            DROP TRIGGER card_personal_is_never_edited;
            UPDATE card_personal SET disclosed = CAST(replace(CAST(disclosed AS TEXT), 'Ana', 'Eva') AS BLOB)
            """, "card"
        ),
        (
            "DROP TRIGGER card_personal_is_removed_with_its_person; DELETE FROM card_personal WHERE card = 1",
            "card_personal"
        ),
        ("DROP TRIGGER card_signature_is_never_edited; UPDATE card SET signature = zeroblob(64) WHERE id = 1", "card"),
        ("DROP TRIGGER card_signature_is_never_edited; UPDATE card SET key = NULL WHERE id = 1", "card"),
        ("DROP TRIGGER ledger_node_is_never_edited; UPDATE ledger_node SET hash = zeroblob(32)", "ledger_node"),
        (
            """
            DROP TRIGGER ledger_node_is_never_removed;
            DELETE FROM ledger_node WHERE position = (SELECT max(position) FROM ledger_node WHERE level = 0)
            """, "ledger_node"
        ),
        (
            """
            DROP TRIGGER ledger_head_is_never_edited;
            UPDATE ledger_head SET signature = zeroblob(64) WHERE size = 1
            """, "ledger_head"
        ),
        ("DROP TRIGGER ledger_head_is_never_removed; DELETE FROM ledger_head WHERE size = 1", "ledger_head"),
        ("DROP TRIGGER signing_key_is_never_edited; UPDATE signing_key SET public = zeroblob(32)", "signing_key"),
        ("DROP TRIGGER card_standing_is_never_edited; UPDATE card SET is_void = 1 WHERE id = 1", "card"),
        ("DROP TRIGGER card_is_never_removed; DELETE FROM card WHERE supersedes IS NOT NULL", "card"),
        ("UPDATE case_sequence SET last = 0", "case_sequence"),
    ]
}

extension BridgeUnderTest {
    var path: String { folder.appending(path: "bridge.db").path }

    /// Forgets whoever may be forgotten.
    fileprivate func forget() async throws {
        clock.move(by: .hours(24 * 31))
        try await service.forgetStrangers()
    }

    /// Changes the database behind the bridge's back.
    fileprivate func tamper(_ change: StaticString) async throws {
        let connection = try Connection(path: path, mode: .readWrite)
        try connection.script(change)
    }
}
