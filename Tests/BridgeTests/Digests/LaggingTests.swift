import Attendance
import Testing

@testable import Bridge

@Suite("Who has fallen behind")
struct LaggingTests {
    /// Of a Monday, 2026-09-14, in New York, where nothing else is said.
    private func lagging(
        _ date: String, perWeek: Int? = nil, inTotal: Int? = nil, startsOn: String = "2026-09-07",
        deadline: String? = nil, done: [String] = [], excused: [String] = [], in zone: String = "America/New_York",
        courtIn court: String = "America/New_York"
    ) throws -> [DailyDigest.Lag]? {
        var requirement = Requirement(meetingsPerWeek: perWeek, meetingsInTotal: inTotal)
        requirement.startsOn = LocalDate(startsOn)
        requirement.deadline = deadline.flatMap { LocalDate($0) }
        let participant = Participant(
            id: People.ana, name: "Ana", caseNumber: "1", courtRep: People.maria.id, timeZone: zone,
            requirement: requirement, joinCode: try #require(JoinCode(parsing: "#K7QN")))
        let calendar = try #require(DigestCalendar(timeZone: court, minute: 0))
        let attendances = try done.enumerated().map { number, day -> AttendanceSummary in
            let start = try #require(Timestamp(rfc3339: day + "T18:00:00Z"))
            return AttendanceSummary(
                occurrence: OccurrenceID("\(number)"), meeting: MeetingID("m"), start: start,
                interval: Interval(start, start + .hours(1)), verdict: .passed)
        }
        return Lagging(
            participant: participant, attendances: attendances,
            excusedWeeks: Set(excused.compactMap { LocalDate($0) }), weekStart: 1,
            day: calendar.day(of: try #require(LocalDate(date)))
        ).behind?.reasons
    }

    @Test("who did what the week asks for is not listed, nor who has time left")
    func fine() throws {
        #expect(try lagging("2026-09-13", perWeek: 1, done: ["2026-09-08"]) == nil)
        #expect(try lagging("2026-09-09", perWeek: 3) == nil)
        #expect(try lagging("2026-09-13") == nil)
    }

    @Test(
        "a week that ends without what it asked for is told of on its last day, and that one is behind until it is made up"
    )
    func missed() throws {
        #expect(try lagging("2026-09-13", perWeek: 2, done: ["2026-09-08"]) == [.behind, .weekMissed])
        #expect(try lagging("2026-09-14", perWeek: 2, done: ["2026-09-08"]) == [.behind])
        #expect(
            try lagging("2026-09-15", perWeek: 2, done: ["2026-09-08", "2026-09-14", "2026-09-14", "2026-09-15"]) == nil
        )
        #expect(try lagging("2026-09-13", perWeek: 2, excused: ["2026-09-07"]) == nil)
    }

    @Test("a week that lacks more meetings than it has days left is out of reach; one that ends in two days is closing")
    func week() throws {
        #expect(try lagging("2026-09-10", perWeek: 3) == nil, "Friday to Sunday are left")
        #expect(try lagging("2026-09-11", perWeek: 3) == [.weekOutOfReach])
        #expect(try lagging("2026-09-11", perWeek: 2) == [.weekClosing])
        #expect(try lagging("2026-09-12", perWeek: 1) == [.weekClosing])
        #expect(try lagging("2026-09-12", perWeek: 2) == [.weekOutOfReach])
    }

    @Test("a week ends on the participant's own clock, and is told of on one day of the court's")
    func zones() throws {
        // In Honolulu the week ends at 6:00 of Monday in New York, in Tokyo at 11:00 of Sunday.
        #expect(try lagging("2026-09-13", perWeek: 1, in: "Pacific/Honolulu") == [.weekClosing])
        #expect(try lagging("2026-09-14", perWeek: 1, in: "Pacific/Honolulu") == [.behind, .weekMissed])
        #expect(try lagging("2026-09-15", perWeek: 1, in: "Pacific/Honolulu") == [.behind])
        #expect(try lagging("2026-09-13", perWeek: 1, in: "Asia/Tokyo") == [.behind, .weekMissed])
        #expect(try lagging("2026-09-14", perWeek: 1, in: "Asia/Tokyo") == [.behind])
    }

    @Test("a deadline that passed or is out of reach is told, and one that will be missed at this pace")
    func deadline() throws {
        #expect(try lagging("2026-09-13", inTotal: 2, deadline: "2026-09-13", done: ["2026-09-08"]) == [.behind])
        #expect(try lagging("2026-09-10", inTotal: 5, deadline: "2026-09-14") == [.behind])
        #expect(
            try lagging("2026-09-14", inTotal: 10, deadline: "2026-09-30", done: ["2026-09-08"]) == [.deadlineAtRisk])
        #expect(try lagging("2026-09-30", inTotal: 1, deadline: "2026-09-20", done: ["2026-09-08"]) == nil)
    }
}
