/// A WebSocket client to be awaited: connected once it exists, its messages a stream.
public struct WebSocketSession: Sendable {
    /// The texts the server sent, in order; ends when the connection does.
    public let messages: AsyncStream<String>
    /// The subprotocol the server chose.
    public let subprotocol: String?
    private let client: WebSocketClient
    private let ending: Once<CloseCode>

    /// - Throws: `ClientError` if there is no connection or the server refuses the handshake.
    public static func connect(
        to endpoint: Endpoint, target: String, headers: [HeaderField] = [], subprotocols: [String] = [],
        compresses: Bool = false, on loop: EventLoop
    ) async throws(ClientError) -> WebSocketSession {
        let (messages, feed) = AsyncStream.makeStream(of: String.self)
        let ending = Once<CloseCode>()
        let opening = Once<Result<String?, ClientError>>()
        let client = WebSocketClient(
            endpoint, target: target, headers: headers, subprotocols: subprotocols, compresses: compresses, on: loop
        ) { event in
            switch event {
            case .opened(let subprotocol):
                opening.finish(.success(subprotocol))
            case .text(let text):
                feed.yield(text)
            case .binary(let bytes):
                feed.yield(String(decoding: bytes, as: UTF8.self))
            case .closed(let code, let reason, let status):
                let error: ClientError = status.map { .refused(status: $0) } ?? .disconnected(reason)
                opening.finish(.failure(error))
                ending.finish(code)
                feed.finish()
            }
        }
        let subprotocol = try await opening.value().get()
        return WebSocketSession(messages: messages, subprotocol: subprotocol, client: client, ending: ending)
    }

    public func send(_ text: String) {
        client.send(text)
    }

    public func send(binary bytes: [UInt8]) {
        client.send(binary: bytes)
    }

    public func close(code: CloseCode = .normal) {
        client.close(code: code)
    }

    /// Waits for the end of the connection.
    public var closeCode: CloseCode {
        get async { await ending.value() }
    }
}
