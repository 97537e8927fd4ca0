/// A request to somebody else's server, or to our own.
public struct WebRequest: Sendable {
    public var method: String
    public var url: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// For the whole exchange, looking up the name included.
    public var timeoutMilliseconds: Int

    public init(
        method: String = "GET", url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        timeoutMilliseconds: Int = 10_000
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// Why this cannot be a request; nil where it can. What would end a line or a C string could become another header.
    var flaw: WebFailure? {
        func isToken(_ text: String) -> Bool {
            !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\\"/[]?={}".utf8.contains($0) }
        }
        guard isToken(method) else { return WebFailure(kind: .badRequest, description: "that is not a method") }
        let hasScheme = ["http://", "https://"].contains { url.lowercased().hasPrefix($0) }
        guard hasScheme, url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            return WebFailure(kind: .badURL, description: "that is not an http or https URL")
        }
        let areHeadersFine = headers.allSatisfy { name, value in
            isToken(name) && value.utf8.allSatisfy { $0 != 0x00 && $0 != 0x0A && $0 != 0x0D }
        }
        return areHeadersFine ? nil : WebFailure(kind: .badRequest, description: "a header holds what no header may")
    }
}

/// Says where a request goes, and nothing of what it carries: headers, query and body may hold secrets and people.
extension WebRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        let target = url.prefix { $0 != "?" && $0 != "#" }
        guard let scheme = target.range(of: "://") else { return method }
        let authority = target[scheme.upperBound...].prefix { $0 != "/" }
        let path = target[scheme.upperBound...].dropFirst(authority.count)
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        return "\(method) \(target[..<scheme.upperBound])\(host)\(path)"
    }

    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Substring {
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}

/// What came back, whatever the status.
public struct WebAnswer: Sendable, Equatable {
    public var status: Int
    /// Names in lower case; the last of several wins.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public var isSuccess: Bool { (200..<300).contains(status) }
}

/// No answer came: why, as words that follow a colon. Never holds a URL, a header or a body.
public struct WebFailure: Error, Equatable, CustomStringConvertible {
    public enum Kind: Equatable, Sendable {
        /// Nobody listens there, or the name of the host is not known.
        case unreachable
        /// The host is this machine, or one of a network that is nobody else's business.
        case notPublic
        case timedOut
        /// The certificate is not one to trust, or not for this host.
        case notTrusted
        case tooLarge
        case badURL
        case badRequest
        /// The task that asked was cancelled.
        case cancelled
        /// Too many requests wait already.
        case busy
        case other
    }

    public let kind: Kind
    public let description: String

    public init(kind: Kind, description: String) {
        self.kind = kind
        self.description = description
    }

    /// Whether the same request may meet better luck later.
    public var isWorthRetrying: Bool {
        switch kind {
        case .unreachable, .timedOut, .busy, .other: true
        case .notPublic, .notTrusted, .tooLarge, .badURL, .badRequest, .cancelled: false
        }
    }
}
