public import Attendance
public import Crypto

/// All that a card's document says, typed. `Card` makes the document of it.
public struct CardContent: Hashable, Sendable {
    /// What the document calls its own form. A reader that does not know it must not guess.
    public static let schema = "court-card/2"
    /// An older form that is still read: it lacked what is new, and meant nothing else by the rest.
    static let olderSchema = "court-card/1"

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
    /// Other cards whose place it takes too: those of occurrences that turned out to belong together.
    public var also: [Replaced]

    public struct Replaced: Hashable, Sendable {
        public var number: CardNumber
        public var hash: Digest

        public init(number: CardNumber, hash: Digest) {
            self.number = number
            self.hash = hash
        }
    }

    public init(
        number: CardNumber, hash: Digest, reason: String, changes: [CardChange], also: [Replaced] = []
    ) {
        self.number = number
        self.hash = hash
        self.reason = reason
        self.changes = changes
        self.also = also
    }

    /// - Parameter reason: why there is something new to say, in plain words; what is new is worked out here.
    public init(of card: Card, with facts: CardFacts, reason: String, also: [Card] = []) {
        self.init(
            number: card.number, hash: card.hash, reason: reason, changes: facts.changes(since: card.content.facts),
            also: also.map { Replaced(number: $0.number, hash: $0.hash) })
    }
}
