/// One way Zoom may name a person, normalised so that equal keys mean the same name. Never empty.
///
/// Once what was personal in a delivery is forgotten, a keyed hash stands in its place: the sealed form of a key, which
/// every kind keeps as it is, so that equal ones stay equal.
public struct IdentityKey: Hashable, Comparable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case registrant
        case customerKey = "customer-key"
        case zoomUser = "zoom-user"
        case email
        case phone
        case code
        case name
        /// A person said so; the value is the connection they said it of. Zoom never sends one.
        case claim

        /// Whether somebody may be recognised by it from a claim on. Codes are given out by the roster alone.
        public var isLasting: Bool { self != .code && self != .claim }
    }

    public let kind: Kind
    public let value: String

    /// Whose value is a keyed hash: it can be compared, and no longer read.
    public var isSealed: Bool { Self.isSealed(value) }

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
