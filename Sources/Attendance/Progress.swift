/// One attendance of a participant, as far as counting needs it.
public struct AttendanceSummary: Hashable, Sendable {
    public var occurrence: OccurrenceID
    public var meeting: MeetingID
    /// When the occurrence began.
    public var start: Timestamp
    /// The scheduled time it was held in; nil when it was not scheduled.
    public var slot: Slot?
    /// Nil until there is a card.
    public var verdict: Verdict?
    public var card: CardNumber?
    public var proven: Span
    public var corrected: Span
    public var inferred: Span

    public init(
        occurrence: OccurrenceID, meeting: MeetingID, start: Timestamp, slot: Slot? = nil, verdict: Verdict? = nil,
        card: CardNumber? = nil, proven: Span = .zero, corrected: Span = .zero, inferred: Span = .zero
    ) {
        self.occurrence = occurrence
        self.meeting = meeting
        self.start = start
        self.slot = slot
        self.verdict = verdict
        self.card = card
        self.proven = proven
        self.corrected = corrected
        self.inferred = inferred
    }

    /// The moment that decides which week it belongs to.
    var counted: Timestamp { slot?.start ?? start }
}

/// How far a participant is with what the court asks for: the numbers behind every interface that shows them.
public struct Progress: Hashable, Sendable {
    public var thisWeek: Week
    public var total: Count
    /// The meeting they are in at this moment.
    public var current: Current?
    /// Newest first.
    public var recent: [AttendanceSummary]

    public struct Count: Hashable, Sendable {
        public var done: Int
        /// Nil when the court asks for no number.
        public var required: Int?

        public init(done: Int, required: Int?) {
            self.done = done
            self.required = required
        }
    }

    /// From Monday 0:00 to the next on the participant's clock.
    public struct Week: Hashable, Sendable {
        public var count: Count
        public var startsAt: Timestamp
        public var endsAt: Timestamp

        public init(count: Count, startsAt: Timestamp, endsAt: Timestamp) {
            self.count = count
            self.startsAt = startsAt
            self.endsAt = endsAt
        }

        public var done: Int { count.done }
        public var required: Int? { count.required }
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

    /// - Parameters:
    ///   - timeZone: the participant's, an IANA name; UTC where it is unknown.
    ///   - attendances: one for each occurrence, in any order, with what its newest card says.
    ///   - weekStart: ISO 8601: 1 is Monday.
    public init(
        requirement: Requirement, timeZone: String, now: Timestamp, attendances: [AttendanceSummary],
        current: Current? = nil, recentLimit: Int = 20, weekStart: Int = 1
    ) {
        let (startsAt, endsAt) = Self.week(of: now, timeZone: timeZone, weekStart: weekStart)
        let passed = attendances.filter { $0.verdict == .passed }
        func done(_ counted: some Sequence<AttendanceSummary>) -> Int { Set(counted.map(Counted.init)).count }
        thisWeek = Week(
            count: Count(
                done: done(passed.filter { startsAt <= $0.counted && $0.counted < endsAt }),
                required: requirement.meetingsPerWeek),
            startsAt: startsAt, endsAt: endsAt)
        total = Count(done: done(passed), required: requirement.meetingsInTotal)
        self.current = current
        recent = Array(
            attendances.sorted { ($0.start, $0.occurrence) > ($1.start, $1.occurrence) }.prefix(recentLimit))
    }

    private static func week(of now: Timestamp, timeZone: String, weekStart: Int) -> (Timestamp, Timestamp) {
        // UTC is known to every system; without it the week of the epoch's own calendar is the same.
        guard let clock = LocalClock(timeZone) ?? LocalClock("UTC") else {
            let first = firstDay(now.milliseconds.flooredDivision(by: 86_400_000), weekStart)
            return (Timestamp(seconds: first * 86_400), Timestamp(seconds: (first + 7) * 86_400))
        }
        let first = firstDay(clock.day(of: now), weekStart)
        return (clock.moment(day: first, minute: 0), clock.moment(day: first + 7, minute: 0))
    }

    private static func firstDay(_ day: Int64, _ weekStart: Int) -> Int64 {
        day - Int64((LocalClock.weekday(of: day) - weekStart + 7) % 7)
    }
}

/// What counts once: a slot of a meeting, however often it was restarted, or an occurrence outside any schedule.
private enum Counted: Hashable {
    case slot(MeetingID, Timestamp)
    case occurrence(OccurrenceID)

    init(_ attendance: AttendanceSummary) {
        self =
            if let slot = attendance.slot { .slot(attendance.meeting, slot.start) } else {
                .occurrence(attendance.occurrence)
            }
    }
}
