import Attendance

/// Reads the cells of one entry, and keeps a list of what is wrong with them.
struct EntryReader {
    let entry: RosterEntry
    private(set) var mistakes: [RosterMistake] = []

    init(_ entry: RosterEntry) {
        self.entry = entry
        let allowed = Set(entry.kind.columns)
        for (column, cell) in entry.cells where !allowed.contains(column) {
            mistakes.append(
                RosterMistake(
                    cell.place, "\(column.rawValue) is not for a \(entry.kind.rawValue); leave it empty on this line"))
        }
    }

    func place(of column: RosterColumn) -> RosterMistake.Place { entry.cells[column]?.place ?? entry.place }

    mutating func report(_ column: RosterColumn, _ message: String) {
        mistakes.append(RosterMistake(place(of: column), message))
    }

    mutating func report(_ place: RosterMistake.Place, _ message: String) {
        mistakes.append(RosterMistake(place, message))
    }

    /// Takes over what was found wrong with a part of the entry.
    mutating func report(from part: EntryReader) { mistakes += part.mistakes }

    func has(_ column: RosterColumn) -> Bool { entry.cells[column]?.values.isEmpty == false }

    /// All values; empty when there is none.
    func list(_ column: RosterColumn) -> [String] { entry.cells[column]?.values ?? [] }

    func text(_ column: RosterColumn) -> String? { entry.cells[column]?.values.first }

    mutating func required(_ column: RosterColumn, example: String) -> String? {
        guard let text = text(column) else {
            report(column, "\(column.rawValue) is missing, for example \(example)")
            return nil
        }
        return text
    }

    /// A word that can stand in a list and in an address.
    mutating func identifier(_ text: String, in column: RosterColumn) -> String? {
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "._-@".utf8.contains(byte)
            }
        }
        guard allowed, (1...64).contains(text.utf8.count) else {
            report(
                column,
                "\(column.rawValue) is \(text.quoted); allowed are up to 64 letters from a to z, digits, and . _ - @")
            return nil
        }
        return text
    }

    mutating func integer(_ column: RosterColumn, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(column) else { return nil }
        guard text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Int(text), range.contains(value) else {
            report(
                column,
                "\(column.rawValue) is \(text.quoted); allowed is a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound)")
            return nil
        }
        return value
    }

    mutating func date(_ column: RosterColumn) -> LocalDate? {
        guard let text = text(column) else { return nil }
        guard let date = LocalDate(text) else {
            report(column, "\(column.rawValue) is \(text.quoted); allowed is a date such as 2026-12-24")
            return nil
        }
        return date
    }

    /// Two dates, the second of which may not come before the first.
    mutating func period(_ first: RosterColumn, _ last: RosterColumn) -> (first: LocalDate?, last: LocalDate?) {
        let period = (first: date(first), last: date(last))
        if let from = period.first, let until = period.last, until < from {
            report(last, "\(last.rawValue) is \(until), which is before \(first.rawValue), \(from)")
        }
        return period
    }

    mutating func timeZone() -> String? {
        guard let name = text(.timeZone) else { return nil }
        guard isTimeZoneName(name) else {
            report(
                .timeZone,
                "time_zone is \(name.quoted); allowed is an IANA name such as America/New_York, America/Chicago, "
                    + "America/Denver, America/Los_Angeles or UTC")
            return nil
        }
        return name
    }

    /// The shape of an address, nothing more: whether it exists only a mail can tell.
    mutating func email(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let shaped =
            parts.count == 2 && !parts[0].isEmpty && text.utf8.count <= 254
            && parts[1].contains(".")
            && parts[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
            && !text.contains { $0.isWhitespace || "<>(),;:\"[]\\".contains($0) }
        guard shaped else {
            report(.email, "email is \(text.quoted); allowed is an address such as ana@example.com")
            return nil
        }
        return text
    }
}

/// Whether this is an IANA name such as `America/New_York`, or `UTC`. Abbreviations (`EST`) and offsets (`GMT+5`) are not:
/// they do not know when clocks change.
private func isTimeZoneName(_ name: String) -> Bool {
    name == "UTC" || name.contains("/") && LocalClock(name) != nil
}
