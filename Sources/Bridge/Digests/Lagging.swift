internal import Attendance

/// Whether one participant has fallen behind at the end of a day, or is about to. Pure.
struct Lagging {
    let participant: Participant
    /// Those that began before the end of the day.
    let attendances: [AttendanceSummary]
    let excusedWeeks: Set<LocalDate>
    let weekStart: Int
    /// On the court's clock; the participant's weeks are on their own.
    let day: Interval

    /// Nil for who has not.
    var behind: DailyDigest.Behind? {
        let progress = progress(at: day.end)
        let reasons = DailyDigest.Lag.allCases.filter { isSo($0, progress) }
        guard !reasons.isEmpty else { return nil }
        // Of the week that just ended where it is the one that was missed.
        let week = reasons.contains(.weekMissed) ? endedWeek ?? progress.thisWeek : progress.thisWeek
        return DailyDigest.Behind(
            participant: participant.id, reasons: reasons, thisWeek: week.count, total: progress.total,
            deadline: progress.deadline, sentence: progress.standingSentence)
    }

    private func isSo(_ lag: DailyDigest.Lag, _ progress: Progress) -> Bool {
        switch lag {
        case .behind: progress.standing == .behind
        case .weekMissed: endedWeek?.status == .missed
        case .weekOutOfReach: missing(progress) > daysLeft(progress)
        case .deadlineAtRisk: progress.standing == .onTrack && progress.projection.meetsDeadline == false
        case .weekClosing:
            missing(progress) > 0 && missing(progress) <= daysLeft(progress)
                && progress.thisWeek.endsAt <= day.end + .hours(48)
        }
    }

    /// The week that ended on that day, as it is told once it is over.
    private var endedWeek: Progress.Week? {
        let now = progress(at: day.end)
        return now.weeks.dropFirst().first { day.start < $0.endsAt && $0.endsAt <= day.end }
    }

    private func missing(_ progress: Progress) -> Int64 {
        guard progress.standing != .complete, let required = progress.thisWeek.required else { return 0 }
        return Int64(max(0, required - progress.thisWeek.done))
    }

    /// The day that has just begun is one of them.
    private func daysLeft(_ progress: Progress) -> Int64 {
        let last = min(progress.thisWeek.firstDay.adding(days: 6), progress.deadline ?? LocalDate(day: .max))
        return max(0, last.day - today.day + 1)
    }

    /// On the participant's clock.
    private var today: LocalDate {
        (LocalClock(participant.timeZone) ?? LocalClock("UTC"))?.date(of: day.end) ?? LocalDate(day: 0)
    }

    private func progress(at now: Timestamp) -> Progress {
        Progress(
            requirement: participant.requirement, timeZone: participant.timeZone, now: now, attendances: attendances,
            weekStart: weekStart, excusedWeeks: excusedWeeks)
    }
}
