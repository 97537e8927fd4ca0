import Attendance
import Bridge
import JSON
import TestSupport
import Testing

private let heading =
    "id,name,number,time_zone,weekdays,start,duration_minutes,from,until,dates,cancelled_dates\ng,G,84712639219,"

private func date(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

@Suite("The schedule of a roster file")
struct RosterScheduleTests {
    private func schedule(_ cells: String) throws -> Schedule? {
        try RosterDocument(csv: Array((heading + cells + "\n").utf8)).meetings.first?.schedule
    }

    @Test("has a rule for each start, with a first and a last date")
    func rules() throws {
        let found = try schedule("America/New_York,Mon Thu,19:00 12:00,60,2026-09-01,2026-12-31,,2026-11-26 2026-12-24")
        func weekly(_ minute: Int) throws -> Schedule.Weekly {
            Schedule.Weekly(
                weekdays: [1, 4], startMinute: minute, durationMinutes: 60, from: try date("2026-09-01"),
                until: try date("2026-12-31"))
        }
        #expect(
            found
                == Schedule(
                    timeZone: "America/New_York", weekly: [try weekly(720), try weekly(1140)],
                    cancelled: [try date("2026-11-26"), try date("2026-12-24")]))
    }

    @Test("may be single dates alone, with one length or lengths of their own")
    func dates() throws {
        let found = try schedule("UTC,,,60,,,2026-12-31 9:30 90 min; 2026-12-24  18:00,")
        #expect(
            found
                == Schedule(
                    timeZone: "UTC",
                    once: [
                        Schedule.Once(date: try date("2026-12-24"), startMinute: 1080, durationMinutes: 60),
                        Schedule.Once(date: try date("2026-12-31"), startMinute: 570, durationMinutes: 90),
                    ]))
        #expect(try schedule("UTC,,,,,,2026-12-31 09:30 90min,")?.once.first?.durationMinutes == 90)
        #expect(try schedule("UTC,Mon,9:00,45,,,2026-12-31 09:30,")?.once.first?.durationMinutes == 45)
    }

    static let mistakes: [(String, String)] = [
        ("UTC,Mon,9:00,60,1/9/2026,,,", "column 33: from is \"1/9/2026\"; allowed is a date such as 2026-12-24"),
        ("UTC,Mon,9:00,60,2026-02-29,,,", "column 33: from is \"2026-02-29\"; allowed is a date such as 2026-12-24"),
        (
            "UTC,Mon,9:00,60,2026-09-02,2026-09-01,,",
            "column 44: until is 2026-09-01, which is before from, 2026-09-02"
        ),
        (
            "UTC,Mon,9:00,60,,,,24.12.2026",
            "column 36: cancelled_dates has \"24.12.2026\"; allowed are dates such as 2026-12-24"
        ),
        (
            "UTC,Mon,9:00 9:59,60,,,,",
            "column 25: start has 09:59, but the one from 09:00 lasts 60 minutes; one must end before the next begins"
        ),
        (
            "UTC,,,,,,2026-12-24 18:00,",
            "column 1: duration_minutes is missing: dates need it, or a length of their own"
        ),
        (
            ",,,60,,,2026-12-24 18:00,",
            "column 1: time_zone is missing: a schedule needs weekdays, start, duration_minutes"
        ),
        ("UTC,,,0,,,2026-12-24 18:00,", "column 23: duration_minutes is \"0\"; allowed is a whole number"),
        ("UTC,,,60,2026-09-01,,2026-12-24 18:00,", "column 1: start is missing: a schedule needs"),
    ]

    @Test("says what is wrong with a date or a time", arguments: mistakes.indices)
    func mistake(_ index: Int) {
        let (cells, expected) = Self.mistakes[index]
        let found = rosterMistakes(heading + cells + "\n")
        #expect(found.first?.hasPrefix("line 2, " + expected) == true, "\(found)")
    }

    @Test(
        "refuses what is no date with a time",
        arguments: [
            "2026-12-24", "18:00", "2026-12-24 6pm", "2026-12-24 24:00", "2026-13-01 18:00", "2026-12-24 18:00 90",
            "2026-12-24 18:00 0min", "2026-12-24 18:00 1441min", "2026-12-24 18:00 x min", "2026-12-24 18:00 9 0 min",
        ])
    func badDates(_ text: String) {
        let found = rosterMistakes(heading + "UTC,,,60,,,\(text),\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("line 2, column 28: dates has \"\(text)\"; allowed is a date with") == true)
    }

    @Test("has several rules in JSON, each with its own mistakes")
    func json() throws {
        func text(_ second: String) -> String {
            """
            {"meetings": [{"id": "g", "name": "G", "number": "84712639219", "timeZone": "UTC", "schedules": [
              {"weekdays": "Tue", "start": "19:00", "durationMinutes": 60, "until": "2026-08-31"}, \(second)]}]}
            """
        }
        let good = text(#"{"weekdays": ["Tue", "Thu"], "start": "18:30", "durationMinutes": 90, "from": "2026-09-01"}"#)
        let schedule = try RosterDocument(json: Array(good.utf8)).meetings.first?.schedule
        #expect(schedule?.weekly.map(\.startMinute) == [1140, 1110])
        #expect(schedule?.weekly.last?.weekdays == [2, 4])
        let together = text(#"{"weekdays": ["Tue"], "start": "18:30", "durationMinutes": 90, "from": "2026-08-31"}"#)
        #expect(
            rosterMistakes(json: together) == [
                "/meetings/0/schedules/0/start: start has 19:00, but the one from 18:30 lasts 90 minutes; one must end "
                    + "before the next begins"
            ])
        let bad = text(#"{"weekdays": ["Tue"], "start": 7, "id": "x", "from": "soon"}, 3"#)
        #expect(
            rosterMistakes(json: bad) == [
                "/meetings/0/schedules/1: duration_minutes is missing: a schedule needs weekdays, start, "
                    + "duration_minutes and time_zone",
                "/meetings/0/schedules/1/from: from is \"soon\"; allowed is a date such as 2026-12-24",
                "/meetings/0/schedules/1/id: \"id\" is not known; allowed are weekdays, start, durationMinutes, from, "
                    + "until",
                "/meetings/0/schedules/1/start: start is \"7\"; allowed is a time on the 24-hour clock, such as 19:00; "
                    + "several are separated by spaces",
                "/meetings/0/schedules/2: this is no object",
            ])
        let noList = #"{"meetings": [{"id": "g", "name": "G", "number": "84712639219", "schedules": {}}]}"#
        #expect(rosterMistakes(json: noList) == ["/meetings/0/schedules: this is no list"])
    }

    @Test("is exported so that it reads back without a difference", arguments: UInt64(0)..<200)
    func roundTrip(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let roster = RosterDocument(meetings: [
            Meeting(
                id: MeetingID("g"), number: MeetingNumber("84712639219"), name: "G",
                schedule: .random(using: &random))
        ])
        let text = roster.json.pretty()
        #expect(try RosterDocument(json: Array(text.utf8)) == roster, "seed \(seed)\n\(text)")
    }
}

