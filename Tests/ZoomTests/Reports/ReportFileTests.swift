import Attendance
import TestSupport
import Testing
import Zoom

@Suite("Reading reports a host downloads")
struct ReportFileTests {
    static let headings = "Name,Email,Join time,Leave time,Duration (minutes),In waiting room"

    static func read(
        _ text: String, zone: String = "America/New_York", order: DateOrder? = nil, now: String? = nil
    ) throws -> ReportFile {
        try ReportFile(
            Array(text.utf8), clock: try #require(LocalClock(zone)), dateOrder: order,
            now: now.flatMap { Timestamp(rfc3339: $0) })
    }

    /// One row with these times.
    static func row(
        _ join: String, _ leave: String, minutes: Int? = nil, zone: String = "America/New_York",
        order: DateOrder? = nil, now: String? = nil
    ) throws -> ReportRow {
        let text = "\(headings)\nAna,,\"\(join)\",\"\(leave)\",\(minutes.map(String.init) ?? ""),No\n"
        return try #require(try read(text, zone: zone, order: order, now: now).rows.first)
    }

    /// The mistake that `read` ends with.
    static func mistake(_ read: () throws -> Any) -> ReportMistake? {
        do {
            _ = try read()
            return nil
        } catch { return error as? ReportMistake }
    }

    @Test(
        "a time is read however it is written",
        arguments: [
            "09/15/2026 07:00:05 PM", "9/15/2026 7:00:05 pm", "15/09/2026 19:00:05", "15.09.2026 19:00:05",
            "15.9.2026, 19:00:05", "15-09-2026 19:00:05", "2026-09-15 19:00:05", "2026/09/15 19:00:05",
            "2026-09-15T19:00:05", "Sep 15, 2026 7:00:05 PM", "Sept. 15, 2026, 07:00:05 p.m.", "15 sep 2026 19:00:05",
            "15 de septiembre de 2026 7:00:05 p. m.", "September 15, 2026 at 7:00:05\u{202F}PM",
            "15. September 2026 um 19:00:05 Uhr", "2026年9月15日 19時00分05秒", "2026年9月15日 午後7:00:05",
            "2026. 9. 15. 오후 7:00:05", "15/09/2026 19:00:05 PM", "9/15/26 19:00:05", "09/15/2026 19:00:05.250",
            "０９/１５/２０２６ １９:００:０５",
        ])
    func timeForms(_ written: String) throws {
        let row = try Self.row(written, written)
        #expect(row.join?.rfc3339 == "2026-09-15T23:00:05Z")
        #expect(row.precision == .seconds(1))
    }

    @Test("midnight and noon are the twelfth hour", arguments: [("12:05:00 AM", "04:05"), ("12:05:00 PM", "16:05")])
    func twelve(_ written: String, _ utc: String) throws {
        #expect(try Self.row("09/15/2026 \(written)", "09/15/2026 \(written)").join?.rfc3339 == "2026-09-15T\(utc):00Z")
    }

    @Test(
        "what is no time is refused where it stands",
        arguments: [
            "19:00", "09/15/2026", "yesterday", "09/15/2026 25:00", "09/15/2026 19:60", "09/15/2026 13:00 AM",
            "9/15/2026 7 PM", "1/2/3/4 5:00", "15 Foo 2026 19:00", "45915.79173",
        ])
    func noTime(_ written: String) throws {
        let mistake = try #require(Self.mistake { try Self.row(written, "09/15/2026 19:30") })
        #expect(mistake.line == 2)
        #expect(mistake.column == 6)
        #expect(mistake.message.contains(written))
    }

    @Test(
        "dates that no calendar has are refused",
        arguments: ["02/30/2026 19:00", "2026-13-01 19:00", "31/31/2026 1:00"])
    func noDate(_ written: String) throws {
        let mistake = try #require(Self.mistake { try Self.row(written, written) })
        #expect(mistake.description.hasPrefix("line 2, column 6: \"\(written)\" is no date"))
    }

    // MARK: The order of day and month

    @Test("one day beyond the twelfth decides for the whole file")
    func decidedElsewhere() throws {
        let text =
            "\(Self.headings)\nAna,,03/04/2026 19:00,03/04/2026 20:00,,\nBen,,13/04/2026 19:00,13/04/2026 20:00,,\n"
        let report = try Self.read(text)
        #expect(report.dateOrder == .dayFirst)
        #expect(report.rows[0].join?.rfc3339 == "2026-04-03T23:00:00Z")
    }

    @Test("what nothing decides is asked for")
    func asked() throws {
        let mistake = try #require(Self.mistake { try Self.row("03/04/2026 19:00", "03/04/2026 20:00", minutes: 60) })
        #expect(mistake.asksForDateOrder)
        #expect(mistake.line == 2)
        #expect(mistake.message.contains("--date-format mdy"))
    }

