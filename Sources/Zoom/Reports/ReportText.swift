internal import Glibc

/// The text of a file whose encoding nothing tells: Zoom writes UTF-8, spreadsheets save what their country is used to.
enum ReportText {
    /// The readings that the bytes allow, likeliest first; only one where they leave no doubt. Empty: it is no text.
    static func readings(of bytes: [UInt8]) -> [String] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return utf8(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), littleEndian: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), littleEndian: false) }
        // UTF-16 without its mark: a heading has at least a few letters of ASCII, half of each of them zero.
        let head = bytes.prefix(512)
        if head.contains(0) {
            let zerosAtOdd = head.indices.count { $0 % 2 == 1 && head[$0] == 0 }
            return utf16(bytes[...], littleEndian: 2 * zerosAtOdd >= head.count { $0 == 0 })
        }
        if let text = utf8(bytes[...]).first { return [text] }
        return ["CP1252", "CP932", "CP949", "CP1251"].compactMap { converted(bytes, from: $0) }
    }

    private static func utf8(_ bytes: ArraySlice<UInt8>) -> [String] {
        String(validating: bytes, as: UTF8.self).map { [$0] } ?? []
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, littleEndian: Bool) -> [String] {
        guard bytes.count % 2 == 0 else { return [] }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { at in
            let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
            return littleEndian ? second << 8 | first : first << 8 | second
        }
        return String(validating: units, as: UTF16.self).map { [$0] } ?? []
    }

    /// Nil where a byte means nothing in that code page, or the C library does not know it.
    private static func converted(_ bytes: [UInt8], from codePage: String) -> String? {
        guard let converter = iconv_open("UTF-8", codePage), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var source = bytes.map { CChar(bitPattern: $0) }
        // A byte of these code pages becomes at most three of UTF-8.
        var target = [CChar](repeating: 0, count: 3 * bytes.count)
        // Both pointers stay within their arrays: iconv counts down what is left of each.
        let written: Int? = source.withUnsafeMutableBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                var (from, fromLeft) = (source.baseAddress, source.count)
                var (to, toLeft) = (target.baseAddress, target.count)
                let failed = iconv(converter, &from, &fromLeft, &to, &toLeft) == .max
                return failed || fromLeft > 0 ? nil : target.count - toLeft
            }
        }
        return written.flatMap { String(validating: target.prefix($0).map(UInt8.init(bitPattern:)), as: UTF8.self) }
    }
}
