public import Attendance
public import Crypto

/// All that a card says, typed. `Card` makes the document of it.
public struct CardContent: Hashable, Sendable {
    /// What the document calls its own form. A reader that does not know it must not guess.
    public static let schema = "court-card/3"
    /// Older forms that are still read: they lacked what is new, and meant nothing else by the rest.
    static let olderSchemas = ["court-card/1", "court-card/2"]

    public var number: CardNumber
    public var issuedAt: Timestamp
    /// Nil on cards of an older form.
    public var issuer: CardIssuer?
    public var facts: CardFacts
    /// What the court asked for when the card was issued; nil on cards of an older form.
    public var obligation: CardObligation?
    /// What the card does not prove, and what to do about it.
    public var notices: [CardNotice]
    /// The card that this one takes the place of.
    public var supersedes: Supersession?
    /// The hash of the participant's card before this one, whatever meeting it was for; nil for the first.
    public var previous: Digest?
    /// Some personal values were erased: they read as empty.
    public var isErased = false

    public init(
        number: CardNumber, issuedAt: Timestamp, issuer: CardIssuer? = nil, facts: CardFacts,
        obligation: CardObligation? = nil, notices: [CardNotice] = [], supersedes: Supersession?, previous: Digest?
    ) {
        self.number = number
        self.issuedAt = issuedAt
        self.issuer = issuer
        self.facts = facts
        self.obligation = obligation
        self.notices = notices
        self.supersedes = supersedes
        self.previous = previous
    }
}

/// Who issues a card, and in what state.
public struct CardIssuer: Hashable, Sendable {
    /// The court, as its papers are headed; nil where it is not set.
    public var jurisdiction: String?
    /// For instance the treatment court that orders the meetings.
    public var program: String?
    /// Whom to ask about a card.
    public var contact: String?
    /// Where the public reaches the bridge, without a slash at the end: `https://cards.example.gov`.
    public var address: String?
    /// The version of the program.
    public var software: String
    /// The key that the card is signed with.
    public var keyID: String
    public var clock: Clock

    /// What the system said of its clock when the card was issued.
    public enum Clock: String, Hashable, Sendable, CaseIterable {
        case synchronised
        case notSynchronised = "not-synchronised"
        /// The system does not say.
        case unknown
    }

    public init(
        jurisdiction: String? = nil, program: String? = nil, contact: String? = nil, address: String? = nil,
        software: String, keyID: String, clock: Clock
    ) {
        self.jurisdiction = jurisdiction
        self.program = program
        self.contact = contact
        self.address = address
        self.software = software
        self.keyID = keyID
        self.clock = clock
    }
}

/// Something a reader must know before relying on a card.
public struct CardNotice: Hashable, Sendable {
    public var id: String
    public var sentence: String

    public init(id: String, sentence: String) {
        self.id = id
        self.sentence = sentence
    }
}
