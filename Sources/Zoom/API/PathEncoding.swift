internal import Attendance

/// RFC 3986 §2.1: everything but unreserved characters.
func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { encoded, byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            encoded.unicodeScalars.append(Unicode.Scalar(byte))
        default: encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }
    }
}

extension OccurrenceID {
    /// As a part of a path of Zoom's API: encoded twice where it starts with `/` or holds `//`, and only there.
    var pathComponent: String {
        let once = percentEncoded(rawValue)
        return rawValue.hasPrefix("/") || rawValue.contains("//") ? percentEncoded(once) : once
    }
}
