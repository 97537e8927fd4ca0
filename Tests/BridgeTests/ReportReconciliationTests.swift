import Attendance
import CourtCard
import Foundation
import Store
import TestSupport
import Testing
import Zoom

@testable import Bridge

@Suite("The report that a host downloads")
struct ReportReconciliationTests {
    let ana = PersonID("P-1001")
    let told = Told()

    /// Tuesday 2026-09-15, 19:00 to 20:00 in New York, with the group's meeting number.
    static func report(_ rows: [String], start: String = "07:00:00 PM", end: String = "08:00:00 PM") -> [UInt8] {
        let lines =
            [
                "Topic,ID,Host,Duration (minutes),Start time,End time,Participants",
                "Group,847 1263 9219,Host (host@example.com),60,09/15/2026 \(start),09/15/2026 \(end),1", "",
                "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room",
            ] + rows
        return Array(lines.joined(separator: "\n").utf8)
    }

    static func row(_ email: String, _ join: String, _ leave: String, waiting: String = "No") -> String {
        "\(email),\(email),09/15/2026 \(join) PM,09/15/2026 \(leave) PM,1,Yes,\(waiting)"
    }

    static func sample(_ path: String) throws -> [UInt8] {
        try Array(Data(contentsOf: Samples.folder.appending(path: path)))
    }

