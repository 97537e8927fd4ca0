public import Attendance
internal import CourtCard
internal import Store

/// Where a participant stands, in one row among many. It says what their progress report says, shorter.
public struct ParticipantSummary: Hashable, Sendable {
    public var id: PersonID
    public var name: String
    /// The last letters and digits of the case number; nil where it has none.
    public var caseEnding: String?
    /// Where they are expected.
    public var meetings: Set<MeetingID>
    /// IANA name.
    public var timeZone: String
    /// The date on their clock for which all of this was worked out.
    public var today: LocalDate
    public var thisWeek: Progress.Week
    public var total: Progress.Count
    public var standing: Progress.Standing
    public var standingSentence: String
    public var isAtRisk: Bool
    public var deadline: LocalDate?
    public var projection: Progress.Projection
    /// The newest attendance with a card.
    public var last: AttendanceSummary?
    /// How many cards in force wait for somebody to decide.
    public var needsReview: Int
    /// In the order they were opened.
    public var disputes: [OpenDispute]
    /// Cards in force of late that did not pass and that nobody decided about, the newest first.
    public var cards: [CardToSee]
    private var current: Current?
    /// Where they were and strangers are not forgotten yet.
    var remembered: [OccurrenceKey]

    private struct Current: Hashable, Sendable {
        var occurrence: OccurrenceID
        var meeting: MeetingID
        var presence: Presence
    }

    /// The meeting they are in.
    public func current(at now: Timestamp) -> Progress.Current? {
        current.flatMap {
            Progress.Current(occurrence: $0.occurrence, meeting: $0.meeting, presence: $0.presence, now: now)
        }
    }

    /// A dispute that was neither taken back nor answered.
    public struct OpenDispute: Hashable, Sendable {
        /// The decision that opened it.
        public var id: Int64
        public var card: CardNumber
        public var at: Timestamp
        public var reason: String
    }

    init(
        _ participant: Participant, _ progress: Progress, _ sittings: AttendedSittings, _ decisions: Decisions,
        cards: [CardToSee], remembered: [OccurrenceKey]
    ) {
        id = participant.id
        name = participant.name
        caseEnding = Shortened.ending(ofCase: participant.caseNumber, upTo: 4)
        meetings = participant.meetings
        timeZone = participant.timeZone
        today = progress.today
        thisWeek = progress.thisWeek
        total = progress.total
        standing = progress.standing
        standingSentence = progress.standingSentence
        isAtRisk = progress.isAtRisk
        deadline = progress.deadline
        projection = progress.projection
        let summaries = sittings.summaries
        last = summaries.filter { $0.card != nil }.max { ($0.start, $0.occurrence) < ($1.start, $1.occurrence) }
        needsReview = summaries.count { $0.verdict == .needsReview && !$0.isVoid && !$0.isExcused }
        let open = Set(decisions.openDisputes.values)
        disputes = decisions.list.filter { open.contains($0.id) }.compactMap { decision in
            decision.card.map { OpenDispute(id: decision.id, card: $0, at: decision.at, reason: decision.reason) }
        }
        self.cards = cards
        current = sittings.current.flatMap { current in
            sittings.currentPresence.map {
                Current(occurrence: current.occurrence, meeting: current.meeting, presence: $0)
            }
        }
        self.remembered = remembered
    }
}

/// A card that did not pass, and why.
public struct CardToSee: Hashable, Sendable {
    public var number: CardNumber
    public var participant: PersonID
    public var issuedAt: Timestamp
    public var verdict: Verdict
    public var meeting: MeetingID
    public var occurrence: OccurrenceID
    /// When the occurrence began.
    public var start: Timestamp?
    /// The rules that were not fulfilled, or perhaps not, those that were not first.
    public var reasons: [Reason]

    public struct Reason: Hashable, Sendable {
        /// As the policy names the rule.
        public var rule: String
        public var outcome: String
        public var sentence: String
    }
}
