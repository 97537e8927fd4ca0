public import Attendance

/// When court representatives are told of a day, and for how long that is kept.
public struct DigestSettings: Sendable {
    /// On whose clock days are counted; nil: no digest is made.
    public var calendar: DigestCalendar?
    /// Older ones are forgotten.
    public var retention: Span

    public init(calendar: DigestCalendar? = nil, retention: Span = .hours(24 * 400)) {
        self.calendar = calendar
        self.retention = retention
    }
}

/// The days of which digests are made, and when: in the morning of the next one.
public struct DigestCalendar: Sendable {
    public let timeZone: String
    let clock: LocalClock
    /// Of the next day, 0..<1440.
    let minute: Int

    /// Days that were missed are made up for, as far back.
    static let reach: Int64 = 7

    /// Nil where the time zone (an IANA name) is unknown.
    /// - Parameter minute: of the next day, 0..<1440: when its digest is made.
    public init?(timeZone: String, minute: Int) {
        guard let clock = LocalClock(timeZone), (0..<1440).contains(minute) else { return nil }
        self.timeZone = timeZone
        self.clock = clock
        self.minute = minute
    }

    /// From its midnight to the next, whatever the clock does meanwhile.
    func day(of date: LocalDate) -> Interval {
        Interval(clock.moment(day: date.day, minute: 0), clock.moment(day: date.day + 1, minute: 0))
    }

    func date(of moment: Timestamp) -> LocalDate { clock.date(of: moment) }

    /// The newest date whose digest is due.
    func newest(at now: Timestamp) -> LocalDate {
        let today = clock.date(of: now)
        return today.adding(days: clock.moment(day: today.day, minute: minute) <= now ? -1 : -2)
    }

    /// The dates whose digests are to be made now, in order.
    /// - Parameter last: those up to this one are made; nil: none ever was.
    func due(after last: LocalDate?, at now: Timestamp) -> [LocalDate] {
        let newest = newest(at: now)
        guard let last else { return [newest] }
        let first = max(last.adding(days: 1), newest.adding(days: 1 - Self.reach))
        return first <= newest ? (first.day...newest.day).map { LocalDate(day: $0) } : []
    }
}
