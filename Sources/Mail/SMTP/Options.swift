internal import CCurl

/// The options of one transfer. Those whose value is a pointer live as long as `SMTPTransfer.perform` runs.
struct Options {
    let handle: UnsafeMutableRawPointer
    private(set) var firstError = CURLE_OK

    init(handle: UnsafeMutableRawPointer) { self.handle = handle }

    private mutating func check(_ code: CURLcode) {
        if firstError == CURLE_OK { firstError = code }
    }

    mutating func long(_ option: CURLoption, _ value: Int) { check(bridge_curl_set_long(handle, option, value)) }
    mutating func text(_ option: CURLoption, _ value: String) { check(bridge_curl_set_text(handle, option, value)) }

    mutating func list(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>) {
        check(bridge_curl_set_list(handle, option, value))
    }

    mutating func content(_ content: Content) {
        long(CURLOPT_UPLOAD, 1)
        check(bridge_curl_set_receiver(handle, CURLOPT_READFUNCTION, giveContent))
        check(bridge_curl_set_pointer(handle, CURLOPT_READDATA, Unmanaged.passUnretained(content).toOpaque()))
        check(bridge_curl_set_large(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(content.count)))
    }

    /// Libcurl asks about once a second whether to go on.
    mutating func watch(_ conversation: Conversation) {
        // Nothing of what is said reaches standard error: it goes to the function only.
        long(CURLOPT_VERBOSE, 1)
        check(bridge_curl_set_listener(handle, CURLOPT_DEBUGFUNCTION, listen))
        check(bridge_curl_set_pointer(handle, CURLOPT_DEBUGDATA, Unmanaged.passUnretained(conversation).toOpaque()))
        check(bridge_curl_set_progress(handle, CURLOPT_XFERINFOFUNCTION, askWhetherOver))
        check(bridge_curl_set_pointer(handle, CURLOPT_XFERINFODATA, Unmanaged.passUnretained(conversation).toOpaque()))
        long(CURLOPT_NOPROGRESS, 0)
    }
}

private func giveContent(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context, let bytes else { return 0 }
    let content = Unmanaged<Content>.fromOpaque(context).takeUnretainedValue()
    return content.write(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

private func listen(
    _: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let context else { return 0 }
    let conversation = Unmanaged<Conversation>.fromOpaque(context).takeUnretainedValue()
    let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
    switch kind {
    case CURLINFO_HEADER_OUT: conversation.noteSent(bytes)
    case CURLINFO_DATA_OUT: conversation.noteSentContent()
    case CURLINFO_HEADER_IN: conversation.noteReceived(bytes)
    default: break
    }
    return 0
}

private func askWhetherOver(
    _ context: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t, _: curl_off_t
) -> Int32 {
    guard let context else { return 0 }
    return Unmanaged<Conversation>.fromOpaque(context).takeUnretainedValue().isOver ? 1 : 0
}
