import Attendance
import CourtCard
import Crypto
import Foundation
import Store
import TestSupport
import Testing

@testable import Bridge

@Suite("Erasing a participant")
struct ErasureTests {
    let told = Told()
    let ana = Visitor(
        name: "Anita Torremolinos", connection: "AAAA", email: "Ana.Torres@example.com", phone: "+12025550143",
        address: "203.0.113.78")
    let ben = Visitor(name: "Ben", connection: "BBBB", email: "ben.okafor@example.com")
    let zeb = Visitor(name: "Zebediah Quux", connection: "ZZZZ", phone: "+12025550199")
    /// As the roster and Zoom know her, and what people wrote of her. Her case's digits stay in the numbers of her cards.
    static let personal = [
        "ana torres", "anita", "torremolinos", "ana.torres", "2025550143", "cr-2026-00123", "k7qn", "203.0.113.78",
        "her mother", "hospital", "grandmother",
    ]

    /// An evening with cards, a correction, a dispute, a claim for good, a meeting the roster does not know, and a person
    /// who wrote to her.
    private func bridge() async throws -> BridgeUnderTest {
        let bridge = try await BridgeUnderTest.told(
            told.meeting(60, [told.visit(ana, 0, 50), told.visit(ben, 0, 60), told.visit(zeb, 5, 40)]))
        let service = bridge.service
        _ = try await service.claim(
            "ZZZZ", in: "told==", for: People.ana, forGood: .phone, because: "The phone of her mother.",
            by: People.maria)
        let card = try #require(try await bridge.cards(of: People.ana).last)
        _ = try await service.correct(
            .card(card.number), adding: true, told.time(50, 58), because: "She telephoned from the hospital.",
            by: People.maria)
        let disputed = try #require(try await bridge.cards(of: People.ana).last)
        _ = try await service.dispute(
            disputed.number, because: "My grandmother saw me there.", by: Author(id: People.ana, role: .participant))
        let other = Told(uuid: "other==", number: "55512345678")
        try await bridge.post(all: other.meeting(60, [other.visit(ana, 0, 60)]))
        let chat = String(decoding: try Samples.event("meeting.chat_message_sent"), as: UTF8.self)
            .replacingOccurrences(of: "uzOypEzkfBQR73LbJ2JRBQ==", with: told.uuid)
            .replacingOccurrences(of: "565EF9A1-A550-55D9-91A4-AEEB4555C095", with: ben.connection)
            .replacingOccurrences(
                of: "\"everyone\"", with: "\"guest\", \"recipient_name\": \"Ana Torres\"")
        try await bridge.post(all: [Array(chat.utf8)])
        try await service.catchUp()
        return bridge
    }

    private func erase(_ bridge: BridgeUnderTest) async throws -> Erasure {
        let erasure = try await bridge.service.erase(People.ana, because: "Order of the court.", by: People.sam)
        try await bridge.service.catchUp()
        return erasure
    }

    @Test("no personal value is left in any file of the database, sealed or not, nor in what it says")
    func nothingLeft() async throws {
        let bridge = try await bridge()
        try await bridge.expectClean()
        #expect(Set(try bridge.found(Self.personal)).isSuperset(of: ["ana torres", "cr-2026-00123", "hospital"]))
        let (hashes, minutes) = (
            try await bridge.read { try $0.cards(of: People.ana).map(\.hash) },
            try await bridge.attendance(of: People.ben)
        )
        let erasure = try await erase(bridge)
        #expect(erasure.cards == hashes.count && erasure.decisions == 3 && erasure.names > 2)
        #expect(erasure.occurrences == 2 && erasure.messages > 0)
        #expect(try bridge.found(Self.personal) == [])
        let bodies = try await bridge.openJournal()
        #expect(Self.personal.filter { word in bodies.contains { $0.lowercased().contains(word) } } == [])
        #expect(try await bridge.read { try $0.cards(of: People.ana).map(\.hash) } == hashes)
        #expect(try await bridge.attendance(of: People.ben) == minutes, "others' minutes stay")
        try await bridge.expectClean()
        try await bridge.restart()
        try await bridge.rederiveAll()
        try await bridge.expectClean()
        #expect(try bridge.found(Self.personal) == [])
    }

