import Attendance
import CourtCard
import Crypto
import Store
import Testing

@testable import Bridge

@Suite("Another signing key")
struct KeyRotationTests {
    private func bridge() async throws -> BridgeUnderTest {
        let told = Told()
        return try await .told([
            told.started(0), told.joined(Told.ana, 0), told.left(Told.ana, 60), told.ended(60),
        ])
    }

    @Test("one that takes over in the very moment the first began leaves old cards and the ledger's head vouched for")
    func atOnce() async throws {
        let bridge = try BridgeUnderTest(
            at: try #require(VersionTwoTests.later),
            laid: { path in
                try OlderDatabase.make(version: 2, at: path)
                try OlderDatabase.writeMasterKey(beside: path)
            })
        _ = try await bridge.service.rotateSigningKey(by: .bridge)
        try await bridge.expectAuthentic()
        #expect(try await bridge.service.checkpoint()?.signatures.count == 2)
        try await bridge.expectClean()
    }

    @Test("the clock being set back makes no key that ended before it began", arguments: [0, 1, 60])
    func clockSetBack(minutes: Int64) async throws {
        let bridge = try await bridge()
        for round in 0..<3 {
            bridge.clock.move(by: .zero - .minutes(minutes))
            _ = try await bridge.service.rotateSigningKey(by: .bridge)
            if round == 1 {
                let card = try #require(try await bridge.cards(of: People.ana).last)
                _ = try await bridge.service.reissue(card.number, because: "A new key.", by: People.maria)
                try await bridge.service.catchUp()
            }
            try await bridge.restart()
        }
        let keys = try await bridge.service.signingKeys()
        #expect(keys.count == 4)
        #expect(keys.allSatisfy { key in key.until.map { key.since < $0 } ?? true })
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.until == $1.since }, "one at a time, without a gap")
        #expect(try await bridge.service.keySet().keys.count == 4)
        #expect(try await bridge.cards(of: People.ana).count == 2)
        try await bridge.expectAuthentic()
        try await bridge.expectClean()
    }

    @Test("a card that says it was issued when its key began, later than the clock, is not held to what came meanwhile")
    func behindItsKey() async throws {
        let bridge = try await bridge()
        let first = try #require(try await bridge.cards(of: People.ana).last)
        _ = try await bridge.service.rotateSigningKey(by: .bridge)
        bridge.clock.move(by: .zero - .minutes(10))
        _ = try await bridge.service.reissue(first.number, because: "A new key.", by: People.maria)
        bridge.clock.move(by: .minutes(5))
        // Once more in other bytes: another delivery, and nothing new.
        _ = try await bridge.post(Told().left(Told.ana, 60) + [UInt8(ascii: "\n")]).get()
        try await bridge.service.catchUp()
        let cards = try await bridge.cards(of: People.ana)
        #expect(cards.count == 2 && cards[1].content.issuedAt > bridge.clock.now)
        try await bridge.expectClean()
    }

    @Test("one from outside that another replaced does not sign again; the bridge says so, and nothing has changed")
    func returned() async throws {
        let bridge = try BridgeUnderTest()
        let path = bridge.path
        await bridge.close()
        let now = bridge.clock.now
        func open(_ key: SigningKey) async throws -> KeySet {
            let service = try AttendanceService(
                settings: BridgeSettings(), path: path, signingKey: .given(key), now: { now })
            let keys = try await service.keySet()
            await service.close()
            return keys
        }
        let (first, second) = (SigningKey.generate(), SigningKey.generate())
        #expect(try await open(first).keys.count == 2)
        let keys = try await open(second)
        #expect(keys.keys.last?.key == second.verificationKey && keys.keys.count == 3)
        await #expect(throws: ServiceFault.endedSigningKey) { _ = try await open(first) }
        #expect(try await open(second) == keys)
    }
}
