/// Writes RFC 4180: commas, quotes where they are needed, CRLF after each line.
public struct CSVWriter: Sendable {
    public private(set) var bytes: [UInt8]

    /// - Parameter isMarked: with the mark of UTF-8 at the beginning, without which spreadsheets on Windows read names with
    ///   accents wrongly. Programs may take it for a part of the first name.
    public init(isMarked: Bool = false) { bytes = isMarked ? [0xEF, 0xBB, 0xBF] : [] }

    public mutating func add(_ line: [String]) {
        for (index, field) in line.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += Self.field(field).utf8
        }
        bytes += "\r\n".utf8
    }

    /// In quotes; a spreadsheet must not take a name for a formula.
    private static func field(_ given: String) -> String {
        // By scalars, as spreadsheets read: to Swift a comma with an accent, or a whole line end, is one other character.
        let isFormula = given.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
        let text = isFormula ? "'" + given : given
        guard text.unicodeScalars.contains(where: { ",\"\n\r'".unicodeScalars.contains($0) }) else { return text }
        var quoted = "\"".unicodeScalars
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }
}
