import Attendance
import Testing

@testable import Bridge

@Suite("When digests are due")
struct DigestCalendarTests {
    private func calendar(_ zone: String = "America/New_York", _ minute: Int = 7 * 60) throws -> DigestCalendar {
        try #require(DigestCalendar(timeZone: zone, minute: minute))
    }

    private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }
    private func date(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    @Test("a day's digest is due in the morning of the next one, on the court's clock")
    func morning() throws {
        // 7:00 in New York is 11:00 UTC in September.
        let before = try moment("2026-09-16T10:59:59Z")
        #expect(try calendar().newest(at: before) == (try date("2026-09-14")))
        #expect(try calendar().newest(at: before + .seconds(1)) == date("2026-09-15"))
        #expect(try calendar("UTC").newest(at: before) == date("2026-09-15"))
    }

    @Test("days that were missed are made up for, a week back, and none is made twice")
    func missed() throws {
        let now = try moment("2026-09-16T12:00:00Z")
        let calendar = try calendar()
        #expect(calendar.due(after: nil, at: now) == [try date("2026-09-15")])
        #expect(calendar.due(after: try date("2026-09-15"), at: now) == [])
        #expect(
            calendar.due(after: try date("2026-09-13"), at: now) == [try date("2026-09-14"), try date("2026-09-15")])
        let all = calendar.due(after: try date("2026-01-01"), at: now)
        #expect(all.count == 7)
        #expect(all.first == (try date("2026-09-09")))
        #expect(calendar.due(after: try date("2026-09-20"), at: now) == [], "the clock was set back")
    }

    @Test("a day goes from midnight to midnight, though the clock is changed in it")
    func changes() throws {
        let calendar = try calendar()
        #expect(calendar.day(of: try date("2026-03-08")).length == .hours(23))
        #expect(calendar.day(of: try date("2026-11-01")).length == .hours(25))
        #expect(calendar.day(of: try date("2026-09-15")).start == (try moment("2026-09-15T04:00:00Z")))
        // 2:30 does not exist on that morning: an hour later it is due.
        let odd = try self.calendar("America/New_York", 150)
        #expect(odd.newest(at: try moment("2026-03-08T07:29:59Z")) == (try date("2026-03-06")))
        #expect(odd.newest(at: try moment("2026-03-08T07:30:00Z")) == (try date("2026-03-07")))
    }

    @Test("what is no time zone or no time of day makes no calendar")
    func refused() {
        #expect(DigestCalendar(timeZone: "Nowhere/Land", minute: 0) == nil)
        #expect(DigestCalendar(timeZone: "UTC", minute: 1440) == nil)
        #expect(DigestCalendar(timeZone: "UTC", minute: -1) == nil)
    }
}
