internal import Attendance
internal import CSV

/// A line of a report, read by the columns above it.
struct ReportCells {
    private let record: [CSVField]
    private let columns: ReportColumns

    init(_ record: [CSVField], _ columns: ReportColumns) {
        self.record = record
        self.columns = columns
    }

    private var line: Int { record.first?.line ?? 0 }

    /// A webinar's report lists those who registered and stayed away.
    func tellsOfAttendance() throws(ReportMistake) -> Bool { try flag(.attended) ?? true }

    func row() throws(ReportMistake) -> ReportTable.Row {
        var row = ReportTable.Row(line: line)
        row.name = text(.name)
        row.email = text(.email)
        row.duration = try minutes(columns.participant[.duration] ?? columns.participant[.totalDuration])
        row.isInWaitingRoom = try flag(.waitingRoom) ?? false
        row.isGuest = text(.guest).flatMap(yesOrNo)
        if columns.layout == .unique { return row }
        row.join = try moment(columns.participant[.join])
        row.leave = try moment(columns.participant[.leave])
        if row.join == nil {
            let count = record.count { !$0.text.isBlank }
            throw ReportMistake(
                line: line, column: field(columns.participant[.join])?.column ?? 1,
                count == 1
                    ? "this line is no participant of a report; remove what was added to the file"
                    : "the join time is missing; export the report again")
        }
        return row
    }

    /// Nil where nothing stands.
    func meeting() throws(ReportMistake) -> ReportTable.Meeting? {
        guard let field = field(columns.meeting[.number]), let text = clean(field) else { return nil }
        let digits = text.unicodeScalars.map(\.narrow).filter { $0 != "-" && !$0.properties.isWhitespace }
        guard (9...12).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else {
            throw ReportMistake(
                line: field.line, column: field.column,
                "\(text.inQuotes) is no meeting number; a spreadsheet may have rounded it (8.47E+10): "
                    + "export the report again"
            )
        }
        var meeting = ReportTable.Meeting(line: line, number: MeetingNumber(String(String.UnicodeScalarView(digits))))
        meeting.topic = self.field(columns.meeting[.topic]).flatMap(clean)
        meeting.start = try moment(columns.meeting[.start])
        meeting.end = try moment(columns.meeting[.end])
        meeting.duration = try minutes(columns.meeting[.duration])
        return meeting
    }

    private func field(_ index: Int?) -> CSVField? {
        guard let index, record.indices.contains(index) else { return nil }
        return record[index]
    }

    /// Nil for nothing, and for the dashes that stand for nothing.
    private func clean(_ field: CSVField) -> String? {
        let scalars = field.text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return nil }
        let text = String(scalars[first...last])
        return text.allSatisfy { $0 == "-" } ? nil : text
    }

    private func text(_ column: ReportColumn) -> String? { field(columns.participant[column]).flatMap(clean) }

    private func moment(_ index: Int?) throws(ReportMistake) -> ReportTable.Moment? {
        guard let field = field(index), let text = clean(field) else { return nil }
        guard let wall = WallTime(text) else {
            throw ReportMistake(
                line: field.line, column: field.column,
                "\(text.inQuotes) is no date and time as Zoom writes them, such as 08/12/2026 07:00:05 PM")
        }
        return ReportTable.Moment(wall: wall, field: field)
    }

    private func minutes(_ index: Int?) throws(ReportMistake) -> Int? {
        guard let field = field(index), let text = clean(field) else { return nil }
        guard let minutes = Int(text), (0...100_000).contains(minutes) else {
            throw ReportMistake(
                line: field.line, column: field.column, "\(text.inQuotes) is no whole number of minutes")
        }
        return minutes
    }

    /// Nil where nothing is said.
    private func flag(_ column: ReportColumn) throws(ReportMistake) -> Bool? {
        guard let field = field(columns.participant[column]), let text = clean(field) else { return nil }
        if let answer = yesOrNo(text) { return answer }
        throw ReportMistake(
            line: field.line, column: field.column, "\(text.inQuotes) is neither yes nor no; write Yes or No")
    }

    private func yesOrNo(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "yes", "y", "true", "1", "sí", "si", "sì", "ja", "oui", "sim", "はい", "예", "네", "да": true
        case "no", "n", "false", "0", "nein", "non", "não", "nao", "いいえ", "아니요", "아니오", "нет": false
        default: nil
        }
    }
}
