import Attendance
import CourtCard
import Store
import Testing

@testable import Bridge

@Suite("What the court asks of somebody changes")
struct RequirementChangeTests {
    private let hers = Told(uuid: "hers")
    private let his = Told(uuid: "his", start: BridgeUnderTest.evening + .hours(24))

    private func bridge() async throws -> BridgeUnderTest {
        let bridge = try await BridgeUnderTest.told(
            [hers.started(0), hers.joined(Told.ana, 0), hers.left(Told.ana, 52), hers.ended(60)])
        bridge.clock.move(by: .hours(24))
        try await bridge.post(
            all: [his.started(0), his.joined(People.carmens, 0), his.left(People.carmens, 60), his.ended(60)])
        try await bridge.service.catchUp()
        return bridge
    }

    private func stale(_ bridge: BridgeUnderTest) async throws -> [String] {
        try await bridge.read { snapshot in
            try snapshot.staleOccurrences(limit: 9).compactMap { try snapshot.occurrence($0)?.id.rawValue }
        }
    }

    @Test("another minimum has their own attendances measured anew, and nobody else's; another number has none")
    func measuredAnew() async throws {
        let bridge = try await bridge()
        func ask(_ requirement: Requirement) async throws {
            let other = try await bridge.service.changeRequirement(of: People.ana, to: requirement, by: People.maria) {
                _ in true
            }
            #expect(other == nil)
        }
        try await ask(Requirement(meetingsPerWeek: 1))
        #expect(try await stale(bridge) == [])
        #expect(try await bridge.progress(of: People.ana).thisWeek.required == 1)
        try await ask(Requirement(meetingsPerWeek: 1, minimumMinutes: 55))
        #expect(try await stale(bridge) == ["hers"])
        try await bridge.service.catchUp()
        #expect(try await bridge.factsInForce(of: People.ana).map(\.verdict) == [.failed])
        #expect(try await bridge.factsInForce(of: People.carmen).map(\.verdict) == [.passed])
        try await bridge.expectClean()
    }

    @Test("where somebody changed it meanwhile nothing is changed, and what it is now is told")
    func changedMeanwhile() async throws {
        let bridge = try await bridge()
        let position = try await bridge.position()
        let before = try await bridge.service.requirement(of: People.ana)
        let found = try await bridge.service.changeRequirement(
            of: People.ana, to: Requirement(meetingsPerWeek: 7), by: People.maria
        ) { $0.meetingsPerWeek == 5 }
        #expect(found == before && before?.meetingsPerWeek == 3)
        #expect(try await bridge.service.requirement(of: People.ana) == before)
        #expect(try await bridge.position() == position)
    }
}
