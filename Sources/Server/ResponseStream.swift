internal import CBeast

/// A token for one response whose body goes on: it names the connection and never another, however long it is kept.
///
/// What Server-Sent Events need, for instance. The body goes out in chunks (RFC 9112 §7.1); to a client of HTTP/1.0,
/// which knows none, as it is, ended by the end of the connection. The connection serves nothing else any more.
public struct ResponseStream: Hashable, Sendable {
    let core: ServerCore
    let connection: UInt64

    /// More bytes than this said within one turn of the loop are a long queue: ``StreamHandler/drained(_:)`` follows
    /// once they have been written. The engine's own bound.
    public static let longQueue = WebSocket.longQueue

    /// Queues a piece of the body; what one turn of the loop says to one client goes out together. A stream that is
    /// gone takes it and drops it. Pieces of one thread arrive in order.
    public func send(_ chunk: StreamChunk) {
        cb_stream_send(core.handle, connection, chunk.handle)
    }

    /// Ends the body after everything queued so far; ``StreamHandler/closed(_:code:)`` follows.
    public func end() {
        cb_stream_end(core.handle, connection)
    }

    public static func == (left: ResponseStream, right: ResponseStream) -> Bool {
        left.connection == right.connection && left.core === right.core
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(connection)
    }
}

/// What happens on streams. Everything is called on the loop's thread and must not block.
public protocol StreamHandler: Sendable {
    /// The head of the response is on its way.
    func opened(_ stream: ResponseStream)
    /// More than 64 KiB had been queued for `stream`, and all of it has been written since: as
    /// ``WebSocketHandler/drained(_:)``. Does nothing by default.
    func drained(_ stream: ResponseStream)
    /// The last call about `stream`, and exactly one for each that was opened; never within a call to the stream.
    ///
    /// - Parameter code: ``CloseCode/normal`` after ``ResponseStream/end()``, ``CloseCode/goingAway`` when the server
    ///   stops, ``CloseCode/slowReader`` when too much waited, ``CloseCode/abnormal`` when the client left or took
    ///   nothing for ``Limits/writeTimeout``. The client is told none of them: it sees a body that was ended (the first
    ///   two) or broken off.
    func closed(_ stream: ResponseStream, code: CloseCode)
}

extension StreamHandler {
    public func drained(_ stream: ResponseStream) {}
}

/// A piece of a response's body, framed once and shared by all streams it goes to.
///
/// `@unchecked Sendable`: as ``SharedBytes``.
public final class StreamChunk: @unchecked Sendable {
    let handle: OpaquePointer
    /// The length of the content, without its frame.
    public let count: Int

    /// - Parameter bytes: none at all are never sent.
    public init(_ bytes: [UInt8]) {
        count = bytes.count
        handle = bytes.withUnsafeBufferPointer { cb_bytes_create_chunk($0.baseAddress, $0.count) }
    }

    public convenience init(_ text: String) {
        self.init(Array(text.utf8))
    }

    deinit {
        cb_bytes_release(handle)
    }
}
