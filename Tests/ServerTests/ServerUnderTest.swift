import Server
import Synchronization
import Testing

/// Answers each request with what a closure makes of it.
struct Answering: RequestHandler {
    let body: @Sendable (Request, Responder) -> Void

    func handle(_ request: Request, _ responder: Responder) {
        body(request, responder)
    }
}

extension ServerConfiguration {
    /// On a free port.
    static func testing(_ change: (inout Limits) -> Void = { _ in }) -> ServerConfiguration {
        var configuration = ServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: 0)])
        change(&configuration.limits)
        return configuration
    }
}

/// Runs a server for the length of `body`, then stops it and waits until it has.
func withServer(
    _ configuration: ServerConfiguration = .testing(), handler: any RequestHandler,
    _ body: (HTTPServer) async throws -> Void
) async throws {
    let server = try HTTPServer(configuration, handler: handler)
    let running = Task { try await server.run() }
    do {
        try await body(server)
    } catch {
        running.cancel()
        _ = await running.result
        throw error
    }
    running.cancel()
    try await running.value
}

/// Runs a server that answers every request with its method, path and body.
func withEcho(
    _ configuration: ServerConfiguration = .testing(), _ body: (HTTPServer) async throws -> Void
) async throws {
    let echo = Answering { request, responder in
        responder.respond(.text("\(request.method) \(request.path) \(String(decoding: request.body, as: UTF8.self))"))
    }
    try await withServer(configuration, handler: echo, body)
}

/// Makes every handshake a WebSocket, says everything back, and remembers what happened.
final class Conversations: RequestHandler, WebSocketHandler {
    enum Event: Hashable, Sendable {
        case opened
        case received(String)
        case closed(CloseCode)
    }

    let events: AsyncStream<Event>
    private let feed: AsyncStream<Event>.Continuation
    private let sockets = Mutex<[WebSocket]>([])

    init() {
        (events, feed) = AsyncStream.makeStream()
    }

    var open: [WebSocket] { sockets.withLock { $0 } }

    func handle(_ request: Request, _ responder: Responder) {
        guard request.isUpgrade else { return responder.respond(.upgradeRequired()) }
        let offered = request.headers["sec-websocket-protocol"]?.split(separator: ",").first.map(String.init)
        responder.upgrade(to: self, subprotocol: offered, headers: [HeaderField("X-Test", "yes")])
    }

    func opened(_ socket: WebSocket) {
        sockets.withLock { $0.append(socket) }
        feed.yield(.opened)
    }

    func received(_ message: [UInt8], text: Bool, from socket: WebSocket) {
        feed.yield(.received(String(decoding: message.prefix(100), as: UTF8.self)))
        socket.send(text ? Message(text: message) : Message(binary: message))
    }

    func closed(_ socket: WebSocket, code: CloseCode) {
        sockets.withLock { $0.removeAll { $0 == socket } }
        feed.yield(.closed(code))
    }

    /// Waits for the first event that is of interest.
    func next<Found>(_ find: (Event) -> Found?) async throws -> Found {
        for await event in events {
            if let found = find(event) { return found }
        }
        throw CancellationError()
    }

    func nextCloseCode() async throws -> CloseCode {
        try await next { if case .closed(let code) = $0 { code } else { nil } }
    }
}

extension RawClient {
    static func handshake(_ change: (inout [String]) -> Void = { _ in }) -> String {
        var lines = [
            "GET /ws HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: websocket",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ]
        change(&lines)
        return lines.joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// Shakes hands and expects to be let in.
    func openWebSocket() async throws {
        try send(Self.handshake())
        let answer = try #require(await response())
        try #require(answer.status == 101)
    }
}
