import Attendance
import CourtCard
import Testing

@testable import Bridge

@Suite("Circumstances that fail nobody")
struct FlagTests {
    let told = Told()
    let ana = Visitor(name: "Ana Torres", connection: "AAAA", email: People.anas, address: "203.0.113.5")
    let carmen = Visitor(name: "Carmen D.", connection: "CCCC", email: People.carmens, address: "203.0.113.5")

    @Test("two participants from one public address are flagged on both cards; a stranger there is no participant")
    func sharedAddress() async throws {
        let stranger = Visitor(name: "Zeb", connection: "ZZZZ", address: "203.0.113.5")
        let alone = try await BridgeUnderTest.told(
            told.meeting(60, [told.visit(ana, 0, 60), told.visit(stranger, 0, 60)]))
        #expect(try await alone.factsInForce(of: People.ana).map(\.flagIDs) == [[]])
        _ = try await alone.service.claim("ZZZZ", in: "told==", for: People.carmen, because: "Her.", by: People.james)
        #expect(try await alone.factsInForce(of: People.ana).map(\.flagIDs) == [["shared-address"]])

        let both = try await BridgeUnderTest.told(
            told.meeting(60, [told.visit(ana, 0, 60), told.visit(carmen, 30, 60)]))
        #expect(try await both.factsInForce(of: People.ana).map(\.flagIDs) == [["shared-address"]])
        #expect(try await both.factsInForce(of: People.ana).map(\.verdict) == [.passed])
        #expect(try await both.factsInForce(of: People.carmen).map(\.flagIDs) == [["shared-address"]])
    }

    @Test("a name unlike the roster's is flagged, unless one shown at any time is like it")
    func nameUnlike() async throws {
        var other = ana
        other.name = "Boss of the house"
        let bridge = try await BridgeUnderTest.told(told.meeting(60, [told.visit(other, 0, 60)]))
        #expect(try await bridge.factsInForce(of: People.ana).map(\.flagIDs) == [["name-unlike-roster"]])
        #expect(try await bridge.factsInForce(of: People.ana).map(\.verdict) == [.passed])
        var renamed = ana
        renamed.connection = "BBBB"
        try await bridge.post(all: told.visit(renamed, 30, 60))
        #expect(try await bridge.factsInForce(of: People.ana).map(\.flagIDs) == [["several-devices"]])
    }

    @Test("a delivery signed long before it came is flagged on the card of whom it is about, and on no other")
    func lateSigned() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .hours(2))
        var alone = carmen
        alone.address = nil
        try await bridge.post(all: [told.started(0), told.comes(ana, 0)] + told.visit(alone, 0, 60))
        _ = try await bridge.post(told.goes(ana, 60), sentAt: bridge.clock.now - .minutes(6)).get()
        try await bridge.post(all: [told.ended(60)])
        #expect(try await bridge.factsInForce(of: People.ana).map(\.flagIDs) == [["late-signed"]])
        #expect(try await bridge.factsInForce(of: People.ana).map(\.verdict) == [.passed])
        #expect(try await bridge.factsInForce(of: People.carmen).map(\.flagIDs) == [[]])
        // The flag is derived, so it stays.
        try await bridge.restart()
        try await bridge.rederiveAll()
        #expect(try await bridge.factsInForce(of: People.ana).map(\.flagIDs) == [["late-signed"]])
    }
}
