public import Attendance
public import Crypto

/// A key that signs or signed cards, and for how long it did.
public struct PublishedKey: Hashable, Sendable {
    public let key: VerificationKey
    public let validFrom: Timestamp
    /// The first moment at which it no longer signed; nil while it does.
    public let validUntil: Timestamp?

    public init(_ key: VerificationKey, validFrom: Timestamp, validUntil: Timestamp? = nil) {
        self.key = key
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// Whether what is dated `moment` may have been signed by it.
    public func isValid(at moment: Timestamp) -> Bool {
        validFrom <= moment && validUntil.map { moment < $0 } ?? true
    }
}

/// The public keys of an issuer of cards, those of former times too: a JWK set (RFC 7517 §5) whose keys also say from when
/// and until when they signed. All that is needed, besides a card, to verify it.
public struct KeySet: Hashable, Sendable {
    /// From the oldest to the newest.
    public let keys: [PublishedKey]
    private let byID: [String: PublishedKey]

    /// - Parameter keys: in any order.
    /// - Throws: `.repeated` and `.neverValid`.
    public init(_ keys: some Sequence<PublishedKey>) throws(KeySetError) {
        var byID: [String: PublishedKey] = [:]
        for key in keys {
            let id = key.key.id
            guard key.validUntil.map({ key.validFrom < $0 }) ?? true else { throw .neverValid(id) }
            guard byID.updateValue(key, forKey: id) == nil else { throw .repeated(id) }
        }
        self.byID = byID
        self.keys = byID.values.sorted { ($0.validFrom, $0.key.id) < ($1.validFrom, $1.key.id) }
    }

    /// The key with this id (`VerificationKey.id`), nil if it is none of ours.
    public subscript(id: String) -> PublishedKey? { byID[id] }

    public var verificationKeys: [VerificationKey] { keys.map(\.key) }
}

/// Why published keys cannot be relied on.
public enum KeySetError: Error, Hashable, Sendable, CustomStringConvertible {
    case notJSON(line: Int, column: Int)
    /// Not an object with a list `keys`.
    case noKeys
    /// - Parameter index: from 0 on.
    case notAKey(index: Int)
    /// A key of this set must say which it is, so that nobody has to work it out.
    case field(index: Int, _ name: String, expected: String)
    case repeated(_ id: String)
    /// It ends before it begins.
    case neverValid(_ id: String)

    public var description: String {
        switch self {
        case .notJSON(let line, let column): "The keys are not JSON (line \(line), column \(column))."
        case .noKeys: "There is no list \"keys\" of one key or more: this is not a JWK set."
        case .notAKey(let index):
            "keys[\(index)] is not an Ed25519 key to verify with (kty OKP, crv Ed25519, a right x, no d, and the kid "
                + "that its bytes give)."
        case .field(let index, let name, let expected): "keys[\(index)].\(name) is not \(expected)."
        case .repeated(let id): "The key \(id) is there twice."
        case .neverValid(let id): "The key \(id) ends before it begins."
        }
    }
}
