import Attendance
import Testing

@Suite("Where a participant stands")
struct ProgressStandingTests {
    /// A Monday; now is noon of the Wednesday four weeks later.
    private let firstMonday = LocalDate("2026-08-03") ?? LocalDate(day: 0)
    private let now = Timestamp(rfc3339: "2026-09-02T12:00:00Z") ?? Timestamp(seconds: 0)
    private var today: LocalDate { firstMonday.adding(days: 30) }

    /// An attendance that passed, at noon of a day counted from the first Monday.
    private func attended(_ day: Int64, hour: Int64 = 12, meeting: String = "m") -> AttendanceSummary {
        let start = Timestamp(seconds: (firstMonday.day + day) * 86_400 + hour * 3600)
        return AttendanceSummary(
            occurrence: OccurrenceID("\(meeting) \(start.rfc3339)"), meeting: MeetingID(meeting), start: start,
            interval: Interval(start, start + .hours(1)), verdict: .passed)
    }

    private func progress(
        perWeek: Int? = nil, total: Int? = nil, startsOn: Int64? = 0, deadline: Int64? = nil,
        _ days: [Int64], and others: [AttendanceSummary] = [], excused: Set<Int64> = [], weekStart: Int = 1
    ) -> Progress {
        Progress(
            requirement: Requirement(
                meetingsPerWeek: perWeek, meetingsInTotal: total,
                startsOn: startsOn.map { firstMonday.adding(days: $0) },
                deadline: deadline.map { firstMonday.adding(days: $0) }),
            timeZone: "UTC", now: now, attendances: days.map { attended($0) } + others, weekStart: weekStart,
            excusedWeeks: Set(excused.map { firstMonday.adding(days: $0) }))
    }

    @Test("weeks go back to the first, newest first, and each is met, missed, excused or current")
    func weeks() {
        let found = progress(perWeek: 2, [0, 1, 7, 28, 29], excused: [14, 23])
        #expect(found.weeks.map(\.status) == [.current, .excused, .excused, .missed, .met])
        #expect(found.weeks.map(\.done) == [2, 0, 0, 1, 2])
        #expect(found.weeks.map(\.required) == [2, 0, 0, 2, 2])
        #expect(found.weeks.map { $0.firstDay.day - firstMonday.day } == [28, 21, 14, 7, 0])
        #expect(found.thisWeek == found.weeks.first)
        #expect(progress(perWeek: 2, startsOn: nil, [9]).weeks.count == 4)
        #expect(progress(perWeek: 2, startsOn: nil, []).weeks.map(\.status) == [.current])
        #expect(progress(perWeek: 2, [], excused: [30]).thisWeek.status == .excused)
        // 60 weeks.
        #expect(progress(perWeek: 1, startsOn: -7 * 60, []).weeks.count == 53)
    }

    @Test("a week begins on the day the court says", arguments: 1...7)
    func weekStart(_ weekStart: Int) {
        let found = progress(perWeek: 1, [], excused: [30], weekStart: weekStart)
        #expect(found.weeks.allSatisfy { $0.firstDay.weekday == weekStart })
        #expect(found.thisWeek.firstDay <= today && today < found.thisWeek.firstDay.adding(days: 7))
        #expect(found.thisWeek.status == .excused)
    }

