import Attendance
import Testing
import Zoom

@Suite("Reports that cannot be read")
struct ReportMistakeTests {
    static let files: [(String, String)] = [
        ("", "the file is empty"),
        ("a,b\n1,2\n", "line 1, column 1: there are no headings of a participant report"),
        (
            "Name,Email,Zeit des Kommens\nAna,,x\n",
            "line 1, column 12: the columns of join and leave times are missing; "
                + "unknown headings are \"Zeit des Kommens\""
        ),
        ("Name,Join time\nAna,09/15/2026 19:00\n", "line 1, column 1: there is no column with the leave times"),
        (
            "Name,Join time,Leave time,Hora de salida\n",
            "line 1, column 27: the headings \"Leave time\" and \"Hora de salida\" mean the same"
        ),
        (
            "Name,Join time,Leave time\n\"Ana,09/15/2026 19:00,x\n",
            "line 2, column 1: the quote that opens here is never closed"
        ),
        (
            "Name,Join time,Leave time,In waiting room\nAna,09/15/2026 19:00,09/15/2026 20:00,perhaps\n",
            "line 2, column 39: \"perhaps\" is neither yes nor no"
        ),
        (
            "Name,Join time,Leave time,Duration (minutes)\nAna,09/15/2026 19:00,09/15/2026 20:00,1h\n",
            "line 2, column 39: \"1h\" is no whole number of minutes"
        ),
        ("Name,Join time,Leave time\nAna,,09/15/2026 20:00\n", "line 2, column 5: the join time is missing"),
        ("Name,Join time,Leave time\nAdded by hand\n", "line 2, column 1: this line is no participant of a report"),
        (
            "Name,Join time,Leave time\nAna,09/15/2026 19:00,09/15/2026 18:00\n",
            "line 2, column 22: \"09/15/2026 18:00\" is before \"09/15/2026 19:00\", the beginning"
        ),
        (
            "Topic,Meeting ID\nGroup,8.47E+10\nName,Join time,Leave time\n",
            "line 2, column 7: \"8.47E+10\" is no meeting number"
        ),
        (
            "Meeting ID,Topic,Name,Join time,Leave time\n84712639219,G,Ana,09/15/2026 19:00,09/15/2026 20:00\n"
                + "84712639210,G,Ana,09/15/2026 19:00,09/15/2026 20:00\n",
            "line 3: another meeting begins here than in line 2"
        ),
    ]

    @Test("say where and what to do", arguments: files)
    func mistakes(_ text: String, _ beginning: String) throws {
        let mistake = try #require(ReportFileTests.mistake { try ReportFileTests.read(text) })
        #expect(mistake.description.hasPrefix(beginning), "\(mistake)")
        #expect(mistake.message.contains(";") || mistake.message.contains("is "), "\(mistake)")
    }

    @Test("bytes that are no text are refused")
    func noText() throws {
        let clock = try #require(LocalClock("UTC"))
        #expect(throws: ReportMistake.self) { try ReportFile([0xFF, 0xFE, 0x00], clock: clock) }
        #expect(throws: ReportMistake.self) { try ReportFile([0xEF, 0xBB, 0xBF, 0xFF], clock: clock) }
    }