    /// What was told: Ana came at 19:02, and her leave was lost.
    func bridgeWithLostLeave() async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: [
            told.started(0), told.joined(Told.host, 0), told.joined(Told.ana, 2), told.left(Told.host, 60),
            told.ended(60),
        ])
        bridge.clock.move(by: .hours(3))
        try await bridge.service.catchUp()
        return bridge
    }

    let lostLeave = GivenReport(
        report([
            row(Told.host, "07:00:00", "08:00:00"), row(Told.ana, "06:59:00", "07:01:59", waiting: "Yes"),
            row(Told.ana, "07:02:00", "07:50:00"),
        ]))

    @Test("a report of a large meeting is worked in at once, not anew for each of its lines")
    func large() async throws {
        let bridge = try await bridgeWithLostLeave()
        let guests = (0..<600).map { "guest.\($0)@example.com" }
        for guest in guests { await bridge.post(told.joined(guest, 5)) }
        let rows = guests.map { Self.row($0, "07:05:00", "07:45:00") }
        let taken = try await ContinuousClock().measure {
            _ = try await bridge.service.applyReport(GivenReport(Self.report(rows)))
        }
        #expect(taken < .seconds(20))
        #expect(try await bridge.journalCount() == 5 + 600 + 2 + 600)
    }

    @Test("a preview tells every difference and writes nothing")
    func preview() async throws {
        let bridge = try await bridgeWithLostLeave()
        let (journal, position, derived) = (
            try await bridge.journalCount(), try await bridge.position(), try await bridge.derived()
        )
        let outcome = try await bridge.service.previewReport(lostLeave)
        #expect(outcome.timeZone == "America/New_York")
        #expect(outcome.isZoneGuessed)
        #expect(outcome.waitingRows == 1)
        let found = try #require(outcome.reconciliation)
        #expect(found.occurrence == OccurrenceID(told.uuid))
        #expect(!found.isNew && !found.isApplied)
        // Began, ended and two stays; the waiting room is none.
        #expect((found.entries, found.newEntries) == (4, 4))
        #expect(found.unmatchedBefore == 1 && found.unmatchedAfter == 1)
        let difference = try #require(found.people.first)
        #expect(found.people.count == 1 && difference.participant == ana)
        #expect(difference.before?.proven == .zero)
        #expect(difference.before?.inferred == .minutes(58))
        #expect(difference.after?.proven == .minutes(48))
        #expect(difference.after?.inferred == .zero)
        #expect(difference.before?.flags == ["inferred-leave"])
        #expect(difference.after?.flags == [])
        #expect(try await bridge.journalCount() == journal)
        #expect(try await bridge.position() == position)
        #expect(try await bridge.derived() == derived)
    }

    @Test("applied, it is what the preview said, and supersedes a card once, naming its source")
    func apply() async throws {
        let bridge = try await bridgeWithLostLeave()
        let cards = try await bridge.cards(of: ana).count
        var expected = try await bridge.service.previewReport(lostLeave)
        let journal = try await bridge.journalCount()
        let outcome = try await bridge.service.applyReport(lostLeave)
        expected.reconciliation?.isApplied = true
        #expect(outcome == expected)
        #expect(try await bridge.journalCount() == journal + 4)
        let record = try #require(try await bridge.derived()[OccurrenceID(told.uuid)]?.attendance.first)
        #expect(record.proven.total == .minutes(48) && record.inferred.isEmpty)
        let now = try await bridge.cards(of: ana)
        #expect(now.count == cards + 1)
        let facts = try #require(now.last?.content.facts)
        #expect(facts.presence.proven.total == .minutes(48))
        #expect(now.last?.content.supersedes?.number == now[now.count - 2].number)
        let sources = try await bridge.read { snapshot in
            try snapshot.journal(limit: 4).map { ($0.entry.source, $0.entry.form) }
        }
        #expect(sources.allSatisfy { $0.0 == .csvReport && $0.1 == .sealed })
    }

    @Test("applied again, also after a restart, it changes nothing")
    func idempotent() async throws {
        let bridge = try await bridgeWithLostLeave()
        _ = try await bridge.service.applyReport(lostLeave)
        try await bridge.restart()
        let (journal, position, derived) = (
            try await bridge.journalCount(), try await bridge.position(), try await bridge.derived()
        )
        let outcome = try #require(try await bridge.service.applyReport(lostLeave).reconciliation)
        #expect(outcome.newEntries == 0 && outcome.people.isEmpty)
        #expect(try await bridge.journalCount() == journal)
        #expect(try await bridge.position() == position)
        #expect(try await bridge.derived() == derived)
    }

    @Test("an occurrence of which nothing was told is made of the report alone, and gives its cards")
    func unknownOccurrence() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .hours(24))
        let given = GivenReport(try Self.sample("reports/sessions.csv"))
        let preview = try #require(try await bridge.service.previewReport(given).reconciliation)
        #expect(preview.isNew)
        #expect(preview.occurrence.rawValue == "report:84712639219:2026-09-15T22:57:10Z")
        #expect(preview.meeting == MeetingID("tuesday-group"))
        #expect(preview.unmatchedAfter == 3, "Grace, Benny and Carmen have no address of the roster")
        #expect(try await bridge.read { try $0.occurrence(preview.occurrence) } == nil)

        _ = try await bridge.service.applyReport(given)
        let card = try #require(try await bridge.cardsInForce()[ana])
        // 19:00:02 to 19:31:15 and 19:33:40 to 20:00:00; the waiting room before is no attendance.
        #expect(card.presence.proven.total == .minutes(57) + .seconds(33))
        #expect(try await bridge.cards(of: ana).count == 1)
        let again = try #require(try await bridge.service.applyReport(given).reconciliation)
        #expect(again.occurrence == preview.occurrence && again.newEntries == 0)
    }

    @Test("a meeting that the roster learns of later counts what a report told before")
    func rosterLater() async throws {
        let bridge = try BridgeUnderTest { $0.accountTimeZone = "America/New_York" }
        bridge.clock.move(by: .hours(24))
        let outcome = try await bridge.service.applyReport(GivenReport(try Self.sample("reports/sessions.csv")))
        #expect(outcome.reconciliation?.meeting == nil)
        #expect(outcome.reconciliation?.people.isEmpty == true)
        try await bridge.importRoster()
        #expect(try await bridge.cardsInForce()[ana]?.presence.proven.total == .minutes(57) + .seconds(33))
    }

    @Test("a meeting that started again has two occurrences: the report's start says which it is of")
    func restarted() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        var second = told
        second.uuid = "second=="
        try await bridge.post(all: [
            told.started(0), told.joined(Told.ana, 0), told.left(Told.ana, 20), told.ended(20),
            second.started(25), second.joined(Told.ana, 25, connection: "2"), second.ended(60),
        ])
        bridge.clock.move(by: .hours(3))
        try await bridge.service.catchUp()
        let given = GivenReport(
            Self.report([Self.row(Told.ana, "07:25:00", "07:59:00")], start: "07:25:02 PM", end: "08:00:00 PM"))
        #expect(try await bridge.service.previewReport(given).occurrence == OccurrenceID("second=="))
    }

    @Test("where a report fits several occurrences it asks, and takes the one that is named")
    func ambiguous() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        var second = told
        second.uuid = "second=="
        try await bridge.post(all: [told.started(0), told.ended(20), second.started(25), second.ended(60)])
        let bare = """
            Name (original name),Email,Join time,Leave time,Duration (minutes)
            Ana,\(Told.ana),09/15/2026 07:10:00 PM,09/15/2026 07:50:00 PM,40
            """
        var given = GivenReport(Array(bare.utf8), fileName: "participants_84712639219.csv")
        let error = await #expect(throws: ReconcileError.self) { try await bridge.service.previewReport(given) }
        guard case .several(let candidates) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(candidates.map(\.occurrence.rawValue) == ["told==", "second=="])
        #expect(candidates[1].began == told.start + .minutes(25))
        given.occurrence = OccurrenceID("second==")
        #expect(try await bridge.service.previewReport(given).occurrence == OccurrenceID("second=="))
    }

    @Test("totals without times are held against what is known, and never applied")
    func totals() async throws {
        let bridge = try await bridgeWithLostLeave()
        let unique = """
            Topic,ID,Host,Duration (minutes),Start time,End time,Participants
            Group,847 1263 9219,Host (host@example.com),60,09/15/2026 07:00:00 PM,09/15/2026 08:00:00 PM,3

            Name (original name),Email,Total duration (minutes),Guest
            Host,\(Told.host),61,No
            Ana,\(Told.ana),48,Yes
            Nobody,nobody@example.com,12,Yes
            """
        let journal = try await bridge.journalCount()
        let outcome = try await bridge.service.applyReport(GivenReport(Array(unique.utf8)))
        #expect(outcome.layout == .unique && outcome.reconciliation == nil)
        #expect(
            outcome.contradictions == [
                TotalContradiction(line: 6, participant: ana, reportedMinutes: 48, knownMinutes: 58),
                TotalContradiction(line: 7, participant: nil, reportedMinutes: 12, knownMinutes: 0),
            ])
        #expect(try await bridge.journalCount() == journal)
    }

    @Test("what is missing is asked for: number, zone, start, or the right file")
    func asks() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        func error(_ given: GivenReport) async -> ReconcileError? {
            do {
                _ = try await bridge.service.previewReport(given)
                return nil
            } catch { return error as? ReconcileError }
        }
        let bare = try Self.sample("reports/sessions-bare.csv")
        #expect(await error(GivenReport(bare)) == .zoneMissing)
        #expect(await error(GivenReport(bare, timeZone: "America/New_York")) == .numberMissing)
        #expect(await error(GivenReport(bare, timeZone: "Mars/Olympus")) == .zoneUnknown("Mars/Olympus"))
        let other = MeetingNumber("81234567890")
        #expect(
            await error(GivenReport(lostLeave.bytes, meeting: other))
                == .otherMeeting(told: MeetingNumber("84712639219"), given: other))
        #expect(
            await error(GivenReport(lostLeave.bytes, occurrence: OccurrenceID("x")))
                == .occurrenceUnknown(OccurrenceID("x")))
        let totals = try Self.sample("reports/unique.csv")
        let start = try #require(Timestamp(rfc3339: "2026-09-15T22:57:10Z"))
        #expect(await error(GivenReport(totals)) == .nothingKnown(MeetingNumber("84712639219"), start))
        let unique = Array("Name (original name),Email,Total duration (minutes)\nAna,,12".utf8)
        #expect(
            await error(GivenReport(unique, meeting: other, timeZone: "UTC")) == .startMissing)
    }
}
