public import Attendance
public import JSON

/// Something that somebody did, as the audit log keeps it. People and things stand there by their ids only.
public struct AuditEntry: Hashable, Sendable {
    /// What was done. The raw value is what is stored, so it never changes.
    public enum Action: String, Hashable, Sendable, CaseIterable {
        case cardIssued = "card-issued"
        /// By anybody but the participant it is of.
        case cardViewed = "card-viewed"
        case cardsListed = "cards-listed"
        case cardsExported = "cards-exported"
        /// By anybody but the participant it is of: who was there when, of one participant or in one occurrence.
        case attendanceViewed = "attendance-viewed"
        /// Somebody gave the short code of a card and was told its state.
        case cardVerified = "card-verified"
        /// A claim, a correction, a dispute and so on: the detail says which.
        case decided
        case tokenIssued = "token-issued"
        case signedIn = "signed-in"
        /// Of an account: the detail says what.
        case accountChanged = "account-changed"
        case keyChanged = "key-changed"
        case configurationChanged = "configuration-changed"
        case rosterImported = "roster-imported"
        /// What the court asks of a participant.
        case requirementChanged = "requirement-changed"
        /// Somebody had an occurrence derived anew.
        case rederivationAsked = "rederivation-asked"
        case participantErased = "participant-erased"
        case retentionApplied = "retention-applied"
        /// Who is sent what happens: the detail says what was changed.
        case subscriptionChanged = "subscription-changed"
        /// Whether a court representative is told of digests by mail.
        case digestMailChanged = "digest-mail-changed"
    }

    public enum Actor: Hashable, Sendable {
        /// The bridge, by itself.
        case bridge
        /// Whoever runs commands on the machine.
        case operatorOfMachine
        /// Somebody who is not known, over the network.
        case anybody
        /// Somebody of the roster, and what they were then.
        case person(PersonID, _ role: String)
    }

    public var at: Timestamp
    public var actor: Actor
    public var action: Action
    /// What it was done to: the number of a card, the id of a participant, the id of a key.
    public var subject: String
    /// What else is to be known; an object.
    public var detail: JSON

    public init(at: Timestamp, actor: Actor, action: Action, subject: String, detail: JSON = .object([:])) {
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.detail = detail
    }
}

extension AuditEntry.Actor {
    /// How it stands in the log: who, and what they were.
    var words: (actor: String, role: String) {
        switch self {
        case .bridge: ("bridge", "system")
        case .operatorOfMachine: ("operator", "operator")
        case .anybody: ("anybody", "public")
        case .person(let id, let role): (id.rawValue, role)
        }
    }
}
