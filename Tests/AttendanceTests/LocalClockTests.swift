import Attendance
import TestSupport
import Testing

@Suite struct LocalDateTests {
    @Test(
        "a date is read as ISO 8601 writes it, and written so", arguments: ["1970-01-01", "2026-12-24", "2028-02-29"])
    func form(_ text: String) throws {
        let date = try #require(LocalDate(text))
        #expect(date.description == text)
        let parts = text.split(separator: "-").compactMap { Int($0) }
        #expect(LocalDate(year: parts[0], month: parts[1], day: parts[2]) == date)
    }

    @Test(
        "what no calendar has is no date",
        arguments: [
            "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-04-30", "2026-4-30", "2026/04/30", "",
            "2026-04-3x",
            "2026-04-30T", " 2026-04-3",
        ])
    func none(_ text: String) {
        #expect(LocalDate(text) == nil)
        let parts = text.split(separator: "-").compactMap { Int($0) }
        if parts.count == 3, parts[0] > 99, text.utf8.count == 10 {
            #expect(LocalDate(year: parts[0], month: parts[1], day: parts[2]) == nil)
        }
    }

    @Test("dates are in order, and know their weekday")
    func order() throws {
        let monday = try #require(LocalDate("2026-09-14"))
        #expect(monday.weekday == 1 && monday.adding(days: -1).weekday == 7)
        #expect(monday < monday.adding(days: 1) && monday.adding(days: 17).description == "2026-10-01")
    }
}

@Suite struct LocalClockTests {
    static let zones = [
        "America/New_York", "Europe/Berlin", "Australia/Sydney", "America/Santiago", "Australia/Lord_Howe",
        "America/Havana", "Asia/Beirut", "Asia/Kathmandu", "UTC",
    ]

    @Test("every moment is among those its wall clock shows, to the second", arguments: zones)
    func thereAndBack(_ zone: String) throws {
        let clock = try #require(LocalClock(zone))
        // Every 7 minutes of the days that clocks change on somewhere, and every 5 hours of the rest of two years.
        let steps = (0..<3_500).map { Int64($0) * 18_000 } + (0..<12_000).map { 25_800_000 + Int64($0) * 421 }
        for step in steps {
            let moment = Timestamp(seconds: 1_767_225_600 + step)
            let (day, second) = (clock.day(of: moment), clock.secondOfDay(moment))
            let moments = clock.moments(day: day, second: second)
            #expect(moments.contains(moment), "\(moment.rfc3339)")
            #expect(moments == moments.sorted() && moments.count <= 2)
            #expect(clock.moment(day: day, second: second) == moments.first)
            #expect(clock.minuteOfDay(moment) == second / 60)
            #expect(clock.date(of: moment).day == day)
        }
    }

    @Test(
        "a time may not exist, or exist twice",
        arguments: [
            ("America/New_York", "2026-03-08", 150, [], "2026-03-08T07:30:00Z"),
            ("America/New_York", "2026-11-01", 90, ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"], ""),
            ("Europe/Berlin", "2026-03-29", 150, [], "2026-03-29T01:30:00Z"),
            ("Australia/Sydney", "2026-04-05", 150, ["2026-04-04T15:30:00Z", "2026-04-04T16:30:00Z"], ""),
            // Half an hour.
            ("Australia/Lord_Howe", "2026-10-04", 135, [], "2026-10-03T15:45:00Z"),
            ("Australia/Lord_Howe", "2026-04-05", 105, ["2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"], ""),
            // At midnight: the day begins at 1:00, and Saturday has its last hour twice.
            ("America/Santiago", "2026-09-06", 0, [], "2026-09-06T04:00:00Z"),
            ("America/Santiago", "2026-04-04", 1410, ["2026-04-05T02:30:00Z", "2026-04-05T03:30:00Z"], ""),
        ] as [(String, String, Int, [String], String)])
    func neverAndTwice(_ zone: String, _ date: String, _ minute: Int, _ expected: [String], _ instead: String) throws {
        let clock = try #require(LocalClock(zone))
        let day = try #require(LocalDate(date)).day
        #expect(clock.moments(day: day, second: minute * 60).map(\.rfc3339) == expected)
        #expect(clock.moment(day: day, minute: minute).rfc3339 == expected.first ?? instead)
    }
}
