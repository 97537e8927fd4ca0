/// Carries what subscribers are sent, and their answers.
///
/// - Throws: `OutboundFailure` where no answer came; `CancellationError`.
public typealias OutboundTransport = @Sendable (OutboundRequest) async throws -> OutboundAnswer

/// A POST to a subscriber.
public struct OutboundRequest: Sendable {
    public var url: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// For the whole exchange.
    public var timeout: Duration
}

/// Says nothing of what it carries, nor where to: its path and query may hold a secret.
extension OutboundRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "OutboundRequest(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

public struct OutboundAnswer: Hashable, Sendable {
    public var status: Int
    /// The header of this name, as it came.
    public var retryAfter: String?

    public init(status: Int, retryAfter: String? = nil) {
        self.status = status
        self.retryAfter = retryAfter
    }
}

/// No answer came: why, in words that administrators may read. Never holds a URL, a header or a body.
public struct OutboundFailure: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String
    /// Nothing was tried: the reason lies with us, and is not held against the subscriber.
    public var isOurs: Bool

    public init(_ description: String, isOurs: Bool = false) {
        self.description = description
        self.isOurs = isOurs
    }
}
