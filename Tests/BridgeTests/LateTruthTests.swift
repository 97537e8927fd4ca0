import Attendance
import CourtCard
import Foundation
import JSON
import Live
import Store
import TestSupport
import Testing

@testable import Bridge

@Suite("What is told late, or differently")
struct LateTruthTests {
    let ana = PersonID("P-1001")
    /// A meeting of the roster without a schedule: its length is what Zoom tells.
    let told = Told(number: "89512345678")

    @Test("somebody else's late words move the meeting's times, and so everybody's cards, whatever comes first")
    func othersMoveTheTimes() async throws {
        let anas = [told.joined(Told.ana, 30), told.left(Told.ana, 60), told.ended(60)]
        let hosts = [told.joined(Told.host, 0), told.left(Told.host, 60)]
        var verdicts: Set<Verdict> = []
        for story in [anas + hosts, hosts + anas, [anas[2]] + hosts + anas.prefix(2)] {
            let bridge = try BridgeUnderTest()
            try await bridge.importRoster()
            try await bridge.post(all: story)
            bridge.clock.move(by: .hours(1))
            try await bridge.service.catchUp()
            verdicts.insert(try #require(try await bridge.cardsInForce()[ana]).verdict)
        }
        #expect(verdicts == [.failed], "half an hour of an hour")
    }

    @Test("a meeting that goes on after its end gives no card while people are in it, and one when it is over")
    func goesOnAfterTheEnd() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: [
            told.started(0), told.joined(Told.ana, 0), told.left(Told.ana, 1), told.ended(1),
        ])
        let early = try await bridge.cards(of: ana).count
        try await bridge.post(all: [told.joined(Told.ana, 5, connection: "2")])
        let during = try #require(try await bridge.service.reportProgress(of: ana, at: bridge.clock.now))
        #expect(during.progress.current?.since == told.start + .minutes(5))
        try await bridge.post(all: [
            told.left(Told.ana, 30, connection: "2"), told.joined(Told.ana, 31, connection: "3"),
            told.left(Told.ana, 60, connection: "3"),
        ])
        #expect(try await bridge.cards(of: ana).count == early)
        try await bridge.post(all: [told.ended(60)])
        let cards = try await bridge.cards(of: ana)
        #expect(cards.count == early + 1)
        #expect(cards.last?.content.facts.verdict == .passed)
    }

    @Test("where no second end comes, it is over after ten quiet minutes")
    func quietAfterTheEnd() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: [
            told.started(0), told.ended(1), told.joined(Told.ana, 5), told.left(Told.ana, 60),
        ])
        bridge.clock.move(by: .minutes(10) - .seconds(1))
        try await bridge.service.catchUp()
        #expect(try await bridge.cardCount() == 0)
        bridge.clock.move(by: .seconds(1))
        try await bridge.service.catchUp()
        #expect(try await bridge.cardCount() == 1)
    }

    @Test("a schedule that is added or changed later is applied to what was before")
    func laterSchedule() async throws {
        let story = [
            told.started(0), told.joined(Told.ana, 0), told.left(Told.ana, 25), told.ended(25),
        ]
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: story)
        #expect(try await bridge.cardsInForce()[ana]?.verdict == .passed, "25 of 25 minutes")
        let meeting = try #require(
            try await bridge.service.exportRoster().meetings.first { $0.number.rawValue == told.number })
        var scheduled = meeting
        // 2026-09-15 is a Tuesday; 23:00 UTC is 19:00 in New York.
        scheduled.schedule = Schedule(
            weekdays: [2], startMinute: 19 * 60, durationMinutes: 60, timeZone: "America/New_York")
        try await bridge.take(RosterDocument(meetings: [scheduled]))
        let card = try #require(try await bridge.cardsInForce()[ana])
        #expect(card.scheduled?.start == told.start)
        #expect(card.verdict != .passed)
    }

    @Test("a meeting that gets another Zoom number keeps its past; two meetings may trade numbers")
    func numberChanges() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: [
            told.started(0), told.joined(Told.ana, 0), told.left(Told.ana, 60), told.ended(60),
        ])
        let before = try await bridge.derived()
        var meetings = try await bridge.service.exportRoster().meetings
        try #require(meetings.count > 1)
        for index in meetings.indices { meetings[index].joinLink = nil }
        let numbers = meetings.map(\.number)
        for index in meetings.indices { meetings[index].number = numbers[(index + 1) % numbers.count] }
        try await bridge.take(RosterDocument(meetings: meetings))
        #expect(try await bridge.derived() == before)
        let progress = try #require(try await bridge.service.reportProgress(of: ana, at: bridge.clock.now)).progress
        #expect(progress.total.done == 1)
    }

    @Test("news of old meetings is young news: forgetting old messages takes nothing younger with it")
    func oldMeetingYoungNews() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.post(all: [
            told.started(0), told.joined(Told.ana, 0), told.left(Told.ana, 60), told.ended(60),
        ])
        bridge.clock.move(by: .hours(24 * 40))
        try await bridge.importRoster()
        let position = try await bridge.position()
        #expect(position > 0)
        let old = bridge.clock.now - .hours(24 * 30)
        let gone = try await bridge.service.database.writer.write { transaction, _ in
            try transaction.forgetFeed(before: old, limit: 1000)
        }
        #expect(gone == 0)
        #expect(try await bridge.read { try $0.feed(after: 0, limit: 1000).count } == Int(position))
    }
}

extension BridgeUnderTest {
    /// Imports a roster and derives what follows from it.
    func take(_ roster: RosterDocument) async throws {
        _ = try await service.importRoster(Array(roster.json.pretty().utf8), .json)
        try await service.catchUp()
    }
}
