/// Where a server listens.
public enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// `host` is a name or an address; port 0 takes any free one.
    case tcp(host: String, port: UInt16)
    /// A socket that only its owner may use (mode 0600). A file left behind by a server that died is replaced.
    case unix(path: String)

    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): path
        }
    }
}

/// The files of a TLS identity, in PEM: the certificate with its chain, and its private key.
public struct TLSFiles: Hashable, Sendable {
    public var certificateChain: String
    public var privateKey: String

    public init(certificateChain: String, privateKey: String) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }
}

/// Everything an ``HTTPServer`` is told at its start.
public struct ServerConfiguration: Sendable {
    public var listeners: [ListenAddress]
    public var limits: Limits
    /// The one path that gets the last ``Limits/reservedConnections`` connections, so that a full house cannot keep
    /// it out. Requests for other paths are then answered 503. Connections to a Unix socket are never turned away.
    public var priorityPath: String?
    /// TLS 1.2 or later on every TCP listener. A Unix socket never speaks TLS.
    public var tls: TLSFiles?
    /// Whether WebSockets whose client offers permessage-deflate (RFC 7692) get it. Messages of 512 bytes and more are
    /// then sent compressed where that makes them smaller; a client's must stay within ``Limits/maxMessageBytes`` when
    /// they are inflated.
    public var compressesMessages: Bool

    public init(
        listeners: [ListenAddress] = [.tcp(host: "127.0.0.1", port: 8080)],
        limits: Limits = Limits(),
        priorityPath: String? = nil,
        tls: TLSFiles? = nil,
        compressesMessages: Bool = true
    ) {
        self.listeners = listeners
        self.limits = limits
        self.priorityPath = priorityPath
        self.tls = tls
        self.compressesMessages = compressesMessages
    }
}
