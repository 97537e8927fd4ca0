/// How far a participant is with what the court asks for: the numbers behind every interface that shows them.
public struct Progress: Hashable, Sendable {
    /// The date on the participant's clock. As long as it is the same, nothing here but `current` changes by itself.
    public var today: LocalDate
    public var thisWeek: Week
    public var total: Count
    /// The meeting they are in at this moment.
    public var current: Current?
    /// Newest first.
    public var recent: [AttendanceSummary]
    /// From this week back to the first, newest first, at most 53.
    public var weeks: [Week]
    public var standing: Standing
    /// The standing and why, for people.
    public var standingSentence: String
    /// How many weeks in a row, up to this one, did what was asked. A week that asks for nothing is passed over, and this
    /// one breaks nothing before it is over. Where no number a week is asked for: weeks with an attendance that counts.
    public var streak: Int
    /// The last day of what the court asks for.
    public var deadline: LocalDate?
    public var projection: Projection

    public struct Count: Hashable, Sendable {
        public var done: Int
        /// Nil when the court asks for no number.
        public var required: Int?

        public init(done: Int, required: Int?) {
            self.done = done
            self.required = required
        }
    }

    public struct Current: Hashable, Sendable {
        public var occurrence: OccurrenceID
        public var meeting: MeetingID
        public var since: Timestamp
        /// Certain time up to now.
        public var soFar: Span

        public init(occurrence: OccurrenceID, meeting: MeetingID, since: Timestamp, soFar: Span) {
            self.occurrence = occurrence
            self.meeting = meeting
            self.since = since
            self.soFar = soFar
        }

        /// Nil when they are not there at this moment.
        public init?(occurrence: OccurrenceID, meeting: MeetingID, presence: Presence, now: Timestamp) {
            guard let since = presence.presentSince else { return nil }
            self.init(occurrence: occurrence, meeting: meeting, since: since, soFar: presence.total(asOf: now))
        }
    }

    /// The date on a participant's clock.
    ///
    /// - Parameter timeZone: as for `init`.
    public static func date(of moment: Timestamp, in timeZone: String) -> LocalDate {
        WeekCalendar(timeZone: timeZone, weekStart: 1).date(of: moment)
    }

    /// - Parameters:
    ///   - timeZone: the participant's, an IANA name; UTC where it is unknown.
    ///   - attendances: one for each occurrence, in any order, with what its newest card says.
    ///   - weekStart: ISO 8601: 1 is Monday.
    ///   - excusedWeeks: a day of each week that asks for nothing, the first by custom.
    public init(
        requirement: Requirement, timeZone: String, now: Timestamp, attendances: [AttendanceSummary],
        current: Current? = nil, recentLimit: Int = 20, weekStart: Int = 1, excusedWeeks: Set<LocalDate> = []
    ) {
        let ledger = Ledger(
            requirement: requirement, calendar: WeekCalendar(timeZone: timeZone, weekStart: weekStart), now: now,
            attendances: attendances, excusedWeeks: excusedWeeks)
        today = ledger.today
        weeks = ledger.weeks(limit: 53)
        thisWeek = ledger.thisWeek
        total = Count(done: ledger.done, required: requirement.meetingsInTotal)
        standing = ledger.standing
        projection = ledger.projection
        standingSentence = ledger.sentence(projection)
        streak = ledger.streak
        deadline = requirement.deadline
        self.current = current
        recent = Array(
            attendances.sorted { ($0.start, $0.occurrence) > ($1.start, $1.occurrence) }.prefix(recentLimit))
    }
}
