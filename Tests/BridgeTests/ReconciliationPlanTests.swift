import Attendance
import Testing
import Zoom

@testable import Bridge

@Suite("When Zoom is asked for its record")
struct ReconciliationPlanTests {
    let ended = BridgeUnderTest.evening

    func next(_ answer: ReconciliationPlan.Answer, after minutes: Int64, attempts: Int = 1) -> Int64? {
        ReconciliationPlan.next(after: answer, ended: ended, attempts: attempts, now: ended + .minutes(minutes)).map {
            ($0 - ended).wholeMinutes
        }
    }

    @Test("first five minutes after the end, or at once where that is over; not at all after a week")
    func first() {
        #expect(ReconciliationPlan.first(ended: ended, now: ended) == ended + .minutes(5))
        let late = ended + .hours(4)
        #expect(ReconciliationPlan.first(ended: ended, now: late) == late)
        #expect(ReconciliationPlan.first(ended: ended, now: ended + .hours(24 * 7)) == nil)
    }

    @Test("as long as Zoom has no record: after 5, 15 and 35 minutes, then no more")
    func notReady() {
        #expect(next(.notReady, after: 5) == 15)
        #expect(next(.notReady, after: 16) == 35)
        #expect(next(.notReady, after: 35) == nil)
    }

    @Test("a record that came early is read once more at the end, for it may have been short")
    func compared() {
        #expect(next(.compared, after: 5) == 35)
        #expect(next(.compared, after: 15) == 35)
        #expect(next(.compared, after: 35) == nil)
        #expect(next(.compared, after: 500) == nil)
    }

    @Test(
        "after a limit it is asked when the limit ends, and after trouble in a quarter of an hour, a dozen times at most"
    )
    func later() {
        #expect(next(.later(ended + .hours(5)), after: 5) == 300)
        #expect(next(.later(nil), after: 5) == 20)
        #expect(next(.later(ended), after: 5) == 6, "never in the past")
        #expect(next(.later(nil), after: 5, attempts: 12) == nil)
    }

    @Test("a refusal is final")
    func refused() {
        #expect(next(.refused, after: 5) == nil)
        #expect(ReconciliationPlan.Answer(.notPermitted("")) == .refused)
        #expect(ReconciliationPlan.Answer(.notAccepted("")) == .refused)
        #expect(ReconciliationPlan.Answer(.notFound("")) == .notReady)
        #expect(ReconciliationPlan.Answer(.dailyLimit(until: ended)) == .later(ended))
    }

    @Test("a daily time is the next one on the wall, also when clocks change")
    func daily() throws {
        let clock = try #require(LocalClock("America/New_York"))
        let daily = DailyTime(on: clock, minute: 150)
        func next(_ text: String) throws -> String { daily.next(after: try #require(Timestamp(rfc3339: text))).rfc3339 }
        #expect(try next("2026-09-15T06:29:59Z") == "2026-09-15T06:30:00Z")
        #expect(try next("2026-09-15T06:30:00Z") == "2026-09-16T06:30:00Z")
        // 02:30 does not exist on 2026-03-08: an hour is leapt over.
        #expect(try next("2026-03-08T05:00:00Z") == "2026-03-08T07:30:00Z")
        #expect(try next("2026-03-08T07:30:00Z") == "2026-03-09T06:30:00Z")
    }
}
