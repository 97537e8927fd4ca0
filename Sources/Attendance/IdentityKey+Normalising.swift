// Unicode normalisation is not public in the standard library yet. The alternative is the whole of Foundation.
@_spi(_Unicode) import Swift

extension IdentityKey {
    /// The one spelling of `raw` that all spellings of the same name share; nil when it names nobody.
    ///
    /// An e-mail address needs something on both sides of its `@`, a phone number seven digits: a field filled with
    /// `-` or `unknown`, or a number that Zoom has masked with `*`, must never match somebody by accident.
    static func normalised(_ kind: Kind, _ raw: String) -> String? {
        if isSealed(raw) { return raw }
        switch kind {
        case .registrant, .customerKey, .zoomUser, .claim:
            let trimmed = raw.trimmed
            return trimmed.isEmpty ? nil : trimmed
        case .email:
            return email(raw)
        case .phone:
            return phone(raw)
        case .code:
            return JoinCode(parsing: raw)?.symbols
        case .name:
            return name(raw)
        }
    }

    /// `sealed:` and 32 digits of hexadecimal, in lower case.
    public static func isSealed(_ raw: String) -> Bool {
        let prefix = "sealed:"
        guard raw.utf8.count == prefix.utf8.count + 32, raw.hasPrefix(prefix) else { return false }
        return raw.utf8.dropFirst(prefix.utf8.count).allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
    }

    private static func email(_ raw: String) -> String? {
        let address = raw.utf8.allSatisfy { $0 < 128 } ? raw.lowercasedASCII { $0 > 32 && $0 != 127 } : folded(raw)
        let parts = address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return address
    }

    private static func folded(_ raw: String) -> String {
        var address = ""
        for scalar in raw.unicodeScalars where !scalar.isBlank {
            // The Kelvin sign becomes "k" in lower case: another person's address must not turn into this one's.
            let lower = scalar.properties.lowercaseMapping
            address += scalar.isASCII || !lower.utf8.contains { $0 < 128 } ? lower : String(scalar)
        }
        return address.composed
    }

    private static func phone(_ raw: String) -> String? {
        var digits = ""
        for character in raw {
            if let digit = character.wholeNumberValue, (0...9).contains(digit) {
                digits += String(digit)
            } else if !character.isPhonePunctuation {
                return nil
            }
        }
        // `00` is how many countries dial the `+` that Zoom leaves out.
        if digits.hasPrefix("00") { digits.removeFirst(2) }
        return digits.count >= 7 ? digits : nil
    }

    private static func name(_ raw: String) -> String? {
        if raw.utf8.allSatisfy({ $0 < 128 }) {
            let words = raw.lowercasedASCII { $0 >= 32 && $0 != 127 || (9...13).contains($0) }
                .utf8.split { $0 <= 32 }
            return words.isEmpty ? nil : words.map { String(Substring($0)) }.joined(separator: " ")
        }
        var folded = ""
        var gap = false
        for scalar in raw.composed.unicodeScalars {
            if scalar.isBlank {
                gap = gap || scalar.properties.isWhitespace
                continue
            }
            if gap, !folded.isEmpty { folded += " " }
            gap = false
            // Upper case first: it spells ligatures and ß out, so that both spellings of a name meet.
            let upper = scalar.halfWidth.properties.uppercaseMapping
            for part in upper.unicodeScalars { folded += part.properties.lowercaseMapping }
        }
        return folded.isEmpty ? nil : folded.composed
    }
}

extension String {
    /// Canonically composed (NFC), so that equal text has equal bytes.
    var composed: String {
        if utf8.allSatisfy({ $0 < 128 }) { return self }
        var result = String.UnicodeScalarView()
        for scalar in _nfc { result.append(scalar) }
        return String(result)
    }

    /// For ASCII alone: far quicker than the properties of each scalar, and nearly all names and addresses are.
    fileprivate func lowercasedASCII(keeping isKept: (UInt8) -> Bool) -> String {
        String(
            decoding: utf8.lazy.filter(isKept).map { (65...90).contains($0) ? $0 | 32 : $0 }, as: UTF8.self)
    }

    fileprivate var trimmed: String {
        // Nothing to take off, as nearly always.
        if let first = utf8.first, let last = utf8.last, (33...126).contains(first), (33...126).contains(last) {
            return self
        }
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(scalars[first...last])
    }
}

extension Character {
    fileprivate var isPhonePunctuation: Bool {
        switch self {
        case "+", "＋", "-", "(", ")", ".", "/", "‐", "‑", "–": true
        default: unicodeScalars.allSatisfy(\.isBlank)
        }
    }
}

extension Unicode.Scalar {
    /// White space, and what cannot be seen: joiners, direction marks, variation selectors.
    var isBlank: Bool {
        isASCII
            ? value <= 32 || value == 127
            : properties.isWhitespace || properties.isDefaultIgnorableCodePoint
    }

    /// The ordinary form of a full-width letter, digit or sign.
    var halfWidth: Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(value), let narrow = Unicode.Scalar(value - 0xFEE0) else { return self }
        return narrow
    }
}
