public import Attendance
internal import CSV

extension ReportFile {
    /// - Parameters:
    ///   - clock: of the time zone of the account that the report was downloaded from.
    ///   - dateOrder: how the file writes dates; nil to find it out from the file.
    ///   - now: no report tells of the future, which may settle how it writes dates.
    /// - Throws: the first thing that keeps the report from being read.
    public init(
        _ bytes: [UInt8], clock: LocalClock, dateOrder: DateOrder? = nil, now: Timestamp? = nil
    ) throws(ReportMistake) {
        let table = try ReportTable(bytes)
        let dating = ReportDating(table, clock: clock, now: now)
        let order = try dating.order(given: dateOrder)
        var warnings = table.warnings
        var rows: [ReportRow] = []
        let meeting = try table.meeting.map { (meeting) throws(ReportMistake) in
            try dating.meeting(meeting, in: order, &warnings)
        }
        for written in table.rows {
            rows.append(try dating.row(written, in: order, within: meeting, &warnings))
        }
        self.init(
            layout: table.layout, meeting: meeting, rows: rows, dateOrder: dating.isOpen ? order : nil,
            warnings: warnings.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
    }
}
