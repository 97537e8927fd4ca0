// A roster as CSV (RFC 4180, UTF-8, commas; a spreadsheet's "CSV UTF-8"). The first line names the columns, in any order.
// Config/roster.example.csv is an example.
//
// One file can hold everything: then the column `kind` says what each line is. A file with participants only
// (recognised by the column `case_number`) or meetings only (`number` or `link`) needs no `kind`.
//
//   kind               court-rep, administrator, participant or meeting
//   id                 a word of your own: letters, digits, . _ - @. People share one set of ids; meetings have theirs
//   name               the person's name as the court knows it; the meeting's name
//   email              people: e-mail address. A participant is recognised by it and may have several
//
//   for participants
//   case_number        as the court writes it
//   court_rep          the id of their court representative
//   time_zone          IANA name, e.g. America/New_York: when their week begins and ends (meetings: the clock of `start`)
//   meetings_per_week, meetings_in_total, minimum_minutes    what the court asks for; empty: not asked for
//   starts_on, deadline    the first and the last day it holds, e.g. 2026-12-24; attendances before the first do not count
//   policy             name of the policy their attendances are assessed by; empty: the default one
//   join_code          empty: the participant keeps the code they have, or gets one
//   registrant_id, customer_key, zoom_user_id                how Zoom names them; several separated by space or |
//   phone              with country code; several separated by |
//   zoom_name          display name in Zoom. Anybody can use any name: fill it only where nothing better is to be had
//   meetings           ids of the meetings they are expected at, separated by space
//
//   for meetings
//   number             Zoom's meeting number; spaces do not matter
//   link               the join link instead of the number, or beside it (…/my/name hides the number: give both)
//   program            who runs it
//   weekdays           Mon Tue Wed Thu Fri Sat Sun. These four together, or none of them:
//   start              24-hour clock, e.g. 19:00; several on a day separated by space
//   duration_minutes
//   time_zone
//   from, until        the first and the last date of the weekly schedule; empty: since ever, for ever
//   dates              single dates beside the weekly ones or instead of them: 2026-12-24 18:00; 2026-12-31 18:00 90min.
//                      They last duration_minutes where they say nothing else
//   cancelled_dates    dates on which nothing weekly takes place, separated by space; those in dates do
//
// What a file says of a schedule holds for the past as well: attendance is worked out again. When a group moves to another
// hour, change `start` only if it was wrong before; else give both times, the old one with `until` and the new one with
// `from`, as `schedules` in JSON.

internal import CSV

extension RosterDocument {
    /// - Parameters:
    ///   - existing: what the file may refer to.
    /// - Throws: every mistake in the file, in its order.
    public init(csv bytes: [UInt8], existing: ExistingRoster = .empty) throws(RosterMistakes) {
        var mistakes: [RosterMistake] = []
        let entries = Self.entries(csv: bytes, &mistakes)
        try self.init(entries, existing: existing, mistakes: mistakes)
    }

    private static func entries(csv bytes: [UInt8], _ mistakes: inout [RosterMistake]) -> [RosterEntry] {
        guard let text = decode(bytes, &mistakes) else { return [] }
        let file = CSVReader(text)
        mistakes += file.mistakes.map { RosterMistake(.line($0.line, column: $0.column), $0.message) }
        // Where a quote is missing, the lines after it are not what they seem: reading them would only add confusion.
        guard file.mistakes.isEmpty else { return [] }
        guard let headings = file.records.first else {
            mistakes.append(RosterMistake(.line(1, column: 1), "the file is empty; its first line names the columns"))
            return []
        }
        guard let columns = columns(headings, &mistakes) else { return [] }
        let fileKind = kind(of: Set(columns.compactMap { $0 }))
        if fileKind == nil, !columns.contains(.kind) {
            mistakes.append(
                RosterMistake(
                    headings[0].place,
                    "cannot tell what the lines are; add the column kind with "
                        + RosterKind.allCases.map(\.rawValue).joined(separator: ", ") + " on each line"))
            return []
        }
        return file.records.dropFirst().compactMap { entry($0, columns, fileKind, &mistakes) }
    }

