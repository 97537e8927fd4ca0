/// The weeks of a participant: on their clock, from the day of the week that the court's weeks begin on.
struct WeekCalendar {
    private let clock: LocalClock?
    private let weekStart: Int

    /// - Parameters:
    ///   - timeZone: an IANA name; UTC where it is unknown.
    ///   - weekStart: ISO 8601: 1 is Monday.
    init(timeZone: String, weekStart: Int) {
        clock = LocalClock(timeZone) ?? LocalClock("UTC")
        self.weekStart = weekStart
    }

    func date(of moment: Timestamp) -> LocalDate {
        // Every system knows UTC; should one not, the days of the epoch's own calendar are the same.
        clock?.date(of: moment) ?? LocalDate(day: moment.milliseconds.flooredDivision(by: 86_400_000))
    }

    /// When a date begins.
    func start(of date: LocalDate) -> Timestamp {
        clock?.moment(day: date.day, minute: 0) ?? Timestamp(seconds: date.day * 86_400)
    }

    /// The first day of the week that a date is in.
    func week(of date: LocalDate) -> LocalDate {
        date.adding(days: -Int64((date.weekday - weekStart + 7) % 7))
    }
}
