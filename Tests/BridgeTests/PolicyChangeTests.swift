import Attendance
import CourtCard
import JSON
import Store
import Testing

@testable import Bridge

@Suite("When the policy changes")
struct PolicyChangeTests {
    static let strict = """
        {"name": "strict", "rules": [
          {"rule": "attended-share", "atLeastPercent": 95},
          {"rule": "late", "atMostMinutes": 2}]}
        """
    let told = Told()
    /// Five minutes late: 55 of 60 minutes.
    private func evening(_ told: Told) -> [[UInt8]] {
        [told.started(0), told.joined(Told.ana, 5), told.left(Told.ana, 60), told.ended(60)]
    }

    private func changed() async throws -> (bridge: BridgeUnderTest, policies: Policies) {
        let bridge = try await BridgeUnderTest.told(evening(told))
        let policies = try PolicyFile.read(Array(Self.strict.utf8), named: "policy.json")
        try await bridge.restart { $0.policies = policies }
        return (bridge, policies)
    }

    @Test("cards that were issued stay as they were, whatever is derived anew")
    func oldCards() async throws {
        let (bridge, _) = try await changed()
        let cards = try await bridge.cards(of: People.ana)
        try await bridge.rederiveAll()
        #expect(try await bridge.cards(of: People.ana) == cards)
        #expect(cards.map(\.content.facts.verdict) == [.passed])
    }

    @Test("a card that has to be superseded is measured by the policy of the first one")
    func superseded() async throws {
        let (bridge, _) = try await changed()
        let before = try #require(try await bridge.factsInForce(of: People.ana).last)
        _ = try await bridge.service.correct(
            .occurrence("told==", People.ana), adding: true, told.time(3, 5), because: "Waited.", by: People.maria)
        let after = try #require(try await bridge.factsInForce(of: People.ana).last)
        #expect(after.policy == before.policy)
        #expect(after.minutes == ["proven": 55, "corrected": 2])
        #expect(after.verdict == .passed, "3 minutes late would fail the new policy")
    }

    @Test("a new card is measured by the new policy, and names its version")
    func newCards() async throws {
        let (bridge, policies) = try await changed()
        let next = Told(uuid: "next==", start: told.start + .hours(7 * 24))
        bridge.clock.move(by: .hours(7 * 24))
        try await bridge.post(all: evening(next))
        let facts = try await bridge.factsInForce(of: People.ana)
        #expect(facts.map(\.verdict) == [.passed, .failed])
        #expect(facts.last?.policy == CardFacts.Policy(name: "strict", version: policies.default.version))
        #expect(facts.first?.policy.version != facts.last?.policy.version)
    }

    @Test("what the roster asks of a participant changes the past, and the card says that this is why")
    func requirement() async throws {
        let bridge = try await BridgeUnderTest.told(evening(told))
        var roster = try await bridge.service.exportRoster()
        let ana = try #require(roster.participants.firstIndex { $0.id == People.ana })
        roster.participants[ana].requirement.minimumMinutes = 56
        try await bridge.take(roster)
        let card = try #require(try await bridge.cards(of: People.ana).last)
        #expect(card.content.facts.verdict == .failed)
        #expect(card.content.supersedes?.reason == "What is asked of the person has changed.")
    }
}
