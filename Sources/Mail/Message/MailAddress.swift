/// The address of a mailbox, `local@domain`: what SMTP carries without any extension (RFC 5321 §4.1.2, dot-atoms only).
///
/// Names a person, so it says nothing of itself in `description`, `dump` or a debugger's summary.
public struct MailAddress: Hashable, Sendable {
    public let local: String
    public let domain: String

    /// Nil for what is no address of that form: with a quoted name, an address literal, letters beyond ASCII (a domain of
    /// other letters is written as `xn--…`), or anything that could end a line or a command.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 254, let at = text.lastIndex(of: "@") else { return nil }
        let (local, domain) = (text[..<at], text[text.index(after: at)...])
        guard (1...64).contains(local.utf8.count), Self.areAtoms(local, Self.isAtomText),
            domain.utf8.count <= 253, Self.areAtoms(domain, Self.isLabelText), Self.areLabels(domain)
        else { return nil }
        self.local = String(local)
        self.domain = String(domain)
    }

    public var text: String { "\(local)@\(domain)" }

    private static func areAtoms(_ text: some StringProtocol, _ isAllowed: (UInt8) -> Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isAllowed) }
    }

    private static func areLabels(_ domain: some StringProtocol) -> Bool {
        domain.split(separator: ".").allSatisfy { $0.utf8.count <= 63 && !$0.hasPrefix("-") && !$0.hasSuffix("-") }
    }

    /// RFC 5322 §3.2.3.
    static func isAtomText(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte) }

    private static func isLabelText(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || byte == UInt8(ascii: "-") }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}

extension MailAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "MailAddress(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
