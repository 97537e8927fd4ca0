/// A password somebody typed, in the one spelling that all spellings of it share.
///
/// Keyboards compose letters in different ways and know several blanks: it is held with blanks of all kinds as U+0020 and
/// canonically composed (NFC), as RFC 8265 §4.2.2 has it; case counts. Wiped when the last copy goes. Says nothing of itself
/// in `description`, `dump` or a debugger's summary.
public struct Password: Sendable {
    /// In characters, as NIST SP 800-63B counts them: Unicode scalars.
    public static let minimumLength = 12
    public static let maximumLength = 256

    /// UTF-8
    let bytes: SecretBytes

    /// To be checked against a hash. Nil for what can be nobody's password: longer than any, or with a control character.
    public init?(entered text: String) {
        guard text.utf8.count <= Self.maximumBytes, let composed = text.asPassword else { return nil }
        bytes = SecretBytes(composed.utf8)
    }

    /// To be somebody's password from now on. What it is made of is their affair; what others try first is refused.
    ///
    /// - Parameter names: what the person is called, and by what name they sign in: no password.
    public init(chosen text: String, by names: [String]) throws(PasswordError) {
        guard text.utf8.count <= Self.maximumBytes else { throw .tooLong }
        guard let composed = text.asPassword else { throw .hasControlCharacter }
        let length = composed.unicodeScalars.count
        guard length >= Self.minimumLength else { throw .tooShort }
        guard length <= Self.maximumLength else { throw .tooLong }
        let folded = FoldedPassword(composed)
        guard !folded.isGuessable else { throw .tooCommon }
        guard !folded.isMade(of: names) else { throw .isName }
        bytes = SecretBytes(composed.utf8)
    }

    /// A character takes four bytes in UTF-8, or twelve where it is written in parts.
    private static let maximumBytes = 12 * maximumLength
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Password(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a password is not taken, and what would be. Says nothing of the password.
public enum PasswordError: Error, Hashable, Sendable, CustomStringConvertible {
    case tooShort
    case tooLong
    case hasControlCharacter
    /// One of those that everybody tries first, or a pattern of keys.
    case tooCommon
    /// The person's own name or id.
    case isName

    public var description: String {
        switch self {
        case .tooShort:
            "the password is too short: at least \(Password.minimumLength) characters, for instance four words"
        case .tooLong: "the password is too long: at most \(Password.maximumLength) characters"
        case .hasControlCharacter: "the password has a character that no keyboard types; write it anew"
        case .tooCommon:
            "the password is one that others try first: a common word, a row of keys, or something said over and over"
        case .isName: "the password is the name of its owner; choose something that nobody knows about you"
        }
    }
}
