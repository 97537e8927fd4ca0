internal import Server

extension HeaderField {
    /// A browser keeps the answer as a file (RFC 6266).
    ///
    /// - Parameter name: may hold an id; what has no place in a field is left out.
    static func attachment(_ name: String) -> HeaderField {
        let safe = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "._-@".contains($0)) }
        return HeaderField("Content-Disposition", "attachment; filename=\"\(safe)\"")
    }
}
