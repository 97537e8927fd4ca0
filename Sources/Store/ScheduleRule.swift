internal import Attendance

/// One row of what makes up a schedule.
struct ScheduleRule {
    var kind: String
    var weekdays: String?
    var date: String?
    var startMinute: Int?
    var durationMinutes: Int?
    var from: String?
    var until: String?

    /// Everything a schedule is made of.
    static func all(of schedule: Schedule) -> [ScheduleRule] {
        schedule.weekly.map { rule in
            ScheduleRule(
                kind: "weekly", weekdays: rule.weekdays.sorted().map(String.init).joined(separator: " "),
                startMinute: rule.startMinute, durationMinutes: rule.durationMinutes, from: rule.from?.description,
                until: rule.until?.description)
        }
            + schedule.once.map { rule in
                ScheduleRule(
                    kind: "once", date: rule.date.description, startMinute: rule.startMinute,
                    durationMinutes: rule.durationMinutes)
            } + schedule.cancelled.sorted().map { ScheduleRule(kind: "cancelled", date: $0.description) }
    }

    var weekly: Schedule.Weekly? {
        guard kind == "weekly", let weekdays, let startMinute, let durationMinutes else { return nil }
        return Schedule.Weekly(
            weekdays: Set(weekdays.split(separator: " ").compactMap { Int($0) }), startMinute: startMinute,
            durationMinutes: durationMinutes, from: from.flatMap { LocalDate($0) },
            until: until.flatMap { LocalDate($0) })
    }

    var once: Schedule.Once? {
        guard kind == "once", let date = date.flatMap({ LocalDate($0) }), let startMinute, let durationMinutes else {
            return nil
        }
        return Schedule.Once(date: date, startMinute: startMinute, durationMinutes: durationMinutes)
    }

    var cancelled: LocalDate? { kind == "cancelled" ? date.flatMap { LocalDate($0) } : nil }
}

extension ScheduleRule {
    /// From the columns kind, weekdays, date, start_minute, duration_minutes, from_date, until_date.
    init(_ row: Row) {
        self.init(
            kind: row.text(0), weekdays: row.optional(1, row.text), date: row.optional(2, row.text),
            startMinute: row.optional(3, row.integer).map { Int($0) },
            durationMinutes: row.optional(4, row.integer).map { Int($0) }, from: row.optional(5, row.text),
            until: row.optional(6, row.text))
    }
}

extension Schedule {
    init(timeZone: String, _ rules: [ScheduleRule]) {
        self.init(
            timeZone: timeZone, weekly: rules.compactMap(\.weekly), once: rules.compactMap(\.once),
            cancelled: Set(rules.compactMap(\.cancelled)))
    }
}