    @Test("a column nobody knows is passed over with a warning, the known useless ones without")
    func unknownColumn() throws {
        let report = try ReportFileTests.read(
            "Name,Join time,Leave time,Mood,Recording Consent\nAna,09/15/2026 19:00,09/15/2026 20:00,good,Y\n")
        #expect(
            report.warnings.map(\.description) == [
                "line 1, column 27: the column \"Mood\" is unknown and passed over; if it tells who was in "
                    + "the waiting room, name it In waiting room"
            ])
        #expect(report.rows.count == 1)
    }

    @Test("a workbook is told from a CSV file")
    func workbook() throws {
        let clock = try #require(LocalClock("UTC"))
        let mistake = ReportFileTests.mistake { try ReportFile([0x50, 0x4B, 3, 4, 0, 0], clock: clock) }
        #expect(mistake?.message.contains("save it as CSV UTF-8") == true)
    }

    @Test(
        "times that are not as far apart as the row says are pointed out",
        arguments: [(61, true), (60, true), (59, true), (58, false), (62, false), (120, false)])
    func editedDuration(_ minutes: Int, _ isRight: Bool) throws {
        let report = try ReportFileTests.read(
            "Name,Join time,Leave time,Duration (minutes)\nAna,09/15/2026 19:00:00,09/15/2026 20:00:00,\(minutes)\n")
        #expect(report.warnings.isEmpty == isRight, "\(report.warnings)")
        #expect(report.stays(in: OccurrenceID("u")).map(\.leave) == [Timestamp(rfc3339: "2026-09-16T00:00:00Z")])
    }

    @Test("a report of nobody is read, and says so")
    func nobody() throws {
        let report = try ReportFileTests.read("Name,Join time,Leave time\n")
        #expect(report.rows.isEmpty)
        #expect(report.warnings.map(\.message) == ["the report lists nobody"])
    }

    @Test("tables of one report may have titles between them, and columns of their own")
    func titles() throws {
        let report = try ReportFileTests.read(
            """
            Host Details
            User Name,Email,Join Time,Leave Time
            Grace,grace@example.com,09/15/2026 19:00,09/15/2026 20:00
            Attendee Details
            Attended,User Name,Join Time,Leave Time,Email
            Yes,Ana,09/15/2026 19:05,09/15/2026 20:00,ana@example.com
            """)
        #expect(report.layout == .webinar)
        #expect(report.rows.map(\.email) == ["grace@example.com", "ana@example.com"])
    }

    @Test("a row without a leave proves nothing and says so")
    func noLeave() throws {
        let report = try ReportFileTests.read("Name,Join time,Leave time\nAna,09/15/2026 19:00,--\n")
        #expect(report.warnings.map(\.line) == [2])
        #expect(report.stays(in: OccurrenceID("u")).isEmpty)
    }

    @Test(
        "whoever waited is found by any wording of the heading",
        arguments: ["In waiting room", "Was in waiting room?", "待機室内", "Estuvo en la sala de espera"])
    func waiting(_ heading: String) throws {
        let report = try ReportFileTests.read(
            "Name,Join time,Leave time,\(heading)\nAna,09/15/2026 19:00,09/15/2026 20:00,Yes\n")
        #expect(report.stays(in: OccurrenceID("u")).isEmpty)
    }

    @Test(
        "the file's name tells the meeting",
        arguments: [
            ("participants_84712639219.csv", "84712639219"), ("participants_84712639219 (1).csv", "84712639219"),
            ("report.csv", nil), ("2026-09-15.csv", nil),
        ])
    func fileName(_ name: String, _ number: String?) {
        #expect(ReportFile.number(inFileName: name) == number.map { MeetingNumber($0) })
    }

    @Test(
        "names keep what a person wrote and lose what Zoom added",
        arguments: [
            ("Benny (Ben Carter)", "Benny", "Ben Carter"), ("Ana (Host)", "Ana", nil),
            ("Bea (Ana) (Co-host)", "Bea", "Ana"),
            ("Group (2) (Ana)", "Group (2)", "Ana"), ("Ana(x)", "Ana(x)", nil), ("(Ana)", "(Ana)", nil),
            ("Ana ()", "Ana ()", nil),
            ("Ana )", "Ana )", nil), ("Carmen (they/them)", "Carmen (they/them)", nil),
        ])
    func names(_ written: String, _ name: String, _ original: String?) throws {
        let row = try #require(
            try ReportFileTests.read("Name,Join time,Leave time\n\(written),09/15/2026 19:00,09/15/2026 20:00\n").rows
                .first)
        #expect(row.name == name)
        #expect(row.originalName == original)
    }
}
