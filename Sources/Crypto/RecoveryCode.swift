/// What lets somebody in who lost their authenticator app: 50 random bits, as ten characters that cannot be taken for one
/// another (Crockford's base 32). Good once.
///
/// Says nothing of itself in `description`, `dump` or a debugger's summary.
public struct RecoveryCode: Sendable {
    /// How many a person is given at a time.
    public static let count = 8

    private let characters: [UInt8]

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let length = 10

    public static func random() -> RecoveryCode {
        // 256 is a multiple of 32: each character is as likely.
        RecoveryCode(characters: Random.bytes(length).map { alphabet[Int($0 & 31)] })
    }

    private init(characters: [UInt8]) { self.characters = characters }

    /// Reads what somebody typed: in either case, with or without dashes and blanks, `O` for `0`, `I` and `L` for `1`. Nil
    /// for anything else.
    public init?(typed text: String) {
        guard text.utf8.count <= 100 else { return nil }
        var found: [UInt8] = []
        for scalar in text.unicodeScalars where !scalar.properties.isWhitespace && !scalar.properties.isDash {
            guard scalar.isASCII, let character = Character(scalar).uppercased().utf8.first else { return nil }
            switch character {
            case UInt8(ascii: "O"): found.append(UInt8(ascii: "0"))
            case UInt8(ascii: "I"), UInt8(ascii: "L"): found.append(UInt8(ascii: "1"))
            case let other where Self.alphabet.contains(other): found.append(other)
            default: return nil
            }
        }
        guard found.count == Self.length else { return nil }
        characters = found
    }

    /// `7K3M9-QW2TX`: what its owner writes down.
    public var text: String {
        let text = String(decoding: characters, as: UTF8.self)
        return "\(text.prefix(5))-\(text.dropFirst(5))"
    }

    /// What is stored. 50 bits could be tried out by whoever has the database alone: not without the master key.
    ///
    /// - Parameter owner: no two owners' codes have the same hash.
    public func hash(_ vault: Vault, of owner: String) -> Digest {
        var hash = SHA256()
        hash.update("recovery code ".utf8)
        hash.update(characters)
        hash.update(owner.utf8)
        return vault.keyedDigest(of: hash.digest())
    }
}

extension RecoveryCode: Equatable {
    /// In the same time wherever they differ.
    public static func == (a: Self, b: Self) -> Bool { equalInConstantTime(a.characters, b.characters) }
}

extension RecoveryCode: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "RecoveryCode(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