    @Test("cards, chain and signatures verify as before; what they said of the person is removed")
    func cardsVerify() async throws {
        let bridge = try await bridge()
        let before = try await bridge.read { try $0.cards(of: People.ana) }
        _ = try await erase(bridge)
        let after = try await bridge.read { try $0.cards(of: People.ana) }
        #expect(after.map(\.document) == before.map(\.document) && after.map(\.signature) == before.map(\.signature))
        #expect(after.allSatisfy { $0.disclosed == nil })
        let cards = try after.map { try $0.card() }
        _ = try CardChain(verifying: cards)
        #expect(cards.allSatisfy { $0.disclosed == Disclosures() })
        #expect(!cards.contains { String(decoding: $0.canonical, as: UTF8.self).contains("Ana") })
    }

    @Test("they are on the roster no more: no role, no progress, no cards but for administrators, no new ones")
    func absent() async throws {
        let bridge = try await bridge()
        let card = try #require(try await bridge.cards(of: People.ana).last)
        _ = try await erase(bridge)
        let service = bridge.service
        #expect(try await service.role(of: People.ana) == nil)
        #expect(try await service.reportProgress(of: People.ana, at: bridge.clock.now) == nil)
        #expect(try await !service.mayRead(participant: People.ana, People.sam.id, .administrator))
        #expect(try await service.card(card.number, for: People.maria.id, .courtRep) == nil)
        #expect(try await service.card(card.number, for: People.sam.id, .administrator) != nil)
        #expect(try await service.exportRoster().participants.map(\.id) == [People.ben, People.carmen, People.dmitri])
        let count = try await bridge.cardCount()
        let later = Told(uuid: "later==", start: told.start + .hours(24 * 7))
        bridge.clock.move(by: .hours(24 * 7))
        try await bridge.post(all: later.meeting(60, [later.visit(ana, 0, 60)]))
        try await service.catchUp()
        #expect(try await bridge.cardCount() == count, "a stranger like any other")
        await #expect(throws: DecisionError.notFound("participant")) { _ = try await erase(bridge) }
    }

    @Test("what is left of them in a meeting is offered to nobody, and deliveries told again give nothing twice")
    func nobodys() async throws {
        let bridge = try await bridge()
        _ = try await erase(bridge)
        #expect(try await bridge.unmatched(for: People.sam).isEmpty)
        let count = try await bridge.journalCount()
        try await bridge.post(
            all: told.meeting(60, [told.visit(ana, 0, 50), told.visit(ben, 0, 60), told.visit(zeb, 5, 40)]))
        #expect(try await bridge.journalCount() == count)
        try await bridge.post(all: told.visit(ana, 51, 55))
        try await bridge.service.catchUp()
        #expect(try await bridge.unmatched(for: People.sam).isEmpty, "the same connection is known as theirs")
        bridge.clock.move(by: .hours(24 * 31))
        try await bridge.service.forgetStrangers()
        #expect(try bridge.found(Self.personal) == [])
        try await bridge.expectClean()
    }

    @Test("whom two participants could have been does not become the other's")
    func ambiguous() async throws {
        let bridge = try await BridgeUnderTest.told([])
        var roster = try await bridge.service.exportRoster()
        for person in [People.ana, People.ben] {
            let index = try #require(roster.participants.firstIndex { $0.id == person })
            roster.participants[index].identities.formUnion([IdentityKey(.name, "Alex")].compactMap(\.self))
        }
        try await bridge.service.database.writer.write { [roster] transaction, memory in
            for draft in roster.participants {
                guard var known = try transaction.participant(draft.id) else { continue }
                known.identities = draft.identities
                try transaction.set(known)
            }
            try transaction.hashIdentities(memory.archive.hash)
            memory.forgetAll()
        }
        try await bridge.post(
            all: told.meeting(60, [told.visit(Visitor(name: "Alex", connection: "XXXX"), 0, 60)]))
        try await bridge.service.catchUp()
        #expect(try await bridge.unmatched(for: People.sam).map(\.isAmbiguous) == [true])
        _ = try await erase(bridge)
        #expect(try await bridge.attendance(of: People.ben).isEmpty)
        #expect(try await bridge.unmatched(for: People.sam).isEmpty)
        try await bridge.expectClean()
    }

