/// What keeps a report from being read, and what to do about it.
public struct ReportMistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1, as editors and spreadsheets count; nil where it concerns the whole file.
    public var line: Int?
    /// From 1, in characters of the line.
    public var column: Int?
    public var message: String
    /// Every date of the file could be month first or day first: reading it again with one of both settles it.
    public var asksForDateOrder: Bool

    public init(line: Int? = nil, column: Int? = nil, _ message: String, asksForDateOrder: Bool = false) {
        self.line = line
        self.column = column
        self.message = message
        self.asksForDateOrder = asksForDateOrder
    }

    public var description: String {
        guard let line else { return message }
        return column.map { "line \(line), column \($0): \(message)" } ?? "line \(line): \(message)"
    }
}

/// The order in which a file writes year, month and day as numbers. Raw values are those of `--date-format`.
public enum DateOrder: String, Hashable, Sendable, CaseIterable {
    case monthFirst = "mdy"
    case dayFirst = "dmy"
    case yearFirst = "ymd"
}

extension String {
    /// For messages: in quotes, and no longer than a line can bear.
    var inQuotes: String { count > 60 ? "\"\(prefix(57))...\"" : "\"\(self)\"" }
}
