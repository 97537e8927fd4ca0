/// What holds for all requests of a client.
public struct WebClientSettings: Sendable {
    /// A Unix socket to connect to, whatever host the URL names.
    public var unixSocket: String?
    /// A PEM file to trust instead of the system's.
    public var certificateAuthority: String?
    /// Larger answers are refused while they come in.
    public var maxAnswerBytes: Int
    /// Of an answer that is larger only the beginning is taken instead, and the connection ended.
    public var cutsLongAnswers = false
    public var maxHeaderBytes: Int
    public var addresses = Addresses.any

    /// Where connections may lead.
    public enum Addresses: Hashable, Sendable {
        case any
        /// Only to addresses of the Internet, and through no proxy: for URLs that others give. Looked at when the
        /// connection is made, whatever the name in the URL stood for before.
        case publicOnly
    }

    public init(
        unixSocket: String? = nil, certificateAuthority: String? = nil, maxAnswerBytes: Int = 64 << 20,
        maxHeaderBytes: Int = 64 << 10
    ) {
        self.unixSocket = unixSocket
        self.certificateAuthority = certificateAuthority
        self.maxAnswerBytes = maxAnswerBytes
        self.maxHeaderBytes = maxHeaderBytes
    }
}
