internal import CCurl

/// Sends requests one after the other, over connections it keeps, through libcurl.
///
/// `send` blocks its thread until the answer is there: call it on the main thread of a command or on a thread of your
/// own, never on the threads that Swift's tasks share; `WebClient` is for tasks. It is not `Sendable` for that reason.
/// Certificates are verified; a redirect is an answer like any other.
public final class BlockingWebClient {
    private let handle: OpaquePointer
    private let settings: WebClientSettings

    public init(_ settings: WebClientSettings = WebClientSettings()) throws(WebFailure) {
        _ = Self.prepared
        guard let handle = curl_easy_init() else { throw WebFailure(kind: .other, description: "out of memory") }
        self.handle = OpaquePointer(handle)
        self.settings = settings
    }

    deinit { curl_easy_cleanup(UnsafeMutableRawPointer(handle)) }

    /// Once for the process, before any handle (curl_global_init(3)).
    private static let prepared: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    public func send(_ request: WebRequest) throws(WebFailure) -> WebAnswer {
        try send(request, interruption: Interruption())
    }

    func send(_ request: WebRequest, interruption: Interruption) throws(WebFailure) -> WebAnswer {
        if let flaw = request.flaw { throw flaw }
        var transfer = Transfer(handle: UnsafeMutableRawPointer(handle))
        defer { transfer.free() }
        prepare(&transfer, for: request)
        let receiver = AnswerReceiver(maxHeaderBytes: settings.maxHeaderBytes, maxBodyBytes: settings.maxAnswerBytes)
        transfer.receive(into: receiver)
        transfer.watch(interruption)
        let addressGuard = settings.addresses == .publicOnly ? AddressGuard() : nil
        if let addressGuard { transfer.openSockets(by: addressGuard) }
        let code = request.body.withUnsafeBytes { body in
            if !request.body.isEmpty || request.method == "POST" || request.method == "PUT" {
                transfer.body(body)
            }
            return transfer.perform()
        }
        withExtendedLifetime((receiver, interruption, addressGuard)) {}
        if code == CURLE_COULDNT_CONNECT, addressGuard?.hasRefused == true {
            throw WebFailure(kind: .notPublic, description: "that host has no public address")
        }
        let isCut = receiver.hasOverfullBody && settings.cutsLongAnswers
        guard code == CURLE_OK || isCut else { throw failure(code, request, receiver) }
        return WebAnswer(status: transfer.status, headers: receiver.headers, body: receiver.body)
    }

    private func prepare(_ transfer: inout Transfer, for request: WebRequest) {
        transfer.reset()
        transfer.text(CURLOPT_URL, request.url)
        transfer.text(CURLOPT_PROTOCOLS_STR, "http,https")
        // What was encoded with care stays as it is.
        transfer.long(CURLOPT_PATH_AS_IS, 1)
        transfer.text(CURLOPT_CUSTOMREQUEST, request.method)
        if request.method == "HEAD" { transfer.long(CURLOPT_NOBODY, 1) }
        // Without this, libcurl uses a signal to end a slow look-up of a name.
        transfer.long(CURLOPT_NOSIGNAL, 1)
        let timeout = max(1, request.timeoutMilliseconds)
        transfer.long(CURLOPT_TIMEOUT_MS, timeout)
        transfer.long(CURLOPT_CONNECTTIMEOUT_MS, min(5000, timeout))
        transfer.long(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        transfer.long(CURLOPT_SSL_VERIFYPEER, 1)
        transfer.long(CURLOPT_SSL_VERIFYHOST, 2)
        if let certificateAuthority = settings.certificateAuthority {
            transfer.text(CURLOPT_CAINFO, certificateAuthority)
        }
        if let unixSocket = settings.unixSocket { transfer.text(CURLOPT_UNIX_SOCKET_PATH, unixSocket) }
        // A proxy cannot reach this machine's own addresses, and would itself be what the guard sees.
        if settings.unixSocket != nil || settings.addresses == .publicOnly || Self.namesThisMachine(request.url) {
            transfer.text(CURLOPT_PROXY, "")
        }
        transfer.headers(request.headers)
    }

    private static func namesThisMachine(_ url: String) -> Bool {
        let afterScheme = url.drop { $0 != "/" }.drop { $0 == "/" }
        return ["127.", "localhost", "[::1]"].contains { afterScheme.hasPrefix($0) }
    }

    private func failure(_ code: CURLcode, _ request: WebRequest, _ receiver: AnswerReceiver) -> WebFailure {
        if receiver.hasOverfullHead {
            return WebFailure(
                kind: .tooLarge, description: "the answer's headers are larger than \(settings.maxHeaderBytes) bytes")
        }
        if receiver.hasOverfullBody {
            return WebFailure(
                kind: .tooLarge, description: "the answer is larger than \(settings.maxAnswerBytes) bytes")
        }
        let reason = String(cString: curl_easy_strerror(code))
        return switch code {
        case CURLE_ABORTED_BY_CALLBACK: WebFailure(kind: .cancelled, description: "it was cancelled")
        case CURLE_COULDNT_CONNECT: WebFailure(kind: .unreachable, description: "nothing answers there")
        case CURLE_COULDNT_RESOLVE_HOST: WebFailure(kind: .unreachable, description: "that host is not known")
        case CURLE_OPERATION_TIMEDOUT:
            WebFailure(kind: .timedOut, description: "no answer within \(request.timeoutMilliseconds) ms")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            WebFailure(kind: .notTrusted, description: "its certificate is not trusted (\(reason))")
        case CURLE_URL_MALFORMAT: WebFailure(kind: .badURL, description: "that is not an http or https URL")
        // Something before HTTP/1.0, which libcurl calls a protocol of its own.
        case CURLE_UNSUPPORTED_PROTOCOL: WebFailure(kind: .other, description: "what answers there is no HTTP")
        default: WebFailure(kind: .other, description: reason)
        }
    }
}
