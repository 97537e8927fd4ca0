extension Ledger {
    /// Behind: less was done than the weeks that are over asked for (what was missed may be made up later, and what is
    /// done beforehand counts), or the deadline passed or cannot be reached any more.
    var standing: Progress.Standing {
        if let total = requirement.meetingsInTotal {
            if done >= total { return .complete }
            if isPastDeadline || isOutOfReach { return .behind }
        }
        if done < askedSoFar { return .behind }
        let isOver = requirement.meetingsPerWeek != nil && requirement.meetingsInTotal == nil && isPastDeadline
        return isOver ? .complete : .onTrack
    }

    /// How it goes on at the pace of the last four finished weeks that were not excused.
    var projection: Progress.Projection {
        guard let total = requirement.meetingsInTotal else { return Progress.Projection() }
        if done >= total {
            let reached = total > 0 ? dates[total - 1] : nil
            return Progress.Projection(
                reachedOn: reached, meetsDeadline: requirement.deadline.map { reached ?? $0 <= $0 })
        }
        let expected = expected(missing: total - done)
        let inTime: Bool? = requirement.deadline.flatMap { deadline in
            isPastDeadline || isOutOfReach ? false : expected.map { $0 <= deadline }
        }
        return Progress.Projection(reachedOn: expected, meetsDeadline: inTime)
    }

    /// The standing and why, for people.
    func sentence(_ projection: Progress.Projection) -> String {
        switch standing {
        case .complete:
            guard let total = requirement.meetingsInTotal else { return "All that was asked for is done." }
            let late = requirement.deadline.map { ", the last after the deadline of \($0)" } ?? ""
            return "All \(meetings(total)) \(total == 1 ? "is" : "are") done"
                + (projection.meetsDeadline == false ? late : "") + "."
        case .behind: return "Behind: \(lack)."
        case .onTrack:
            if let first = requirement.startsOn, today < first { return "What is asked for begins on \(first)." }
            let warning = projection.meetsDeadline == false ? ", but at this pace the deadline will be missed" : ""
            if let total = requirement.meetingsInTotal { return "On track: \(done) of \(meetings(total))\(warning)." }
            return requirement.meetingsPerWeek == nil ? "No number of meetings is asked for." : "On track."
        }
    }

    /// What is missing, of someone who is behind.
    private var lack: String {
        if let total = requirement.meetingsInTotal, let deadline = requirement.deadline {
            if isPastDeadline { return "the deadline of \(deadline) passed with \(done) of \(meetings(total))" }
            if isOutOfReach {
                let days = deadline.day - today.day + 1
                return "\(meetings(total - done)) missing, and \(days == 1 ? "1 day" : "\(days) days") left until the "
                    + "deadline of \(deadline)"
            }
        }
        return "\(done) of the \(meetings(askedSoFar)) asked for so far"
    }

    private func meetings(_ count: Int) -> String { count == 1 ? "1 meeting" : "\(count) meetings" }

    private var isPastDeadline: Bool { requirement.deadline.map { $0 < today } ?? false }

    /// More meetings are missing than days are left, today included.
    private var isOutOfReach: Bool {
        guard let total = requirement.meetingsInTotal, let deadline = requirement.deadline else { return false }
        return Int64(total - done) > deadline.day - max(today, requirement.startsOn ?? today).day + 1
    }

    /// By the weeks that are over, and by the last one once the deadline passed within it.
    private var askedSoFar: Int {
        (isPastDeadline ? entries[...] : finished).reduce(0) { $0 + ($1.required ?? 0) }
    }

    private func expected(missing: Int) -> LocalDate? {
        let weeks = finished.filter { !$0.isExcused }.suffix(4)
        let done = weeks.reduce(0) { $0 + $1.done }
        guard done > 0 else { return nil }
        let days = (Int64(missing) * 7 * Int64(weeks.count) + Int64(done) - 1) / Int64(done)
        let first = max(today, requirement.startsOn ?? today)
        var date = first.adding(days: days)
        // Nobody need attend in a week that is excused.
        for week in excused.sorted() where week <= date && week.day + 6 > first.day {
            date = date.adding(days: min(7, week.day + 6 - first.day))
        }
        return date
    }
}
