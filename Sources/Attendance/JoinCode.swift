/// A short code that a participant types anywhere in their Zoom display name, like `Jane #K7Q2`.
///
/// For guests Zoom sends no e-mail and no id, so this is how they can be told apart. Four to eight symbols of an
/// alphabet without look-alikes; the last is a check symbol: one wrong symbol, or two neighbours swapped, never makes
/// another valid code.
public struct JoinCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Without the `#`, in capitals.
    public let symbols: String

    /// As people write it: `#K7Q2`.
    public var description: String { "#" + symbols }

    /// Reads a code with or without `#`, in either case, in full width, with spaces around and after the `#`.
    /// Nil when it is not a code or its check symbol is wrong.
    public init?(parsing text: some StringProtocol) {
        var scalars = Substring(text).unicodeScalars.drop { $0.isBlank }
        if let first = scalars.first, first.isHash { scalars = scalars.dropFirst().drop { $0.isDecoration } }
        while let last = scalars.last, last.isBlank { scalars = scalars.dropLast() }
        self.init(scalars: scalars)
    }

    private init?(scalars: some Sequence<Unicode.Scalar>) {
        var values: [Int] = []
        for scalar in scalars {
            guard values.count < Self.lengths.upperBound, let value = Self.value(of: scalar) else { return nil }
            values.append(value)
        }
        guard Self.lengths.contains(values.count), Self.weighted(values) == Self.remainder else { return nil }
        symbols = String(values.map { Self.alphabet[$0] })
    }

    /// A code that is none of `taken`, longer than four symbols only when the short ones run out.
    public static func generate(
        using random: inout some RandomNumberGenerator, avoiding taken: Set<JoinCode> = []
    ) -> JoinCode {
        var length = lengths.lowerBound
        while true {
            for _ in 0..<32 {
                var values = (1..<length).map { _ in Int.random(in: 0..<alphabet.count, using: &random) }
                let open = weighted(values + [0])
                values.append((remainder - open + alphabet.count) % alphabet.count)
                let code = JoinCode(values: values)
                if !taken.contains(code) { return code }
            }
            length = min(length + 1, lengths.upperBound)
        }
    }

    /// The codes in a display name, in the order they stand there, each once. A code begins with `#` and ends where the
    /// letters and digits end.
    public static func found(in displayName: String) -> [JoinCode] {
        // Nearly all names have none; 0xEF begins the full-width `＃`.
        guard displayName.utf8.contains(where: { $0 == 0x23 || $0 == 0xEF }) else { return [] }
        var codes: [JoinCode] = []
        var rest = displayName.unicodeScalars[...]
        while let hash = rest.firstIndex(where: \.isHash) {
            rest = rest[rest.index(after: hash)...].drop { $0.isDecoration }
            let word = rest.prefix { !$0.isHash && $0.isWordPart }
            if let code = JoinCode(scalars: word), !codes.contains(code) { codes.append(code) }
        }
        return codes
    }

    public static func < (a: Self, b: Self) -> Bool { a.symbols < b.symbols }
}

extension JoinCode {
    /// Digits and letters no two of which look alike; 23, because with a prime number of symbols one weighted sum
    /// catches every wrong symbol and every swap.
    private static let alphabet = Array("23456789CDFHJKMNPQRTWXY")
    private static let lengths = 4...8
    /// Not 0, so that `2222` is not a code.
    private static let remainder = 1

    private init(values: [Int]) {
        symbols = String(values.map { Self.alphabet[$0] })
    }

    /// The last symbol weighs 1, the one before it 2, and so on: neighbours never weigh the same.
    private static func weighted(_ values: [Int]) -> Int {
        var sum = 0
        for (place, value) in values.reversed().enumerated() { sum += (place + 1) * value }
        return sum % alphabet.count
    }

    private static func value(of scalar: Unicode.Scalar) -> Int? {
        let symbol = resolved(scalar)
        return symbol.isASCII ? alphabet.firstIndex(of: Character(symbol)) : nil
    }

    /// Half width, in capitals, and the digit for a letter that can only mean it; for what cannot be in a code, itself.
    static func resolved(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let narrow = scalar.halfWidth
        // Left out of the alphabet because they look like a digit in it: so they can only mean the digit.
        return switch narrow {
        case "Z", "z": "2"
        case "S", "s": "5"
        case "G", "g": "6"
        case "B", "b": "8"
        case "a"..."z": Unicode.Scalar(narrow.value - 32) ?? narrow
        default: narrow
        }
    }
}

extension Unicode.Scalar {
    var isHash: Bool { value == 0x23 || value == 0xFF03 || value == 0xFE5F }

    /// What may stand between the `#` and its code: spaces, and what turns `#` into a keycap emoji.
    var isDecoration: Bool { isBlank || value == 0x20E3 }

    var isWordPart: Bool { properties.isAlphabetic || properties.numericType != nil }
}
