import Attendance
import CourtCard
import Crypto
import Foundation
import Store
import Testing

@testable import Bridge

/// Version 3 had signed cards in their ledger, two keys, a participant who was erased, and no accounts.
@Suite("A database of version 3")
struct VersionThreeTests {
    /// With which that version signed last, and later ones too; of these tests alone.
    static let signingKey = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIGkqubncxvapBVZyYVWC/kEnsTq/qoNWLvIwgNXp4/rd
        -----END PRIVATE KEY-----

        """

    private func taken() async throws -> BridgeUnderTest {
        try BridgeUnderTest(
            at: try #require(VersionTwoTests.later),
            laid: { path in
                try OlderDatabase.make(version: 3, at: path)
                try OlderDatabase.writeMasterKey(beside: path)
                try OlderDatabase.writeMasterKey(Self.signingKey, beside: path, as: ".signing-key.pem")
            })
    }

    @Test("its cards stay as they were signed, under both keys, and the chain goes on")
    func cards() async throws {
        let bridge = try await taken()
        try await bridge.service.catchUp()
        let (files, note) = (try await bridge.cardFiles(), try #require(try await bridge.service.checkpoint()))
        #expect(files.count == 6)
        #expect(try await bridge.service.signingKeys().count == 2)
        try await bridge.expectAuthentic()
        try await bridge.expectClean()
        try await bridge.rederiveAll()
        #expect(
            try await bridge.cardFiles().map(\.bytes) == files.map(\.bytes), "an update is no reason for a new card")

        let last = try #require(try await bridge.cards(of: People.ana).last)
        _ = try await bridge.service.excuse(.card(last.number), because: "She was ill.", by: People.maria)
        try await bridge.service.catchUp()
        #expect(try await bridge.cardFiles().count == 7)
        try await bridge.expectAuthentic()
        try await bridge.expectGoingOn(from: note)
        try await bridge.expectClean()
    }

    @Test("its people get accounts; who was erased gets none")
    func accounts() async throws {
        let bridge = try await taken()
        let (service, now) = (bridge.service, bridge.clock.now)
        let invite = try await service.invite(People.ana, by: .operatorOfMachine, at: now)
        let signedIn = try await service.accept(
            invite: invite.secret.text, password: "four words in a row", from: "a", at: now)
        #expect(signedIn.person == People.ana && signedIn.role == .participant)
        let erased = PersonID("P-1003")
        await #expect(throws: AccountError.notFound) {
            try await service.invite(erased, by: .operatorOfMachine, at: now)
        }
        let (users, _) = try await service.users(for: .operatorOfMachine, after: nil, limit: 100, at: now)
        #expect(users.count == 6 && !users.contains { $0.id == erased })
        try await bridge.expectClean()
    }
}
