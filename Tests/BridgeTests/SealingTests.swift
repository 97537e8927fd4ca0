import Attendance
import Crypto
import Foundation
import JSON
import Store
import TestSupport
import Testing

@testable import Bridge

@Suite("Who strangers are is sealed, and forgotten in time")
struct SealingTests {
    let told = Told()
    let zeb = Visitor(
        name: "Zebediah Quux", connection: "ZZZZ", email: "Zeb.Quux@example.com", phone: "+12025550199",
        address: "203.0.113.77")
    let ana = Visitor(
        name: "Ana of the Torres", connection: "AAAA", email: "Ana.Torres@example.com", address: "203.0.113.78")
    static let strangers = ["zebediah", "quux", "2025550199", "203.0.113.77"]
    static let anas = ["Ana of the Torres", "203.0.113.78"]

    private func bridge(roster: Bool = true) async throws -> BridgeUnderTest {
        try await .told(told.meeting(60, [told.visit(zeb, 0, 50), told.visit(ana, 0, 60)]), roster: roster)
    }

    private func afterRetention(_ bridge: BridgeUnderTest) async throws {
        bridge.clock.move(by: .hours(24 * 31))
        _ = try await bridge.service.forgetStrangers()
    }

    @Test("right after a delivery nobody's name, address or number stands in any file of the database")
    func sealedAtOnce() async throws {
        let bridge = try await bridge(roster: false)
        #expect(try bridge.found(Self.strangers + ["ana of the torres", "203.0.113.78", "ana.torres@"]) == [])
        let withRoster = try await self.bridge()
        #expect(try withRoster.found(Self.strangers) == [])
    }

    @Test("before the time has come nothing is forgotten; then the stranger is, and the participant is not")
    func forgotten() async throws {
        let bridge = try await bridge()
        let (before, cards) = (try await bridge.derived(), try await bridge.cards(of: People.ana))
        bridge.clock.move(by: .hours(24 * 30) - .seconds(1))
        #expect(try await bridge.service.forgetStrangers() == 0)
        #expect(try await bridge.unmatched(for: People.sam).map(\.names) == [["Zebediah Quux"]])
        bridge.clock.move(by: .hours(1))
        #expect(try await bridge.service.forgetStrangers() == 1)
        let found = try #require(try await bridge.unmatched(for: People.sam).first)
        #expect(found.names == [] && found.emails == [] && found.phones == [] && found.lastingKinds == [])
        #expect(found.forgottenAt == bridge.clock.now)
        #expect(found.proven == .minutes(50), "when somebody was there stays known")
        #expect(try bridge.found(Self.strangers) == [])
        #expect(Set(try bridge.found(Self.anas)) == Set(Self.anas))
        #expect(try await bridge.read { try $0.keys(before: .distantFuture, limit: 10) }.isEmpty)

        try await bridge.restart()
        try await bridge.rederiveAll()
        #expect(try await bridge.derived() == before)
        #expect(try await bridge.cards(of: People.ana) == cards, "nothing new is said")
        #expect(try await bridge.service.forgetStrangers() == 0)
    }

    @Test("what was forgotten is known when it comes again, and gives nothing twice")
    func toldAgain() async throws {
        let bridge = try await bridge()
        try await afterRetention(bridge)
        let (before, count) = (try await bridge.derived(), try await bridge.journalCount())
        try await bridge.post(all: told.meeting(60, [told.visit(zeb, 0, 50), told.visit(ana, 0, 60)]))
        #expect(try await bridge.journalCount() == count)
        #expect(try await bridge.derived() == before)
    }

    @Test("somebody whom the roster gains after that is found by name, address and number all the same")
    func lateEntry() async throws {
        for key in [
            IdentityKey(.email, "zeb.quux@example.com"), IdentityKey(.phone, "1 202 555 0199"),
            IdentityKey(.name, "zebediah  QUUX"),
        ] {
            let bridge = try await bridge()
            try await afterRetention(bridge)
            var roster = try await bridge.service.exportRoster()
            let ben = try #require(roster.participants.firstIndex { $0.id == People.ben })
            roster.participants[ben].identities.formUnion([key].compactMap(\.self))
            try await bridge.take(roster)
            let attended = try await bridge.attendance(of: People.ben)
            #expect(attended.byName.mapValues(\.proven.total) == ["told==": .minutes(50)], "\(String(describing: key))")
            #expect(try await bridge.unmatched(for: People.sam).isEmpty)
        }
    }

