/// Collects one answer.
final class AnswerReceiver {
    private(set) var headers: [String: String] = [:]
    private(set) var body: [UInt8] = []
    private(set) var hasOverfullHead = false
    private(set) var hasOverfullBody = false
    private var headerBytes = 0
    private let maxHeaderBytes: Int
    private let maxBodyBytes: Int

    init(maxHeaderBytes: Int, maxBodyBytes: Int) {
        self.maxHeaderBytes = maxHeaderBytes
        self.maxBodyBytes = maxBodyBytes
    }

    /// - Returns: whether there is room.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= maxBodyBytes else {
            hasOverfullBody = true
            body.append(contentsOf: bytes.prefix(maxBodyBytes - body.count))
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// - Returns: whether there is room.
    func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= maxHeaderBytes else {
            hasOverfullHead = true
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        // A status line begins a new answer, after "100 Continue" for instance.
        if line.hasPrefix("HTTP/") { headers = [:] }
        guard let colon = line.firstIndex(of: ":") else { return true }
        headers[line[..<colon].lowercased()] = withoutBlanks(line[line.index(after: colon)...])
        return true
    }

    private func withoutBlanks(_ text: Substring) -> String {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
