import CCurl

/// Sends requests one after the other, over connections it keeps, through libcurl.
///
/// `send` blocks its thread until the answer is there: call it on the main thread of a command or on a thread of your
/// own, never on the threads that Swift's tasks share. It is not `Sendable` for that reason. Certificates are verified;
/// a redirect is an answer like any other.
final class CurlClient {
    private let handle: OpaquePointer
    private let unixSocket: String?
    private let certificateAuthority: String?
    private let maxAnswerBytes: Int

    /// - Parameter unixSocket: a Unix socket to connect to, whatever host the URL names.
    /// - Parameter certificateAuthority: a PEM file to trust instead of the system's.
    init(unixSocket: String? = nil, certificateAuthority: String? = nil, maxAnswerBytes: Int = 64 << 20)
        throws(CurlFailure)
    {
        _ = Self.prepared
        guard let handle = curl_easy_init() else { throw CurlFailure(kind: .other, description: "out of memory") }
        self.handle = OpaquePointer(handle)
        self.unixSocket = unixSocket
        self.certificateAuthority = certificateAuthority
        self.maxAnswerBytes = maxAnswerBytes
    }

    deinit { curl_easy_cleanup(UnsafeMutableRawPointer(handle)) }

    /// Once for the process, before any handle (curl_global_init(3)).
    private static let prepared: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func send(_ request: CurlRequest) throws(CurlFailure) -> CurlAnswer {
        var options = CurlOptions(handle: UnsafeMutableRawPointer(handle))
        defer { options.free() }
        options.reset()
        options.text(CURLOPT_URL, request.url)
        options.text(CURLOPT_PROTOCOLS_STR, "http,https")
        options.text(CURLOPT_CUSTOMREQUEST, request.method)
        if request.method == "HEAD" { options.long(CURLOPT_NOBODY, 1) }
        // Without this, libcurl uses a signal to end a slow look-up of a name.
        options.long(CURLOPT_NOSIGNAL, 1)
        options.long(CURLOPT_TIMEOUT_MS, request.timeoutMilliseconds)
        options.long(CURLOPT_CONNECTTIMEOUT_MS, min(5000, request.timeoutMilliseconds))
        options.long(CURLOPT_SSL_VERIFYPEER, 1)
        options.long(CURLOPT_SSL_VERIFYHOST, 2)
        if let certificateAuthority { options.text(CURLOPT_CAINFO, certificateAuthority) }
        if let unixSocket { options.text(CURLOPT_UNIX_SOCKET_PATH, unixSocket) }
        // A proxy cannot reach this machine's own addresses.
        if unixSocket != nil || Self.namesThisMachine(request.url) { options.text(CURLOPT_PROXY, "") }
        options.headers(request.headers)

        let receiver = AnswerReceiver(maxBytes: maxAnswerBytes)
        options.receive(into: receiver)
        let code = request.body.withUnsafeBytes { body in
            if !request.body.isEmpty || request.method == "POST" || request.method == "PUT" {
                options.body(body)
            }
            return options.perform()
        }
        withExtendedLifetime(receiver) {}
        guard code == CURLE_OK else { throw failure(code, request, receiver) }
        return CurlAnswer(status: options.status, headers: receiver.headers, body: receiver.body)
    }

    private static func namesThisMachine(_ url: String) -> Bool {
        let afterScheme = url.drop { $0 != "/" }.drop { $0 == "/" }
        return ["127.", "localhost", "[::1]"].contains { afterScheme.hasPrefix($0) }
    }

    private func failure(_ code: CURLcode, _ request: CurlRequest, _ receiver: AnswerReceiver) -> CurlFailure {
        if receiver.isOverfull {
            return CurlFailure(kind: .tooLarge, description: "the answer is larger than \(maxAnswerBytes) bytes")
        }
        let reason = String(cString: curl_easy_strerror(code))
        return switch code {
        case CURLE_COULDNT_CONNECT: CurlFailure(kind: .unreachable, description: "nothing answers there")
        case CURLE_COULDNT_RESOLVE_HOST: CurlFailure(kind: .unreachable, description: "that host is not known")
        case CURLE_OPERATION_TIMEDOUT:
            CurlFailure(kind: .timedOut, description: "no answer within \(request.timeoutMilliseconds) ms")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            CurlFailure(kind: .notTrusted, description: "its certificate is not trusted (\(reason))")
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            CurlFailure(kind: .badURL, description: "that is not an http or https URL")
        default: CurlFailure(kind: .other, description: reason)
        }
    }
}
