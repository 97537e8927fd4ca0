public import Attendance

/// What a court representative is told of one day of their participants. Holds people by their ids only.
public struct DailyDigest: Hashable, Sendable {
    public var date: LocalDate
    /// On whose clock that is a day: an IANA name.
    public var timeZone: String
    /// Attendances that began on that day, in the order they did.
    public var attendances: [Attended]
    /// Cards that were issued on that day, in the order they were.
    public var cards: [Issued]
    /// Those that nobody had answered when the digest was made, the oldest first.
    public var disputes: [Disputed]
    public var unmatched: Unmatched
    /// Who has fallen behind at the end of that day, or is about to, sorted.
    public var behind: [Behind]

    public struct Attended: Hashable, Sendable {
        public var participant: PersonID
        public var meeting: MeetingID
        public var meetingName: String
        public var occurrence: OccurrenceID
        public var start: Timestamp
        /// Whole minutes, rounded down.
        public var provenMinutes: Int64
        public var correctedMinutes: Int64
        public var inferredMinutes: Int64
        /// What its card said when the digest was made; nil: there was none yet.
        public var verdict: Verdict?
    }

    public struct Issued: Hashable, Sendable {
        public var number: CardNumber
        public var participant: PersonID
        public var issuedAt: Timestamp
        public var verdict: Verdict
        public var isVoid: Bool
        public var isExcused: Bool
        /// The card whose place it took.
        public var supersedes: CardNumber?
        /// Nil where the meeting is not on the roster any more.
        public var meetingName: String?
        /// When the occurrence it is of began; nil where that was never told.
        public var start: Timestamp?
        /// Why it did not pass, as it says itself.
        public var reasons: [String]
    }

    public struct Disputed: Hashable, Sendable {
        public var dispute: Int64
        public var card: CardNumber
        public var participant: PersonID
        public var at: Timestamp
    }

    /// Attendees who match nobody, in meetings that concern these participants.
    public struct Unmatched: Hashable, Sendable {
        /// In meetings of that day.
        public var ofDay: Int
        /// All that wait to be claimed.
        public var waiting: Int
    }

    public struct Behind: Hashable, Sendable {
        public var participant: PersonID
        /// What is the matter, the worst first; never empty.
        public var reasons: [Lag]
        public var thisWeek: Progress.Count
        public var total: Progress.Count
        public var deadline: LocalDate?
        /// The standing in words.
        public var sentence: String
    }

    /// What is the matter with somebody who has fallen behind, or is about to.
    public enum Lag: String, Hashable, Sendable, CaseIterable {
        /// Less was done than the weeks that are over asked for, or the deadline passed or cannot be reached any more.
        case behind
        /// A week ended on that day without what it asked for.
        case weekMissed = "week-missed"
        /// This week lacks more meetings than it has days left.
        case weekOutOfReach = "week-out-of-reach"
        /// At this pace the deadline will be missed.
        case deadlineAtRisk = "deadline-at-risk"
        /// This week ends within two days, and something is missing.
        case weekClosing = "week-closing"
    }

    /// In its order, whatever the order it was found in.
    mutating func sort() {
        attendances.sort {
            ($0.start, $0.participant, $0.occurrence) < ($1.start, $1.participant, $1.occurrence)
        }
        cards.sort { ($0.issuedAt, $0.number) < ($1.issuedAt, $1.number) }
        disputes.sort { $0.dispute < $1.dispute }
        behind.sort { $0.participant < $1.participant }
    }

    /// Nothing happened that somebody need look at.
    var isQuiet: Bool {
        attendances.isEmpty && cards.isEmpty && disputes.isEmpty && behind.isEmpty && unmatched.ofDay == 0
    }

    /// Everybody who stands in it.
    var people: Set<PersonID> {
        Set(attendances.map(\.participant) + cards.map(\.participant))
            .union(disputes.map(\.participant)).union(behind.map(\.participant))
    }

    /// What it says of some of them only.
    func telling(of isMeant: (PersonID) -> Bool) -> Self {
        var digest = self
        digest.attendances.removeAll { !isMeant($0.participant) }
        digest.cards.removeAll { !isMeant($0.participant) }
        digest.disputes.removeAll { !isMeant($0.participant) }
        digest.behind.removeAll { !isMeant($0.participant) }
        return digest
    }
}
