extension Progress {
    /// From 0:00 of its first day to 0:00 of the next week's, on the participant's clock.
    public struct Week: Hashable, Sendable {
        public var count: Count
        public var status: Status
        public var firstDay: LocalDate
        public var startsAt: Timestamp
        public var endsAt: Timestamp

        public init(count: Count, status: Status, firstDay: LocalDate, startsAt: Timestamp, endsAt: Timestamp) {
            self.count = count
            self.status = status
            self.firstDay = firstDay
            self.startsAt = startsAt
            self.endsAt = endsAt
        }

        public var done: Int { count.done }
        /// What this week asks for: less than usual where it is excused, where an attendance of it is, where it lies
        /// partly outside the days of the requirement, and where less is left of the total. Nil when the court asks for
        /// no number a week.
        public var required: Int? { count.required }

        public enum Status: String, Hashable, Sendable, CaseIterable {
            case met
            case missed
            /// A person excused it, perhaps before it began.
            case excused
            /// Not over.
            case current
        }
    }

    public enum Standing: String, Hashable, Sendable, CaseIterable {
        case complete
        case onTrack = "on-track"
        case behind
    }

    /// How it goes on if the participant keeps the pace of the last four finished weeks that were not excused.
    public struct Projection: Hashable, Sendable {
        /// The day the total is reached; nil when there is no total or no pace. When it was reached: that day.
        public var reachedOn: LocalDate?
        /// Whether that is in time; nil when there is no deadline, or it is not known.
        public var meetsDeadline: Bool?

        public init(reachedOn: LocalDate? = nil, meetsDeadline: Bool? = nil) {
            self.reachedOn = reachedOn
            self.meetsDeadline = meetsDeadline
        }
    }
}
