/// A scheduled time of a meeting.
public struct Slot: Hashable, Comparable, Sendable {
    public var start: Timestamp
    public var end: Timestamp

    public init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = end
    }

    public var length: Span { end - start }

    public static func < (a: Self, b: Self) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

extension Schedule {
    /// An occurrence that begins longer before its slot, or longer after it, is not the scheduled one.
    public static let leeway = Span.hours(2)

    /// The slot that an occurrence which began at `start` was held in: the nearest one within two hours. Nil when it
    /// was held outside the schedule, or the time zone is unknown.
    public func slot(for start: Timestamp) -> Slot? {
        func distance(_ slot: Slot) -> Span { max(slot.start - start, start - slot.end, .zero) }
        return slots(around: start).filter { distance($0) <= Self.leeway }
            .min { (distance($0), $0.start) < (distance($1), $1.start) }
    }

    /// The slots that begin within eight days of a moment, in order. Empty when the time zone is unknown.
    ///
    /// Right across changes of the clock: a start that does not exist moves forward by the hour that was left out, one
    /// that exists twice is the first. A slot lasts its minutes whatever the clock does meanwhile.
    public func slots(around moment: Timestamp) -> [Slot] {
        guard let clock = LocalClock(timeZone) else { return [] }
        let today = clock.day(of: moment)
        return (Int64(-8)...8).compactMap { offset in
            let day = today + offset
            guard weekdays.contains(LocalClock.weekday(of: day)) else { return nil }
            let start = clock.moment(day: day, minute: startMinute)
            return Slot(start: start, end: start + .minutes(Int64(durationMinutes)))
        }
    }
}
