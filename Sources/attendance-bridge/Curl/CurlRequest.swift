/// A request to somebody else's server, or to our own.
struct CurlRequest: Sendable {
    var method = "GET"
    var url: String
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    var timeoutMilliseconds = 10_000
}

/// What came back, whatever the status.
struct CurlAnswer: Sendable, Equatable {
    var status: Int
    /// Names in lower case; the last of several wins.
    var headers: [String: String]
    var body: [UInt8]

    var isSuccess: Bool { (200..<300).contains(status) }
}

/// No answer came: why, as words that follow a colon.
struct CurlFailure: Error, Equatable, CustomStringConvertible {
    enum Kind: Equatable, Sendable { case unreachable, timedOut, notTrusted, tooLarge, badURL, other }
    let kind: Kind
    let description: String
}
