/// A mail of plain text to one person, checked: nothing in it can become a header or a command.
///
/// What it says and to whom is nobody else's business: it says nothing of itself in `description`, `dump` or a
/// debugger's summary.
public struct MailMessage: Hashable, Sendable {
    /// What stands before the `@` of its Message-ID. The same mail sent once more has the same, so that whoever receives it
    /// twice can tell.
    public let id: String
    public let from: Mailbox
    public let to: MailAddress
    public let subject: String
    /// Lines end with any line break; there may be many to a paragraph, and any length.
    public let text: String
    /// Unix seconds; the moment it was written, not sent.
    public let date: Int64
    /// An https address where more of its kind can be refused (RFC 2369 §3.2).
    public let unsubscribe: String?

    /// - Parameter id: letters, digits, `-`, `_` and `.`; 8 to 100 of them.
    public init(
        id: String, from: Mailbox, to: MailAddress, subject: String, text: String, date: Int64,
        unsubscribe: String? = nil
    ) throws(MailMistake) {
        guard (8...100).contains(id.utf8.count), MailAddress("\(id.prefix(64))@a") != nil,
            id.utf8.allSatisfy(Self.isPlain)
        else { throw .id }
        guard (1...200).contains(subject.count), !subject.unicodeScalars.contains(where: \.isControl) else {
            throw .subject
        }
        guard (1...100_000).contains(text.utf8.count),
            !text.unicodeScalars.contains(where: { $0.isControl && !["\n", "\r", "\t"].contains($0) })
        else { throw .text }
        if let unsubscribe {
            guard unsubscribe.hasPrefix("https://"), unsubscribe.utf8.count <= 900,
                unsubscribe.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>,".utf8.contains($0) })
            else { throw .unsubscribe }
        }
        self.id = id
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.date = date
        self.unsubscribe = unsubscribe
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        MailAddress.isAtomText(byte) && !"!#$%&'*+/=?^`{|}~".utf8.contains(byte) || byte == UInt8(ascii: ".")
    }
}

/// What of a mail cannot be sent: it holds a character that no mail may, or is too long, or empty.
public enum MailMistake: Error, Hashable, Sendable {
    case id
    case subject
    case text
    case unsubscribe
}

extension MailMessage: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "MailMessage(\(id), redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