    @Test("asked for and given, it is as given", arguments: [(DateOrder.monthFirst, "03-05"), (.dayFirst, "04-03")])
    func given(_ order: DateOrder, _ date: String) throws {
        let written = order == .monthFirst ? "03/05/2026 12:00" : "03/04/2026 12:00"
        #expect(try Self.row(written, written, zone: "UTC", order: order).join?.rfc3339 == "2026-\(date)T12:00:00Z")
    }

    @Test("the same day either way is no question")
    func eitherWay() throws {
        #expect(
            try Self.row("04/04/2026 12:00", "04/04/2026 13:00", zone: "UTC").join?.rfc3339 == "2026-04-04T12:00:00Z")
    }

    @Test("a duration decides where a month would lie between joining and leaving")
    func decidedByDuration() throws {
        let row = try Self.row("03/04/2026 23:30", "04/04/2026 00:30", minutes: 60, zone: "UTC")
        #expect(row.join?.rfc3339 == "2026-04-03T23:30:00Z")
    }

    @Test("nobody leaves before joining")
    func decidedBySequence() throws {
        let row = try Self.row("03/09/2026 23:30", "04/08/2026 00:30", zone: "UTC")
        #expect(row.join?.rfc3339 == "2026-03-09T23:30:00Z")
    }

    @Test("no report tells of the future")
    func decidedByNow() throws {
        let row = try Self.row(
            "10/12/2026 12:00", "10/12/2026 13:00", zone: "UTC", now: "2026-11-21T00:00:00Z")
        #expect(row.join?.rfc3339 == "2026-10-12T12:00:00Z")
    }

    @Test("stays lie near their meeting")
    func decidedByMeeting() throws {
        let report = try Self.read(
            """
            Meeting ID,Start time,End time
            84712639219,"Apr 3, 2026 18:57","Apr 3, 2026 20:00"
            \(Self.headings)
            Ana,,03/04/2026 19:00,03/04/2026 20:00,,
            """)
        #expect(report.dateOrder == .dayFirst)
    }

    @Test("an order that cannot be is refused, with the date that shows it")
    func wrongOrder() throws {
        let mistake = try #require(
            Self.mistake { try Self.row("09/15/2026 19:00", "09/15/2026 20:00", order: .dayFirst) })
        #expect(
            mistake.description == "line 2, column 6: \"09/15/2026 19:00\" is no date when dates are read day first")
    }

    @Test("two orders in one file are refused")
    func mixed() throws {
        let text =
            "\(Self.headings)\nAna,,09/15/2026 19:00,09/15/2026 20:00,,\nBen,,15/09/2026 19:00,15/09/2026 20:00,,\n"
        let mistake = try #require(Self.mistake { try Self.read(text) })
        #expect(mistake.line == 3)
        #expect(!mistake.asksForDateOrder)
    }

    // MARK: Nights of daylight saving

    @Test("a time that never was shows that the zone is wrong")
    func springNight() throws {
        let mistake = try #require(
            Self.mistake { try Self.row("03/29/2026 02:30", "03/29/2026 03:30", zone: "Europe/Berlin") })
        #expect(mistake.column == 6)
        #expect(mistake.message.contains("--zone"))
        #expect(
            try Self.row("03/29/2026 02:30", "03/29/2026 03:30", zone: "UTC").join?.rfc3339 == "2026-03-29T02:30:00Z")
    }

    @Test(
        "a time that was twice is told by the duration",
        arguments: [
            ("America/New_York", "11/01/2026 00:50", "11/01/2026 01:30", 40, "04:50", "05:30"),
            ("America/New_York", "11/01/2026 00:50", "11/01/2026 01:30", 100, "04:50", "06:30"),
            ("Europe/Berlin", "10/25/2026 02:40", "10/25/2026 03:10", 30, "01:40", "02:10"),
            ("Europe/Berlin", "10/25/2026 02:40", "10/25/2026 03:10", 90, "00:40", "02:10"),
            // Lord Howe goes back by half an hour.
            ("Australia/Lord_Howe", "04/05/2026 01:15", "04/05/2026 01:45", 60, "14:15", "15:15"),
        ])
    func autumnNight(_ zone: String, _ join: String, _ leave: String, _ minutes: Int, _ from: String, _ until: String)
        throws
    {
        let row = try Self.row(join, leave, minutes: minutes, zone: zone, order: .monthFirst)
        #expect(row.join?.rfc3339.contains("T\(from):") == true, "\(row)")
        #expect(row.leave?.rfc3339.contains("T\(until):") == true, "\(row)")
    }

    @Test("a time that was twice is the first where nothing tells, with a warning")
    func openAutumnNight() throws {
        let report = try Self.read(
            "\(Self.headings)\nAna,,11/01/2026 01:10,11/01/2026 01:20,,", order: .monthFirst)
        #expect(report.rows[0].join?.rfc3339 == "2026-11-01T05:10:00Z")
        #expect(report.rows[0].leave?.rfc3339 == "2026-11-01T05:20:00Z")
        #expect(report.warnings.map(\.line) == [2])
    }
}
