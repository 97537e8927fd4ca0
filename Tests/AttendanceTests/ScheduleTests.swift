import Attendance
import TestSupport
import Testing

@Suite struct ScheduleTests {
    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }
    private func date(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    private func starts(_ schedule: Schedule, _ first: String, _ last: String) throws -> [String] {
        schedule.slots(from: try time(first), through: try time(last)).map(\.start.rfc3339)
    }

    @Test("rules hold from their first date through their last")
    func period() throws {
        let schedule = Schedule(
            timeZone: "America/New_York",
            weekly: [
                Schedule.Weekly(weekdays: [2], startMinute: 1140, durationMinutes: 60, until: try date("2026-09-15")),
                Schedule.Weekly(weekdays: [2], startMinute: 1200, durationMinutes: 60, from: try date("2026-09-22")),
            ])
        #expect(
            try starts(schedule, "2026-09-08T00:00:00Z", "2026-09-30T00:00:00Z") == [
                "2026-09-08T23:00:00Z", "2026-09-15T23:00:00Z", "2026-09-23T00:00:00Z", "2026-09-30T00:00:00Z",
            ])
    }

    @Test("nothing weekly begins on a cancelled date, what has a date of its own does")
    func cancelled() throws {
        let schedule = Schedule(
            timeZone: "UTC", weekly: [Schedule.Weekly(weekdays: [4], startMinute: 720, durationMinutes: 60)],
            once: [
                Schedule.Once(date: try date("2026-12-24"), startMinute: 600, durationMinutes: 30),
                Schedule.Once(date: try date("2026-12-29"), startMinute: 600, durationMinutes: 30),
            ],
            cancelled: [try date("2026-12-24")])
        #expect(
            try starts(schedule, "2026-12-18T00:00:00Z", "2026-12-31T12:00:00Z") == [
                "2026-12-24T10:00:00Z", "2026-12-29T10:00:00Z", "2026-12-31T12:00:00Z",
            ])
        #expect(schedule.slot(for: try time("2026-12-24T12:05:00Z"))?.length == .minutes(30))
    }

    @Test("of two slots in a day an occurrence belongs to the nearer one")
    func twoADay() throws {
        let schedule = Schedule(
            timeZone: "UTC",
            weekly: [720, 1140].map {
                Schedule.Weekly(weekdays: [1, 2, 3, 4, 5, 6, 7], startMinute: $0, durationMinutes: 60)
            })
        for (began, slot) in [
            ("10:00", "12:00"), ("12:59", "12:00"), ("15:00", "12:00"), ("15:30", nil), ("17:00", "19:00"),
            ("22:00", "19:00"),
        ] {
            let found = schedule.slot(for: try time("2026-09-15T\(began):00Z"))
            #expect(found?.start.rfc3339 == slot.map { "2026-09-15T\($0):00Z" }, "\(began)")
        }
    }

    @Test("two rules at one moment are one slot, the longer one")
    func sameMoment() throws {
        // 2:30 does not exist on this night and moves to where the other rule is.
        let schedule = Schedule(
            timeZone: "America/New_York",
            weekly: [
                Schedule.Weekly(weekdays: [7], startMinute: 150, durationMinutes: 90),
                Schedule.Weekly(weekdays: [7], startMinute: 210, durationMinutes: 30),
            ])
        let start = try time("2026-03-08T07:30:00Z")
        #expect(
            schedule.slots(from: start - .hours(12), through: start + .hours(12)) == [
                Slot(start: start, end: start + .minutes(90))
            ])
    }

    @Test("a start that the clock leaps over, into the next day, is found from that day")
    func leapsIntoNextDay() throws {
        // In Dhaka, 23:00 of 2009-06-19 was followed by 0:00.
        let schedule = Schedule(weekdays: [5], startMinute: 1410, durationMinutes: 60, timeZone: "Asia/Dhaka")
        #expect(try starts(schedule, "2009-06-19T17:00:00Z", "2009-06-19T18:00:00Z") == ["2009-06-19T17:30:00Z"])
    }

    @Test("order and repetition of rules and dates make no difference")
    func sorted() throws {
        let rules = [1140, 720, 540].map { Schedule.Weekly(weekdays: [1], startMinute: $0, durationMinutes: 30) }
        let dates = ["2026-12-24", "2026-11-24"].map {
            Schedule.Once(date: LocalDate($0) ?? LocalDate(day: 0), startMinute: 9, durationMinutes: 9)
        }
        var one = Schedule(timeZone: "UTC", weekly: rules + rules, once: dates + dates)
        let other = Schedule(timeZone: "UTC", weekly: rules.reversed(), once: dates.reversed())
        #expect(one == other && one.weekly.count == 3 && one.once.count == 2)
        one.weekly.append(rules[0])
        one.once.insert(dates[1], at: 0)
        #expect(one == other)
    }

    @Test("slots are where their wall clock says, in any zone and year", arguments: UInt64(0)..<300)
    func wallClock(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let zone = LocalClockTests.zones.randomElement(using: &random) ?? "UTC"
        let clock = try #require(LocalClock(zone))
        let rules = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            Schedule.Weekly(
                weekdays: Set((0..<3).map { _ in Int.random(in: 1...7, using: &random) }),
                startMinute: Int.random(in: 0..<1440, using: &random),
                durationMinutes: Int.random(in: 1...1440, using: &random))
        }
        let first = Timestamp(seconds: Int64.random(in: 1_700_000_000..<1_900_000_000, using: &random))
        let last = first + .hours(24 * Int64.random(in: 4...300, using: &random))
        let cancelled = clock.date(of: first).adding(days: 3)
        let schedule = Schedule(timeZone: zone, weekly: rules, cancelled: [cancelled])
        let slots = schedule.slots(from: first, through: last)
        #expect(slots == slots.sorted() && Set(slots.map(\.start)).count == slots.count)
        for slot in slots {
            #expect(first <= slot.start && slot.start <= last)
            let date = clock.date(of: slot.start)
            let leapt = clock.moments(day: date.day, second: clock.secondOfDay(slot.start)).first == slot.start
            let told = rules.contains { $0.isOn(date) && $0.startMinute == clock.minuteOfDay(slot.start) }
            // What the clock leapt over stands where it landed, at most an hour later, perhaps in the next day.
            let moved = rules.contains { rule in
                [date.adding(days: -1), date].contains { day in
                    rule.isOn(day) && clock.moments(day: day.day, second: rule.startMinute * 60).isEmpty
                        && clock.moment(day: day.day, minute: rule.startMinute) == slot.start
                }
            }
            #expect(leapt && (told || moved), "seed \(seed): \(zone) \(slot.start.rfc3339)")
            #expect(moved || date != cancelled, "seed \(seed)")
            #expect(schedule.slot(for: slot.start) != nil)
        }
        // Every date that a rule is on has its slot.
        for day in clock.day(of: first) + 2..<clock.day(of: last) - 1 where day != cancelled.day {
            for rule in rules where rule.isOn(LocalDate(day: day)) {
                let start = clock.moment(day: day, minute: rule.startMinute)
                #expect(slots.contains { $0.start == start }, "seed \(seed): \(zone) \(LocalDate(day: day))")
            }
        }
    }

    @Test("the part of a span has the slots of the whole that lie in it", arguments: LocalClockTests.zones)
    func parts(_ zone: String) throws {
        let schedule = Schedule(weekdays: [6, 7], startMinute: 15, durationMinutes: 60, timeZone: zone)
        let first = try time("2026-01-01T00:00:00Z")
        let whole = schedule.slots(from: first, through: first + .hours(24 * 400))
        #expect((113...116).contains(whole.count))
        var parts: [Slot] = []
        for hour in stride(from: Int64(0), to: 24 * 400, by: 7) {
            let from = first + .hours(hour)
            parts += schedule.slots(from: from, through: from + .hours(7) - Span(milliseconds: 1))
        }
        #expect(parts.filter { $0.start <= first + .hours(24 * 400) } == whole)
        #expect(schedule.slots(from: first, through: first - .seconds(1)).isEmpty)
    }
}
