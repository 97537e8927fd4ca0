public import Attendance
public import Crypto

/// Which card is replaced, and why.
public struct Supersession: Hashable, Sendable {
    public var number: CardNumber
    public var hash: Digest
    /// Plain words.
    public var reason: String
    public var changes: [CardChange]
    /// Other cards whose place it takes too: those of occurrences that turned out to belong together.
    public var also: [Replaced]
    /// Whose decision led to it; nil where the bridge learned more by itself.
    public var author: Author?

    public struct Replaced: Hashable, Sendable {
        public var number: CardNumber
        public var hash: Digest

        public init(number: CardNumber, hash: Digest) {
            self.number = number
            self.hash = hash
        }
    }

    public struct Author: Hashable, Sendable {
        public var id: PersonID
        /// What they were when they decided.
        public var role: String

        public init(id: PersonID, role: String) {
            self.id = id
            self.role = role
        }
    }

    public init(
        number: CardNumber, hash: Digest, reason: String, changes: [CardChange], also: [Replaced] = [],
        author: Author? = nil
    ) {
        self.number = number
        self.hash = hash
        self.reason = reason
        self.changes = changes
        self.also = also
        self.author = author
    }

    /// - Parameter reason: why there is something new to say, in plain words; what is new is worked out here.
    public init(of card: Card, with facts: CardFacts, reason: String, also: [Card] = [], author: Author? = nil) {
        self.init(
            number: card.number, hash: card.hash, reason: reason, changes: facts.changes(since: card.content.facts),
            also: also.map { Replaced(number: $0.number, hash: $0.hash) }, author: author)
    }
}
