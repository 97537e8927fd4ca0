import Server
import Synchronization

/// Answers every request with a stream, and remembers what happened.
final class Streams: RequestHandler, StreamHandler {
    enum Event: Hashable, Sendable {
        case opened
        case drained
        case closed(CloseCode)
    }

    let heartbeat: StreamChunk?
    let events: AsyncStream<Event>
    private let feed: AsyncStream<Event>.Continuation
    private let streams = Mutex<[ResponseStream]>([])

    init(heartbeat: StreamChunk? = nil) {
        self.heartbeat = heartbeat
        (events, feed) = AsyncStream.makeStream()
    }

    var open: [ResponseStream] { streams.withLock { $0 } }

    func handle(_ request: Request, _ responder: Responder) {
        if request.path == "/plain" { return responder.respond(.text("plain")) }
        responder.stream(
            status: request.path == "/nothing" ? 204 : 200,
            headers: [HeaderField("Content-Type", "text/event-stream")], heartbeat: heartbeat, to: self)
    }

    func opened(_ stream: ResponseStream) {
        streams.withLock { $0.append(stream) }
        feed.yield(.opened)
    }

    func drained(_ stream: ResponseStream) {
        feed.yield(.drained)
    }

    func closed(_ stream: ResponseStream, code: CloseCode) {
        streams.withLock { $0.removeAll { $0 == stream } }
        feed.yield(.closed(code))
    }

    /// Waits until somebody's stream is closed.
    func nextCloseCode() async throws -> CloseCode {
        for await event in events {
            if case .closed(let code) = event { return code }
        }
        throw CancellationError()
    }

    /// Waits for as many open streams, in the order in which they were opened.
    func opened(_ count: Int) async throws -> [ResponseStream] {
        try await eventually { self.open.count == count }
        return open
    }
}

extension RawClient {
    static let streamRequest = "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"

    /// Asks for a stream and reads its head.
    @discardableResult
    func openStream() async throws -> RawResponse? {
        try send(Self.streamRequest)
        return try await response(toHead: true)
    }

    /// The content of the next chunk, nil when the server closed instead. The last one is empty.
    func chunk() async throws -> [UInt8]? {
        try await receive(
            { bytes in
                guard let line = bytes.firstRange(of: [0x0d, 0x0a]) else { return nil }
                guard let count = Int(String(decoding: bytes[..<line.lowerBound], as: UTF8.self), radix: 16) else {
                    return nil
                }
                guard bytes.count >= line.upperBound + count + 2 else { return nil }
                let content = Array(bytes[line.upperBound..<(line.upperBound + count)])
                bytes.removeFirst(line.upperBound + count + 2)
                return content
            }, keeping: rest)
    }

    func chunkText() async throws -> String? {
        try await chunk().map { String(decoding: $0, as: UTF8.self) }
    }
}
