import Attendance
import CourtCard
import Store
import Testing

@testable import Bridge

@Suite("Meetings that end and start again, and their slots")
struct SittingTests {
    /// In the slot of the Tuesday group: 23:00 to 24:00 UTC.
    let first = Told(uuid: "one==")
    let second = Told(uuid: "two==", start: BridgeUnderTest.evening + .minutes(32))
    /// A meeting of the roster that has no slot on that day.
    static let unscheduled = "89512345678"

    private func ana(_ told: Told, _ from: Int64, _ to: Int64, ended: Int64) -> [[UInt8]] {
        [told.started(0), told.joined(Told.ana, from), told.left(Told.ana, to), told.ended(ended)]
    }

    @Test("a meeting restarted in its slot is one attendance and one card, which waits for the second part")
    func restarted() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .minutes(30))
        try await bridge.post(all: ana(first, 0, 30, ended: 30))
        #expect(try await bridge.cardCount() == 0)
        bridge.clock.move(by: .minutes(30))
        try await bridge.post(all: ana(second, 1, 28, ended: 28))
        try await bridge.service.catchUp()
        let cards = try await bridge.cards(of: People.ana)
        #expect(cards.count == 1)
        let facts = try #require(cards.first?.content.facts)
        #expect(facts.meeting.occurrences.map(\.rawValue) == ["one==", "two=="])
        #expect(facts.minutes == ["proven": 57], "0 to 30 and 33 to 60")
        #expect(facts.verdict == .passed)
        #expect(facts.flagIDs == [])
        #expect(facts.actual == CardFacts.Actual(start: first.start, end: first.start + .minutes(60)))
        let progress = try await bridge.progress(of: People.ana)
        #expect(progress.total.done == 1)
        #expect(progress.recent.map(\.proven) == [.minutes(57)])
    }

    @Test("the second part alone is enough to end the waiting only when it is over itself")
    func secondGoesOn() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .minutes(40))
        try await bridge.post(all: ana(first, 0, 30, ended: 30) + [second.started(0), second.joined(Told.ana, 1)])
        bridge.clock.move(by: .minutes(30))
        try await bridge.service.catchUp()
        #expect(try await bridge.cardCount() == 0, "the slot is over, the meeting is not")
        try await bridge.post(all: [second.left(Told.ana, 38), second.ended(38)])
        let facts = try await bridge.factsInForce(of: People.ana)
        #expect(facts.map(\.minutes) == [["proven": 67]])
    }

    @Test(
        "a meeting that ended long before its slot waits until then; one that ended near its end does not",
        arguments: [(49, true), (50, false), (60, false)])
    func waits(end: Int64, waits: Bool) async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .minutes(end))
        try await bridge.post(all: ana(first, 0, end, ended: end))
        #expect(try await bridge.cardCount() == (waits ? 0 : 1))
        guard waits else { return }
        // Survives a restart, and being told everything again.
        try await bridge.restart()
        bridge.clock.move(by: .minutes(60 - end) - .seconds(1))
        try await bridge.post(all: ana(first, 0, end, ended: end))
        try await bridge.service.catchUp()
        #expect(try await bridge.cardCount() == 0)
        bridge.clock.move(by: .seconds(1))
        try await bridge.service.catchUp()
        #expect(try await bridge.cardCount() == 1)
    }

    @Test("a restart after the cards were issued takes them over: one card for both parts")
    func restartedLate() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .minutes(60))
        try await bridge.post(all: ana(first, 0, 30, ended: 30))
        #expect(try await bridge.cardCount() == 1)
        bridge.clock.move(by: .minutes(60))
        let late = Told(uuid: "late==", start: first.start + .minutes(70))
        try await bridge.post(all: ana(late, 0, 20, ended: 20))
        let cards = try await bridge.cards(of: People.ana)
        #expect(cards.count == 2)
        let facts = try #require(cards.last?.content.facts)
        #expect(facts.meeting.occurrences.map(\.rawValue) == ["one==", "late=="])
        #expect(facts.minutes == ["proven": 50])
        #expect(
            cards.last?.content.supersedes?.reason
                == "The meeting ended and started again: the occurrences that belong together have changed.")
    }

    @Test("cards of separate occurrences become one when the roster gains a schedule, and two again when it loses it")
    func mergedLater() async throws {
        let (one, two) = (
            Told(uuid: "one==", number: Self.unscheduled),
            Told(uuid: "two==", number: Self.unscheduled, start: first.start + .minutes(32))
        )
        let bridge = try await BridgeUnderTest.told(ana(one, 0, 30, ended: 30) + ana(two, 1, 28, ended: 28))
        let before = try await bridge.factsInForce(of: People.ana)
        #expect(before.map(\.minutes) == [["proven": 30], ["proven": 27]])
        #expect(try await bridge.progress(of: People.ana).total.done == 2)

        let meeting = try #require(
            try await bridge.service.exportRoster().meetings.first { $0.number.rawValue == Self.unscheduled })
        var scheduled = meeting
        scheduled.schedule = Schedule(
            weekdays: [2], startMinute: 19 * 60, durationMinutes: 60, timeZone: "America/New_York")
        try await bridge.take(RosterDocument(meetings: [scheduled]))
        let merged = try await bridge.cards(of: People.ana)
        #expect(merged.count == 3, "two, and the one that takes the place of both")
        #expect(try await bridge.factsInForce(of: People.ana).map(\.minutes) == [["proven": 57]])
        #expect(merged.last?.content.supersedes?.also.count == 1)
        #expect(try await bridge.progress(of: People.ana).total.done == 1)

        try await bridge.take(RosterDocument(meetings: [meeting]))
        let after = try await bridge.factsInForce(of: People.ana)
        #expect(Set(after.map(\.minutes)) == [["proven": 30], ["proven": 27]])
        #expect(try await bridge.progress(of: People.ana).total.done == 2)
        for facts in after {
            #expect(before.contains { $0.saysTheSame(as: facts) }, "as if there had never been a schedule")
        }
    }

    @Test("two slots in a day are two attendances, two cards and two towards the week")
    func twoSlots() async throws {
        // Thursday, 2026-09-17, 12:00 and 17:30 in Chicago.
        let noon = Told(uuid: "noon==", number: "81234567890", start: first.start + .hours(42))
        let evening = Told(uuid: "evening==", number: "81234567890", start: noon.start + .minutes(330))
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        bridge.clock.move(by: .hours(48))
        for told in [noon, evening] {
            try await bridge.post(all: [
                told.started(0), told.joined(People.carmens, 0), told.left(People.carmens, 45), told.ended(45),
            ])
        }
        let facts = try await bridge.factsInForce(of: People.carmen)
        #expect(facts.map { $0.scheduled?.start } == [noon.start, evening.start])
        #expect(facts.map(\.verdict) == [.passed, .passed])
        #expect(try await bridge.progress(of: People.carmen).thisWeek.count.done == 2)
    }

    @Test("of two slots close to each other the one that most of the meeting was held in is its own")
    func closeSlots() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        var meeting = try #require(
            try await bridge.service.exportRoster().meetings.first { $0.number.rawValue == Self.unscheduled })
        // 23:00 to 24:00 and 24:30 to 01:30 UTC.
        meeting.schedule = Schedule(
            timeZone: "America/New_York",
            weekly: [
                Schedule.Weekly(weekdays: [2], startMinute: 19 * 60, durationMinutes: 60),
                Schedule.Weekly(weekdays: [2], startMinute: 20 * 60 + 30, durationMinutes: 60),
            ])
        try await bridge.take(RosterDocument(meetings: [meeting]))
        bridge.clock.move(by: .hours(4))
        let one = Told(uuid: "one==", number: Self.unscheduled)
        // The host opens the second one 20 minutes early, 10 minutes after the first.
        let two = Told(uuid: "two==", number: Self.unscheduled, start: one.start + .minutes(70))
        try await bridge.post(all: ana(one, 0, 60, ended: 60) + ana(two, 15, 80, ended: 80))
        try await bridge.service.catchUp()
        let facts = try await bridge.factsInForce(of: People.ana)
        #expect(facts.map { $0.scheduled?.start } == [one.start, one.start + .minutes(90)])
        #expect(facts.map(\.verdict) == [.passed, .passed])
    }

    @Test("an early opening and an overrun belong to the slot, and count only as far as they lie in it")
    func earlyAndLate() async throws {
        let early = Told(uuid: "early==", start: first.start - .minutes(45))
        let bridge = try await BridgeUnderTest.told(ana(early, 0, 125, ended: 125))
        let facts = try #require(try await bridge.factsInForce(of: People.ana).last)
        #expect(facts.scheduled?.start == first.start)
        #expect(facts.minutes == ["proven": 125])
        #expect(
            facts.rules.first { $0.id == RuleID.attendedShare.rawValue }?.measured == 3_600_000, "an hour of the hour")
    }

    @Test("outside any schedule each occurrence stands alone, as in a personal room")
    func personalRoom() async throws {
        let (one, two) = (
            Told(uuid: "one==", number: Self.unscheduled),
            Told(uuid: "two==", number: Self.unscheduled, start: first.start + .minutes(40))
        )
        let bridge = try await BridgeUnderTest.told(ana(one, 0, 30, ended: 30) + ana(two, 0, 30, ended: 30))
        #expect(try await bridge.factsInForce(of: People.ana).map(\.scheduled) == [nil, nil])
        #expect(try await bridge.progress(of: People.ana).total.done == 2)
    }

    @Test("a void of one part of a sitting voids the one card; it goes with its part when the parts come apart")
    func voidOfPart() async throws {
        let bridge = try await BridgeUnderTest.told(ana(first, 0, 30, ended: 30) + ana(second, 1, 28, ended: 28))
        _ = try await bridge.service.void(
            .occurrence("two==", People.ana), because: "Another group.", by: People.maria)
        #expect(try await bridge.factsInForce(of: People.ana).map(\.isVoid) == [true])
        #expect(try await bridge.progress(of: People.ana).total.done == 0)
        var meeting = try #require(
            try await bridge.service.exportRoster().meetings.first { $0.number.rawValue == first.number })
        meeting.schedule = nil
        try await bridge.take(RosterDocument(meetings: [meeting]))
        let facts = try await bridge.factsInForce(of: People.ana)
        let byPart = facts.reduce(into: [String: Bool]()) { $0[$1.meeting.occurrences[0].rawValue] = $1.isVoid }
        #expect(byPart == ["one==": false, "two==": true])
        let reasons = Set(try await bridge.cards(of: People.ana).compactMap { $0.content.supersedes?.reason })
        #expect(!reasons.contains("A person took a decision back."), "nobody did")
    }
}
