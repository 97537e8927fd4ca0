public import Attendance
internal import CourtCard
internal import Store

/// Where a participant stands, in one row among many. It says what their progress report says, shorter.
///
/// Made once and looked at by many, so it is shared and never copied.
public final class ParticipantSummary: Sendable {
    public let id: PersonID
    public let name: String
    /// The last letters and digits of the case number; nil where it has none.
    public let caseEnding: String?
    /// Where they are expected.
    public let meetings: Set<MeetingID>
    /// IANA name.
    public let timeZone: String
    /// The date on their clock for which all of this was worked out.
    public let today: LocalDate
    public let thisWeek: Progress.Week
    public let total: Progress.Count
    public let standing: Progress.Standing
    public let standingSentence: String
    public let isAtRisk: Bool
    public let deadline: LocalDate?
    public let projection: Progress.Projection
    /// The newest attendance with a card.
    public let last: AttendanceSummary?
    /// How many cards in force wait for somebody to decide.
    public let needsReview: Int
    /// In the order they were opened.
    public let disputes: [OpenDispute]
    /// Cards in force of late that did not pass and that nobody decided about, the newest first.
    public let cards: [CardToSee]
    private let current: Current?
    /// Where they were and strangers are not forgotten yet, of meetings that they are not expected at.
    let rememberedElsewhere: [OccurrenceKey]

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
        cards: [CardToSee], rememberedElsewhere: [OccurrenceKey]
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
        self.rememberedElsewhere = rememberedElsewhere
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
