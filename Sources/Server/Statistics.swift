internal import CBeast

/// What a server has done since its start, and what it holds now.
public struct Statistics: Hashable, Sendable {
    /// Open now, WebSockets and streams included.
    public var connections: Int
    public var webSockets: Int
    /// Responses whose body goes on.
    public var streams: Int
    /// Waiting in WebSockets' and responses' queues for clients to read.
    public var queuedBytes: Int
    public var accepted: Int
    public var requests: Int
    /// Responses sent, by hundreds: `responses[4]` counts 400 to 499, those the server gave itself included.
    public var responses: [Int]
    /// Connections and requests turned away because the house was full.
    public var refused: Int
    /// Idle connections closed to let others in.
    public var shed: Int
    /// Connections closed because a client took too long.
    public var timedOut: Int
    /// WebSockets and streams cut off with ``CloseCode/slowReader``.
    public var slowReaders: Int

    init(_ values: cb_statistics) {
        connections = Int(values.connections)
        webSockets = Int(values.web_sockets)
        streams = Int(values.streams)
        queuedBytes = Int(values.queued_bytes)
        accepted = Int(values.accepted)
        requests = Int(values.requests)
        responses = withUnsafeBytes(of: values.responses) { $0.bindMemory(to: UInt64.self).map(Int.init) }
        refused = Int(values.refused)
        shed = Int(values.shed)
        timedOut = Int(values.timed_out)
        slowReaders = Int(values.slow_readers)
    }
}
