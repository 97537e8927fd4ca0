/// One attendance of a participant, as far as counting needs it.
public struct AttendanceSummary: Hashable, Sendable {
    public var occurrence: OccurrenceID
    public var meeting: MeetingID
    /// When the occurrence began.
    public var start: Timestamp
    /// The scheduled time it was held in; nil when it was not scheduled.
    public var slot: Slot?
    /// From the first moment they were there to the last; nil when that is not known.
    public var interval: Interval?
    /// Nil until there is a card.
    public var verdict: Verdict?
    /// A person declared that it does not count.
    public var isVoid: Bool
    /// A person excused the participant from it: the week asks for one meeting less.
    public var isExcused: Bool
    public var card: CardNumber?
    public var proven: Span
    public var corrected: Span
    public var inferred: Span

    public init(
        occurrence: OccurrenceID, meeting: MeetingID, start: Timestamp, slot: Slot? = nil, interval: Interval? = nil,
        verdict: Verdict? = nil, isVoid: Bool = false, isExcused: Bool = false, card: CardNumber? = nil,
        proven: Span = .zero, corrected: Span = .zero, inferred: Span = .zero
    ) {
        self.occurrence = occurrence
        self.meeting = meeting
        self.start = start
        self.slot = slot
        self.interval = interval
        self.verdict = verdict
        self.isVoid = isVoid
        self.isExcused = isExcused
        self.card = card
        self.proven = proven
        self.corrected = corrected
        self.inferred = inferred
    }

    /// The moment that decides which week it belongs to.
    public var counted: Timestamp { slot?.start ?? start }

    /// Whether it is one of those the court asks for.
    var isPassed: Bool { verdict == .passed && !isVoid }

    /// What it is told apart by: a slot of a meeting, however often that was restarted, or an occurrence outside any
    /// schedule.
    var key: Key { slot.map { .slot(meeting, $0.start) } ?? .occurrence(occurrence) }

    enum Key: Hashable {
        case slot(MeetingID, Timestamp)
        case occurrence(OccurrenceID)
    }
}
