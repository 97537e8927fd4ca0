import Attendance
import CourtCard
import Crypto
import Store
import Testing

@testable import Bridge

/// Version 8 had accounts: passwords, open sessions, an invite that waits, a program's token.
@Suite("A database of version 8")
struct VersionEightTests {
    private static let password = "four words in a row"
    private static let soon = Timestamp(rfc3339: "2026-11-22T00:00:00Z")

    private func taken() async throws -> BridgeUnderTest {
        try BridgeUnderTest(
            at: try #require(Self.soon),
            laid: { path in
                try OlderDatabase.make(version: 8, at: path)
                try OlderDatabase.writeMasterKey(beside: path)
                try OlderDatabase.writeMasterKey(VersionThreeTests.signingKey, beside: path, as: ".signing-key.pem")
            })
    }

    @Test("its cards stay as they were signed, and nothing is issued anew")
    func cards() async throws {
        let bridge = try await taken()
        try await bridge.service.catchUp()
        let files = try await bridge.cardFiles()
        #expect(files.count == 4)
        try await bridge.expectAuthentic()
        try await bridge.expectClean()
        try await bridge.rederiveAll()
        #expect(try await bridge.cardFiles().map(\.bytes) == files.map(\.bytes))
    }

    @Test("its people come in as before: by id or address, by a link that waits, by a program's token")
    func accounts() async throws {
        let bridge = try await taken()
        let (service, now) = (bridge.service, bridge.clock.now)
        for name in ["maria.lopez", "maria.lopez@EXAMPLE.com"] {
            let signedIn = try await service.signIn(as: name, Self.password, code: nil, from: "a", at: now)
            #expect(signedIn.person == People.maria.id && signedIn.role == .courtRep)
        }
        #expect(
            try await service.signIn(as: People.anas, Self.password, code: nil, from: "a", at: now).person
                == People.ana)
        let ben = try await service.accept(
            invite: "inv_Kn2KtmU9cZVIq3YqEEbK4p-9Nlg3r6Effy-9i5wBLCUChid-K", password: Self.password, from: "a", at: now
        )
        #expect(ben.person == People.ben)
        let token = try #require(
            SecretToken("abt_dMY4Xa2oqOWGH9ukTk7sLSILo7duf_qkPKdNXnAQSscMzulpp", kind: .access))
        #expect(try await service.access(of: .accessToken(token.hash), at: now).person == People.sam.id)
        let (participants, _) = try await service.users(
            for: .person(People.maria), after: nil, limit: 10, at: now)
        #expect(participants.map(\.id) == [People.ana, People.ben])
        #expect(try await service.users(for: .operatorOfMachine, after: nil, limit: 10, at: now).users.count == 6)
        try await bridge.expectClean()
    }

    @Test("what let its people in is removed in its time: sessions when they are over, links and tokens a month later")
    func removed() async throws {
        let bridge = try await taken()
        func left() async throws -> [Bool] {
            try await bridge.read { snapshot in
                func hasSessions(_ person: PersonID) throws -> Bool {
                    try snapshot.user(person, at: Timestamp(milliseconds: 0))?.sessions ?? 0 > 0
                }
                return [
                    try hasSessions(People.maria.id), try hasSessions(People.ana),
                    try snapshot.invite(numbered: 1) != nil, try snapshot.invite(numbered: 4) != nil,
                    try !snapshot.accessTokens(of: People.sam.id).isEmpty,
                ]
            }
        }
        func later(days: Int64) async throws -> [Bool] {
            bridge.clock.move(by: .hours(24 * days))
            try await bridge.service.applyRetention()
            return try await left()
        }
        #expect(try await left() == [true, true, true, true, true])
        // Officials' sessions last for hours, participants' for a month; the first invite was used, the fourth was not.
        #expect(try await later(days: 1) == [false, true, true, true, true])
        #expect(try await later(days: 29) == [false, false, false, true, true])
        #expect(try await later(days: 7) == [false, false, false, false, true])
        #expect(try await later(days: 30) == [false, false, false, false, false])
        try await bridge.expectClean()
    }
}
