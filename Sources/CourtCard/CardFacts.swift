public import Attendance

/// What a card says of one person at one occurrence of a meeting, without what makes it *this* card (its number, when it
/// was issued, and what came before it).
public struct CardFacts: Hashable, Sendable {
    public var participant: Person
    public var meeting: Meeting
    /// Nil when nothing was scheduled.
    public var scheduled: Slot?
    public var actual: Actual
    public var presence: Presence
    public var match: Match
    public var policy: Policy
    public var rules: [Rule]
    public var verdict: Verdict
    public var flags: [Flag]
    /// What people decided about this attendance and still holds, in the order it was decided.
    public var decisions: [Decision]
    public var completion: Completion
    public var evidence: Evidence

    public init(
        participant: Person, meeting: Meeting, scheduled: Slot?, actual: Actual, presence: Presence, match: Match,
        policy: Policy, rules: [Rule], verdict: Verdict, flags: [Flag], decisions: [Decision] = [],
        completion: Completion, evidence: Evidence
    ) {
        self.participant = participant
        self.meeting = meeting
        self.scheduled = scheduled
        self.actual = actual
        self.presence = presence
        self.match = match
        self.policy = policy
        self.rules = rules
        self.verdict = verdict
        self.flags = flags
        self.decisions = decisions
        self.completion = completion
        self.evidence = evidence
    }

    /// Whether a card with these facts would tell its reader anything else than one with `other`.
    ///
    /// How many deliveries there were, and in what bytes, is no difference, nor is what closed the meeting's books: Zoom
    /// repeating itself must not replace a card. Nor is a new translation of the same sentence.
    public func saysTheSame(as other: Self) -> Bool {
        var (mine, theirs) = (labelled(as: other), other)
        mine.evidence = other.evidence
        mine.completion = other.completion
        // A card of an older form does not tell connections apart.
        if mine.presence.lanes.isEmpty || other.presence.lanes.isEmpty { mine.presence.lanes = other.presence.lanes }
        for index in mine.rules.indices { mine.rules[index].sentences = [:] }
        for index in theirs.rules.indices { theirs.rules[index].sentences = [:] }
        return mine == theirs
    }

    /// With what the representative is called, and what a setting calls the program, on the other: neither is news of the
    /// attendance. And a name that a label was put in the place of must not come back as what changed.
    public func labelled(as other: Self) -> Self {
        var facts = self
        facts.participant.courtRepName = other.participant.courtRepName
        if meeting.isNeutral || other.meeting.isNeutral { facts.meeting.takeLabel(of: other.meeting) }
        return facts
    }

    /// A person decided that this attendance does not count.
    public var isVoid: Bool { decisions.contains { $0.kind == Decision.void } }

    /// A person decided that what is missing is not held against the participant.
    public var isExcused: Bool { decisions.contains { $0.kind == Decision.excuse } }
}

extension CardFacts {
    public struct Person: Hashable, Sendable {
        public var id: PersonID
        public var name: String
        public var caseNumber: String
        public var courtRep: PersonID
        /// Nil on cards of a form that did not name them.
        public var courtRepName: String?

        public init(
            id: PersonID, name: String, caseNumber: String, courtRep: PersonID, courtRepName: String? = nil
        ) {
            self.id = id
            self.name = name
            self.caseNumber = caseNumber
            self.courtRep = courtRep
            self.courtRepName = courtRepName
        }
    }

    public struct Meeting: Hashable, Sendable {
        public var id: MeetingID
        public var name: String
        public var program: String?
        /// `name` is a label that says nothing of the program, and the program is left out: the court's setting.
        public var isNeutral: Bool
        public var platform: String
        /// The last four digits of the meeting's number; the whole number would let a reader join.
        public var numberLast4: String
        /// In the order they began, never empty: several where the meeting ended and started again in its slot.
        public var occurrences: [OccurrenceID]

        public init(
            id: MeetingID, name: String, program: String?, isNeutral: Bool = false, platform: String = "Zoom",
            number: MeetingNumber, occurrences: [OccurrenceID]
        ) {
            self.id = id
            self.name = name
            self.program = program
            self.isNeutral = isNeutral
            self.platform = platform
            self.numberLast4 = String(number.rawValue.suffix(4))
            self.occurrences = occurrences
        }

        fileprivate mutating func takeLabel(of other: Self) {
            (name, program, isNeutral) = (other.name, other.program, other.isNeutral)
        }
    }

    public struct Slot: Hashable, Sendable {
        public var start: Timestamp
        public var end: Timestamp
        /// IANA name.
        public var timeZone: String

        public init(start: Timestamp, end: Timestamp, timeZone: String) {
            self.start = start
            self.end = end
            self.timeZone = timeZone
        }
    }

    /// When the occurrence began and ended; nil where Zoom never said.
    public struct Actual: Hashable, Sendable {
        public var start: Timestamp?
        public var end: Timestamp?

        public init(start: Timestamp?, end: Timestamp?) {
            self.start = start
            self.end = end
        }
    }

    /// How the person was recognised.
    public struct Match: Hashable, Sendable {
        public var strength: MatchStrength
        public var by: IdentityKey.Kind

        public init(strength: MatchStrength, by: IdentityKey.Kind) {
            self.strength = strength
            self.by = by
        }
    }

    public struct Policy: Hashable, Sendable {
        public var name: String
        public var version: String

        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// One rule, what was measured against it, and how it came out.
    public struct Rule: Hashable, Sendable {
        public var id: String
        /// Plain words with measure and threshold in them, in English.
        public var sentence: String
        /// The same in every language there is, by language tag.
        public var sentences: [String: String]
        /// In `unit`; nil when it could not be measured.
        public var measured: Int64?
        public var threshold: Int64?
        public var unit: String
        public var outcome: String

        public init(
            id: String, sentence: String, sentences: [String: String]? = nil, measured: Int64?, threshold: Int64?,
            unit: String, outcome: String
        ) {
            self.id = id
            self.sentence = sentence
            self.sentences = sentences ?? ["en": sentence]
            self.measured = measured
            self.threshold = threshold
            self.unit = unit
            self.outcome = outcome
        }
    }

    public struct Flag: Hashable, Sendable {
        public var id: String
        public var sentence: String

        public init(id: String, sentence: String) {
            self.id = id
            self.sentence = sentence
        }
    }

    /// What a person decided about the attendance, and why.
    public struct Decision: Hashable, Sendable {
        /// The kinds that change how an attendance counts.
        public static let (void, excuse) = ("void", "excuse")

        /// The number of the decision in the journal.
        public var id: Int64
        public var kind: String
        /// The time it is about, where it is about time.
        public var interval: Interval?
        public var reason: String
        public var author: PersonID
        /// What the author was when they decided.
        public var role: String
        public var at: Timestamp

        public init(
            id: Int64, kind: String, interval: Interval?, reason: String, author: PersonID, role: String, at: Timestamp
        ) {
            self.id = id
            self.kind = kind
            self.interval = interval
            self.reason = reason
            self.author = author
            self.role = role
            self.at = at
        }
    }

    /// What closed the meeting's books.
    public struct Completion: Hashable, Sendable {
        public var reason: String
        public var sentence: String

        public init(reason: String, sentence: String) {
            self.reason = reason
            self.sentence = sentence
        }
    }
}
