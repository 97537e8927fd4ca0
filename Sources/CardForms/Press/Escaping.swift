extension String {
    /// As the text of an XML or HTML element, or of an attribute in double quotes.
    var escapedForXML: String {
        guard utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 }) else { return self }
        var out = ""
        out.reserveCapacity(utf8.count + 16)
        for scalar in unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Without the characters that have no place on paper: a name must not break lines, end a string of C, or turn
    /// around the text that follows it.
    var printable: String {
        guard unicodeScalars.contains(where: \.isUnprintable) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.isUnprintable ? " " : $0 }))
    }
}

extension String {
    /// Set apart from what stands around it, so that a sentence in another direction does not turn that around.
    var isolated: String {
        let scalars = unicodeScalars.filter { !(0x2066...0x2069).contains($0.value) }
        return "\u{2068}" + String(String.UnicodeScalarView(scalars)) + "\u{2069}"
    }
}

extension String {
    /// With the letters of western Europe only.
    var isLatin: Bool {
        unicodeScalars.allSatisfy { $0.value < 0x250 || (0x2010...0x2044).contains($0.value) }
    }
}

extension Unicode.Scalar {
    fileprivate var isUnprintable: Bool {
        switch value {
        case 0x0A: false
        // Controls; line and paragraph separators; embeddings and overrides of direction; not characters.
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}
