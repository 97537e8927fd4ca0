import Attendance
import CourtCard
import Store
import TestSupport
import Testing

@testable import Bridge

@Suite("Same events, same answer, in the database")
struct IngestPropertyTests {
    @Test("order, duplicates and restarts change nothing that is derived", arguments: try Scenario.all())
    func orderChangesNothing(_ scenario: Scenario) async throws {
        let reference = try BridgeUnderTest()
        try await reference.importRoster()
        try await reference.post(all: scenario.bodies)
        let expected = try await reference.derived()

        for seed in UInt64(0)..<3 {
            var random = SplitMix64(seed: seed)
            let bridge = try BridgeUnderTest()
            try await bridge.importRoster()
            for body in (scenario.bodies + scenario.bodies).shuffled(using: &random) {
                _ = try await bridge.post(body).get()
                if Int.random(in: 0..<12, using: &random) == 0 { try await bridge.restart() }
            }
            #expect(try await bridge.derived() == expected, "seed \(seed)")
        }
    }

    @Test("deriving anew from the journal gives what was derived delivery by delivery", arguments: try Scenario.all())
    func derivingAnewChangesNothing(_ scenario: Scenario) async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: scenario.bodies)
        let before = try await bridge.derived()
        let told = try await bridge.position()

        try await bridge.service.database.writer.write { transaction, memory in
            memory.forgetAll()
            for meeting in try transaction.meetings() { try transaction.markStale(occurrencesOf: meeting) }
        }
        try await bridge.service.rederiveStaleOccurrences()
        #expect(try await bridge.derived() == before)
        #expect(try await bridge.position() == told, "nobody is told the same again")
    }

    @Test("a roster that comes late gives the same as one that was there before", arguments: try Scenario.all())
    func lateRoster(_ scenario: Scenario) async throws {
        let early = try BridgeUnderTest()
        try await early.importRoster()
        try await early.post(all: scenario.bodies)
        let late = try BridgeUnderTest()
        try await late.post(all: scenario.bodies)
        #expect(try await late.derived().values.allSatisfy { $0.attendance.isEmpty && $0.unmatched.isEmpty })
        try await late.importRoster()
        #expect(try await late.derived() == early.derived())
    }

    @Test("the same set ends in cards that say the same", arguments: try Scenario.all())
    func sameCards(_ scenario: Scenario) async throws {
        var expected: [PersonID: CardFacts]?
        for seed in UInt64(0)..<3 {
            var random = SplitMix64(seed: seed)
            let bridge = try BridgeUnderTest()
            try await bridge.importRoster()
            try await bridge.post(all: scenario.bodies.shuffled(using: &random))
            bridge.clock.move(by: .hours(30))
            try await bridge.service.catchUp()
            let inForce = try await bridge.cardsInForce()
            if let expected {
                #expect(inForce.keys == expected.keys, "seed \(seed)")
                for (person, facts) in inForce {
                    #expect(expected[person].map { facts.changes(since: $0) } == [], "seed \(seed), \(person)")
                }
            }
            expected = inForce
        }
        if scenario.name == "demo" { #expect(expected?.isEmpty == false) }
    }
}

extension BridgeUnderTest {
    /// What the newest card says, by person; the chains are verified on the way.
    func cardsInForce() async throws -> [PersonID: CardFacts] {
        try await read { snapshot in
            var facts: [PersonID: CardFacts] = [:]
            for participant in try snapshot.participants() {
                let cards = try snapshot.cards(of: participant.id).map { try $0.card() }
                if let last = try CardChain(verifying: cards).inForce.last {
                    facts[participant.id] = last.content.facts
                }
            }
            return facts
        }
    }
}
