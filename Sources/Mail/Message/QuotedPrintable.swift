/// The content of a mail in lines that every server carries (RFC 2045 §6.7).
enum QuotedPrintable {
    /// Without the line break.
    private static let lineLimit = 76

    /// - Parameter lines: without their line breaks.
    static func encode(_ lines: [Substring]) -> String {
        lines.map { encode(line: Array($0.utf8)) + "\r\n" }.joined()
    }

    /// `=C3`
    static func escaped(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return "=\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }

    private static func encode(line: [UInt8]) -> String {
        var (text, room) = ("", lineLimit)
        for (place, byte) in line.enumerated() {
            let isLast = place == line.count - 1
            let piece = isPlain(byte, isLast: isLast) ? String(UnicodeScalar(byte)) : escaped(byte)
            // The sign that the line goes on needs a place, except behind the last.
            if piece.utf8.count > (isLast ? room : room - 1) {
                text += "=\r\n"
                room = lineLimit
            }
            text += piece
            room -= piece.utf8.count
        }
        return text
    }

    /// A blank at the end of a line might be cut off under way.
    private static func isPlain(_ byte: UInt8, isLast: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case UInt8(ascii: " "), UInt8(ascii: "\t"): !isLast
        default: (0x21...0x7E).contains(byte)
        }
    }
}
