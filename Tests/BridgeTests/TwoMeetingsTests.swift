import Attendance
import CourtCard
import Store
import Testing

@testable import Bridge

@Suite("In two meetings at once")
struct TwoMeetingsTests {
    let group = Told(uuid: "group==")
    let talk = Told(uuid: "talk==", number: SittingTests.unscheduled, start: BridgeUnderTest.evening + .minutes(30))

    /// Ana is in the group from 0 to 60, and in the talk from 30 to 90.
    private func both() async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .hours(1))
        try await bridge.post(all: [talk.started(0), talk.joined(Told.ana, 0)])
        try await bridge.post(all: [
            group.started(0), group.joined(Told.ana, 0), group.left(Told.ana, 60), group.ended(60),
        ])
        bridge.clock.move(by: .minutes(30))
        try await bridge.post(all: [talk.left(Told.ana, 60), talk.ended(60)])
        try await bridge.service.catchUp()
        return bridge
    }

    private func flagged(_ bridge: BridgeUnderTest) async throws -> [String: Bool] {
        try await bridge.factsInForce(of: People.ana).reduce(into: [:]) {
            $0[$1.meeting.occurrences[0].rawValue] = $1.flagIDs.contains("in-two-meetings")
        }
    }

    @Test("the cards of both say so, both pass, and the two count once")
    func bothFlagged() async throws {
        let bridge = try await both()
        #expect(try await flagged(bridge) == ["group==": true, "talk==": true])
        #expect(try await bridge.factsInForce(of: People.ana).map(\.verdict) == [.passed, .passed])
        #expect(try await bridge.progress(of: People.ana).total.done == 1)
    }

    @Test("when it turns out not to be so, neither says it any more, and why; and both count")
    func resolved() async throws {
        let bridge = try await both()
        let removal = try await bridge.service.correct(
            .occurrence("talk==", People.ana), adding: false, talk.time(0, 30), because: "A colleague.",
            by: People.maria)
        try await bridge.service.catchUp()
        #expect(try await flagged(bridge) == ["group==": false, "talk==": false])
        let last = try #require(
            try await bridge.cards(of: People.ana).last { $0.content.facts.meeting.occurrences == ["group=="] })
        #expect(last.content.supersedes?.reason == "The person was in no other meeting after all.")
        _ = try await bridge.service.withdraw(removal, because: "It was her.", by: People.maria)
        try await bridge.service.catchUp()
        #expect(try await flagged(bridge) == ["group==": true, "talk==": true])
        let again = try #require(
            try await bridge.cards(of: People.ana).last { $0.content.facts.meeting.occurrences == ["group=="] })
        #expect(again.content.supersedes?.reason == "The person was in another meeting at the same time.")
    }

    @Test("a claim that is taken back before the other meeting is over leaves no flag behind")
    func claimTakenBackEarly() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .hours(1))
        let guest = Visitor(name: "A guest", connection: "AAAA")
        try await bridge.post(all: [talk.started(0)] + talk.visit(guest, 0, 20))
        let claim = try await bridge.service.claim(
            "AAAA", in: "talk==", for: People.ana, because: "Her.", by: People.maria)
        try await bridge.post(all: [
            group.started(0), group.joined(Told.ana, 0), group.left(Told.ana, 60), group.ended(60),
        ])
        #expect(try await flagged(bridge) == ["group==": true])
        _ = try await bridge.service.withdraw(claim, because: "Not her.", by: People.maria)
        try await bridge.service.catchUp()
        #expect(try await flagged(bridge) == ["group==": false])
    }

    @Test("one after the other is not at once, to the second")
    func oneAfterTheOther() async throws {
        let after = Told(uuid: "talk==", number: SittingTests.unscheduled, start: group.start + .minutes(60))
        let bridge = try await BridgeUnderTest.told(
            [group.started(0), group.joined(Told.ana, 0), group.left(Told.ana, 60), group.ended(60)]
                + [after.started(0), after.joined(Told.ana, 0), after.left(Told.ana, 60), after.ended(60)])
        #expect(try await flagged(bridge) == ["group==": false, "talk==": false])
        #expect(try await bridge.progress(of: People.ana).total.done == 2)
    }
}
