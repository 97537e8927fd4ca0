import Attendance
import Testing

@Suite("Who is on track and may not be for long")
struct ProgressRiskTests {
    /// A Friday at noon, in UTC.
    private let friday = Timestamp(milliseconds: 1_789_732_800_000)

    private func progress(_ requirement: Requirement, done: Int = 0) -> Progress {
        let monday = friday - .hours(4 * 24)
        let attendances = (0..<done).map { number in
            let start = monday + .hours(Int64(number))
            return AttendanceSummary(
                occurrence: OccurrenceID("o\(number)"), meeting: MeetingID("m"), start: start,
                interval: Interval(start, start + .minutes(50)), verdict: .passed, card: CardNumber("CC-\(number)"))
        }
        return Progress(requirement: requirement, timeZone: "UTC", now: friday, attendances: attendances)
    }

    @Test(
        "a week that lacks more meetings than it has days left, today counted",
        arguments: [(3, 0), (4, 0), (4, 1), (5, 1)])
    func week(asked: Int, done: Int) {
        let progress = progress(Requirement(meetingsPerWeek: asked, startsOn: LocalDate("2026-09-14")), done: done)
        #expect(progress.standing == .onTrack)
        #expect(progress.isAtRisk == (asked - done > 3), "Friday, Saturday and Sunday are left")
    }

    @Test("a deadline within the week leaves fewer days")
    func deadline() {
        let requirement = Requirement(
            meetingsPerWeek: 2, startsOn: LocalDate("2026-09-14"), deadline: LocalDate("2026-09-19"))
        #expect(progress(requirement).thisWeek.required == 1)
        #expect(!progress(requirement).isAtRisk)
    }

    @Test("whoever is behind or done is not at risk of it")
    func others() {
        #expect(progress(Requirement(meetingsInTotal: 1), done: 1).standing == .complete)
        #expect(!progress(Requirement(meetingsInTotal: 1), done: 1).isAtRisk)
        let behind = progress(Requirement(meetingsPerWeek: 7, startsOn: LocalDate("2026-09-07")))
        #expect(behind.standing == .behind && !behind.isAtRisk)
    }

    @Test("at a pace that misses the deadline")
    func pace() {
        // One in the only finished week; ten are left for two weeks and a half.
        let start = friday - .hours(7 * 24)
        let one = AttendanceSummary(
            occurrence: OccurrenceID("o"), meeting: MeetingID("m"), start: start,
            interval: Interval(start, start + .minutes(50)), verdict: .passed, card: CardNumber("CC-1"))
        func progress(_ deadline: String) -> Progress {
            Progress(
                requirement: Requirement(
                    meetingsInTotal: 11, startsOn: LocalDate("2026-09-07"), deadline: LocalDate(deadline)),
                timeZone: "UTC", now: friday, attendances: [one])
        }
        #expect(progress("2026-10-04").standing == .onTrack && progress("2026-10-04").isAtRisk)
        #expect(!progress("2026-12-04").isAtRisk)
    }
}
