/// RFC 4180: quoted fields with doubled quotes and line breaks in them; CRLF, LF or CR ends a line.
///
/// Lines with nothing on them are passed over. Nothing is trimmed here.
public struct CSVReader: Sendable {
    public private(set) var records: [[CSVField]] = []
    /// Where quotes do not pair up; the fields after the first of them are not what they seem.
    public private(set) var mistakes: [CSVMistake] = []

    private let delimiter: Unicode.Scalar
    private var line = 1
    private var column = 1
    private var record: [CSVField] = []

    /// - Parameter delimiter: what stands between two fields; spreadsheets also write semicolons and tabs.
    public init(_ text: String, delimiter: Unicode.Scalar = ",") {
        self.delimiter = delimiter
        let characters = Array(text.unicodeScalars)
        var at = 0
        while at < characters.count { at = readField(characters, from: at) }
        // After a delimiter, or with nothing after it, the last field is an empty one.
        if !record.isEmpty {
            if characters.last == delimiter { record.append(CSVField(text: "", line: line, column: column)) }
            endRecord()
        }
    }

    /// Reads a field and what ends it.
    private mutating func readField(_ text: [Unicode.Scalar], from start: Int) -> Int {
        var at = start
        var field = CSVField(text: "", line: line, column: column)
        var content = String.UnicodeScalarView()
        if text[at] == "\"" {
            at = readQuoted(text, from: at, into: &content, of: field)
            var reported = false
            while at < text.count, text[at] != delimiter, text[at] != "\n", text[at] != "\r" {
                if !reported, !text[at].properties.isWhitespace {
                    reported = true
                    mistakes.append(
                        CSVMistake(
                            line: line, column: column,
                            "after a closing quote comes a \(delimiterName) or the end of the line; "
                                + "a quote inside is doubled"))
                }
                at += 1
                column += 1
            }
        } else {
            while at < text.count, text[at] != delimiter, text[at] != "\n", text[at] != "\r" {
                content.append(text[at])
                at += 1
                column += 1
            }
        }
        field.text = String(content)
        record.append(field)
        guard at < text.count else { return at }
        if text[at] == delimiter {
            column += 1
            return at + 1
        }
        endRecord()
        return endLine(text, at)
    }

    private mutating func readQuoted(
        _ text: [Unicode.Scalar], from start: Int, into content: inout String.UnicodeScalarView, of field: CSVField
    ) -> Int {
        var at = start + 1
        column += 1
        while at < text.count {
            if text[at] == "\"" {
                column += 1
                at += 1
                guard at < text.count, text[at] == "\"" else { return at }
                content.append("\"")
                column += 1
                at += 1
            } else if text[at] == "\n" || text[at] == "\r" {
                content.append("\n")
                at = endLine(text, at)
            } else {
                content.append(text[at])
                column += 1
                at += 1
            }
        }
        mistakes.append(
            CSVMistake(line: field.line, column: field.column, "the quote that opens here is never closed"))
        return at
    }

    private mutating func endLine(_ text: [Unicode.Scalar], _ at: Int) -> Int {
        line += 1
        column = 1
        return text[at] == "\r" && at + 1 < text.count && text[at + 1] == "\n" ? at + 2 : at + 1
    }

    private mutating func endRecord() {
        if record.count > 1 || record.first?.text.isEmpty == false { records.append(record) }
        record = []
    }

    private var delimiterName: String {
        switch delimiter {
        case ",": "comma"
        case ";": "semicolon"
        case "\t": "tab"
        default: String(delimiter)
        }
    }
}
