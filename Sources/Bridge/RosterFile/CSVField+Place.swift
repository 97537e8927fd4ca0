internal import CSV

extension CSVField {
    /// Where a mistake in this field stands.
    var place: RosterMistake.Place { .line(line, column: column) }
}
