/// What holds for all requests of a client.
public struct WebClientSettings: Sendable {
    /// A Unix socket to connect to, whatever host the URL names.
    public var unixSocket: String?
    /// A PEM file to trust instead of the system's.
    public var certificateAuthority: String?
    /// Larger answers are refused while they come in.
    public var maxAnswerBytes: Int
    public var maxHeaderBytes: Int

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
