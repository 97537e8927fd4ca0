internal import CBeast

/// One request, complete with its body, whose framing the server has vouched for.
public struct Request: Sendable {
    public let method: Method
    public let body: [UInt8]
    public let remoteAddress: RemoteAddress
    /// Whether it came over TLS.
    public let isSecure: Bool
    /// Whether it is a sound WebSocket handshake, to be answered with ``Responder/upgrade(to:subprotocol:headers:)``
    /// (or refused like any other request). Unsound ones never reach a handler.
    public let isUpgrade: Bool

    private let head: RequestHead
    private let targetRange: RequestHead.Range
    private let pathRange: RequestHead.Range
    private let queryRange: RequestHead.Range

    /// - Parameter request: valid during the call only; everything is copied.
    init(_ request: cb_request) {
        head = RequestHead(request)
        targetRange = .init(start: request.target.start, count: request.target.count)
        pathRange = .init(start: request.path.start, count: request.path.count)
        queryRange = .init(start: request.query.start, count: request.query.count)
        method = Method(head.string(.init(start: request.method.start, count: request.method.count)))
        body = Array(UnsafeBufferPointer(start: request.body, count: request.body_count))
        remoteAddress = RemoteAddress(request.remote)
        isSecure = request.is_secure
        isUpgrade = request.is_upgrade
    }

    /// The decoded path: starts with a slash, is valid UTF-8 without NUL; `%2F` stays as it is.
    ///
    /// Dot segments stay as they are too: never join a path with a folder.
    public var path: String { PercentDecoding.path(head.slice(pathRange)) }

    /// The target as it was sent, with its query.
    public var rawTarget: String { head.string(targetRange) }

    /// Whether the path, as it was sent, is exactly this; for the hot path.
    public func hasPath(_ path: StaticString) -> Bool {
        guard Int(pathRange.count) == path.utf8CodeUnitCount else { return false }
        return path.withUTF8Buffer { head.slice(pathRange).elementsEqual($0) }
    }

    public var query: Query { Query(bytes: head.slice(queryRange)) }

    public var headers: Headers { Headers(head: head) }
}
