internal import CBeast

/// A small HTTP client: one keep-alive connection, opened when first used and again when the server closed it.
///
/// `@unchecked Sendable`: the handle never changes, and the engine takes calls from any thread.
public final class HTTPClient: @unchecked Sendable {
    public struct Answer: Sendable {
        public let status: Int
        public let headers: [HeaderField]
        public let body: [UInt8]

        /// The first value of a field; its name in any case.
        public subscript(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    private let handle: OpaquePointer
    private let endpoint: Endpoint
    private let loop: EventLoop

    public init(_ endpoint: Endpoint, on loop: EventLoop) {
        self.endpoint = endpoint
        self.loop = loop
        handle = endpoint.withEndpoint { cb_exchange_create(loop.handle, $0) }
    }

    deinit {
        cb_exchange_release(handle)
    }

    /// Sends a request; several wait for each other.
    ///
    /// - Parameter answered: called exactly once, on the loop's thread; must not block.
    public func send(
        _ method: Method, _ target: String, headers: [HeaderField] = [], body: [UInt8] = [],
        answered: @escaping @Sendable (Result<Answer, ClientError>) -> Void
    ) {
        var fields = [HeaderField("Host", endpoint.port == 0 ? endpoint.host : "\(endpoint.host):\(endpoint.port)")]
        fields += headers
        if !body.isEmpty || [.post, .put, .patch].contains(method) {
            fields.append(HeaderField("Content-Length", String(body.count)))
        }
        var request = Array("\(method) \(target) HTTP/1.1\r\n".utf8)
        request += Response.encoded(fields) + [0x0d, 0x0a] + body
        request.withUnsafeBufferPointer {
            cb_exchange_send(
                handle, $0.baseAddress, $0.count, method == .head,
                Unmanaged.passRetained(Waiter(answered)).toOpaque(), exchangeAnswered)
        }
    }

    /// Sends a request and waits for its answer.
    public func send(
        _ method: Method, _ target: String, headers: [HeaderField] = [], body: [UInt8] = []
    ) async throws(ClientError) -> Answer {
        let result = await withCheckedContinuation { continuation in
            send(method, target, headers: headers, body: body) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }
}

private final class Waiter: Sendable {
    let answered: @Sendable (Result<HTTPClient.Answer, ClientError>) -> Void

    init(_ answered: @escaping @Sendable (Result<HTTPClient.Answer, ClientError>) -> Void) {
        self.answered = answered
    }
}

private func exchangeAnswered(
    _ context: UnsafeMutableRawPointer?, _ status: UInt16, _ fields: UnsafePointer<UInt8>?, _ fieldCount: Int,
    _ body: UnsafePointer<UInt8>?, _ bodyCount: Int, _ error: UnsafePointer<CChar>?
) {
    guard let context else { return }
    let answered = Unmanaged<Waiter>.fromOpaque(context).takeRetainedValue().answered
    if let error {
        return answered(.failure(.disconnected(String(cString: error))))
    }
    // Carriage return and line feed together are one Character.
    let lines = String(decoding: UnsafeBufferPointer(start: fields, count: fieldCount), as: UTF8.self)
        .split(separator: "\r\n")
    let headers = lines.compactMap { line -> HeaderField? in
        guard let colon = line.firstIndex(of: ":") else { return nil }
        return HeaderField(String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }
    answered(
        .success(
            HTTPClient.Answer(
                status: Int(status), headers: headers,
                body: Array(UnsafeBufferPointer(start: body, count: bodyCount)))))
}
