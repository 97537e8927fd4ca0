internal import CBeast
internal import Synchronization

/// What answers requests.
public protocol RequestHandler: Sendable {
    /// Called on the loop's thread: it must not block, and may answer later from any thread.
    func handle(_ request: Request, _ responder: Responder)
}

/// The one chance to answer a request: the first answer counts, and a responder that is dropped answers 500.
///
/// On the loop's thread an answer takes effect directly; from elsewhere it costs a post, so many are best given
/// within one ``EventLoop/post(_:)``.
public struct Responder: Sendable {
    private let completion: Completion

    init(core: ServerCore, connection: UInt64, number: UInt64) {
        completion = Completion(core: core, connection: connection, number: number)
    }

    public func respond(_ response: Response) {
        guard completion.claim() else { return }
        completion.core.respond(response, to: completion.number, on: completion.connection)
    }

    /// Makes the connection a WebSocket. A request that is no handshake (``Request/isUpgrade``) is answered 426.
    ///
    /// - Parameters:
    ///   - subprotocol: one of those the client offered.
    ///   - headers: sent with the 101.
    public func upgrade(
        to handler: any WebSocketHandler, subprotocol: String? = nil, headers: [HeaderField] = []
    ) {
        guard completion.claim() else { return }
        completion.core.upgrade(
            completion.number, on: completion.connection, to: handler, subprotocol: subprotocol, headers: headers)
    }

    /// Answers with a body that goes on for as long as `handler` has something to say. To `HEAD`, and with a status
    /// that has no body, only the head is sent, and `handler` hears nothing; nor does it if the client has left.
    ///
    /// - Parameters:
    ///   - status: 200 to 599.
    ///   - headers: as of a ``Response``; the framing is the server's.
    ///   - heartbeat: sent every ``Limits/pingInterval`` to a client that has read everything, so that those between
    ///     keep the connection open, and one who is silently gone is noticed within ``Limits/writeTimeout`` after it.
    public func stream(
        status: Int = 200, headers: [HeaderField] = [], heartbeat: StreamChunk? = nil, to handler: any StreamHandler
    ) {
        guard completion.claim() else { return }
        completion.core.stream(
            completion.number, on: completion.connection, status: status, headers: headers, heartbeat: heartbeat,
            to: handler)
    }
}

private final class Completion: Sendable {
    let core: ServerCore
    let connection: UInt64
    let number: UInt64
    private let isDone = Atomic(false)

    init(core: ServerCore, connection: UInt64, number: UInt64) {
        self.core = core
        self.connection = connection
        self.number = number
    }

    /// True for the first caller only.
    func claim() -> Bool {
        !isDone.exchange(true, ordering: .relaxed)
    }

    deinit {
        if claim() { core.respond(.problem(500, "Internal Server Error"), to: number, on: connection) }
    }
}
