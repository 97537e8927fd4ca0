import Attendance
import CourtCard
import JSON
import Store
import TestSupport
import Testing

@testable import Bridge

@Suite("Completion and court cards")
struct CompletionTests {
    let ana = PersonID("P-1001")

    @Test("a card comes in the transaction of the last leave, once everybody has left")
    func completesWithLastLeave() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        let bodies = try Scenario.named("demo").bodies
        try await bridge.post(all: bodies.dropLast())
        #expect(try await bridge.cardCount() == 0)
        try await bridge.post(all: [bodies[bodies.count - 1]])
        #expect(try await bridge.cardCount() > 0)
    }

    @Test("where a leave is missing, the card waits for the settle time and not longer")
    func settles() async throws {
        let bridge = try BridgeUnderTest(settle: .seconds(15))
        try await bridge.importRoster()
        let scenario = try Scenario.named("demo")
        // Without Ana's last leave the meeting has ended and one connection is open.
        let bodies = zip(scenario.labels, scenario.bodies).filter { !$0.0.hasSuffix("left-phone-ana") }
        try #require(bodies.count == scenario.bodies.count - 1, "the demo ends with Ana's phone leaving")
        try await bridge.post(all: bodies.map(\.1))
        bridge.clock.move(by: .seconds(14))
        try await bridge.service.catchUp()
        #expect(try await bridge.cardCount() == 0)
        bridge.clock.move(by: .seconds(1))
        try await bridge.service.catchUp()
        let card = try #require(try await bridge.cardsInForce()[ana])
        #expect(card.completion.reason == "settled")
        #expect(card.flags.map(\.id).contains("inferred-leave"))
        #expect(card.presence.inferred.total > .zero)

        // The leave comes after all: a card that supersedes, and says what changed.
        try await bridge.post(all: scenario.bodies)
        let cards = try await bridge.cards(of: ana)
        try #require(cards.count == 2)
        #expect(cards[1].content.supersedes?.number == cards[0].number)
        #expect(cards[1].content.supersedes?.changes.isEmpty == false)
        #expect(cards[1].content.previous == cards[0].hash)
        #expect(cards[1].content.facts.flags.isEmpty)
    }

    @Test("deadlines survive a restart")
    func deadlinesSurvive() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        let scenario = try Scenario.named("demo")
        try await bridge.post(
            all: zip(scenario.labels, scenario.bodies).filter { !$0.0.hasSuffix("left-phone-ana") }.map(\.1))
        try await bridge.restart()
        bridge.clock.move(by: .seconds(20))
        try await bridge.service.catchUp()
        #expect(try await bridge.cardsInForce()[ana] != nil)
    }

    @Test("an occurrence whose end never comes completes by the stale rule, says so, and fails nobody")
    func stale() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        let scenario = try Scenario.named("demo")
        try await bridge.post(
            all: zip(scenario.labels, scenario.bodies)
                .filter { !$0.0.contains("ended") && !$0.0.contains("left") }.map(\.1))
        bridge.clock.move(by: .hours(4) - .seconds(1))
        try await bridge.service.catchUp()
        #expect(try await bridge.cardCount() == 0)
        bridge.clock.move(by: .hours(2))
        try await bridge.service.catchUp()
        let card = try #require(try await bridge.cardsInForce()[ana])
        #expect(card.completion.reason == "stale")
        #expect(card.verdict == .needsReview)
        #expect(card.flags.map(\.id).contains("end-never-told"))
    }

    @Test("Zoom repeating itself after completion makes no new card and tells nobody")
    func repetitionIsSilent() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        let bodies = try Scenario.named("demo").bodies
        try await bridge.post(all: bodies)
        let before = (try await bridge.cardCount(), try await bridge.position())
        try await bridge.post(all: bodies)
        // The same events in other bytes: white space at the end.
        try await bridge.post(all: bodies.map { $0 + [0x20] })
        let after = (try await bridge.cardCount(), try await bridge.position())
        #expect(before == after)
        #expect(try await bridge.journalCount() == bodies.count * 2)
    }

    @Test("a card number is never used twice, and a person who is not recognised any more gets a superseding card")
    func rosterChangeSupersedes() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: try Scenario.named("demo").bodies)
        var draft = try #require(try await bridge.service.exportRoster().participants.first { $0.id == ana })
        draft.identities = []
        let roster = RosterDocument(participants: [draft])
        _ = try await bridge.service.importRoster(Array(roster.json.pretty().utf8), .json)
        try await bridge.service.catchUp()
        let cards = try await bridge.cards(of: ana)
        try #require(cards.count == 2)
        #expect(cards[1].content.facts.presence.proven.isEmpty)
        #expect(cards[1].content.facts.verdict != .passed)
        #expect(Set(cards.map(\.number)).count == 2)
    }
}