    @Test("of whom they shared an address with nothing is told anew: the card says so still")
    func sharedAddress() async throws {
        var ben = ben
        ben.address = ana.address
        let bridge = try await BridgeUnderTest.told(
            told.meeting(60, [told.visit(ana, 0, 50), told.visit(ben, 0, 60), told.visit(zeb, 5, 40)]))
        let before = try await bridge.cards(of: People.ben)
        let shared = PresenceFlag.sharedAddress.rawValue
        #expect(before.count == 1 && before[0].content.facts.flags.map(\.id) == [shared])
        _ = try await erase(bridge)
        #expect(try await bridge.cards(of: People.ben) == before)
        try await bridge.restart()
        try await bridge.rederiveAll()
        try await bridge.expectClean()
        #expect(try await bridge.cards(of: People.ben) == before)
        _ = try await bridge.service.correct(
            .card(before[0].number), adding: false, told.time(0, 5), because: "Not yet.", by: People.maria)
        try await bridge.service.catchUp()
        let after = try #require(try await bridge.cards(of: People.ben).last)
        #expect(after.number != before[0].number && after.content.facts.flags.map(\.id).contains(shared))
        try await bridge.expectClean()
    }

    @Test("the roster cannot bring them back under their id; the mistake names the line")
    func notAgain() async throws {
        let bridge = try await bridge()
        _ = try await erase(bridge)
        let error = await #expect(throws: RosterMistakes.self) { try await bridge.importRoster() }
        #expect(error?.list.map(\.description).first?.hasPrefix("line 5, column ") == true)
        #expect(error?.description.contains("P-1001 was erased") == true)
    }

    @Test("only an administrator may, with a reason that does not name them; a dry run changes nothing")
    func rights() async throws {
        let bridge = try await bridge()
        for author in [People.maria, Author(id: People.ana, role: .participant)] {
            await #expect(throws: DecisionError.notFound("participant")) {
                try await bridge.service.erase(People.ana, because: "x", by: author)
            }
            await #expect(throws: DecisionError.notFound("participant")) {
                try await bridge.service.previewErasure(of: People.ana, by: author)
            }
        }
        for reason in [" ", "Ana Torres asked for it", "Case cr-2026-00123 is closed"] {
            await #expect(throws: DecisionError.self) {
                try await bridge.service.erase(People.ana, because: reason, by: People.sam)
            }
        }
        let position = try await bridge.position()
        let preview = try await bridge.service.previewErasure(of: People.ana, by: People.sam)
        #expect(try await bridge.position() == position)
        let erasure = try await erase(bridge)
        #expect(preview == erasure)
    }

    @Test("the log says who erased whom and why; the participant and their court representative are told")
    func told() async throws {
        let bridge = try await bridge()
        let position = try await bridge.position()
        _ = try await erase(bridge)
        let entry = try #require(
            try await bridge.read { try $0.auditLog(after: 0, limit: 1000) }.last { $0.action == "participant-erased" })
        #expect(entry.actor == "sam.patel" && entry.role == "administrator" && entry.subject == "P-1001")
        #expect(entry.detail.contains("Order of the court."))
        #expect(try await bridge.news(to: People.ana, after: position) == ["erased"])
        #expect(try await bridge.news(to: People.maria.id, after: position) == ["participant-erased"])
        let rows = try await bridge.read { try $0.feed(after: 0, limit: 10_000) }
        #expect(rows.map(\.position) == Array(1...Int64(rows.count)), "positions stay")
        #expect(Set(rows.filter { $0.person == People.ana }.map(\.event)) == ["erased"])
    }
}

extension BridgeUnderTest {
    /// Every entry of the journal as whoever has the key reads it.
    func openJournal() async throws -> [String] {
        let archive = service.archive
        return try await read { snapshot in
            try snapshot.journal(limit: 100_000).map { row in
                let key = try archive.key(of: row.key, in: snapshot)
                return String(decoding: try archive.open(row, under: key), as: UTF8.self)
            }
        }
    }
}
