public import Attendance

/// Hands a mail over to a server; returns once the server has taken it for good.
///
/// - Throws: `MailTransportFailure`; `CancellationError`.
public typealias MailTransport = @Sendable (MailInHand) async throws -> Void

/// A mail that is being sent.
public struct MailInHand: Sendable {
    /// The same however often it is sent.
    public var id: String
    public var address: String
    public var subject: String
    public var text: String
    public var writtenAt: Timestamp
}

extension MailInHand: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "MailInHand(\(id), redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A mail was not taken.
public struct MailTransportFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Words that follow a colon and name nobody.
    public var description: String
    /// The same mail would never be taken.
    public var isPermanent: Bool
    /// Every other mail would have failed as well.
    public var concernsServer: Bool

    public init(_ description: String, isPermanent: Bool, concernsServer: Bool) {
        self.description = description
        self.isPermanent = isPermanent
        self.concernsServer = concernsServer
    }
}
