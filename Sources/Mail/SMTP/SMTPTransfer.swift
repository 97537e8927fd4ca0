internal import CCurl
internal import Synchronization

/// One mail over one connection of its own, through libcurl. Blocks its thread until it is over.
///
/// A connection is never kept: a server that hung up meanwhile would look like one that refuses.
///
/// Raw pointers go to libcurl here: the handle, the list, the conversation and the content live until `perform` has
/// returned, and strings are copied by libcurl.
struct SMTPTransfer {
    let server: SMTPServer
    let message: MailMessage

    /// Once for the process, before any handle (curl_global_init(3)).
    private static let isPrepared = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func perform(_ interruption: Interruption) throws(MailFailure) {
        guard Self.isPrepared, let handle = curl_easy_init() else {
            throw MailFailure(kind: .other, description: "out of memory")
        }
        defer { curl_easy_cleanup(handle) }
        guard let recipients = curl_slist_append(nil, message.to.text) else {
            throw MailFailure(kind: .other, description: "out of memory")
        }
        defer { curl_slist_free_all(recipients) }
        let (conversation, content) = (Conversation(interruption), Content(message.bytes))
        var options = Options(handle: handle)
        set(&options)
        options.list(CURLOPT_MAIL_RCPT, recipients)
        options.content(content)
        options.watch(conversation)
        let code = options.firstError == CURLE_OK ? curl_easy_perform(handle) : options.firstError
        withExtendedLifetime((conversation, content)) {}
        // The server's word counts, whatever came behind it.
        if conversation.isAccepted { return }
        if interruption.isInterrupted { throw MailFailure(kind: .cancelled, description: "it was cancelled") }
        throw failure(code, conversation)
    }

    private func set(_ options: inout Options) {
        options.text(CURLOPT_URL, server.url(introducedAs: message.from.address.domain))
        options.text(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // Mail never goes through a proxy that the environment names.
        options.text(CURLOPT_PROXY, "")
        // Without this, libcurl uses a signal to end a slow look-up of a name.
        options.long(CURLOPT_NOSIGNAL, 1)
        let timeout = max(1, server.timeoutMilliseconds)
        options.long(CURLOPT_TIMEOUT_MS, timeout)
        options.long(CURLOPT_CONNECTTIMEOUT_MS, min(20_000, timeout))
        options.long(CURLOPT_FORBID_REUSE, 1)
        if server.security != .none { options.long(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        options.long(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        options.long(CURLOPT_SSL_VERIFYPEER, 1)
        options.long(CURLOPT_SSL_VERIFYHOST, 2)
        if let authority = server.certificateAuthority { options.text(CURLOPT_CAINFO, authority) }
        if let credentials = server.credentials {
            options.text(CURLOPT_USERNAME, credentials.user)
            options.text(CURLOPT_PASSWORD, credentials.password)
        }
        options.text(CURLOPT_MAIL_FROM, "<\(message.from.address.text)>")
    }

    private func failure(_ code: CURLcode, _ conversation: Conversation) -> MailFailure {
        switch code {
        case CURLE_COULDNT_CONNECT:
            return MailFailure(kind: .unreachable, description: "nothing answers at the mail server's address")
        case CURLE_COULDNT_RESOLVE_HOST:
            return MailFailure(kind: .unreachable, description: "the mail server's name is not known")
        case CURLE_OPERATION_TIMEDOUT:
            return MailFailure(kind: .timedOut, description: "the mail server did not answer in time")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR:
            let reason = String(cString: curl_easy_strerror(code))
            return MailFailure(kind: .notTrusted, description: "the mail server is not to be trusted (\(reason))")
        case CURLE_USE_SSL_FAILED:
            return MailFailure(kind: .notEncrypted, description: "the mail server does not encrypt, and must")
        case CURLE_LOGIN_DENIED:
            return MailFailure(kind: .notLetIn, description: "the mail server does not accept user and password")
        default: break
        }
        guard let refusal = conversation.refusal else {
            return MailFailure(kind: .other, description: String(cString: curl_easy_strerror(code)))
        }
        return MailFailure(refusal)
    }
}

extension MailFailure {
    fileprivate init(_ refusal: Conversation.Refusal) {
        let answer = [String(refusal.code), refusal.status].compactMap(\.self).joined(separator: " ")
        let isForEver = refusal.code >= 500
        switch refusal.stage {
        case .beginning, .ending:
            self.init(kind: .notServed, description: "the mail server serves nobody: \(answer)")
        case .signingIn:
            self.init(kind: .notLetIn, description: "the mail server does not accept user and password: \(answer)")
        // It is the same for every mail, and can be set right.
        case .sender: self.init(kind: .notServed, description: "the mail server refuses the sender: \(answer)")
        case .recipient:
            self.init(
                kind: isForEver ? .refused : .deferred, description: "the mail server refuses the recipient: \(answer)")
        case .content:
            self.init(
                kind: isForEver ? .refused : .deferred, description: "the mail server refuses the mail: \(answer)")
        }
    }
}

/// What is sent, from where the last piece ended.
final class Content {
    private let bytes: [UInt8]
    private var sent = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Returns: how many bytes were written; 0 at the end.
    func write(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - sent)
        buffer.copyBytes(from: bytes[sent..<sent + count])
        sent += count
        return count
    }

    var count: Int { bytes.count }
}

/// Tells a transfer from another thread that nobody waits for it any more.
final class Interruption: Sendable {
    private let flag = Atomic<Bool>(false)

    var isInterrupted: Bool { flag.load(ordering: .relaxed) }
    func interrupt() { flag.store(true, ordering: .relaxed) }
}
