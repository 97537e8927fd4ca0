internal import CBeast

/// One WebSocket from the client's side; thousands may share a loop.
///
/// `@unchecked Sendable`: the handle never changes, and the engine takes calls from any thread.
public final class WebSocketClient: @unchecked Sendable {
    /// What happens on the connection, in order; `closed` is the last.
    public enum Event: Sendable {
        case opened(subprotocol: String?)
        case text(String)
        case binary([UInt8])
        /// - Parameter status: of the answer, if it was the handshake that was refused.
        case closed(CloseCode, reason: String, status: Int?)
    }

    private let handle: OpaquePointer
    private let loop: EventLoop

    /// Starts connecting.
    ///
    /// - Parameters:
    ///   - target: path and query.
    ///   - compresses: whether to offer permessage-deflate.
    ///   - receive: called on the loop's thread, and must not block.
    public init(
        _ endpoint: Endpoint, target: String, headers: [HeaderField] = [], subprotocols: [String] = [],
        maxMessageBytes: Int = 16 * 1024 * 1024, compresses: Bool = false, on loop: EventLoop,
        receive: @escaping @Sendable (Event) -> Void
    ) {
        self.loop = loop
        let callbacks = cb_socket_callbacks(
            context: Unmanaged.passRetained(Listener(receive)).toOpaque(), opened: clientOpened,
            received: clientReceived, closed: clientClosed)
        let fields = Response.encoded(headers)
        handle = fields.withUnsafeBufferPointer { fields in
            endpoint.withEndpoint { endpoint in
                withUnsafePointer(to: callbacks) {
                    cb_socket_connect(
                        loop.handle, endpoint, target, subprotocols.joined(separator: ", "), fields.baseAddress,
                        fields.count, maxMessageBytes, compresses, $0)
                }
            }
        }
    }

    deinit {
        cb_socket_release(handle)
    }

    public func send(_ text: String) {
        var text = text
        text.withUTF8 { cb_socket_send(handle, $0.baseAddress, $0.count, true) }
    }

    public func send(binary bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { cb_socket_send(handle, $0.baseAddress, $0.count, false) }
    }

    public func close(code: CloseCode = .normal, reason: String = "") {
        var reason = reason
        reason.withUTF8 { cb_socket_close(handle, code.rawValue, $0.baseAddress, min($0.count, 123)) }
    }
}

private final class Listener: Sendable {
    let receive: @Sendable (WebSocketClient.Event) -> Void

    init(_ receive: @escaping @Sendable (WebSocketClient.Event) -> Void) {
        self.receive = receive
    }
}

private func clientOpened(_ context: UnsafeMutableRawPointer?, _ subprotocol: UnsafePointer<CChar>?) {
    guard let context else { return }
    Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
        .receive(.opened(subprotocol: subprotocol.map { String(cString: $0) }))
}

private func clientReceived(
    _ context: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<UInt8>?, _ count: Int, _ text: Bool
) {
    guard let context else { return }
    let bytes = UnsafeBufferPointer(start: bytes, count: count)
    Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
        .receive(text ? .text(String(decoding: bytes, as: UTF8.self)) : .binary(Array(bytes)))
}

private func clientClosed(
    _ context: UnsafeMutableRawPointer?, _ code: UInt16, _ reason: UnsafePointer<CChar>?, _ status: UInt16
) {
    guard let context else { return }
    Unmanaged<Listener>.fromOpaque(context).takeRetainedValue()
        .receive(
            .closed(
                CloseCode(rawValue: code), reason: reason.map { String(cString: $0) } ?? "",
                status: status == 0 ? nil : Int(status)))
}
