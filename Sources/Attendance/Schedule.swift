/// When a meeting takes place, on the clock of its time zone.
///
/// What is derived from a schedule follows it into the past: a group that moves to another hour keeps its past only by
/// ending one rule (`until`) and beginning another (`from`).
public struct Schedule: Hashable, Sendable {
    /// IANA name.
    public var timeZone: String
    /// Sorted, none twice.
    public var weekly: [Weekly] { didSet { weekly = Set(weekly).sorted() } }
    /// Beside the weekly ones. Sorted, none twice.
    public var once: [Once] { didSet { once = Set(once).sorted() } }
    /// Dates on which nothing weekly begins. What is in `once` takes place all the same, so that one evening can be moved
    /// to another hour.
    public var cancelled: Set<LocalDate>

    public init(timeZone: String, weekly: [Weekly] = [], once: [Once] = [], cancelled: Set<LocalDate> = []) {
        self.timeZone = timeZone
        self.weekly = Set(weekly).sorted()
        self.once = Set(once).sorted()
        self.cancelled = cancelled
    }

    /// The same every week, for ever.
    public init(weekdays: Set<Int>, startMinute: Int, durationMinutes: Int, timeZone: String) {
        self.init(
            timeZone: timeZone,
            weekly: [Weekly(weekdays: weekdays, startMinute: startMinute, durationMinutes: durationMinutes)])
    }

    /// Every week on some weekdays, at one time of the day.
    public struct Weekly: Hashable, Comparable, Sendable {
        /// ISO 8601: 1 is Monday, 7 is Sunday. Never empty.
        public var weekdays: Set<Int>
        /// Minutes after midnight, 0..<1440.
        public var startMinute: Int
        public var durationMinutes: Int
        /// The first date it may begin on; nil: since ever.
        public var from: LocalDate?
        /// The last date it may begin on; nil: for ever.
        public var until: LocalDate?

        public init(
            weekdays: Set<Int>, startMinute: Int, durationMinutes: Int, from: LocalDate? = nil, until: LocalDate? = nil
        ) {
            self.weekdays = weekdays
            self.startMinute = startMinute
            self.durationMinutes = durationMinutes
            self.from = from
            self.until = until
        }

        /// Whether it takes place on a date, cancelled dates aside.
        public func isOn(_ date: LocalDate) -> Bool {
            weekdays.contains(date.weekday) && from.map { $0 <= date } ?? true && until.map { date <= $0 } ?? true
        }

        public static func < (a: Self, b: Self) -> Bool { a.order.lexicographicallyPrecedes(b.order) }

        /// By the date it begins to hold, then by the time of the day.
        private var order: [Int64] {
            [from?.day ?? .min, Int64(startMinute), Int64(durationMinutes), until?.day ?? .max]
                + weekdays.sorted().map { Int64($0) }
        }
    }

    /// On one date.
    public struct Once: Hashable, Comparable, Sendable {
        public var date: LocalDate
        /// Minutes after midnight, 0..<1440.
        public var startMinute: Int
        public var durationMinutes: Int

        public init(date: LocalDate, startMinute: Int, durationMinutes: Int) {
            self.date = date
            self.startMinute = startMinute
            self.durationMinutes = durationMinutes
        }

        public static func < (a: Self, b: Self) -> Bool {
            (a.date, a.startMinute, a.durationMinutes) < (b.date, b.startMinute, b.durationMinutes)
        }
    }
}
