public import Attendance
public import Crypto

/// All that a card's document says, typed. `Card` makes the document of it.
public struct CardContent: Hashable, Sendable {
    /// What the document calls its own form. A reader that does not know it must not guess.
    public static let schema = "court-card/1"

    public var number: CardNumber
    public var issuedAt: Timestamp
    public var facts: CardFacts
    /// The card that this one takes the place of.
    public var supersedes: Supersession?
    /// The hash of the participant's card before this one, whatever meeting it was for; nil for the first.
    public var previous: Digest?

    public init(
        number: CardNumber, issuedAt: Timestamp, facts: CardFacts, supersedes: Supersession?, previous: Digest?
    ) {
        self.number = number
        self.issuedAt = issuedAt
        self.facts = facts
        self.supersedes = supersedes
        self.previous = previous
    }
}

/// Which card is replaced, and why.
public struct Supersession: Hashable, Sendable {
    public var number: CardNumber
    public var hash: Digest
    /// Plain words.
    public var reason: String
    public var changes: [CardChange]

    public init(number: CardNumber, hash: Digest, reason: String, changes: [CardChange]) {
        self.number = number
        self.hash = hash
        self.reason = reason
        self.changes = changes
    }

    /// - Parameter reason: why there is something new to say, in plain words; what is new is worked out here.
    public init(of card: Card, with facts: CardFacts, reason: String) {
        self.init(
            number: card.number, hash: card.hash, reason: reason, changes: facts.changes(since: card.content.facts))
    }
}
