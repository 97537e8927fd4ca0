/// Mends what a strict parser refuses in an otherwise readable text.
///
/// - Half of a surrogate pair (a name cut off in the middle of an emoji), a wrong escape, `\u0000` and bytes that are not
///   UTF-8 become U+FFFD; a raw control character becomes a space.
/// - A number beyond 64 bits, or beyond a double, becomes null: unknown, rather than another number.
/// - A byte order mark is dropped.
func repaired(_ bytes: [UInt8]) -> [UInt8] {
    var mender = Mender(text: Array(String(decoding: bytes, as: UTF8.self).utf8))
    return mender.mended()
}

private struct Mender {
    let text: [UInt8]
    var at = 0
    var out: [UInt8] = []

    init(text: [UInt8]) {
        self.text = text
        out.reserveCapacity(text.count)
    }

    mutating func mended() -> [UInt8] {
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        while at < text.count {
            switch text[at] {
            case UInt8(ascii: "\""): mendString()
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): mendNumber()
            default: copy(1)
            }
        }
        return out
    }

    private mutating func copy(_ count: Int) {
        let end = min(at + count, text.count)
        out += text[at..<end]
        at = end
    }

    private mutating func skip(_ count: Int, insteadOf replacement: StaticString) {
        replacement.withUTF8Buffer { out += $0 }
        at = min(at + count, text.count)
    }

    private mutating func mendString() {
        copy(1)
        while at < text.count {
            switch text[at] {
            case UInt8(ascii: "\""): return copy(1)
            case UInt8(ascii: "\\"): mendEscape()
            case ..<0x20: skip(1, insteadOf: " ")
            default: copy(1)
            }
        }
    }

    private mutating func mendEscape() {
        guard at + 1 < text.count else { return copy(1) }
        guard text[at + 1] == UInt8(ascii: "u") else {
            return "\"\\/bfnrt".utf8.contains(text[at + 1]) ? copy(2) : skip(2, insteadOf: #"\ufffd"#)
        }
        guard let unit = unit(at: at) else { return skip(2, insteadOf: #"\ufffd"#) }
        switch unit {
        case 0: skip(6, insteadOf: #"\ufffd"#)
        case 0xD800...0xDBFF:
            if let low = self.unit(at: at + 6), (0xDC00...0xDFFF).contains(low) {
                copy(12)
            } else {
                skip(6, insteadOf: #"\ufffd"#)
            }
        case 0xDC00...0xDFFF: skip(6, insteadOf: #"\ufffd"#)
        default: copy(6)
        }
    }

    /// The UTF-16 unit that an escape at `start` stands for.
    private func unit(at start: Int) -> UInt16? {
        guard start + 6 <= text.count, text[start] == UInt8(ascii: "\\"), text[start + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var value: UInt16 = 0
        for digit in text[start + 2..<start + 6] {
            guard let digit = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }

    private mutating func mendNumber() {
        let end = text[at...].firstIndex { !"+-.eE0123456789".utf8.contains($0) } ?? text.count
        let token = String(decoding: text[at..<end], as: UTF8.self)
        let isWhole = !token.utf8.contains { ".eE".utf8.contains($0) }
        if isWhole ? Int64(token) != nil : Double(token)?.isFinite == true {
            copy(end - at)
        } else {
            skip(end - at, insteadOf: "null")
        }
    }
}
