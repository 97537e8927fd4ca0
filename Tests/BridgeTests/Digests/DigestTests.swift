import Attendance
import CourtCard
import Foundation
import JSON
import Store
import TestSupport
import Testing

@testable import Bridge

@Suite("Daily digests", .timeLimit(.minutes(2)))
struct DigestTests {
    static let date = LocalDate("2026-09-15") ?? LocalDate(day: 0)
    let told = Told()
    let ana = Visitor(name: "Ana", connection: "AAAA", email: "ana.torres@example.com")
    let ben = Visitor(name: "Ben", connection: "BBBB", email: "ben.okafor@example.com")
    let zeb = Visitor(name: "Zebediah Quux", connection: "ZZZZ", phone: "+12025550199")

    /// Tuesday evening in New York: Ana stayed, Ben left early and disputes it, and somebody came whom nobody knows.
    private func bridge(sendsMail: Bool = true) async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest(configure: { settings in
            settings.digests.calendar = DigestCalendar(timeZone: "America/New_York", minute: 7 * 60)
            settings.sendsMail = sendsMail
            settings.cards.address = "https://court.example"
        })
        try await bridge.importRoster()
        bridge.clock.move(by: .hours(2))
        try await bridge.post(
            all: told.meeting(60, [told.visit(ana, 0, 60), told.visit(ben, 0, 20), told.visit(zeb, 5, 40)]))
        try await bridge.service.catchUp()
        let card = try #require(try await bridge.cards(of: People.ben).last)
        _ = try await bridge.service.dispute(
            card.number, because: "I was there.", by: Author(id: People.ben, role: .participant))
        return bridge
    }

    private func report(
        _ bridge: BridgeUnderTest, of rep: Author = People.maria, for reader: Author? = nil
    ) async throws -> DigestReport? {
        try await bridge.service.digest(of: rep.id, Self.date, for: reader ?? rep)
    }

    private func makeAll(_ bridge: BridgeUnderTest) async throws {
        // 8:00 of Wednesday in New York.
        bridge.clock.move(by: .hours(11))
        try await bridge.service.makeDueDigests()
    }

    @Test("a digest tells of the day's attendances and cards, of open disputes, of strangers and of who is behind")
    func contents() async throws {
        let bridge = try await bridge()
        try await makeAll(bridge)
        let report = try #require(try await report(bridge))
        let digest = report.digest
        #expect(digest.attendances.map(\.participant) == [People.ana, People.ben])
        #expect(digest.attendances.map(\.provenMinutes) == [60, 20])
        #expect(digest.attendances.map(\.verdict) == [.passed, .failed])
        #expect(digest.attendances.allSatisfy { $0.meetingName == "Tuesday evening group" && $0.start == told.start })
        #expect(digest.cards.map(\.participant).sorted() == [People.ana, People.ben])
        let failed = try #require(digest.cards.first { $0.verdict == .failed })
        #expect(!failed.reasons.isEmpty && failed.reasons.allSatisfy { !$0.isEmpty })
        #expect(digest.cards.allSatisfy { $0.verdict != .passed || $0.reasons.isEmpty })
        #expect(digest.disputes.map(\.participant) == [People.ben] && digest.disputes.map(\.card) == [failed.number])
        #expect(digest.unmatched == DailyDigest.Unmatched(ofDay: 1, waiting: 1))
        #expect(report.names == [People.ana: "Ana Torres", People.ben: "Ben Okafor"])
        #expect(!report.isShortened)
        let rest = try #require(try await self.report(bridge, of: People.james))
        #expect(rest.digest.attendances.isEmpty && rest.digest.cards.isEmpty)
        #expect(rest.digest.unmatched.waiting == 1, "his participants are expected at the same meeting")
    }

    @Test("what stands in the database is read back as it was, and names nobody but by id")
    func stored() async throws {
        let bridge = try await bridge()
        try await makeAll(bridge)
        let stored = try #require(try await bridge.read { try $0.digest(of: People.maria.id, Self.date) })
        #expect(DailyDigest(document: stored.document)?.attendances.count == 2)
        #expect(try DailyDigest(document: stored.document)?.document == stored.document)
        let text = String(decoding: stored.document, as: UTF8.self)
        for name in ["Ana", "Ben", "Zeb", "Torres", "example.com", "CR-2026"] {
            #expect(!text.contains(name), "\(name)")
        }
        #expect(DailyDigest(document: Array(#"{"form":2}"#.utf8)) == nil)
        #expect(DailyDigest(document: []) == nil)
    }

    @Test("there is one of each representative and day, however often it is made and whatever happens later")
    func once() async throws {
        let (bridge, server) = (try await bridge(), FakeMailServer())
        try await makeAll(bridge)
        let first = try await bridge.read { try $0.digest(of: People.maria.id, Self.date) }
        _ = try await bridge.service.correct(
            .card(try #require(try await bridge.cards(of: People.ben).last).number), adding: true, told.time(20, 60),
            because: "He telephoned.", by: People.maria)
        try await bridge.restart()
        for _ in 0..<3 { try await bridge.service.makeDueDigests() }
        #expect(try await bridge.read { try $0.digest(of: People.maria.id, Self.date) } == first)
        _ = try await bridge.service.sendDueMail(with: server.transport)
        #expect(server.taken.map(\.address).filter { $0.hasPrefix("maria") } == ["maria.lopez@example.com"])

        // The card that took its place is news of the next day.
        bridge.clock.move(by: .hours(24))
        try await bridge.service.makeDueDigests()
        let next = try await bridge.service.digest(of: People.maria.id, nil, for: People.maria)
        #expect(next?.digest.date == Self.date.adding(days: 1))
        #expect(
            next?.digest.cards.map(\.supersedes) == [
                first.flatMap { DailyDigest(document: $0.document) }?.cards
                    .first { $0.participant == People.ben }?.number
            ])
        #expect(next?.digest.disputes.count == 1)
    }

    @Test("days on which the bridge did not run are made up for, and whoever has several is told once")
    func missed() async throws {
        let (bridge, server) = (try await bridge(), FakeMailServer())
        try await makeAll(bridge)
        _ = try await bridge.service.sendDueMail(with: server.transport)
        #expect(server.taken.filter(\.isForMaria).count == 1)
        bridge.clock.move(by: .hours(24 * 3))
        let told = Told(uuid: "later==", start: bridge.clock.now - .hours(20))
        try await bridge.post(all: told.meeting(60, [told.visit(ana, 0, 60)]))
        try await bridge.service.catchUp()
        try await bridge.service.makeDueDigests()
        let page = try #require(try await bridge.service.digests(of: People.maria.id, for: People.maria))
        #expect(page.days.map(\.date) == (0...3).map { Self.date.adding(days: 3 - $0) })
        _ = try await bridge.service.sendDueMail(with: server.transport)
        #expect(server.taken.filter(\.isForMaria).count == 2)
        let second = try #require(
            try await bridge.service.digests(
                of: People.maria.id, before: page.days[1].date, limit: 1, for: People.maria))
        #expect(second.days.map(\.date) == [Self.date.adding(days: 1)] && second.next == Self.date.adding(days: 1))
    }

    @Test("the mail says that a record is ready, and nothing of whom or what")
    func mail() async throws {
        let (bridge, server) = (try await bridge(), FakeMailServer())
        try await makeAll(bridge)
        _ = try await bridge.service.sendDueMail(with: server.transport)
        let mail = try #require(server.taken.filter(\.isForMaria).first)
        #expect(mail.subject == "A record is ready")
        #expect(mail.text.contains("https://court.example/api/court-reps/maria.lopez/digests/2026-09-15"))
        let said = (mail.subject + mail.text).lowercased()
        for word in ["ana ", "ben ", "torres", "okafor", "tuesday", "group", "riverside", "meeting", "p-100", "wright"]
        {
            #expect(!said.contains(word), "\(word)")
        }
    }

    @Test("whoever wants no mail gets none, and whoever has no address gets a digest all the same")
    func wanted() async throws {
        let (bridge, server) = (try await bridge(), FakeMailServer())
        let service = bridge.service
        #expect(try await service.digests(of: People.maria.id, for: People.maria)?.mail.isWanted == true)
        #expect(try await service.digests(of: People.maria.id, for: People.maria)?.mail.isPossible == true)
        _ = try await service.setDigestMail(of: People.maria.id, isWanted: false, by: People.maria)
        _ = try await service.setDigestMail(of: People.maria.id, isWanted: false, by: People.maria)
        #expect(try await service.digests(of: People.maria.id, for: People.maria)?.mail.isWanted == false)
        try await makeAll(bridge)
        _ = try await service.sendDueMail(with: server.transport)
        #expect(server.taken.filter(\.isForMaria).isEmpty && !server.taken.isEmpty)
        #expect(try await report(bridge) != nil)
        let log = try await bridge.read { try $0.auditLog(after: 0, limit: 100) }
        #expect(log.filter { $0.action == "digest-mail-changed" }.map(\.subject) == ["maria.lopez"])

        let mute = try await self.bridge(sendsMail: false)
        try await makeAll(mute)
        #expect(try await report(mute) != nil)
        #expect(try await mute.service.mailWaiting() == 0)
        #expect(try await mute.service.digests(of: People.maria.id, for: People.maria)?.mail.isPossible == false)
    }

    @Test("a digest is its representative's and the administrators'; nobody else learns that there is one")
    func rights() async throws {
        let bridge = try await bridge()
        try await makeAll(bridge)
        let service = bridge.service
        #expect(try await report(bridge, for: People.sam)?.digest.attendances.count == 2)
        let participant = Author(id: People.ana, role: .participant)
        for reader in [People.james, participant] {
            #expect(try await report(bridge, for: reader) == nil)
            #expect(try await service.digests(of: People.maria.id, for: reader) == nil)
            await #expect(throws: DecisionError.notFound("court representative")) {
                _ = try await service.setDigestMail(of: People.maria.id, isWanted: false, by: reader)
            }
        }
        #expect(try await service.digests(of: People.ana, for: People.sam) == nil)
        _ = try await service.setDigestMail(of: People.maria.id, isWanted: false, by: People.sam)
    }

    @Test("whoever has another representative since is not shown in it, and whoever was erased does not stand in it")
    func leaving() async throws {
        let bridge = try await bridge()
        try await makeAll(bridge)
        var roster = try await bridge.service.exportRoster()
        let index = try #require(roster.participants.firstIndex { $0.id == People.ana })
        roster.participants[index].courtRep = People.james.id
        _ = try await bridge.service.importRoster(roster.json.pretty().utf8.map { $0 }, .json)
        var report = try #require(try await report(bridge))
        #expect(report.digest.attendances.map(\.participant) == [People.ben] && report.isShortened)
        #expect(report.names == [People.ben: "Ben Okafor"])

        _ = try await bridge.service.erase(People.ben, because: "Order of the court.", by: People.sam)
        report = try #require(try await self.report(bridge))
        #expect(report.digest.attendances.isEmpty && report.digest.disputes.isEmpty && report.isShortened)
        let stored = try #require(try await bridge.read { try $0.digest(of: People.maria.id, Self.date) })
        #expect(stored.erasures == 1)
        #expect(!String(decoding: stored.document, as: UTF8.self).contains(People.ben.rawValue))
        #expect(String(decoding: stored.document, as: UTF8.self).contains(People.ana.rawValue))
    }

    @Test("digests are forgotten after their time, and none is made where no time is set")
    func retention() async throws {
        let bridge = try await bridge()
        try await makeAll(bridge)
        bridge.clock.move(by: .hours(24 * 401))
        try await bridge.service.applyRetention()
        #expect(try await report(bridge) == nil)
        try await bridge.restart { $0.digests.calendar = nil }
        try await bridge.service.makeDueDigests()
        #expect(try await bridge.service.digests(of: People.maria.id, for: People.maria)?.days.isEmpty == true)
    }
}

extension MailInHand {
    fileprivate var isForMaria: Bool { address == "maria.lopez@example.com" }
}
