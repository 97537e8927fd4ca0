/// Something in a roster file that cannot be taken as it is.
public struct RosterMistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it stands.
    public enum Place: Hashable, Sendable {
        /// From 1, as editors and spreadsheets count; the column is of the line's characters.
        case line(Int, column: Int)
        /// A JSON pointer (RFC 6901); empty for the whole document.
        case pointer(String)
    }

    public var place: Place
    /// What was given and what is allowed, in plain words.
    public var message: String

    public init(_ place: Place, _ message: String) {
        self.place = place
        self.message = message
    }

    public var description: String {
        switch place {
        case .line(let line, let column): "line \(line), column \(column): \(message)"
        case .pointer(""): message
        case .pointer(let pointer): "\(pointer): \(message)"
        }
    }
}

/// All that is wrong with a roster file, in the order of the file. Never empty.
public struct RosterMistakes: Error, Hashable, Sendable, CustomStringConvertible {
    public var list: [RosterMistake]

    public init(_ list: [RosterMistake]) { self.list = list }

    public var description: String { list.map(\.description).joined(separator: "\n") }
}
