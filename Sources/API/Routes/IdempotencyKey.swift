internal import Server

/// What a client calls a request by, so that it can send it again when no answer came
/// (draft-ietf-httpapi-idempotency-key-header).
struct IdempotencyKey: Sendable {
    let text: String

    /// Nil where there is none. With quotation marks, as the draft has it, or without, as many programs send it.
    init?(of request: Request) throws(Problem) {
        let given = request.headers.values(of: "idempotency-key")
        if given.isEmpty { return nil }
        guard given.count == 1, let text = Self.text(of: given[0]) else {
            throw .badRequest("Idempotency-Key must be 1 to 255 characters of ASCII without spaces, given once.")
        }
        self.text = text
    }

    static func text(of value: String) -> String? {
        var text = Substring(value)
        if text.hasPrefix("\"") {
            guard text.count > 1, text.hasSuffix("\"") else { return nil }
            text = text.dropFirst().dropLast()
        }
        guard (1...255).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return String(text)
    }
}
