internal import CSV

/// What the columns below a line of headings hold.
struct ReportColumns {
    private(set) var participant: [ReportColumn: Int] = [:]
    private(set) var meeting: [ReportMeetingColumn: Int] = [:]
    private(set) var warnings: [ReportMistake] = []
    let layout: ReportFile.Layout
    /// Each row repeats what is known of the meeting before it tells of a participant.
    var isCombined: Bool { !participant.isEmpty && meeting[.number] != nil }

    /// Whether a line is the headings of participants; of these, a report has a name and a time at least.
    static func areHeadings(_ record: [CSVField]) -> Bool {
        let columns = Set(record.compactMap { ReportHeading.participantColumn($0.text) })
        return columns.contains(.name) && !columns.isDisjoint(with: [.join, .duration, .totalDuration])
    }

    /// Nil unless the line is the headings of participants.
    init?(_ record: [CSVField]) throws(ReportMistake) {
        guard Self.areHeadings(record),
            let nameAt = record.lastIndex(where: { ReportHeading.participantColumn($0.text) == .name })
        else { return nil }
        // Where the meeting comes first, some of its columns are called as the participant's are.
        let isCombined = record[..<nameAt].contains { ReportHeading.meetingColumn($0.text) == .number }
        var unknown: [CSVField] = []
        for (index, field) in record.enumerated() where !field.text.isBlank {
            if isCombined, index < nameAt {
                if let column = ReportHeading.meetingColumn(field.text), meeting[column] == nil {
                    meeting[column] = index
                }
                continue
            }
            guard let column = ReportHeading.participantColumn(field.text) else {
                unknown.append(field)
                continue
            }
            if column == .other || column == .name && index != nameAt { continue }
            if let earlier = participant[column] {
                throw ReportMistake(
                    line: field.line, column: field.column,
                    "the headings \(record[earlier].text.inQuotes) and \(field.text.inQuotes) mean the same; "
                        + "remove one of both columns"
                )
            }
            participant[column] = index
        }
        // Waiting is no presence: a column that might tell of it must not go unnoticed.
        let doubt =
            participant[.waitingRoom] == nil
            ? "; if it tells who was in the waiting room, name it In waiting room" : ""
        warnings = unknown.map {
            ReportMistake(
                line: $0.line, column: $0.column, "the column \($0.text.inQuotes) is unknown and passed over" + doubt)
        }
        layout =
            participant[.attended] != nil ? .webinar : participant[.join] == nil ? .unique : .sessions
        if layout != .unique, participant[.leave] == nil {
            throw ReportMistake(
                line: record[0].line, column: 1,
                "there is no column with the leave times; "
                    + "export the report again, with Zoom's web portal in English or Spanish"
            )
        }
    }

    /// Nil unless the line is the headings of the meeting itself.
    init?(meeting record: [CSVField]) {
        for (index, field) in record.enumerated() {
            if let column = ReportHeading.meetingColumn(field.text), meeting[column] == nil { meeting[column] = index }
        }
        guard meeting[.number] != nil, meeting.count > 1 else { return nil }
        layout = .sessions
    }

    /// A webinar's report has several tables, not all of which say who attended.
    func layout(after earlier: ReportFile.Layout) -> ReportFile.Layout { earlier == .webinar ? .webinar : layout }
}
