public import Attendance

/// A mail to somebody, before it is queued. Whom it goes to and what it says shows nowhere where values are printed.
public struct OutgoingMail: Hashable, Sendable {
    /// What it is for; the raw value stands in the log and in alerts.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A digest can be read.
        case digest
        /// A link that sets a password.
        case invite
        /// The same, after it was reset.
        case reset
    }

    public var kind: Kind
    /// Whom it is for: their id stands in alerts.
    public var person: PersonID
    /// Their address.
    public var address: String
    /// One line.
    public var subject: String
    public var text: String
    /// When it is of no use any more; nil: after three days.
    public var until: Timestamp?

    public init(
        _ kind: Kind, to person: PersonID, at address: String, subject: String, text: String, until: Timestamp? = nil
    ) {
        self.kind = kind
        self.person = person
        self.address = address
        self.subject = subject
        self.text = text
        self.until = until
    }
}

extension OutgoingMail: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "OutgoingMail(\(kind.rawValue) to \(person), redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
