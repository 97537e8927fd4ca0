internal import CBeast

/// A token for one WebSocket connection: it names the connection and never another, however long it is kept.
public struct WebSocket: Hashable, Sendable {
    let core: ServerCore
    let connection: UInt64

    /// More bytes than this said within one turn of the loop are a long queue: ``WebSocketHandler/drained(_:)`` follows once
    /// they have been written. The engine's own bound.
    public static let longQueue = 64 * 1024

    /// Queues a message; what one turn of the loop says to one socket goes out together. A socket that is gone
    /// takes it and drops it. Messages of one thread arrive in order.
    public func send(_ message: Message) {
        cb_send(core.handle, connection, message.handle)
    }

    /// Says goodbye after everything queued so far; ``WebSocketHandler/closed(_:code:)`` follows.
    ///
    /// - Parameter reason: for the developer at the other end; cut at 123 bytes.
    public func close(code: CloseCode = .normal, reason: String = "") {
        var bytes = Array(reason.utf8.prefix(123))
        // Cut between characters: a lead byte without its rest would break the frame.
        while String(validating: bytes, as: UTF8.self) == nil { bytes.removeLast() }
        bytes.withUnsafeBufferPointer { cb_close(core.handle, connection, code.rawValue, $0.baseAddress, $0.count) }
    }

    public static func == (left: WebSocket, right: WebSocket) -> Bool {
        left.connection == right.connection && left.core === right.core
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(connection)
    }
}

/// What happens on WebSockets. Everything is called on the loop's thread and must not block.
public protocol WebSocketHandler: Sendable {
    func opened(_ socket: WebSocket)
    /// - Parameter message: valid UTF-8 if `text`.
    func received(_ message: [UInt8], text: Bool, from socket: WebSocket)
    /// More than 64 KiB had been queued for `socket`, and all of it has been written since.
    ///
    /// Whoever has a long backlog to send waits for this after each 64 KiB or so, so as not to run into
    /// ``Limits/maxQueuedBytes``. Does nothing by default.
    func drained(_ socket: WebSocket)
    /// The last call about `socket`, and exactly one for each that was opened; never within a call to the socket.
    func closed(_ socket: WebSocket, code: CloseCode)
}

extension WebSocketHandler {
    public func drained(_ socket: WebSocket) {}
}

/// Why a WebSocket was closed (RFC 6455 §7.4).
public struct CloseCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public static let normal = CloseCode(rawValue: 1000)
    public static let goingAway = CloseCode(rawValue: 1001)
    /// Nobody said why; never sent.
    public static let noStatus = CloseCode(rawValue: 1005)
    /// The connection broke, or the peer stopped answering pings; never sent.
    public static let abnormal = CloseCode(rawValue: 1006)
    public static let policyViolation = CloseCode(rawValue: 1008)
    public static let tooBig = CloseCode(rawValue: 1009)
    public static let internalError = CloseCode(rawValue: 1011)
    public static let tryAgainLater = CloseCode(rawValue: 1013)
    /// The client read too slowly, and more waited for it than ``Limits/maxQueuedBytes``: it may reconnect and resume.
    public static let slowReader = CloseCode(rawValue: 4408)
}
