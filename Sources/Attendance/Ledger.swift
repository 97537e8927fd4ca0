/// What was asked for and what was done, week by week: what all numbers of `Progress` come from.
struct Ledger {
    struct Entry {
        var firstDay: LocalDate
        var done: Int
        /// Nil when the court asks for no number a week.
        var required: Int?
        var isExcused: Bool

        /// Nil when it asked for nothing.
        var isMet: Bool? {
            if isExcused || required == 0 { return nil }
            return done >= required ?? 1
        }
    }

    let requirement: Requirement
    let calendar: WeekCalendar
    let today: LocalDate
    /// First days.
    let excused: Set<LocalDate>
    /// The dates of the attendances that count, in order.
    let dates: [LocalDate]
    /// From the first week to this one. Never empty.
    let entries: [Entry]

    init(
        requirement: Requirement, calendar: WeekCalendar, now: Timestamp, attendances: [AttendanceSummary],
        excusedWeeks: Set<LocalDate>
    ) {
        func isAskedFor(_ date: LocalDate) -> Bool { requirement.startsOn.map { $0 <= date } ?? true }
        let today = calendar.date(of: now)
        let excused = Set(excusedWeeks.map { calendar.week(of: $0) })
        let dated = attendances.map { (attendance: $0, date: calendar.date(of: $0.counted)) }
            .filter { isAskedFor($0.date) }
        let counting = dated.map(\.attendance).counting()
        let counted = Set(counting.map(\.key))
        let dates = counting.map { calendar.date(of: $0.counted) }.sorted()
        var done: [LocalDate: Int] = [:]
        for date in dates { done[calendar.week(of: date), default: 0] += 1 }
        var excuses: [LocalDate: Set<AttendanceSummary.Key>] = [:]
        for (attendance, date) in dated where attendance.isExcused && !counted.contains(attendance.key) {
            excuses[calendar.week(of: date), default: []].insert(attendance.key)
        }

        let thisWeek = calendar.week(of: today)
        let first = min(calendar.week(of: requirement.startsOn ?? dated.map(\.date).min() ?? today), thisWeek)
        var left = requirement.meetingsInTotal
        entries = stride(from: first.day, through: thisWeek.day, by: 7).map { day in
            let week = LocalDate(day: day)
            var required = requirement.asked(inWeekOf: week)
            if excused.contains(week) { required = required.map { _ in 0 } }
            required = required.map { max(0, $0 - (excuses[week]?.count ?? 0)) }
            if let left { required = required.map { min($0, left) } }
            let done = done[week] ?? 0
            left = left.map { max(0, $0 - done) }
            return Entry(firstDay: week, done: done, required: required, isExcused: excused.contains(week))
        }
        self.requirement = requirement
        self.calendar = calendar
        self.today = today
        self.excused = excused
        self.dates = dates
    }

    var done: Int { dates.count }
    var finished: ArraySlice<Entry> { entries.dropLast() }

    var thisWeek: Progress.Week { week(entries[entries.count - 1]) }

    /// Newest first.
    func weeks(limit: Int) -> [Progress.Week] { entries.suffix(limit).reversed().map { week($0) } }

    var streak: Int {
        var streak = 0
        for entry in entries.reversed() {
            switch entry.isMet {
            case true?: streak += 1
            case nil: break
            case false?: if calendar.week(of: today) != entry.firstDay { return streak }
            }
        }
        return streak
    }

    private func week(_ entry: Entry) -> Progress.Week {
        let status: Progress.Week.Status =
            if entry.isExcused { .excused } else if entry.firstDay == calendar.week(of: today) { .current } else {
                entry.done >= entry.required ?? 0 ? .met : .missed
            }
        return Progress.Week(
            count: Progress.Count(done: entry.done, required: entry.required), status: status,
            firstDay: entry.firstDay, startsAt: calendar.start(of: entry.firstDay),
            endsAt: calendar.start(of: entry.firstDay.adding(days: 7)))
    }
}

extension Requirement {
    /// A week that lies partly before the first day or after the last asks for its share, rounded down. Nil when nothing
    /// is asked for by the week.
    fileprivate func asked(inWeekOf firstDay: LocalDate) -> Int? {
        guard let meetingsPerWeek else { return nil }
        let first = max(firstDay, startsOn ?? firstDay)
        let last = min(firstDay.adding(days: 6), deadline ?? firstDay.adding(days: 6))
        return meetingsPerWeek * Int(max(0, last.day - first.day + 1)) / 7
    }
}
