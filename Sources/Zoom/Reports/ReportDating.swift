internal import Attendance
internal import CSV

/// Turns what clocks on walls showed into moments: first by finding out how the file writes dates.
struct ReportDating {
    private let table: ReportTable
    let clock: LocalClock
    private let now: Timestamp?

    init(_ table: ReportTable, clock: LocalClock, now: Timestamp?) {
        self.table = table
        self.clock = clock
        self.now = now
    }

    private var moments: [ReportTable.Moment] {
        [table.meeting?.start, table.meeting?.end].compactMap(\.self)
            + table.rows.flatMap { [$0.join, $0.leave].compactMap(\.self) }
    }

    /// Whether there are dates that leave the order of their numbers to be found out.
    var isOpen: Bool { moments.contains(where: \.wall.isOpen) }

    /// The order that nothing in the file contradicts.
    func order(given: DateOrder?) throws(ReportMistake) -> DateOrder {
        if let given {
            if let mistake = contradiction(to: given) { throw mistake }
            return given
        }
        let found = [DateOrder.monthFirst, .dayFirst].map { ($0, contradiction(to: $0)) }
        var possible = found.filter { $0.1 == nil }.map(\.0)
        if possible.count > 1, moments.contains(where: \.wall.isDotted) { possible = [.dayFirst] }
        if possible.count > 1, moments.allSatisfy({ $0.wall.day(in: possible[0]) == $0.wall.day(in: possible[1]) }) {
            possible = [possible[0]]
        }
        if let order = possible.first, possible.count == 1 { return order }
        if possible.count > 1, let first = moments.first(where: \.wall.isOpen) {
            throw ReportMistake(
                line: first.field.line, column: first.field.column,
                "\(first.field.text.inQuotes) can be month first or day first, and nothing in the file decides; say "
                    + "--date-format mdy (month first) or --date-format dmy (day first)",
                asksForDateOrder: true)
        }
        // Of two readings that both fail, the one that gets further is what was meant.
        let mistakes = found.compactMap(\.1)
        throw mistakes.max { ($0.line ?? 0) < ($1.line ?? 0) } ?? ReportMistake("the file has no dates")
    }

    /// What cannot be if the file's dates are read in `order`; nil if nothing speaks against it.
    private func contradiction(to order: DateOrder) -> ReportMistake? {
        let meeting = table.meeting
        let span = (
            meeting?.start.flatMap { instants($0, order).first }, meeting?.end.flatMap { instants($0, order).last }
        )
        if let meeting, let mistake = contradiction(to: order, meeting.start, meeting.end, meeting.duration, (nil, nil))
        {
            return mistake
        }
        for row in table.rows {
            if let mistake = contradiction(to: order, row.join, row.leave, row.duration, span) { return mistake }
        }
        return nil
    }

    private func contradiction(
        to order: DateOrder, _ from: ReportTable.Moment?, _ until: ReportTable.Moment?, _ duration: Int?,
        _ meeting: (start: Timestamp?, end: Timestamp?)
    ) -> ReportMistake? {
        func mistake(_ moment: ReportTable.Moment, _ message: String) -> ReportMistake {
            ReportMistake(
                line: moment.field.line, column: moment.field.column,
                "\(moment.field.text.inQuotes) \(message)"
                    + (moment.wall.isOpen ? " when dates are read \(order.words)" : "")
            )
        }
        for moment in [from, until].compactMap(\.self) {
            guard moment.wall.day(in: order) != nil else { return mistake(moment, "is no date") }
            guard let instant = instants(moment, order).first else {
                return mistake(
                    moment,
                    "never was: clocks were put forward over it that night. Check the time zone of the report (--zone)")
            }
            if let now, instant > now + .hours(24) { return mistake(moment, "is in the future") }
            // Times of a meeting do not lie days from it; hours may, where it was left open.
            if let start = meeting.start, instant < start - .hours(12) {
                return mistake(moment, "is long before the meeting")
            }
            if let end = meeting.end, instant > end + .hours(12) { return mistake(moment, "is long after the meeting") }
        }
        guard let from, let until, let first = instants(from, order).first, let last = instants(until, order).last
        else { return nil }
        guard first <= last else { return mistake(until, "is before \(from.field.text.inQuotes), the beginning") }
        if let duration {
            let difference = (last - first).milliseconds / 60_000 - Int64(duration)
            if abs(difference) > 12 * 60 {
                return mistake(until, "is not \(duration) minutes after \(from.field.text.inQuotes), as the line says")
            }
        }
        return nil
    }
}

extension WallTime {
    /// Whether which number is the month has to be found out.
    fileprivate var isOpen: Bool {
        guard case .numbers(let first, _, _) = date else { return false }
        return first < 1000
    }
}

extension DateOrder {
    fileprivate var words: String {
        switch self {
        case .monthFirst: "month first"
        case .dayFirst: "day first"
        case .yearFirst: "year first"
        }
    }
}
