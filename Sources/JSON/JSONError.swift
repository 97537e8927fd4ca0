/// Why a text is not JSON, and where. Never quotes the text: it may hold a person's data.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: String, Hashable, Sendable {
        case empty = "there is nothing"
        case endedEarly = "it ends too early"
        case trailing = "something follows the end"
        case syntax = "the syntax is wrong"
        case notUTF8 = "it is not UTF-8"
        case tooDeep = "it is nested too deeply"
        case numberTooLarge = "a number is too large"
        case duplicateKey = "a member name occurs twice"
        case tooLong = "it is longer than a gigabyte"
    }

    public let reason: Reason
    /// From 1; 0 where unknown.
    public let line: Int
    /// In bytes, from 1; 0 where unknown.
    public let column: Int

    public init(_ reason: Reason, line: Int = 0, column: Int = 0) {
        self.reason = reason
        self.line = line
        self.column = column
    }

    public var message: String { reason.rawValue }
    public var description: String { "not JSON: \(message) (line \(line), column \(column))" }
}
