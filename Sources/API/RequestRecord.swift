public import Bridge
internal import Server

/// What the log tells of a request. Nothing of its address but the route, nothing of its body, nobody's name.
public struct RequestRecord: Sendable {
    public let method: String
    /// The route's template; nil where the address leads nowhere.
    public let route: String?
    public let status: Int
    public let duration: Duration
    public let trace: TraceContext
    /// What kind of error went wrong where that is not the request's fault.
    public let fault: String?

    /// It was sent to change something.
    public var isWrite: Bool { !["GET", "HEAD", "OPTIONS"].contains(method) }
}
