public import Attendance
public import Zoom

/// The Zoom account whose own record is asked.
public struct ZoomAccount: Sendable {
    public var api: ZoomAPI
    /// The app in Zoom's marketplace whose deliveries these are; nil: its log is not asked.
    public var app: String?
    /// When the whole account is compared every day; nil: never.
    public var daily: DailyTime?

    public init(api: ZoomAPI, app: String? = nil, daily: DailyTime? = nil) {
        self.api = api
        self.app = app
        self.daily = daily
    }
}

/// A time of day on a clock on a wall.
public struct DailyTime: Sendable {
    private let clock: LocalClock
    private let minute: Int

    /// - Parameter minute: of the day, 0..<1440.
    public init(on clock: LocalClock, minute: Int) {
        self.clock = clock
        self.minute = minute
    }

    /// When it is that time next.
    public func next(after now: Timestamp) -> Timestamp {
        let today = clock.day(of: now)
        let moment = clock.moment(day: today, minute: minute)
        return moment > now ? moment : clock.moment(day: today + 1, minute: minute)
    }
}

/// What asking Zoom for several occurrences gave.
public struct ZoomReconciliation: Hashable, Sendable {
    /// In the order they were held.
    public var occurrences: [Reconciliation] = []
    /// What could not be compared, and why.
    public var failures: [Failure] = []

    public struct Failure: Hashable, Sendable {
        public var number: MeetingNumber
        /// Nil where it was the list of the meeting's occurrences that Zoom did not give.
        public var occurrence: OccurrenceID?
        public var error: ZoomAPIError
    }
}

/// What the log of failed deliveries gave.
public struct LogReconciliation: Hashable, Sendable {
    /// How many different bodies Zoom's log holds.
    public var logged = 0
    /// How many rows held none that can be read.
    public var unreadable = 0
    /// How many of them name no occurrence and were not in the journal.
    public var newApart = 0
    /// Those that name one.
    public var occurrences: [Reconciliation] = []
}