    @Test(
        "in a meeting that the roster does not know yet, its participants are not forgotten, even those known by code")
    func unknownMeeting() async throws {
        let other = Told(uuid: "other==", number: "55512345678")
        let byCode = Visitor(name: "Ana #K7QN", connection: "CCCC")
        let bridge = try await BridgeUnderTest.told(
            other.meeting(60, [other.visit(byCode, 0, 60), other.visit(zeb, 0, 60)]))
        try await afterRetention(bridge)
        #expect(try bridge.found(Self.strangers) == [])
        var roster = try await bridge.service.exportRoster()
        roster.meetings.append(
            Meeting(id: MeetingID("other"), number: MeetingNumber("55512345678"), name: "Another group"))
        try await bridge.take(roster)
        #expect(
            try await bridge.attendance(of: People.ana).byName.mapValues(\.proven.total) == ["other==": .minutes(60)])
        #expect(try await bridge.unmatched(for: People.sam).map(\.attendee) == ["ZZZZ"])
    }

    @Test("a claim keeps whom it is of from being forgotten; taken back later, they are forgotten in their turn")
    func claimTakenBackLater() async throws {
        let bridge = try await bridge()
        let claim = try await bridge.service.claim(
            "ZZZZ", in: "told==", for: People.carmen, forGood: .email, because: "Her.", by: People.james)
        try await bridge.service.catchUp()
        try await afterRetention(bridge)
        #expect(try bridge.found(Self.strangers) != [])
        _ = try await bridge.service.withdraw(claim, because: "Not her.", by: People.james)
        try await bridge.service.catchUp()
        let before = try await bridge.derived()
        try await afterRetention(bridge)
        #expect(try bridge.found(Self.strangers) == [], "neither the deliveries nor the decision name them")
        try await bridge.rederiveAll()
        #expect(try await bridge.derived() == before)
        try await afterRetention(bridge)
        #expect(try await bridge.derived() == before)
    }

    @Test("of a participant's chat neither the words nor whom they wrote to are kept, only that they were there")
    func chat() async throws {
        let text = String(decoding: try Samples.event("meeting.chat_message_sent"), as: UTF8.self)
            .replacingOccurrences(of: "uzOypEzkfBQR73LbJ2JRBQ==", with: told.uuid)
            .replacingOccurrences(of: "565EF9A1-A550-55D9-91A4-AEEB4555C095", with: ana.connection)
            .replacingOccurrences(
                of: "\"everyone\"",
                with: "\"guest\", \"recipient_name\": \"Zebediah Quux\", \"recipient_email\": \"zeb.quux@example.com\"")
        let bridge = try await bridge()
        try await bridge.post(all: [Array(text.utf8)])
        let before = try await bridge.derived()
        try await afterRetention(bridge)
        #expect(try bridge.found(Self.strangers + ["Thank you all for coming"]) == [])
        try await bridge.rederiveAll()
        #expect(try await bridge.derived() == before)
    }

    @Test("without its key file, or with another one, a database is refused in words that say what to do")
    func keyFile() async throws {
        let bridge = try await bridge()
        await bridge.close()
        let (path, key) = (
            bridge.folder.appending(path: "bridge.db").path, bridge.folder.appending(path: "bridge.db.key")
        )
        let right = try Data(contentsOf: key)
        let attributes = try FileManager.default.attributesOfItem(atPath: key.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        func opened() throws {
            _ = try AttendanceService(settings: BridgeSettings(), path: path, now: { .distantFuture })
        }

        try FileManager.default.removeItem(at: key)
        #expect(throws: VaultFileError.missing(path: key.path)) { try opened() }
        #expect(!FileManager.default.fileExists(atPath: key.path), "a new key would open nothing")

        try Data(String(repeating: "0f", count: 32).utf8).write(to: key)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
        #expect(throws: ServiceFault.otherKey) { try opened() }

        try right.write(to: key)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key.path)
        #expect(throws: VaultFileError.file(.wrongMode(path: key.path, mode: 0o644))) { try opened() }

        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
        try opened()
    }
}

extension BridgeUnderTest {
    /// Which of some words stand in clear in the files of the database, in whatever case.
    func found(_ words: [String]) throws -> [String] {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { !$0.lastPathComponent.hasSuffix(".key") }
        let all = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self).lowercased() }
        return words.filter { word in all.contains { $0.contains(word.lowercased()) } }
    }

    /// Derives every occurrence anew, as after a change of the roster.
    func rederiveAll() async throws {
        try await service.database.writer.write { transaction, _ in
            for record in try transaction.occurrences(after: nil, limit: 10_000) {
                try transaction.markStale(record.key)
            }
        }
        try await service.catchUp()
    }
}
