/// A secret that opens something to whoever holds it: 32 random bytes, told once and kept by its hash alone.
///
/// Its text is a word for what it opens, `_`, the bytes in base64url (43 characters), and a checksum (6): so that programs
/// which look for published secrets know it, and a character lost on the way is noticed before anything is looked up. Says
/// nothing of itself in `description`, `dump` or a debugger's summary.
public struct SecretToken: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The access token of a program.
        case access = "abt"
        /// What makes an account: good once.
        case invite = "inv"
        /// What opens one connection to the feed.
        case feedTicket = "fti"
        /// A browser's session.
        case session = "ses"
    }

    public static let byteCount = 32

    public let kind: Kind
    private let bytes: [UInt8]

    private init(_ kind: Kind, _ bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }

    public static func random(_ kind: Kind) -> SecretToken { SecretToken(kind, Random.bytes(byteCount)) }

    /// Nil unless this is a token's text of that kind, to the letter. Whether it opens anything is not known by that.
    public init?(_ text: some StringProtocol, kind: Kind) {
        let text = Array(text.utf8)
        guard text.count == Self.textBytes else { return nil }
        let prefix = Array("\(kind.rawValue)_".utf8)
        let body = text[prefix.count..<text.count - Self.checksumBytes]
        guard text.starts(with: prefix), let bytes = Base64.decode(body, .url), bytes.count == Self.byteCount else {
            return nil
        }
        self.init(kind, bytes)
        guard equalInConstantTime(text, self.text.utf8) else { return nil }
    }

    /// What the holder is told, once.
    public var text: String {
        let body = "\(kind.rawValue)_\(Base64.encode(bytes, .url))"
        return body + Base64.encode(SHA256.hash(body.utf8).bytes, .url).prefix(Self.checksumBytes)
    }

    /// SHA-256 of the text: what is stored, and looked up. There is nothing to try out: nobody guesses 256 bits.
    public var hash: Digest { SHA256.hash(text.utf8) }

    private static let checksumBytes = 6
    /// As long for every kind.
    private static let textBytes = 4 + 43 + checksumBytes
}

extension SecretToken: Equatable {
    /// In the same time wherever they differ.
    public static func == (a: Self, b: Self) -> Bool { a.kind == b.kind && equalInConstantTime(a.bytes, b.bytes) }
}

extension SecretToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "SecretToken(\(kind.rawValue), redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
