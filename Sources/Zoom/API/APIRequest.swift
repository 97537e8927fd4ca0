/// What the client asks of Zoom; whoever sends it is handed in (`ZoomAPI.Transport`).
public struct APIRequest: Sendable {
    public let method: String
    public let url: String
    public let headers: [(name: String, value: String)]
    public let body: [UInt8]
}

/// Holds a token or the app's secret: says only where it goes.
extension APIRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(method) \(url.prefix { $0 != "?" })" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

public struct APIAnswer: Sendable {
    public let status: Int
    /// Names in lower case.
    public let headers: [String: String]
    public let body: [UInt8]

    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    var isSuccess: Bool { (200..<300).contains(status) }
}

/// What a transport throws when no answer came.
public struct APITransportFailure: Error, Hashable, CustomStringConvertible {
    /// Words that follow a colon, without URL, headers or body.
    public let description: String
    /// Whether the same request may meet better luck in a few seconds.
    public let isWorthRetrying: Bool

    public init(_ description: String, isWorthRetrying: Bool) {
        self.description = description
        self.isWorthRetrying = isWorthRetrying
    }
}
