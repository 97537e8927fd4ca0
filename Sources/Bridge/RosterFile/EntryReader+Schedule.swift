import Attendance

/// When a meeting takes place: weekly rules, single dates, or both.
extension EntryReader {
    mutating func schedule() -> Schedule? {
        let columns = RosterColumn.rule + [.timeZone, .dates, .cancelledDates]
        guard columns.contains(where: { has($0) }) || !entry.rules.isEmpty else { return nil }
        let isWeekly = [.weekdays, .start, .from, .until].contains { has($0) }
        // What is given without any time at all was meant as a weekly rule.
        let needsRule = isWeekly || entry.rules.isEmpty && !has(.dates)
        if !has(.timeZone) { reportMissing(.timeZone) }
        let timeZone = timeZone()
        let known = mistakes.count
        var rules: [(rule: Schedule.Weekly, place: RosterMistake.Place)] = []
        if needsRule { rules += weekly().map { ($0, place(of: .start)) } }
        for part in entry.rules {
            var reader = EntryReader(part)
            rules += reader.weekly().map { ($0, reader.place(of: .start)) }
            report(from: reader)
        }
        let dates = dates(durationIsRead: needsRule)
        let cancelled = cancelledDates()
        if mistakes.count == known { reportOverlaps(rules) }
        guard let timeZone, mistakes.count == known else { return nil }
        return Schedule(timeZone: timeZone, weekly: rules.map(\.rule), once: dates, cancelled: cancelled)
    }

    private mutating func reportMissing(_ column: RosterColumn) {
        report(
            column, "\(column.rawValue) is missing: a schedule needs weekdays, start, duration_minutes and time_zone")
    }

    /// A rule for each start.
    private mutating func weekly() -> [Schedule.Weekly] {
        for column in [RosterColumn.weekdays, .start, .durationMinutes] where !has(column) { reportMissing(column) }
        let weekdays = weekdays()
        let starts = startMinutes()
        let duration = integer(.durationMinutes, in: 1...1440)
        let (from, until) = period(.from, .until)
        guard let weekdays, let starts, let duration else { return [] }
        return starts.map {
            Schedule.Weekly(
                weekdays: weekdays, startMinute: $0, durationMinutes: duration, from: from, until: until)
        }
    }

    private mutating func weekdays() -> Set<Int>? {
        var days: Set<Int> = []
        for text in list(.weekdays) {
            guard text.count >= 2, let day = Weekday.names.firstIndex(where: { $0.hasPrefix(text.lowercased()) }) else {
                report(.weekdays, "weekdays has \(text.quoted); allowed are Mon Tue Wed Thu Fri Sat Sun")
                return nil
            }
            days.insert(day + 1)
        }
        return days.isEmpty ? nil : days
    }

    private mutating func startMinutes() -> Set<Int>? {
        let texts = list(.start)
        let minutes = texts.compactMap { TimeOfDay.minute($0) }
        guard minutes.count == texts.count else {
            report(
                .start,
                "start is \(texts.joined(separator: " ").quoted); allowed is a time on the 24-hour clock, such as "
                    + "19:00; several are separated by spaces")
            return nil
        }
        return minutes.isEmpty ? nil : Set(minutes)
    }

    /// - Parameter durationIsRead: whether what is wrong with the duration was reported already.
    private mutating func dates(durationIsRead: Bool) -> [Schedule.Once] {
        guard has(.dates) else { return [] }
        let given =
            durationIsRead ? text(.durationMinutes).flatMap { Int($0) } : integer(.durationMinutes, in: 1...1440)
        var dates: [Schedule.Once] = []
        var lacksDuration = false
        for text in list(.dates) {
            guard let (date, minute, own) = DateAndTime.read(text) else {
                report(
                    .dates,
                    "dates has \(text.quoted); allowed is a date with its time, such as 2026-12-24 18:00, or with a "
                        + "length of its own, 2026-12-24 18:00 90min; several are separated by ;")
                continue
            }
            if own == nil, !has(.durationMinutes) { lacksDuration = true }
            if let duration = own ?? given {
                dates.append(Schedule.Once(date: date, startMinute: minute, durationMinutes: duration))
            }
        }
        if lacksDuration, !durationIsRead {
            report(.durationMinutes, "duration_minutes is missing: dates need it, or a length of their own")
        }
        return dates
    }

    private mutating func cancelledDates() -> Set<LocalDate> {
        var dates: Set<LocalDate> = []
        for text in list(.cancelledDates) {
            guard let date = LocalDate(text) else {
                report(.cancelledDates, "cancelled_dates has \(text.quoted); allowed are dates such as 2026-12-24")
                continue
            }
            dates.insert(date)
        }
        return dates
    }

    /// An occurrence could be held in either of two slots that overlap.
    private mutating func reportOverlaps(_ rules: [(rule: Schedule.Weekly, place: RosterMistake.Place)]) {
        let sorted = rules.sorted { $0.rule.startMinute < $1.rule.startMinute }
        for (index, later) in sorted.enumerated() {
            guard let earlier = sorted[..<index].first(where: { $0.rule.overlaps(later.rule) }) else { continue }
            report(
                later.place,
                "start has \(TimeOfDay.text(later.rule.startMinute)), but the one from "
                    + "\(TimeOfDay.text(earlier.rule.startMinute)) lasts \(earlier.rule.durationMinutes) minutes; one "
                    + "must end before the next begins")
        }
    }
}

extension Schedule.Weekly {
    /// - Parameter later: begins no earlier in the day.
    fileprivate func overlaps(_ later: Self) -> Bool {
        guard later.startMinute < startMinute + durationMinutes, !weekdays.isDisjoint(with: later.weekdays) else {
            return false
        }
        if let until, let from = later.from, until < from { return false }
        if let until = later.until, let from, until < from { return false }
        return true
    }
}
