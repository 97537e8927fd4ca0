internal import CBeast
internal import Synchronization

/// The engine's handle and the way between it and Swift.
///
/// `@unchecked Sendable`: the handle never changes, and the engine takes calls from any thread. Between `start` and
/// the engine's `stopped` it is retained, so that no callback finds it gone.
final class ServerCore: @unchecked Sendable {
    private(set) var handle: OpaquePointer!
    let loop: EventLoop
    private let handler: any RequestHandler
    private let stopped = Mutex<CheckedContinuation<Void, Never>?>(nil)

    init(_ configuration: ServerConfiguration, loop: EventLoop, handler: any RequestHandler) throws(ServerError) {
        self.loop = loop
        self.handler = handler
        var error = cb_error()
        let callbacks = cb_callbacks(
            context: Unmanaged.passUnretained(self).toOpaque(), request: requestArrived,
            opened: conversationOpened, received: conversationReceived, drained: conversationDrained,
            closed: conversationClosed, stopped: serverStopped)
        handle = configuration.withOptions { options in
            withUnsafePointer(to: options) { options in
                withUnsafePointer(to: callbacks) { cb_server_create(loop.handle, options, $0, &error) }
            }
        }
        if handle == nil { throw ServerError(error) }
    }

    deinit {
        if let handle { cb_server_release(handle) }
    }

    func listen(on address: ListenAddress) throws(ServerError) -> ListenAddress {
        var error = cb_error()
        switch address {
        case .tcp(let host, let port):
            var bound: UInt16 = 0
            guard cb_server_listen_tcp(handle, host, port, &bound, &error) else { throw ServerError(error) }
            return .tcp(host: host, port: bound)
        case .unix(let path):
            guard cb_server_listen_unix(handle, path, &error) else { throw ServerError(error) }
            return address
        }
    }

    func start(_ continuation: CheckedContinuation<Void, Never>) {
        stopped.withLock { $0 = continuation }
        _ = Unmanaged.passRetained(self)
        cb_server_start(handle)
    }

    func stop() {
        cb_server_stop(handle)
    }

    func respond(_ response: Response, to number: UInt64, on connection: UInt64) {
        let fields = Response.encoded(response.headers)
        fields.withUnsafeBufferPointer { fields in
            var answer = cb_response()
            answer.status = UInt16(clamping: response.status)
            answer.close = response.closesConnection
            answer.fields = fields.baseAddress
            answer.field_count = fields.count
            switch response.body {
            case .none:
                cb_respond(handle, connection, number, &answer)
            case .bytes(let bytes):
                bytes.withUnsafeBufferPointer { bytes in
                    answer.body = bytes.baseAddress
                    answer.body_count = bytes.count
                    cb_respond(handle, connection, number, &answer)
                }
            case .shared(let bytes):
                answer.shared_body = bytes.handle
                cb_respond(handle, connection, number, &answer)
                withExtendedLifetime(bytes) {}
            }
        }
    }

    func upgrade(
        _ number: UInt64, on connection: UInt64, to handler: any WebSocketHandler, subprotocol: String?,
        headers: [HeaderField]
    ) {
        let conversation = Self.retained(SocketConversation(core: self, handler: handler))
        let fields = Response.encoded(headers)
        fields.withUnsafeBufferPointer {
            cb_upgrade(handle, connection, number, conversation, subprotocol, $0.baseAddress, $0.count)
        }
    }

    func stream(
        _ number: UInt64, on connection: UInt64, status: Int, headers: [HeaderField], heartbeat: StreamChunk?,
        to handler: any StreamHandler
    ) {
        let conversation = Self.retained(StreamConversation(core: self, handler: handler))
        let fields = Response.encoded(headers)
        fields.withUnsafeBufferPointer {
            cb_stream(
                handle, connection, number, conversation, UInt16(clamping: status), $0.baseAddress, $0.count,
                heartbeat?.handle)
        }
        withExtendedLifetime(heartbeat) {}
    }

    /// Until the engine says that it was closed.
    private static func retained(_ conversation: Conversation) -> UnsafeMutableRawPointer {
        Unmanaged.passRetained(conversation).toOpaque()
    }

    fileprivate func arrived(_ request: Request, number: UInt64, on connection: UInt64) {
        handler.handle(request, Responder(core: self, connection: connection, number: number))
    }

    fileprivate func hasStopped() {
        stopped.withLock { $0.take() }?.resume()
    }
}

// The engine calls these on the loop's thread, with what it was given above.

private func requestArrived(
    _ context: UnsafeMutableRawPointer?, _ connection: UInt64, _ number: UInt64, _ request: UnsafePointer<cb_request>?
) {
    guard let context, let request else { return }
    Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
        .arrived(Request(request.pointee), number: number, on: connection)
}

private func serverStopped(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<ServerCore>.fromOpaque(context).takeRetainedValue().hasStopped()
}

extension ServerConfiguration {
    /// The configuration as the engine reads it; the strings live as long as the call.
    fileprivate func withOptions<Result>(_ body: (cb_options) -> Result) -> Result {
        func withCString<R>(_ string: String?, _ body: (UnsafePointer<CChar>?) -> R) -> R {
            if let string { string.withCString { body($0) } } else { body(nil) }
        }
        var options = cb_options()
        options.max_header_bytes = UInt32(clamping: min(limits.maxHeaderBytes, 65_536))
        options.max_target_bytes = UInt32(clamping: limits.maxTargetBytes)
        options.max_body_bytes = UInt64(clamping: limits.maxBodyBytes)
        options.header_timeout_ms = limits.headerTimeout.milliseconds
        options.body_timeout_ms = limits.bodyTimeout.milliseconds
        options.keep_alive_timeout_ms = limits.keepAliveTimeout.milliseconds
        options.write_timeout_ms = limits.writeTimeout.milliseconds
        options.max_connections = UInt32(clamping: limits.maxConnections)
        options.reserved_connections = UInt32(clamping: limits.reservedConnections)
        options.ping_interval_ms = limits.pingInterval.milliseconds
        options.pong_timeout_ms = limits.pongTimeout.milliseconds
        options.close_timeout_ms = limits.closeTimeout.milliseconds
        options.stop_timeout_ms = limits.stopTimeout.milliseconds
        options.max_message_bytes = UInt64(clamping: limits.maxMessageBytes)
        options.max_queued_bytes = UInt64(clamping: limits.maxQueuedBytes)
        options.slow_reader_code = CloseCode.slowReader.rawValue
        options.compresses_messages = compressesMessages
        return withCString(priorityPath) { path in
            withCString(tls?.certificateChain) { certificate in
                withCString(tls?.privateKey) { key in
                    options.priority_path = path
                    options.tls_certificate = certificate
                    options.tls_key = key
                    return body(options)
                }
            }
        }
    }
}

extension Duration {
    /// Rounded up, so that nothing but zero becomes zero.
    var milliseconds: UInt32 {
        let (seconds, attoseconds) = components
        return UInt32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
