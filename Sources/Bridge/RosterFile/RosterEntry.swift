/// One line of a CSV file or one object of a JSON file: what both are read into before anything is understood.
struct RosterEntry {
    struct Cell {
        /// Trimmed, none empty. Several where the file has a list.
        var values: [String]
        var place: RosterMistake.Place
    }

    var kind: RosterKind
    var place: RosterMistake.Place
    var cells: [RosterColumn: Cell]
    /// Weekly rules that have a list of their own, as only JSON can give them.
    var rules: [RosterEntry] = []
}

extension RosterEntry.Cell {
    /// - Parameter text: several values, where the column allows them.
    init(splitting text: String, as column: RosterColumn, at place: RosterMistake.Place) {
        let separators = column.separators
        let values = separators.isEmpty ? [text] : text.split { separators.contains($0) }.map(String.init)
        self.init(values: values.map(\.trimmed).filter { !$0.isEmpty }, place: place)
    }
}

extension String {
    /// Without white space at either end.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// For a message: in quotes, and not longer than a message can bear.
    var quoted: String { count > 60 ? "\"\(prefix(57))...\"" : "\"\(self)\"" }
}
