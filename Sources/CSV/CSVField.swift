/// A field of a CSV file and where it begins.
public struct CSVField: Hashable, Sendable {
    public var text: String
    /// From 1.
    public var line: Int
    /// From 1, in characters.
    public var column: Int

    public init(text: String, line: Int, column: Int) {
        self.text = text
        self.line = line
        self.column = column
    }
}

/// Something that keeps a file from being read as CSV.
public struct CSVMistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1, as editors and spreadsheets count.
    public var line: Int
    /// From 1, in characters.
    public var column: Int
    public var message: String

    public init(line: Int, column: Int, _ message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String { "line \(line), column \(column): \(message)" }
}
