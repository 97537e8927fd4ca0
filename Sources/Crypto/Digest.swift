/// A SHA-256 digest or MAC: 32 bytes. Compared in constant time.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    // Four words rather than an array: no allocation, and equality without a branch per byte.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    public static let byteCount = 32

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init { _ = $0.update(fromContentsOf: bytes) }
    }

    /// `fill` gets 32 zero bytes to write to.
    init(filledBy fill: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { raw in
            raw.withMemoryRebound(to: UInt8.self) { fill($0) }
        }
        self.words = words
    }

    /// 64 hexadecimal digits of either case; nil for anything else.
    public init?(hex: some StringProtocol) {
        var digits = String(hex)
        guard let digest = digits.withUTF8({ Self(hexDigits: $0) }) else { return nil }
        self = digest
    }

    /// As `init(hex:)`, without a `String`.
    public init?(hexDigits digits: UnsafeBufferPointer<UInt8>) {
        guard digits.count == 2 * Self.byteCount else { return nil }
        var isHex = true
        self.init { out in
            for index in 0..<Self.byteCount {
                let high = value(ofHexDigit: digits[2 * index])
                let low = value(ofHexDigit: digits[2 * index + 1])
                isHex = isHex && high < 16 && low < 16
                out[index] = high << 4 | low & 15
            }
        }
        guard isHex else { return nil }
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: words, body)
    }

    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// 64 digits, lower case.
    public var hex: String { bytes.hexadecimal }
    public var description: String { hex }

    public static func == (a: Self, b: Self) -> Bool {
        let difference =
            (a.words.0 ^ b.words.0) | (a.words.1 ^ b.words.1) | (a.words.2 ^ b.words.2) | (a.words.3 ^ b.words.3)
        return difference == 0
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

/// 16 and more for what is no hexadecimal digit.
private func value(ofHexDigit digit: UInt8) -> UInt8 {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: 0xFF
    }
}

extension Collection<UInt8> {
    /// Two lower-case digits a byte.
    public var hexadecimal: String {
        let digits = StaticString("0123456789abcdef").utf8Start
        return String(unsafeUninitializedCapacity: count * 2) { out in
            var at = 0
            for byte in self {
                out[at] = digits[Int(byte >> 4)]
                out[at + 1] = digits[Int(byte & 15)]
                at += 2
            }
            return at
        }
    }
}
