/// One way Zoom may name a person, normalised so that equal keys mean the same name. Never empty.
public struct IdentityKey: Hashable, Comparable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case registrant
        case customerKey = "customer-key"
        case zoomUser = "zoom-user"
        case email
        case phone
        case code
        case name
    }

    public let kind: Kind
    public let value: String

    /// Normalises: e-mail lower-cased and without white space, phone to its digits, code as `JoinCode` writes it, name
    /// case- and width-folded with single spaces (NFC); the rest trimmed. Nil when nothing is left.
    public init?(_ kind: Kind, _ raw: String) {
        guard let value = Self.normalised(kind, raw) else { return nil }
        self.kind = kind
        self.value = value
    }

    /// For a value read back from where a normalised key was stored.
    public init(stored kind: Kind, value: String) {
        self.kind = kind
        self.value = value
    }

    public static func < (a: Self, b: Self) -> Bool { (a.kind.rawValue, a.value) < (b.kind.rawValue, b.value) }
}
