/// Undoes percent-encoding (RFC 3986 §2.1). The server has already refused what is malformed, so anything that is
/// not an encoded octet stands for itself.
enum PercentDecoding {
    /// A path: an encoded slash stays encoded, so that decoding never makes a new segment.
    static func path(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "%")) else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: decoded(bytes, plusIsSpace: false) { $0 != UInt8(ascii: "/") }, as: UTF8.self)
    }

    /// A name or value of a query, where a plus is a space.
    static func query(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: decoded(bytes, plusIsSpace: true) { _ in true }, as: UTF8.self)
    }

    private static func decoded(
        _ bytes: ArraySlice<UInt8>, plusIsSpace: Bool, where mayDecode: (UInt8) -> Bool
    ) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
                let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2]), mayDecode(high << 4 | low)
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return result
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
