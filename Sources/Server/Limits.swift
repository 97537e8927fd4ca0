/// What one client may ask of the server, and for how long.
public struct Limits: Sendable {
    /// Longest block of request line and headers; beyond it 431. At most 65,536.
    public var maxHeaderBytes = 16 * 1024
    /// Longest request target; beyond it 414.
    public var maxTargetBytes = 8 * 1024
    /// Longest request body; beyond it 413.
    public var maxBodyBytes = 1024 * 1024
    /// For the whole of a head, from its first byte (or from the connection's start); not per read.
    public var headerTimeout: Duration = .seconds(15)
    /// For the whole of a body, from the end of its head; not per read.
    public var bodyTimeout: Duration = .seconds(30)
    /// How long a connection may wait for its next request.
    public var keepAliveTimeout: Duration = .seconds(60)
    /// How long a client may take none of what waits for it, a WebSocket's apart.
    public var writeTimeout: Duration = .seconds(30)
    /// Connections at once. At the cap the one that has been idle longest is closed for a new one.
    public var maxConnections = 20_000
    /// The last of `maxConnections`, kept for ``ServerConfiguration/priorityPath``.
    public var reservedConnections = 256
    /// A WebSocket is pinged this often, and a stream's heartbeat is sent.
    public var pingInterval: Duration = .seconds(25)
    /// A WebSocket that has said nothing for this long after a ping is gone.
    public var pongTimeout: Duration = .seconds(8)
    /// How long a WebSocket that is being closed may take to say so too.
    public var closeTimeout: Duration = .seconds(3)
    /// Longest message a client may send; beyond it 1009.
    public var maxMessageBytes = 64 * 1024
    /// What may wait for one slow reader; beyond it the connection is closed with ``CloseCode/slowReader``.
    public var maxQueuedBytes = 1024 * 1024
    /// For everything in flight when the server is told to stop.
    public var stopTimeout: Duration = .seconds(9)

    public init() {}
}
