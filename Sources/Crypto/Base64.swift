/// Base64 (RFC 4648), each byte string with exactly one spelling.
public enum Base64 {
    public enum Alphabet: Sendable {
        /// RFC 4648 §4, with padding: as signed notes use it.
        case standard
        /// RFC 4648 §5, without padding: as tokens and JSON Web Keys use it.
        case url
    }

    public static func encode(_ bytes: some Collection<UInt8>, _ alphabet: Alphabet) -> String {
        let letters =
            switch alphabet {
            case .standard:
                StaticString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").utf8Start
            case .url:
                StaticString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_").utf8Start
            }
        return String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { out in
            var written = 0
            var bits: UInt32 = 0
            var count = 0
            func put() {
                out[written] = letters[Int(bits >> UInt32(count) & 63)]
                written += 1
            }
            for byte in bytes {
                bits = bits << 8 | UInt32(byte)
                count += 8
                while count >= 6 {
                    count -= 6
                    put()
                }
            }
            if count > 0 {
                bits <<= UInt32(6 - count)
                count = 0
                put()
            }
            while alphabet == .standard, written % 4 != 0 {
                out[written] = padding
                written += 1
            }
            return written
        }
    }

    /// Nil for any byte outside the alphabet, padding that is wrong or wrong here, a length that cannot be, and bits set
    /// beyond the last byte.
    public static func decode(_ text: some Collection<UInt8>, _ alphabet: Alphabet) -> [UInt8]? {
        var text = Array(text)[...]
        if alphabet == .standard {
            guard text.count % 4 == 0 else { return nil }
            for _ in 0..<2 where text.last == padding { text.removeLast() }
        }
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var count = 0
        for character in text {
            guard let value = value(of: character, alphabet) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                bits &= (1 << UInt32(count)) - 1
            }
        }
        return bits == 0 ? bytes : nil
    }

    private static let padding = UInt8(ascii: "=")

    private static func value(of character: UInt8, _ alphabet: Alphabet) -> UInt8? {
        switch (character, alphabet) {
        case (UInt8(ascii: "A")...UInt8(ascii: "Z"), _): character - UInt8(ascii: "A")
        case (UInt8(ascii: "a")...UInt8(ascii: "z"), _): character - UInt8(ascii: "a") + 26
        case (UInt8(ascii: "0")...UInt8(ascii: "9"), _): character - UInt8(ascii: "0") + 52
        case (UInt8(ascii: "+"), .standard), (UInt8(ascii: "-"), .url): 62
        case (UInt8(ascii: "/"), .standard), (UInt8(ascii: "_"), .url): 63
        default: nil
        }
    }
}
