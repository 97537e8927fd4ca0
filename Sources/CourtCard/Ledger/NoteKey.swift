public import Crypto

/// A key that signs notes, with the name it goes by there: what somebody needs to check them (C2SP signed-note).
public struct NoteKey: Hashable, Sendable, LosslessStringConvertible {
    public let name: String
    public let key: VerificationKey
    /// Tells the keys of one name apart, and the uses of one key: 4 bytes of a SHA-256 over the name and the key.
    public let id: UInt32

    /// Nil for a name that is empty, or holds a plus, a space of any kind or a control character.
    public init?(name: String, key: VerificationKey) {
        guard isKeyName(name[...]) else { return nil }
        self.name = name
        self.key = key
        let digest = SHA256.hash(Array(name.utf8) + [UInt8(ascii: "\n"), ed25519] + key.bytes)
        id = digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads `name+id+key`, as the programs that watch transparency logs are given keys. Nil for anything else, an id that
    /// is not the key's, and keys of another kind than Ed25519.
    public init?(_ description: String) {
        let parts = description.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64.decode(parts[2].utf8, .standard), bytes.first == ed25519,
            let key = VerificationKey(bytes.dropFirst())
        else { return nil }
        self.init(name: String(parts[0]), key: key)
        guard idText.utf8.elementsEqual(parts[1].utf8) else { return nil }
    }

    public var description: String { "\(name)+\(idText)+\(Base64.encode([ed25519] + key.bytes, .standard))" }

    private var idText: String { id.bigEndianBytes.hexadecimal }

    /// Both must agree (and bytes, not characters: letters that look alike are different names).
    func isNamed(by signature: SignedNote.Signature) -> Bool {
        id == signature.keyID && name.utf8.elementsEqual(signature.name.utf8)
    }
}

/// The signature type of plain Ed25519.
private let ed25519: UInt8 = 0x01

func isKeyName(_ name: Substring) -> Bool {
    !name.isEmpty
        && name.unicodeScalars.allSatisfy { $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace }
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
