internal import Live
internal import Server

/// How a client is told the feed while it listens. Polling asks the store, and is nobody's connection.
enum FeedTransport: String, Hashable, Sendable, CaseIterable {
    case webSocket = "/ws"
    case eventStream = "/api/events"

    /// What the head of the answer says when a client is let in.
    var status: Int { self == .webSocket ? 101 : 200 }
}

/// Where the messages of one connection go.
enum FeedOutlet: Hashable, Sendable {
    case socket(WebSocket)
    case stream(ResponseStream)

    var transport: FeedTransport {
        switch self {
        case .socket: .webSocket
        case .stream: .eventStream
        }
    }

    /// Says goodbye after everything that was said so far, and why in the way of the transport.
    func close(_ reason: CloseReason, at now: @autoclosure () -> String) {
        switch self {
        case .socket(let socket):
            socket.close(code: CloseCode(rawValue: reason.webSocketCode), reason: reason.rawValue)
        case .stream(let stream):
            stream.send(StreamChunk(EventStream.farewell(reason, at: now())))
            stream.end()
        }
    }
}

/// One message in the forms that transports need, each made once and only where somebody listens over it.
struct FeedParcel {
    private let envelope: [UInt8]
    private let event: String
    private let id: Position
    /// For event streams: how long to wait before coming again, in milliseconds.
    private let retry: Int?
    private var message: Message?
    private var chunk: StreamChunk?

    /// - Parameter envelope: what a client receives, whatever the transport.
    init(_ envelope: [UInt8], event: String, id: Position, retry: Int? = nil) {
        self.envelope = envelope
        self.event = event
        self.id = id
        self.retry = retry
    }

    init(_ row: FeedMessage) { self.init(row.envelope(), event: row.event, id: row.position) }

    /// - Returns: how many bytes were said.
    @discardableResult
    mutating func send(to outlet: FeedOutlet) -> Int {
        switch outlet {
        case .socket(let socket):
            let message = message ?? Message(text: envelope)
            self.message = message
            socket.send(message)
            return message.count
        case .stream(let stream):
            let chunk = chunk ?? StreamChunk(EventStream.event(event, id: id, data: envelope, retry: retry))
            self.chunk = chunk
            stream.send(chunk)
            return chunk.count
        }
    }
}