extension Schedule {
    /// Several rules, or one with several starts, that never overlap, and dates.
    fileprivate static func random(using random: inout SplitMix64) -> Self {
        func date() -> LocalDate { LocalDate(day: 20_000 + Int64.random(in: 0..<700, using: &random)) }
        var weekly: [Weekly] = []
        let alike = Bool.random(using: &random)
        for index in 0..<Int.random(in: 0..<4, using: &random) {
            let days = (0...Int.random(in: 0..<3, using: &random)).map { _ in Int.random(in: 1...7, using: &random) }
            let period = [date(), date()].sorted()
            var rule = Weekly(
                weekdays: Set(days), startMinute: 0, durationMinutes: Int.random(in: 1...300, using: &random),
                from: Bool.random(using: &random) ? period[0] : nil,
                until: Bool.random(using: &random) ? period[1] : nil)
            if alike, let first = weekly.first { rule = first }
            rule.startMinute = index * 300 + 17
            weekly.append(rule)
        }
        let count = Int.random(in: weekly.isEmpty ? 1..<4 : 0..<4, using: &random)
        let once = (0..<count).map { _ in
            Once(
                date: date(), startMinute: Int.random(in: 0..<1440, using: &random),
                durationMinutes: [60, 90].randomElement(using: &random) ?? 60)
        }
        let cancelled = (0..<Int.random(in: 0..<3, using: &random)).map { _ in date() }
        return Self(timeZone: "Europe/Berlin", weekly: weekly, once: once, cancelled: Set(cancelled))
    }
}

@Suite("The requirement of a roster file")
struct RosterRequirementTests {
    private let heading =
        "id,name,case_number,court_rep,time_zone,starts_on,deadline,policy\nP-1,Ana,1,maria.lopez,UTC,"

    @Test("has a first and a last day and a policy, and is exported with them")
    func everything() throws {
        let text = heading + "2026-09-01,2026-12-31,strict\n"
        var known = rosterRep
        for policies in [nil, ["strict", "default"]] as [Set<String>?] {
            known.policies = policies
            let roster = try RosterDocument(csv: Array(text.utf8), existing: known)
            let ana = try #require(roster.participants.first)
            #expect(
                ana.requirement
                    == Requirement(startsOn: try date("2026-09-01"), deadline: try date("2026-12-31")))
            #expect(ana.policy == "strict")
            #expect(try RosterDocument(json: Array(roster.json.pretty().utf8), existing: known) == roster)
        }
    }

    @Test("says what is wrong with its days and its policy")
    func mistakes() {
        var known = rosterRep
        known.policies = ["default", "camera"]
        #expect(
            rosterMistakes(heading + "2026-09-31,soon,strict\n", existing: known) == [
                "line 2, column 27: starts_on is \"2026-09-31\"; allowed is a date such as 2026-12-24",
                "line 2, column 38: deadline is \"soon\"; allowed is a date such as 2026-12-24",
                "line 2, column 43: policy is strict, which the bridge does not have; allowed are camera, default",
            ])
        #expect(
            rosterMistakes(heading + "2026-09-02,2026-09-01,\n", existing: known) == [
                "line 2, column 38: deadline is 2026-09-01, which is before starts_on, 2026-09-02"
            ])
        known.policies = []
        #expect(rosterMistakes(heading + ",,x\n", existing: known).first?.hasSuffix("; there is none") == true)
    }
}
