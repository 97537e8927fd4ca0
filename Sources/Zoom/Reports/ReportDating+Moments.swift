internal import Attendance
internal import CSV

extension ReportDating {
    func meeting(
        _ meeting: ReportTable.Meeting, in order: DateOrder, _ warnings: inout [ReportMistake]
    ) throws(ReportMistake) -> ReportFile.Meeting {
        let (start, end) = resolve(meeting.start, meeting.end, meeting.duration, order, within: nil, &warnings)
        let walls = [meeting.start, meeting.end].compactMap(\.self).map(\.wall)
        return ReportFile.Meeting(
            number: meeting.number, topic: meeting.topic, start: start, end: end, durationMinutes: meeting.duration,
            precision: walls.precision)
    }

    func row(
        _ row: ReportTable.Row, in order: DateOrder, within meeting: ReportFile.Meeting?,
        _ warnings: inout [ReportMistake]
    ) throws(ReportMistake) -> ReportRow {
        let (join, leave) = resolve(row.join, row.leave, row.duration, order, within: meeting, &warnings)
        let name = row.name.map { ReportName($0) }
        let precision = [row.join, row.leave].compactMap(\.self).map(\.wall).precision
        if let duration = row.duration, let join, let leave {
            // Zoom has rounded up in some years and down in others; without seconds both ends may be a minute off.
            let difference = (leave - join).milliseconds - 60_000 * Int64(duration)
            if abs(difference) > 60_000 + precision.milliseconds {
                let minutes = (leave - join).wholeMinutes
                warnings.append(
                    ReportMistake(
                        line: row.line,
                        "says \(duration) minutes where its times are \(minutes) apart; the times count. Was it edited?"
                    ))
            }
        }
        return ReportRow(
            line: row.line, name: name?.name, originalName: name?.original, email: row.email, join: join, leave: leave,
            durationMinutes: row.duration, isInWaitingRoom: row.isInWaitingRoom, isGuest: row.isGuest,
            precision: precision)
    }

    /// All moments that a time can be: two when the clock showed it twice that night.
    func instants(_ moment: ReportTable.Moment, _ order: DateOrder) -> [Timestamp] {
        moment.wall.day(in: order).map { clock.moments(day: $0, second: moment.wall.second) } ?? []
    }

    /// Of times that were twice, those that fit the duration best, then those within the meeting; the first if that
    /// leaves it open.
    private func resolve(
        _ from: ReportTable.Moment?, _ until: ReportTable.Moment?, _ duration: Int?, _ order: DateOrder,
        within meeting: ReportFile.Meeting?, _ warnings: inout [ReportMistake]
    ) -> (Timestamp?, Timestamp?) {
        let starts = from.map { instants($0, order) } ?? []
        let ends = until.map { instants($0, order) } ?? []
        guard starts.count > 1 || ends.count > 1 else { return (starts.first, ends.first) }
        guard !starts.isEmpty, !ends.isEmpty else {
            warn(starts.isEmpty ? until : from, &warnings)
            return (starts.first, ends.first)
        }
        let pairs = starts.flatMap { start in ends.map { (start: start, end: $0) } }.filter { $0.start <= $0.end }
        let ranked = pairs.map { pair in
            // Minutes off the duration, if by more than rounding; then by how much the stay leaves the meeting.
            let off = duration.map { abs((pair.end - pair.start).milliseconds / 60_000 - Int64($0)) } ?? 0
            return (pair: pair, misfit: (off > 5 ? off : 0) + outside(meeting, pair.start, pair.end))
        }
        guard let best = ranked.map(\.misfit).min() else { return (starts.first, ends.last) }
        let fitting = ranked.filter { $0.misfit == best }
        if fitting.count > 1 { warn(starts.count > 1 ? from : until, &warnings) }
        return (fitting[0].pair.start, fitting[0].pair.end)
    }

    private func outside(_ meeting: ReportFile.Meeting?, _ start: Timestamp, _ end: Timestamp) -> Int64 {
        let early = meeting?.start.map { max(0, ($0 - start).milliseconds / 60_000) } ?? 0
        let late = meeting?.end.map { max(0, (end - $0).milliseconds / 60_000) } ?? 0
        return early + late
    }

    private func warn(_ moment: ReportTable.Moment?, _ warnings: inout [ReportMistake]) {
        guard let field = moment?.field else { return }
        warnings.append(
            ReportMistake(
                line: field.line, column: field.column,
                "\(field.text.inQuotes) was twice that night, when clocks were put back; taken for the first time"))
    }
}

extension [WallTime] {
    fileprivate var precision: Span { allSatisfy(\.hasSeconds) ? .seconds(1) : .minutes(1) }
}
