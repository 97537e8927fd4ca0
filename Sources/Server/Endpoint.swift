internal import CBeast

/// Where a client connects to.
public struct Endpoint: Hashable, Sendable {
    public var host: String
    public var port: UInt16
    /// A Unix socket instead of host and port.
    public var unixPath: String?
    public var isSecure: Bool
    /// A PEM file of the authorities to trust instead of the system's.
    public var trustedCertificates: String?
    /// For connecting and shaking hands.
    public var timeout: Duration = .seconds(10)

    public init(host: String, port: UInt16, isSecure: Bool = false, trustedCertificates: String? = nil) {
        self.host = host
        self.port = port
        self.isSecure = isSecure
        self.trustedCertificates = trustedCertificates
    }

    public init(unixPath: String) {
        self.init(host: "localhost", port: 0)
        self.unixPath = unixPath
    }

    /// The first address a server of ours is bound to; nil if it has none.
    public init?(_ address: ListenAddress?) {
        switch address {
        case .tcp(let host, let port): self.init(host: host, port: port)
        case .unix(let path): self.init(unixPath: path)
        case nil: return nil
        }
    }

    func withEndpoint<Result>(_ body: (UnsafePointer<cb_endpoint>) -> Result) -> Result {
        func withCString<R>(_ string: String?, _ body: (UnsafePointer<CChar>?) -> R) -> R {
            if let string { string.withCString { body($0) } } else { body(nil) }
        }
        return withCString(host) { host in
            withCString(unixPath) { path in
                withCString(trustedCertificates) { trusted in
                    var endpoint = cb_endpoint(
                        host: host, port: port, unix_path: path, secure: isSecure, trusted: trusted,
                        timeout_ms: timeout.milliseconds)
                    return withUnsafePointer(to: &endpoint, body)
                }
            }
        }
    }
}

/// Why a client has no connection.
public enum ClientError: Error, Hashable, CustomStringConvertible {
    /// No connection, or it broke.
    case disconnected(String)
    /// The server answered the handshake with another status than 101.
    case refused(status: Int)

    public var description: String {
        switch self {
        case .disconnected(let text): text
        case .refused(let status): "The server refused the WebSocket with status \(status)."
        }
    }
}
