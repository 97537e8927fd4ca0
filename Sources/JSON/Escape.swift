/// What a backslash within a string stands for.
struct Escape {
    /// Nil where it stands for nothing: no escape, or half of a surrogate pair.
    let scalar: Unicode.Scalar?
    /// In bytes, from the backslash on; may reach beyond the end of a text cut off.
    let length: Int

    /// - Parameter text: begins with the backslash.
    init(in text: ArraySlice<UInt8>) {
        let start = text.startIndex
        guard start + 1 < text.endIndex else {
            self.init(nil, 1)
            return
        }
        switch text[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): self.init(Unicode.Scalar(text[start + 1]), 2)
        case UInt8(ascii: "b"): self.init("\u{8}", 2)
        case UInt8(ascii: "f"): self.init("\u{C}", 2)
        case UInt8(ascii: "n"): self.init("\n", 2)
        case UInt8(ascii: "r"): self.init("\r", 2)
        case UInt8(ascii: "t"): self.init("\t", 2)
        case UInt8(ascii: "u"): self.init(unicodeIn: text)
        // The quote that ends the string is not taken away from it; what is no ASCII stays whole.
        case 0x20..<0x80: self.init(nil, 2)
        default: self.init(nil, 1)
        }
    }

    private init(_ scalar: Unicode.Scalar?, _ length: Int) {
        self.scalar = scalar
        self.length = length
    }

    private init(unicodeIn text: ArraySlice<UInt8>) {
        guard let unit = Self.unit(in: text) else {
            self.init(nil, 2)
            return
        }
        if (0xD800...0xDBFF).contains(unit), let low = Self.unit(in: text.dropFirst(6)), (0xDC00...0xDFFF).contains(low)
        {
            self.init(Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)), 12)
        } else {
            self.init(Unicode.Scalar(unit), 6)
        }
    }

    /// The UTF-16 unit of a `\uXXXX`.
    private static func unit(in text: ArraySlice<UInt8>) -> UInt16? {
        let digits = text.prefix(6)
        guard digits.count == 6, digits.starts(with: #"\u"#.utf8) else { return nil }
        var value: UInt16 = 0
        for digit in digits.dropFirst(2) {
            guard let digit = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}

extension String {
    /// The string that these bytes between quotes are. What stands for nothing becomes U+FFFD.
    init(unescaping text: ArraySlice<UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let backslash = rest.firstIndex(of: UInt8(ascii: "\\")) {
            bytes += rest[..<backslash]
            let escape = Escape(in: rest[backslash...])
            bytes += String(Character(escape.scalar ?? "\u{FFFD}")).utf8
            rest = rest[backslash...].dropFirst(escape.length)
        }
        bytes += rest
        self.init(decoding: bytes, as: UTF8.self)
    }
}
