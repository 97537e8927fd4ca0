/// A module or style sheet as it is sent: what only its readers need is left out.
enum SourceText {
    /// Leaves out comments that have their lines for themselves, and empty lines. All that stays is as it was, for a line that
    /// holds anything else is never touched; so no text of several lines may look like a comment (a test holds the pages to
    /// that).
    ///
    /// - Parameter path: of the file; only `.js` and `.css` have comments.
    static func withoutComments(_ bytes: [UInt8], at path: String) -> [UInt8] {
        let isModule = path.hasSuffix(".js")
        guard isModule || path.hasSuffix(".css") else { return bytes }
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var isInside = false
        for line in bytes.split(separator: newline, omittingEmptySubsequences: true) {
            let text = trimmed(line)
            if isInside {
                isInside = !text.ends(with: "*/".utf8)
                continue
            }
            if text.isEmpty || isModule && text.starts(with: "//".utf8) { continue }
            if text.starts(with: "/*".utf8) {
                // One that ends before its line does stands beside something: the line stays.
                guard let end = endOfComment(in: text) else {
                    isInside = true
                    continue
                }
                if end == text.endIndex { continue }
            }
            kept += line
            kept.append(newline)
        }
        return kept
    }

    private static let newline = UInt8(ascii: "\n")

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        while let last = line.last, [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(last) {
            line.removeLast()
        }
        return line
    }

    /// After the first `*/` of a text that begins with `/*`; nil where there is none.
    private static func endOfComment(in text: ArraySlice<UInt8>) -> Int? {
        var index = text.startIndex + 2
        while index + 1 < text.endIndex {
            if text[index] == UInt8(ascii: "*"), text[index + 1] == UInt8(ascii: "/") { return index + 2 }
            index += 1
        }
        return nil
    }
}

extension Collection<UInt8> {
    fileprivate func ends(with suffix: some Collection<UInt8>) -> Bool {
        count >= suffix.count && self.dropFirst(count - suffix.count).elementsEqual(suffix)
    }
}
