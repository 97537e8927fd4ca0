extension JSONView {
    /// Reads RFC 8259. Text nested more than 512 deep and numbers beyond 64 bits or a double are refused.
    public static func parse(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSONView {
        let text = Array(bytes)
        var tokenizer = Tokenizer(text, isTolerant: false)
        guard try tokenizer.run() || isUTF8(text) else { throw JSONError(.notUTF8) }
        return JSONView(text, tokenizer.tokens)
    }

    /// Reads what `parse` reads and also, so that damage costs no more than what is damaged:
    ///
    /// - Half of a surrogate pair (a name cut off in the middle of an emoji), a wrong escape and bytes that are not UTF-8
    ///   are U+FFFD; raw control characters are themselves.
    /// - A number beyond 64 bits, or beyond a double, is null: unknown, rather than another number.
    /// - A byte order mark at the beginning is passed over.
    public static func parseTolerantly(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSONView {
        let text = Array(bytes)
        var tokenizer = Tokenizer(text, isTolerant: true)
        // Bytes that are not UTF-8 are replaced where a string is copied out; a quote or a backslash is never part of them.
        _ = try tokenizer.run()
        return JSONView(text, tokenizer.tokens)
    }

    private static func isUTF8(_ text: [UInt8]) -> Bool { String(validating: text, as: UTF8.self) != nil }
}
