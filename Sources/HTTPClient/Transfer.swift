internal import CCurl

/// The options of one transfer, and what must live until it is over.
///
/// Raw pointers go to libcurl here: the handle is `BlockingWebClient`'s own; the receiver, the interruption, the guard
/// and the body are kept alive by `BlockingWebClient.send` until `perform` has returned, and strings are copied by
/// libcurl.
struct Transfer {
    let handle: UnsafeMutableRawPointer
    private var list: UnsafeMutablePointer<curl_slist>?
    private var firstError = CURLE_OK

    init(handle: UnsafeMutableRawPointer) { self.handle = handle }

    /// Forgets the last transfer's options and keeps its connections.
    func reset() { curl_easy_reset(handle) }

    func free() { curl_slist_free_all(list) }

    private mutating func check(_ code: CURLcode) {
        if firstError == CURLE_OK { firstError = code }
    }

    mutating func long(_ option: CURLoption, _ value: Int) { check(bridge_curl_set_long(handle, option, value)) }
    mutating func text(_ option: CURLoption, _ value: String) { check(bridge_curl_set_text(handle, option, value)) }

    mutating func headers(_ headers: [(name: String, value: String)]) {
        // Waiting for "100 Continue" would cost a second where a server does not know it.
        // A name with a colon and no value leaves a header out; a semicolon sends it empty.
        let lines = ["Expect:"] + headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                check(CURLE_OUT_OF_MEMORY)
                return
            }
            list = longer
        }
        check(bridge_curl_set_list(handle, CURLOPT_HTTPHEADER, list))
    }

    mutating func body(_ bytes: UnsafeRawBufferPointer) {
        check(bridge_curl_set_large(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)))
        // An empty array may have no address, which libcurl would take as "read the body from a callback".
        let address = bytes.count > 0 ? bytes.baseAddress : UnsafeRawPointer(handle)
        check(bridge_curl_set_pointer(handle, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: address)))
    }

    mutating func receive(into receiver: AnswerReceiver) {
        let context = Unmanaged.passUnretained(receiver).toOpaque()
        check(bridge_curl_set_receiver(handle, CURLOPT_WRITEFUNCTION, receiveBody))
        check(bridge_curl_set_pointer(handle, CURLOPT_WRITEDATA, context))
        check(bridge_curl_set_receiver(handle, CURLOPT_HEADERFUNCTION, receiveHeader))
        check(bridge_curl_set_pointer(handle, CURLOPT_HEADERDATA, context))
    }

    /// Libcurl asks about once a second, more often while data moves.
    mutating func watch(_ interruption: Interruption) {
        check(bridge_curl_set_progress(handle, CURLOPT_XFERINFOFUNCTION, askWhetherInterrupted))
        check(bridge_curl_set_pointer(handle, CURLOPT_XFERINFODATA, Unmanaged.passUnretained(interruption).toOpaque()))
        long(CURLOPT_NOPROGRESS, 0)
    }

    mutating func openSockets(by addressGuard: AddressGuard) {
        let context = Unmanaged.passUnretained(addressGuard).toOpaque()
        check(bridge_curl_set_opener(handle, CURLOPT_OPENSOCKETFUNCTION, openGuardedSocket))
        check(bridge_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context))
    }

    /// Blocks until the transfer is over.
    func perform() -> CURLcode { firstError == CURLE_OK ? curl_easy_perform(handle) : firstError }

    var status: Int {
        var value = 0
        return bridge_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &value) == CURLE_OK ? value : 0
    }
}

private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
)
    -> Int
{
    guard let context else { return 0 }
    let receiver = Unmanaged<AnswerReceiver>.fromOpaque(context).takeUnretainedValue()
    return receiver.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let receiver = Unmanaged<AnswerReceiver>.fromOpaque(context).takeUnretainedValue()
    return receiver.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private func askWhetherInterrupted(
    _ context: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t, _: curl_off_t
) -> Int32 {
    guard let context else { return 0 }
    return Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue().isInterrupted ? 1 : 0
}
