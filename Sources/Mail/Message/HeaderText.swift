/// Text in headers: as it is where it is plain ASCII, else in encoded words (RFC 2047).
enum HeaderText {
    /// What a line has at most that holds an encoded word (RFC 2047 §2), and such a word, so that it fits behind the name of
    /// a header.
    private static let (lineLimit, wordLimit) = (76, 64)

    /// Whether it stands for itself: printable ASCII that nobody takes for an encoded word.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
    }

    /// A whole header, with the line breaks it needs and the one at its end.
    static func header(_ name: String, _ value: String) -> String {
        var (lines, line) = ("", name + ":")
        for word in value.split(separator: " ", omittingEmptySubsequences: false) {
            // An empty word is a blank of its own, and a line of blanks alone would be taken for the end of the headers.
            if line.utf8.count + 1 + word.utf8.count > lineLimit, !word.isEmpty, line != name + ":" {
                lines += line + "\r\n"
                line = ""
            }
            line += " " + word
        }
        return lines + line + "\r\n"
    }

    /// Encoded words with blanks between them, which whoever decodes them leaves out.
    static func encoded(_ text: String) -> String {
        var (words, word) = ([String](), "")
        for character in text.unicodeScalars {
            let bytes = String(character).utf8.map(encoded).joined()
            // No character may be spread over two words (RFC 2047 §5).
            if opening.count + word.count + bytes.count + closing.count > wordLimit {
                words.append(word)
                word = ""
            }
            word += bytes
        }
        return (words + [word]).map { opening + $0 + closing }.joined(separator: " ")
    }

    private static let (opening, closing) = ("=?utf-8?Q?", "?=")

    /// What may stand for itself also in the name of a mailbox (RFC 2047 §5 (3)).
    private static func encoded(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: " "): "_"
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            String(UnicodeScalar(byte))
        default: QuotedPrintable.escaped(byte)
        }
    }
}
