import Attendance
import Testing

@Suite struct SlotTests {
    private func schedule(
        _ weekdays: Set<Int>, _ hour: Int, _ minute: Int = 0, minutes: Int = 60, zone: String = "America/New_York"
    ) -> Schedule {
        Schedule(weekdays: weekdays, startMinute: hour * 60 + minute, durationMinutes: minutes, timeZone: zone)
    }

    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    @Test(
        "a slot is where the wall clock says, across changes of the clock",
        arguments: [
            // The week of the change in spring and in autumn, in the north and in the south.
            ("America/New_York", 19, 0, "2026-03-03T12:00:00Z", "2026-03-04T00:00:00Z"),
            ("America/New_York", 19, 0, "2026-03-10T12:00:00Z", "2026-03-10T23:00:00Z"),
            ("Australia/Sydney", 19, 0, "2026-04-07T09:00:00Z", "2026-04-07T09:00:00Z"),
            ("Asia/Kolkata", 8, 30, "2026-06-02T03:00:00Z", "2026-06-02T03:00:00Z"),
            ("Asia/Kathmandu", 0, 0, "2026-06-01T18:15:00Z", "2026-06-01T18:15:00Z"),
        ])
    func wallClock(zone: String, hour: Int, minute: Int, around: String, expected: String) throws {
        let slots = try schedule([2], hour, minute, zone: zone).slots(around: time(around))
        #expect(slots.contains(Slot(start: try time(expected), end: try time(expected) + .minutes(60))))
    }

    @Test(
        "a start that does not exist moves forward, one that exists twice is the first",
        arguments: [
            ("America/New_York", "2026-03-08T07:00:00Z", "2026-03-08T07:30:00Z"),  // 2:30 is skipped: 3:30 EDT
            ("America/New_York", "2026-11-01T07:00:00Z", "2026-11-01T06:30:00Z"),  // 2:30 exists once, 1:30 twice
            ("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"),  // 3:30 CEST
            ("Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25T00:30:00Z"),  // 2:30 CEST, the first
            ("Australia/Sydney", "2026-10-03T16:00:00Z", "2026-10-03T16:30:00Z"),
            ("Australia/Sydney", "2026-04-04T16:00:00Z", "2026-04-04T15:30:00Z"),
        ])
    func twiceAndNever(zone: String, around: String, expected: String) throws {
        let hour = zone == "America/New_York" && around.hasPrefix("2026-11") ? 1 : 2
        let expected = hour == 1 ? try time("2026-11-01T05:30:00Z") : try time(expected)
        let slots = try schedule([7], hour, 30, zone: zone).slots(around: time(around))
        #expect(slots.contains(Slot(start: expected, end: expected + .minutes(60))))
        #expect(Set(slots).count == slots.count && slots == slots.sorted())
    }

    @Test("an occurrence belongs to the nearest slot within two hours")
    func nearest() throws {
        let daily = schedule([1, 2, 3, 4, 5, 6, 7], 19)
        let start = try time("2026-06-02T23:00:00Z")
        let slot = Slot(start: start, end: start + .minutes(60))
        for minutes in [-120, -15, 0, 30, 60, 180] as [Int64] {
            #expect(daily.slot(for: start + .minutes(minutes)) == slot, "\(minutes)")
        }
        #expect(daily.slot(for: start + .minutes(-121)) == nil)
        #expect(daily.slot(for: start + .minutes(181)) == nil)
    }

    @Test("a slot goes over midnight, and belongs to the weekday it begins on")
    func midnight() throws {
        let late = schedule([7], 23, 30)
        let slot = try #require(late.slot(for: time("2026-06-08T04:10:00Z")))
        #expect(slot.start == (try time("2026-06-08T03:30:00Z")))
        #expect(late.slot(for: try time("2026-06-09T03:30:00Z")) == nil)
    }

    @Test("in an unknown time zone nothing is scheduled")
    func unknownZone() throws {
        #expect(schedule([1], 9, zone: "Mars/Olympus").slots(around: at(0)).isEmpty)
        #expect(LocalClock("Mars/Olympus") == nil)
        #expect(LocalClock("") == nil)
    }
}
