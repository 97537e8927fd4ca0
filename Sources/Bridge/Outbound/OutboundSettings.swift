/// How other systems may be sent what happens.
public struct OutboundSettings: Hashable, Sendable {
    /// Addresses of this machine and of private networks may be subscribed, and http without TLS: where everything that
    /// is sent stays in one's own house. What really refuses other addresses is the transport, when it connects.
    public var allowsPrivateAddresses = false

    public init() {}
}
