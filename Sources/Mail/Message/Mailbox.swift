/// Whom a mail is from: an address, and the name that mail programs show for it.
public struct Mailbox: Hashable, Sendable {
    public let name: String?
    public let address: MailAddress

    /// Nil where the name holds a control character, or is longer than 100 characters.
    public init?(name: String? = nil, address: MailAddress) {
        if let name {
            guard name.count <= 100, !name.isEmpty, !name.unicodeScalars.contains(where: \.isControl) else {
                return nil
            }
        }
        self.name = name
        self.address = address
    }

    /// Reads `court@example.org` and `Attendance records <court@example.org>`; nil for anything else.
    public init?(_ text: String) {
        guard text.hasSuffix(">") else {
            guard let address = MailAddress(text) else { return nil }
            self.init(address: address)
            return
        }
        guard let open = text.lastIndex(of: "<"),
            let address = MailAddress(text[text.index(after: open)...].dropLast())
        else { return nil }
        var name = text[..<open]
        while name.last == " " { name.removeLast() }
        if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = name.dropFirst().dropLast() }
        guard !name.contains(where: { "\"\\<>".contains($0) }) else { return nil }
        self.init(name: name.isEmpty ? nil : String(name), address: address)
    }

    /// The value of a header such as `From` (RFC 5322 §3.4).
    var field: String {
        guard let name else { return address.text }
        let words = name.split(separator: " ", omittingEmptySubsequences: false)
        let isPhrase = words.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(MailAddress.isAtomText) }
        if isPhrase, HeaderText.isPlain(name) { return "\(name) <\(address.text)>" }
        guard HeaderText.isPlain(name) else { return "\(HeaderText.encoded(name)) <\(address.text)>" }
        let escaped = name.reduce(into: "") { text, character in
            if "\"\\".contains(character) { text.append("\\") }
            text.append(character)
        }
        return "\"\(escaped)\" <\(address.text)>"
    }
}

extension Unicode.Scalar {
    /// It could end a line, or be taken for something else than what is shown.
    var isControl: Bool { properties.generalCategory == .control || self == "\u{2028}" || self == "\u{2029}" }
}