    /// UTF-8 with or without a byte order mark.
    private static func decode(_ bytes: [UInt8], _ mistakes: inout [RosterMistake]) -> String? {
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if content.starts(with: [0xFF, 0xFE]) || content.starts(with: [0xFE, 0xFF]) {
            mistakes.append(RosterMistake(.line(1, column: 1), "the file is UTF-16; save it as CSV UTF-8"))
            return nil
        }
        if let text = String(validating: content, as: UTF8.self) { return text }
        // What a faulty byte decodes to stands where the fault is, unless the file holds that character itself.
        let lossy = String(decoding: content, as: UTF8.self)
        let before = lossy.prefix { $0 != "\u{FFFD}" }
        let line = before.reduce(1) { $1.isNewline ? $0 + 1 : $0 }
        let column =
            (before.lastIndex(where: \.isNewline).map { before[before.index(after: $0)...] } ?? before).count + 1
        mistakes.append(RosterMistake(.line(line, column: column), "this is not UTF-8; save the file as CSV UTF-8"))
        return nil
    }

    /// The column of each heading; nil inside for one that is not known, nil when the file is not separated by commas.
    private static func columns(_ headings: [CSVField], _ mistakes: inout [RosterMistake]) -> [RosterColumn?]? {
        if headings.count == 1, let other = headings[0].text.first(where: { $0 == ";" || $0 == "\t" }) {
            let name = other == ";" ? "semicolons" : "tabs"
            mistakes.append(
                RosterMistake(headings[0].place, "the columns are separated by \(name); save the file with commas"))
            return nil
        }
        var seen: Set<RosterColumn> = []
        return headings.map { heading in
            let text = heading.text.trimmed
            // An empty heading is a column that a spreadsheet left over; what stands in it is reported line by line.
            if text.isEmpty { return nil }
            guard let column = RosterColumn(heading: text) else {
                mistakes.append(
                    RosterMistake(
                        heading.place,
                        "there is no column \(text.quoted); allowed are "
                            + RosterColumn.allCases.map(\.rawValue).joined(separator: ", ")))
                return nil
            }
            guard seen.insert(column).inserted else {
                mistakes.append(RosterMistake(heading.place, "the column \(column.rawValue) is there twice"))
                return nil
            }
            return column
        }
    }

    /// What all lines are, where no column says it.
    private static func kind(of columns: Set<RosterColumn>) -> RosterKind? {
        if columns.contains(.kind) { return nil }
        if columns.contains(.caseNumber) { return .participant }
        return columns.contains(.number) || columns.contains(.link) ? .meeting : nil
    }

    private static func entry(
        _ fields: [CSVField], _ columns: [RosterColumn?], _ fileKind: RosterKind?, _ mistakes: inout [RosterMistake]
    ) -> RosterEntry? {
        var cells: [RosterColumn: RosterEntry.Cell] = [:]
        var strays: [RosterMistake] = []
        for (index, field) in fields.enumerated() {
            let text = field.text.trimmed
            if text.isEmpty { continue }
            if index >= columns.count {
                strays.append(
                    RosterMistake(
                        field.place,
                        "the line has more fields than the \(columns.count) columns of the first line; "
                            + "a comma inside a field needs quotes around the field"))
                break
            }
            if let column = columns[index] {
                cells[column] = RosterEntry.Cell(splitting: text, as: column, at: field.place)
            }
        }
        // Spreadsheets leave lines of nothing but commas.
        if cells.isEmpty, strays.isEmpty { return nil }
        mistakes += strays
        let said = cells.removeValue(forKey: .kind)
        guard let kind = fileKind ?? said?.values.first.flatMap({ RosterKind(rawValue: $0.lowercased()) }) else {
            let allowed = RosterKind.allCases.map(\.rawValue).joined(separator: ", ")
            let given = said?.values.first.map { "kind is \($0.quoted)" } ?? "kind is empty"
            mistakes.append(RosterMistake(said?.place ?? fields[0].place, "\(given); allowed are \(allowed)"))
            return nil
        }
        return RosterEntry(kind: kind, place: fields[0].place, cells: cells)
    }
}
