extension Schedule {
    /// An occurrence that begins longer before its slot, or longer after it, is not the scheduled one.
    public static let leeway = Span.hours(2)

    /// The slot that an occurrence which began at `start` was held in: the nearest one within two hours. Nil when it
    /// was held outside the schedule, or the time zone is unknown.
    ///
    /// - Parameter end: when it ended, once that is known. Of several slots within two hours it is then the one that most
    ///   of the occurrence was held in: between two slots, one may have been opened early or the other gone on.
    public func slot(for start: Timestamp, until end: Timestamp? = nil) -> Slot? {
        func distance(_ slot: Slot) -> Span { max(slot.start - start, start - slot.end, .zero) }
        func missed(_ slot: Slot) -> Span {
            guard let end else { return .zero }
            return end - start - max(min(slot.end, end) - max(slot.start, start), .zero)
        }
        return slots(from: start - longest - Self.leeway, through: start + Self.leeway)
            .filter { distance($0) <= Self.leeway }
            .min { (missed($0), distance($0), $0.start) < (missed($1), distance($1), $1.start) }
    }

    /// The slots that begin within eight days of a moment, in order. Empty when the time zone is unknown.
    public func slots(around moment: Timestamp) -> [Slot] {
        slots(from: moment - .hours(8 * 24), through: moment + .hours(8 * 24))
    }

    /// The slots that begin at `first`, at `last` or between them, in order, no two at the same moment. Empty when the
    /// time zone is unknown.
    ///
    /// Right across changes of the clock: a start that does not exist moves forward by the time that was left out, one
    /// that exists twice is the first. A slot lasts its minutes whatever the clock does meanwhile.
    public func slots(from first: Timestamp, through last: Timestamp) -> [Slot] {
        guard first <= last, let clock = LocalClock(timeZone) else { return [] }
        // A start that the clock leaps over may move into the next day.
        let days = clock.day(of: first) - 1...clock.day(of: last)
        var ends: [Timestamp: Timestamp] = [:]
        func add(_ day: Int64, _ minute: Int, _ length: Int) {
            let start = clock.moment(day: day, minute: minute)
            guard first <= start, start <= last else { return }
            let end = start + .minutes(Int64(length))
            ends[start] = max(ends[start] ?? end, end)
        }
        if !weekly.isEmpty {
            for day in days {
                let date = LocalDate(day: day)
                if cancelled.contains(date) { continue }
                for rule in weekly where rule.isOn(date) { add(day, rule.startMinute, rule.durationMinutes) }
            }
        }
        for one in once where days.contains(one.date.day) { add(one.date.day, one.startMinute, one.durationMinutes) }
        return ends.map { Slot(start: $0.key, end: $0.value) }.sorted()
    }

    private var longest: Span {
        .minutes(Int64(max(weekly.map(\.durationMinutes).max() ?? 0, once.map(\.durationMinutes).max() ?? 0)))
    }
}
