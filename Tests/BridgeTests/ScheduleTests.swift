import Attendance
import CourtCard
import JSON
import Store
import Testing

@testable import Bridge

@Suite("Schedules through the whole service")
struct ScheduleTests {
    struct Night: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var zone: String
        /// On the wall.
        var date: String
        var minute: Int
        /// The moment it means.
        var start: String
    }

    /// Hand-computed from the published offsets.
    static let nights = [
        Night(
            testDescription: "left out, New York: 02:30 is 03:30 EDT", zone: "America/New_York", date: "2027-03-14",
            minute: 150, start: "2027-03-14T07:30:00Z"),
        Night(
            testDescription: "twice, New York: the first 01:30 is EDT", zone: "America/New_York", date: "2026-11-01",
            minute: 90, start: "2026-11-01T05:30:00Z"),
        Night(
            testDescription: "left out, Berlin: 02:30 is 03:30 CEST", zone: "Europe/Berlin", date: "2027-03-28",
            minute: 150, start: "2027-03-28T01:30:00Z"),
        Night(
            testDescription: "twice, Berlin: the first 02:30 is CEST", zone: "Europe/Berlin", date: "2026-10-25",
            minute: 150, start: "2026-10-25T00:30:00Z"),
        Night(
            testDescription: "left out, Sydney: 02:30 is 03:30 AEDT", zone: "Australia/Sydney", date: "2026-10-04",
            minute: 150, start: "2026-10-03T16:30:00Z"),
        Night(
            testDescription: "twice, Sydney: the first 02:30 is AEDT", zone: "Australia/Sydney", date: "2027-04-04",
            minute: 150, start: "2027-04-03T15:30:00Z"),
        Night(
            testDescription: "half an hour left out, Lord Howe: 02:15 is 02:45", zone: "Australia/Lord_Howe",
            date: "2026-10-04", minute: 135, start: "2026-10-03T15:45:00Z"),
        Night(
            testDescription: "midnight left out, Santiago: 00:00 is 01:00", zone: "America/Santiago",
            date: "2026-09-06",
            minute: 0, start: "2026-09-06T04:00:00Z"),
        Night(
            testDescription: "over midnight and the change, New York", zone: "America/New_York", date: "2026-10-31",
            minute: 23 * 60 + 30, start: "2026-11-01T03:30:00Z"),
    ]

    /// A meeting of three hours, so that all of them lie across the change.
    @Test(
        "a meeting in a night in which the clock changes is held when the wall says, for its full length",
        arguments: Self.nights)
    func changeOfClock(_ night: Night) async throws {
        let start = try #require(Timestamp(rfc3339: night.start))
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        var meeting = try #require(
            try await bridge.service.exportRoster().meetings.first { $0.number.rawValue == SittingTests.unscheduled })
        let date = try #require(LocalDate(night.date))
        meeting.schedule = Schedule(
            timeZone: night.zone,
            weekly: [Schedule.Weekly(weekdays: [date.weekday], startMinute: night.minute, durationMinutes: 180)])
        try await bridge.take(RosterDocument(meetings: [meeting]))
        bridge.clock.move(by: start - bridge.clock.now + .hours(3))
        let told = Told(uuid: "night==", number: SittingTests.unscheduled, start: start)
        try await bridge.post(all: [
            told.started(0), told.joined(Told.ana, 5), told.left(Told.ana, 180), told.ended(180),
        ])
        let facts = try #require(try await bridge.factsInForce(of: People.ana).last)
        #expect(
            facts.scheduled
                == CardFacts.Slot(start: start, end: start + .minutes(180), timeZone: night.zone))
        #expect(facts.minutes == ["proven": 175])
        #expect(facts.verdict == .passed, "175 of 180 minutes, 5 late")
        let late = facts.rules.first { $0.id == RuleID.late.rawValue }
        #expect(late?.measured == Span.minutes(5).milliseconds)
    }

    @Test("on a cancelled date a meeting has no slot; on a date of its own it has that one")
    func exceptions() async throws {
        // 2026-11-24 is cancelled for the Tuesday group; on 2026-12-21, a Monday, it meets at 18:00.
        let moments = ["2026-11-17T00:00:00Z", "2026-11-25T00:00:00Z", "2026-12-21T23:00:00Z"]
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .hours(24 * 120))
        for (index, moment) in moments.enumerated() {
            // Deliveries of long ago.
            let told = Told(uuid: "\(index)==", start: try #require(Timestamp(rfc3339: moment)))
            try await bridge.post(all: [
                told.started(0), told.joined(Told.ana, 0), told.left(Told.ana, 60), told.ended(60),
            ])
        }
        let slots = try await bridge.derived().byName.mapValues { $0.slot?.start.rfc3339 }
        #expect(slots == ["0==": nil, "1==": nil, "2==": "2026-12-21T23:00:00Z"])
    }

    @Test("a group that moves to another hour keeps its past where one rule ends and another begins")
    func moves() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .hours(2))
        let told = Told()
        try await bridge.post(all: [
            told.started(0), told.joined(Told.ana, 0), told.left(Told.ana, 60), told.ended(60),
        ])
        let cards = try await bridge.cards(of: People.ana)
        var meeting = try #require(
            try await bridge.service.exportRoster().meetings.first { $0.number.rawValue == told.number })
        let old = try #require(meeting.schedule?.weekly.first)
        meeting.schedule?.weekly = [
            Schedule.Weekly(
                weekdays: old.weekdays, startMinute: old.startMinute, durationMinutes: old.durationMinutes,
                until: LocalDate("2026-09-15")),
            Schedule.Weekly(weekdays: [2], startMinute: 20 * 60, durationMinutes: 60, from: LocalDate("2026-09-16")),
        ]
        try await bridge.take(RosterDocument(meetings: [meeting]))
        #expect(try await bridge.cards(of: People.ana) == cards)
        meeting.schedule?.weekly = [Schedule.Weekly(weekdays: [2], startMinute: 20 * 60, durationMinutes: 60)]
        try await bridge.take(RosterDocument(meetings: [meeting]))
        let last = try #require(try await bridge.cards(of: People.ana).last)
        #expect(last.content.facts.scheduled?.start == told.start + .hours(1))
        #expect(last.content.supersedes?.reason == "The scheduled time of the meeting has changed.")
    }

    @Test("a practice session before a webinar counts nothing, and the webinar's slot is its own")
    func practice() async throws {
        let told = Told(start: BridgeUnderTest.evening - .minutes(30))
        let practiceEnded = Array(
            """
            {"event":"webinar.practice_session_ended","event_ts":\(BridgeUnderTest.evening.milliseconds),"payload":\
            {"object":{"uuid":"told==","id":"84712639219","practice_session":{"end_time":"2026-09-15T23:00:00Z"}}}}
            """.utf8)
        let bridge = try await BridgeUnderTest.told([
            told.joined(Told.ana, 0), practiceEnded, told.left(Told.ana, 90), told.ended(90),
        ])
        let facts = try #require(try await bridge.factsInForce(of: People.ana).last)
        #expect(facts.scheduled?.start == BridgeUnderTest.evening)
        #expect(facts.verdict == .passed)
    }
}
