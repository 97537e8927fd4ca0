public import Attendance

/// What somebody is told who asks about a card by its number and short code.
public enum CardInquiry: Hashable, Sendable {
    case known(VerifiedCard)
    /// There is no such card, or the code is wrong: which of the two is told to nobody.
    case unknown
    /// Too many wrong codes came from there.
    case slowedDown(wait: Span)
}

/// All that a card's number and short code open: enough to compare with the paper, and nothing to learn from it.
public struct VerifiedCard: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        case inForce
        /// A newer card took its place.
        case superseded(by: CardNumber)
        /// A person decided that the attendance does not count.
        ///
        /// - because: in their words; nil once these were erased.
        case void(because: String?)
        /// What is stored is not what was issued. It proves nothing.
        case damaged
    }

    public var number: CardNumber
    public var state: State
    /// `M. L.`; nil once the name was erased.
    public var initials: String?
    /// The last 3 letters and digits of the case number; nil once it was erased.
    public var caseEnding: String?
    /// On which the meeting began, in its zone.
    public var date: LocalDate
    public var verdict: Verdict
    /// What is missing is not held against the participant.
    public var isExcused: Bool
}
