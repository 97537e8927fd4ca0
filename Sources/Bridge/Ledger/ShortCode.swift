internal import Attendance
internal import Crypto

/// What stands on a card so that its reader may look up its state: 50 bits, which only the bridge can work out, written as
/// ten characters that cannot be taken for one another (Crockford's base 32).
public struct ShortCode: Hashable, Sendable, CustomStringConvertible {
    /// Ten characters, upper case.
    private let characters: [UInt8]

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let length = 10

    /// - Parameter digest: 32 bytes that nobody else can make.
    init(_ digest: Digest) {
        var bits = digest.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        characters = (0..<Self.length).map { _ in
            defer { bits <<= 5 }
            return Self.alphabet[Int(bits >> 59)]
        }
    }

    /// Reads what somebody typed: in either case, with or without dashes and blanks of any kind, `O` for `0`, `I` and `L`
    /// for `1`. Nil for anything else.
    public init?(typed text: String) {
        // Programs make other dashes of a dash, and phones add a blank to what is pasted.
        let scalars = text.unicodeScalars.filter { !$0.properties.isWhitespace && !$0.properties.isDash }
        var found: [UInt8] = []
        for scalar in scalars {
            guard scalar.isASCII, let character = Character(scalar).uppercased().utf8.first else { return nil }
            switch character {
            case UInt8(ascii: "O"): found.append(UInt8(ascii: "0"))
            case UInt8(ascii: "I"), UInt8(ascii: "L"): found.append(UInt8(ascii: "1"))
            case let other where Self.alphabet.contains(other): found.append(other)
            default: return nil
            }
            guard found.count <= Self.length else { return nil }
        }
        guard found.count == Self.length else { return nil }
        characters = found
    }

    /// `7K3M9-QW2TX`
    public var description: String {
        let text = String(decoding: characters, as: UTF8.self)
        return "\(text.prefix(5))-\(text.dropFirst(5))"
    }

    /// In the same time wherever they differ.
    public static func == (a: Self, b: Self) -> Bool {
        zip(a.characters, b.characters).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Archive {
    /// The short code of a card: always the same.
    func shortCode(of number: CardNumber) -> ShortCode {
        ShortCode(vault.keyedDigest(of: SHA256.hash(Array("short code \(number.rawValue)".utf8))))
    }
}
