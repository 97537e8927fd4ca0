import Attendance
import CourtCard
import Store
import Testing

@testable import Bridge

@Suite("Retention")
struct RetentionTests {
    let told = Told()
    let ana = Visitor(name: "Ana", connection: "AAAA", email: People.anas)
    let carmen = Visitor(name: "Carmen", connection: "CCCC", email: People.carmens)
    let zeb = Visitor(name: "Zebediah Quux", connection: "ZZZZ")

    /// Carmen's deadline is 2027-08-31, Dmitri's 2026-12-31; the evening is in September 2026.
    private func bridge(days: Int64?) async throws -> BridgeUnderTest {
        let bridge = try await BridgeUnderTest.told(
            told.meeting(60, [told.visit(ana, 0, 60), told.visit(carmen, 0, 60), told.visit(zeb, 0, 60)]))
        try await bridge.restart { $0.participantRetention = days.map { .hours(24 * $0) } }
        return bridge
    }

    @Test("the dry run says what is due and changes nothing; what is applied is what it said")
    func dryRun() async throws {
        let bridge = try await bridge(days: nil)
        #expect(try await bridge.service.retentionDue() == Retention())
        bridge.clock.move(by: .hours(24 * 31))
        let due = try await bridge.service.retentionDue()
        #expect(due.occurrences == ["told=="] && due.participants.isEmpty && due.entries == 0)
        #expect(due.messages > 0)
        #expect(try await bridge.service.retentionDue() == due)
        #expect(try await bridge.unmatched(for: People.sam).map(\.names) == [["Zebediah Quux"]])
        #expect(try await bridge.service.applyRetention() == due)
        #expect(try await bridge.service.retentionDue() == Retention())
        #expect(try await bridge.unmatched(for: People.sam).map(\.names) == [[]])
        #expect(
            try await bridge.read { try $0.auditLog(after: 0, limit: 100).last?.action } == "retention-applied")
    }

    @Test("whoever is past a deadline is erased when nothing was heard of them for long enough, nobody else is")
    func participants() async throws {
        let bridge = try await bridge(days: 100)
        let beforeDeadline = Timestamp(milliseconds: 1_818_980_000_000)  // 2027-08-23
        bridge.clock.moveOn(to: beforeDeadline)
        // He never came, and was asked for nothing after December.
        #expect(try await bridge.service.retentionDue().participants.map(\.participant) == [People.dmitri])
        bridge.clock.move(by: .hours(24 * 109))
        #expect(try await bridge.service.retentionDue().participants.map(\.participant) == [People.dmitri])
        bridge.clock.move(by: .hours(24 * 2))
        let due = try await bridge.service.retentionDue().participants
        #expect(due.map(\.participant) == [People.carmen, People.dmitri])
        #expect(due.first?.reason == "Their deadline of 2027-08-31 has passed.")
        try await bridge.service.applyRetention()
        #expect(try await bridge.read { try $0.erasedParticipants() } == [People.carmen, People.dmitri])
        #expect(try bridge.found(["carmen diaz", "volkov", "carmen.diaz"]) == [])
        #expect(try await bridge.service.role(of: People.ana) == .participant, "she has meetings to attend")
        try await bridge.service.catchUp()
        try await bridge.expectClean()
    }

    @Test("an open dispute keeps somebody, and without a setting nobody is erased")
    func kept() async throws {
        let never = try await bridge(days: nil)
        never.clock.move(by: .hours(24 * 3650))
        #expect(try await never.service.retentionDue().participants.isEmpty)
        let bridge = try await bridge(days: 100)
        let card = try #require(try await bridge.cards(of: People.carmen).last)
        let author = Author(id: People.carmen, role: .participant)
        let dispute = try await bridge.service.dispute(card.number, because: "It was longer.", by: author)
        bridge.clock.move(by: .hours(24 * 3650))
        #expect(try await bridge.service.retentionDue().participants.map(\.participant) == [People.dmitri])
        _ = try await bridge.service.answer(dispute: dispute, saying: "It was not.", by: People.james)
        bridge.clock.move(by: .hours(24 * 101))
        #expect(
            try await bridge.service.retentionDue().participants.map(\.participant) == [People.carmen, People.dmitri])
    }
}
