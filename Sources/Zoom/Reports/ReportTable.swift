internal import Attendance
internal import CSV

/// A report as it is written: which column is what, and times as the clock on the wall showed them.
struct ReportTable {
    /// A time and where it stands.
    struct Moment: Hashable {
        var wall: WallTime
        var field: CSVField
    }

    struct Meeting: Hashable {
        var line: Int
        var number: MeetingNumber
        var topic: String?
        var start: Moment?
        var end: Moment?
        var duration: Int?
    }

    struct Row: Hashable {
        var line: Int
        var name: String?
        var email: String?
        var join: Moment?
        var leave: Moment?
        var duration: Int?
        var isInWaitingRoom = false
        var isGuest: Bool?
    }

    private(set) var layout = ReportFile.Layout.sessions
    private(set) var meeting: Meeting?
    private(set) var rows: [Row] = []
    private(set) var warnings: [ReportMistake] = []

    init(_ bytes: [UInt8]) throws(ReportMistake) {
        let records = try Self.records(of: bytes)
        var columns: ReportColumns?
        var meetingColumns: ReportColumns?
        for (index, record) in records.enumerated() {
            if let found = try ReportColumns(record) {
                columns = found
                layout = found.layout(after: layout)
                warnings += found.warnings
            } else if let found = ReportColumns(meeting: record) {
                meetingColumns = found
                columns = nil
            } else if let found = meetingColumns {
                meetingColumns = nil
                try take(ReportCells(record, found).meeting())
            } else if let found = columns {
                let isTitlePossible =
                    layout == .webinar || index + 1 < records.count && ReportColumns.areHeadings(records[index + 1])
                if record.isTitle, isTitlePossible {
                    columns = nil
                    continue
                }
                try take(record, found)
            }
        }
        if rows.isEmpty { warnings.append(ReportMistake("the report lists nobody")) }
    }

    private mutating func take(_ record: [CSVField], _ columns: ReportColumns) throws(ReportMistake) {
        // Spreadsheets leave lines of nothing but delimiters.
        guard record.contains(where: { !$0.text.isBlank }) else { return }
        let cells = ReportCells(record, columns)
        if columns.isCombined { try take(cells.meeting()) }
        guard try cells.tellsOfAttendance() else { return }
        let row = try cells.row()
        if columns.layout != .unique, row.leave == nil {
            warnings.append(
                ReportMistake(
                    line: row.line, "has no leave time, so it proves nothing; download the report after the meeting"))
        }
        rows.append(row)
    }

    private mutating func take(_ found: Meeting?) throws(ReportMistake) {
        guard let found else { return }
        guard let meeting else {
            self.meeting = found
            return
        }
        guard meeting.number == found.number, meeting.start?.wall == found.start?.wall else {
            throw ReportMistake(
                line: found.line,
                "another meeting begins here than in line \(meeting.line); "
                    + "export the participants of one meeting at a time"
            )
        }
    }

    /// The lines of the file, in the first encoding and with the first delimiter that make its headings known.
    private static func records(of bytes: [UInt8]) throws(ReportMistake) -> [[CSVField]] {
        // Both what Excel saves by itself now and what it saved before 2007.
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw ReportMistake("this is a workbook of Excel; give the CSV file from Zoom, or save it as CSV UTF-8")
        }
        let readings = ReportText.readings(of: bytes)
        guard let likeliest = readings.first else {
            throw ReportMistake("the file is no text that can be read; save it as CSV UTF-8")
        }
        let delimiters: [Unicode.Scalar] = [",", ";", "\t"]
        for text in readings {
            for delimiter in delimiters {
                let reader = CSVReader(text, delimiter: delimiter)
                guard reader.records.contains(where: ReportColumns.areHeadings) else { continue }
                if let mistake = reader.mistakes.first {
                    throw ReportMistake(line: mistake.line, column: mistake.column, mistake.message)
                }
                return reader.records
            }
        }
        let most = delimiters.map { CSVReader(likeliest, delimiter: $0).records }
            .max { ($0.map(\.count).max() ?? 0) < ($1.map(\.count).max() ?? 0) }
        throw noHeadings(most ?? [])
    }

    private static func noHeadings(_ records: [[CSVField]]) -> ReportMistake {
        let advice =
            "export the participants of a meeting as CSV, with Zoom's web portal in English or Spanish if need be"
        guard let first = records.first?.first else { return ReportMistake("the file is empty; \(advice)") }
        let named = records.first { $0.contains { ReportHeading.participantColumn($0.text) == .name } }
        guard let named else {
            return ReportMistake(
                line: first.line, column: 1,
                "there are no headings of a participant report, such as Name (original name), Join time; \(advice)")
        }
        let unknown = named.filter { ReportHeading.participantColumn($0.text) == nil && !$0.text.isBlank }
        let words = unknown.map(\.text.inQuotes).joined(separator: ", ")
        return ReportMistake(
            line: named[0].line, column: unknown.first?.column ?? 1,
            "the columns of join and leave times are missing"
                + (words.isEmpty ? "" : "; unknown headings are \(words)") + "; \(advice)")
    }
}

extension [CSVField] {
    /// `Attendee Details` and nothing beside it.
    fileprivate var isTitle: Bool { first?.text.isBlank == false && dropFirst().allSatisfy(\.text.isBlank) }
}

extension String {
    var isBlank: Bool { unicodeScalars.allSatisfy { $0.properties.isWhitespace } }
}
