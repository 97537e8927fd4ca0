import Attendance
import CourtCard
import Crypto
import Foundation
import Store
import TestSupport
import Testing

@testable import Bridge

@Suite("Changing the key that signs")
struct SigningKeyChangeTests {
    private let ana = Visitor(name: "Ana Torres", connection: "AAAA", email: "ana.torres@example.com")

    private struct Refused: Error {}

    private func bridge() async throws -> BridgeUnderTest {
        let told = Told()
        return try await BridgeUnderTest.told(told.meeting(60, [told.visit(ana, 0, 60)]))
    }

    private func reissue(_ bridge: BridgeUnderTest) async throws {
        let card = try #require(try await bridge.cards(of: People.ana).last)
        _ = try await bridge.service.reissue(card.number, because: "It was lost.", by: People.maria)
        try await bridge.service.catchUp()
    }

    /// What fails of all cards, verified with the keys as they are published.
    private func failures(_ bridge: BridgeUnderTest) async throws -> [String] {
        let keys = try await bridge.service.keySet()
        var failures: [String] = []
        for card in try await bridge.cards(of: People.ana) {
            let report = try #require(
                try await bridge.service.card(card.number, for: People.maria.id, People.maria.role))
            let verification = CardVerification(of: try report.file.encoded(), keys: keys)
            failures += verification.checks.filter(\.isFailed).map(\.outcome.sentence)
        }
        return failures
    }

    @Test("a change that comes to nothing leaves the key before, and what is issued next verifies")
    func rolledBack() async throws {
        let bridge = try await bridge()
        let keys = try await bridge.service.keySet()
        await #expect(throws: Refused.self) {
            try await bridge.service.database.writer.write { transaction, memory in
                let new = SigningKey.generate()
                bridge.service.signer.add(new)
                try AttendanceService.change(
                    to: new, at: bridge.clock.now, afterCardsUntil: nil, by: .operatorOfMachine, in: transaction, memory
                )
                throw Refused()
            }
        }
        try await reissue(bridge)
        #expect(try await bridge.service.keySet() == keys)
        #expect(try await failures(bridge) == [])
        try await bridge.expectClean()
    }

    @Test("a change that fails takes away no file that may hold the key that signs")
    func unfinished() async throws {
        let bridge = try await bridge()
        let path = try #require(bridge.service.signingKeyPath)
        let before = try Data(contentsOf: URL(filePath: path))
        let first = try await bridge.service.rotateSigningKey(by: .operatorOfMachine)
        // As if the file could not be moved to its place then.
        try FileManager.default.moveItem(atPath: path, toPath: path + ".next")
        try before.write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let file = TamperedFile(bridge.folder.appending(path: "bridge.db").path)
        try file.run("CREATE TRIGGER refuse BEFORE INSERT ON signing_key BEGIN SELECT raise(ABORT, 'no'); END")
        await #expect(throws: (any Error).self) {
            try await bridge.service.rotateSigningKey(by: .operatorOfMachine)
        }
        try file.run("DROP TRIGGER refuse")
        try await bridge.restart()
        try await reissue(bridge)
        #expect(try await bridge.read { try $0.lastCard(of: People.ana)?.key } == first)
        #expect(try await failures(bridge) == [])
    }

    @Test("cards verify after a change also where the clock was set back before it")
    func clockSetBack() async throws {
        let bridge = try await bridge()
        bridge.clock.move(by: .hours(2))
        try await reissue(bridge)
        bridge.clock.move(by: Span(milliseconds: -3_600_000))
        try await reissue(bridge)
        _ = try await bridge.service.rotateSigningKey(by: .operatorOfMachine)
        try await reissue(bridge)
        #expect(try await failures(bridge) == [])
        try await bridge.expectClean()
    }

    @Test("changed twice in one moment, every key is published, and the newest head is signed by one of them")
    func atOnce() async throws {
        let bridge = try await bridge()
        let ids = [
            try await bridge.service.rotateSigningKey(by: .operatorOfMachine),
            try await bridge.service.rotateSigningKey(by: .operatorOfMachine),
        ]
        let keys = try await bridge.service.keySet()
        #expect(keys.keys.count == 3 && keys.keys.dropFirst().map(\.key.id) == ids)
        let note = try #require(try await bridge.service.checkpoint())
        #expect(note.signatures.count == 3)
    }
}