    @Test("what was missed may be made up later, and what was done beforehand counts")
    func catchingUp() {
        #expect(progress(perWeek: 2, [0, 1, 7, 8, 14, 15, 21]).standing == .behind)
        #expect(progress(perWeek: 2, [0, 1, 7, 8, 14, 15, 21, 28]).standing == .onTrack)
        #expect(progress(perWeek: 2, [0, 1, 2, 3, 4, 5, 7, 8]).standing == .onTrack)
        #expect(
            progress(perWeek: 2, [0]).standingSentence == "Behind: 1 of the 8 meetings asked for so far.")
        #expect(progress(perWeek: 1, startsOn: 28, []).standing == .onTrack)
        #expect(progress(perWeek: 2, [0, 1, 28, 29], excused: [7, 14, 21]).standing == .onTrack)
    }

    @Test("an excused attendance lowers its week by one, once for a slot, and not where the slot counts")
    func excusedAttendance() {
        var missed = attended(7)
        missed.verdict = .failed
        missed.isExcused = true
        missed.slot = Slot(start: missed.start, end: missed.start + .hours(1))
        var again = missed
        again.occurrence = OccurrenceID("again")
        #expect(progress(perWeek: 2, [], and: [missed, again]).weeks[3].required == 1)
        again.verdict = .passed
        let found = progress(perWeek: 2, [], and: [missed, again]).weeks[3]
        #expect(found.required == 2 && found.done == 1)
    }

    @Test("what is void, or was before the first day, does not count")
    func void() {
        var void = attended(1)
        void.isVoid = true
        let found = progress(perWeek: 1, total: 9, [-1, 0], and: [void])
        #expect(found.total.done == 1 && found.weeks.last?.done == 1)
        #expect(found.recent.count == 3)
    }

    @Test("of two meetings at once one counts, of two in a row both")
    func twoAtOnce() {
        let noon = attended(2)
        var other = attended(2, meeting: "other")
        #expect(progress(total: 9, [], and: [noon, other]).total.done == 1)
        other.verdict = .failed
        #expect(progress(total: 9, [], and: [noon, other]).total.done == 1)
        let next = attended(2, hour: 13, meeting: "other")
        #expect(progress(total: 9, [], and: [noon, next]).total.done == 2)
        // The one in the middle overlaps both, but they do not overlap each other.
        var middle = attended(2, meeting: "third")
        middle.interval = Interval(noon.start + .minutes(30), noon.start + .minutes(90))
        #expect(progress(total: 9, [], and: [noon, middle, next]).total.done == 2)
        middle.interval = nil
        #expect(progress(total: 9, [], and: [noon, middle, next]).total.done == 3)
    }

    @Test("a week partly outside the days of the requirement asks for its share, one wholly outside for nothing")
    func partialWeeks() {
        let found = progress(perWeek: 4, startsOn: 3, deadline: 15, [])
        #expect(found.weeks.map(\.required) == [0, 0, 1, 4, 2])
        #expect(found.weeks.map(\.status) == [.current, .met, .missed, .missed, .missed])
        let later = progress(perWeek: 4, startsOn: 40, [])
        #expect(later.weeks.map(\.required) == [0])
        #expect(later.standingSentence == "What is asked for begins on 2026-09-12.")
    }

    @Test("no week asks for more than is left of the total")
    func restOfTotal() {
        let found = progress(perWeek: 2, total: 3, [0, 1, 7])
        #expect(found.weeks.map(\.required) == [0, 0, 0, 1, 2])
        #expect(found.weeks.map(\.status) == [.current, .met, .met, .met, .met])
        #expect(found.standing == .complete && found.standingSentence == "All 3 meetings are done.")
        #expect(found.projection == Progress.Projection(reachedOn: firstMonday.adding(days: 7)))
        #expect(found.streak == 2)
    }

    @Test("a streak is of weeks in a row; this week cannot break it, one that asked for nothing is passed over")
    func streak() {
        #expect(progress(perWeek: 1, [0, 7, 14, 21]).streak == 4)
        #expect(progress(perWeek: 1, [0, 7, 14, 21, 28]).streak == 5)
        #expect(progress(perWeek: 1, [0, 14, 21]).streak == 2)
        #expect(progress(perWeek: 1, [0, 14, 21], excused: [7]).streak == 3)
        #expect(progress(perWeek: 1, [0, 7, 14]).streak == 0)
        #expect(progress([7, 14, 15, 21]).streak == 3)
    }

    @Test("the total is reached at the pace of the last four finished weeks that were not excused")
    func projection() {
        // Four meetings in four weeks, and six are missing: six weeks from today.
        let found = progress(total: 10, deadline: 72, [0, 1, 7, 21])
        #expect(found.projection == Progress.Projection(reachedOn: today.adding(days: 42), meetsDeadline: true))
        #expect(found.standingSentence == "On track: 4 of 10 meetings.")
        let late = progress(total: 10, deadline: 71, [0, 1, 7, 21])
        #expect(late.projection == Progress.Projection(reachedOn: today.adding(days: 42), meetsDeadline: false))
        #expect(
            late.standingSentence == "On track: 4 of 10 meetings, but at this pace the deadline will be missed.")
        // What was done before those four weeks is done, but no pace.
        let older = progress(total: 13, startsOn: -14, [-8, -7, -6, 0, 1, 7, 21])
        #expect(older.projection.reachedOn == today.adding(days: 42))
        // Two weeks of four were excused: twice the pace. A week to come that is excused is waited for.
        #expect(progress(total: 10, [0, 1, 7, 8], excused: [14, 21]).projection.reachedOn == today.adding(days: 21))
        #expect(
            progress(total: 10, [0, 1, 7, 8], excused: [14, 21, 35, 70]).projection.reachedOn
                == today.adding(days: 28))
        #expect(progress(total: 10, deadline: 200, [28]).projection == Progress.Projection())
        #expect(progress(perWeek: 1, [0, 7]).projection == Progress.Projection())
    }

    @Test("after the deadline, and where it cannot be met any more, they are behind; done late is done")
    func deadline() {
        let passed = progress(total: 3, deadline: 29, [0, 1])
        #expect(passed.standing == .behind && passed.projection.meetsDeadline == false)
        #expect(passed.standingSentence == "Behind: the deadline of 2026-09-01 passed with 2 of 3 meetings.")
        #expect(passed.deadline == firstMonday.adding(days: 29))
        #expect(progress(total: 3, deadline: 30, [0, 1]).standing == .onTrack)
        let tight = progress(total: 5, deadline: 31, [0, 1])
        #expect(tight.standing == .behind && tight.projection.meetsDeadline == false)
        #expect(
            tight.standingSentence
                == "Behind: 3 meetings missing, and 2 days left until the deadline of 2026-09-03.")
        let late = progress(total: 3, deadline: 1, [0, 1, 2])
        #expect(late.standing == .complete && late.projection.meetsDeadline == false)
        #expect(late.standingSentence == "All 3 meetings are done, the last after the deadline of 2026-08-04.")
    }

    @Test("weekly meetings until a last day are complete once that is past and nothing is missing")
    func weeklyUntil() {
        #expect(progress(perWeek: 1, deadline: 29, [0, 7, 14, 21]).standing == .complete)
        #expect(progress(perWeek: 1, deadline: 30, [0, 7, 14, 21]).standing == .onTrack)
        // The last week ends on its Tuesday: two of its days, two of seven meetings.
        #expect(progress(perWeek: 7, deadline: 29, (0..<29).map { $0 }).standing == .behind)
        #expect(progress(perWeek: 7, deadline: 29, (0..<30).map { $0 }).standing == .complete)
        #expect(progress(deadline: 29, []).standing == .onTrack)
        #expect(progress([]).standingSentence == "No number of meetings is asked for.")
    }
}
