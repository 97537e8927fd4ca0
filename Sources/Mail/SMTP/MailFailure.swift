/// A mail was not taken: why, as words that follow a colon. Never holds an address, a server's own words or a secret.
public struct MailFailure: Error, Equatable, CustomStringConvertible {
    public enum Kind: Equatable, Sendable {
        /// Nobody listens there, or the name of the host is not known.
        case unreachable
        case timedOut
        /// The certificate is not one to trust, or not for this host.
        case notTrusted
        /// The server does not encrypt, and it must.
        case notEncrypted
        /// The server does not accept who we say we are.
        case notLetIn
        /// The server serves nobody at present, or takes nothing from this sender.
        case notServed
        /// Not this mail, not now.
        case deferred
        /// Not this mail, or not to this address: never.
        case refused
        /// The task that asked was cancelled.
        case cancelled
        /// Too many mails wait already.
        case busy
        case other
    }

    public let kind: Kind
    public let description: String

    public init(kind: Kind, description: String) {
        self.kind = kind
        self.description = description
    }

    /// Whether the same mail would meet the same answer for ever.
    public var isPermanent: Bool { kind == .refused }

    /// Whether every other mail would have failed as well.
    public var concernsServer: Bool { kind != .refused && kind != .deferred }
}
