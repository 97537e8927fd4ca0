import Attendance
import Store
import Testing

@testable import Bridge

@Suite("Consent")
struct ConsentTests {
    private let ana = Author(id: People.ana, role: .participant)

    private func bridge() async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        return bridge
    }

    private func consent(_ bridge: BridgeUnderTest) async throws -> Consent? {
        try await bridge.service.reportProgress(of: People.ana, at: bridge.clock.now)?.consent
    }

    @Test("a participant gives and revokes it; both are told, kept and dated")
    func givenAndRevoked() async throws {
        let bridge = try await bridge()
        #expect(try await consent(bridge) == nil)
        let given = bridge.clock.now
        let id = try await bridge.service.consent(of: People.ana, to: "Recording of attendance.", by: ana)
        #expect(try await consent(bridge) == Consent(decision: id, givenAt: given, revokedAt: nil))
        bridge.clock.move(by: .hours(1))
        let position = try await bridge.position()
        _ = try await bridge.service.withdraw(id, because: "No longer.", by: ana)
        #expect(try await consent(bridge) == Consent(decision: id, givenAt: given, revokedAt: bridge.clock.now))
        for person in [People.ana, People.maria.id] {
            #expect(try await bridge.news(to: person, after: position) == ["consent-updated"])
        }
        let decisions = try await bridge.service.decisions(about: People.ana)
        #expect(decisions.map(\.kind) == [.consent, .withdrawal] && decisions.map(\.isTakenBack) == [true, false])
        let again = try await bridge.service.consent(of: People.ana, to: "Recording, on paper.", by: People.maria)
        #expect(try await consent(bridge)?.decision == again)
        _ = try await bridge.service.withdraw(again, because: "She wrote so.", by: People.sam)
        #expect(try await consent(bridge)?.revokedAt == bridge.clock.now)
    }

    @Test("nobody gives or revokes it for somebody who is not theirs, and there is one at a time")
    func rights() async throws {
        let bridge = try await bridge()
        let ben = Author(id: People.ben, role: .participant)
        for author in [People.james, ben] {
            await #expect(throws: DecisionError.notFound("participant")) {
                try await bridge.service.consent(of: People.ana, to: "x", by: author)
            }
        }
        let id = try await bridge.service.consent(of: People.ana, to: "x", by: People.maria)
        await #expect(throws: DecisionError.self) {
            try await bridge.service.consent(of: People.ana, to: "y", by: People.sam)
        }
        await #expect(throws: DecisionError.notFound("participant")) {
            try await bridge.service.withdraw(id, because: "x", by: ben)
        }
    }
}
