import JSON

// A roster as JSON: `{"courtReps": [], "administrators": [], "participants": [], "meetings": []}`, each list optional. The
// objects in them have the columns of the CSV as keys in camel case (`caseNumber`); what may be several is a list or one
// text. A meeting may have several weekly rules in `schedules`, a list of objects with `weekdays`, `start`,
// `durationMinutes`, `from` and `until`; so does a group that moves to another hour keep its past.
// Config/roster.example.json is an example; export writes the same form.

extension RosterDocument {
    /// - Parameters:
    ///   - existing: what the file may refer to.
    /// - Throws: every mistake in the file, in its order.
    public init(json bytes: [UInt8], existing: ExistingRoster = .empty) throws(RosterMistakes) {
        var mistakes: [RosterMistake] = []
        let entries = Self.entries(json: bytes, &mistakes)
        try self.init(entries, existing: existing, mistakes: mistakes)
    }

    private static func entries(json bytes: [UInt8], _ mistakes: inout [RosterMistake]) -> [RosterEntry] {
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let root: JSON
        do {
            root = try JSON.parse(content, duplicates: .refused)
        } catch {
            let place: RosterMistake.Place =
                error.line > 0 ? .line(error.line, column: max(1, error.column)) : .pointer("")
            mistakes.append(RosterMistake(place, "this is not JSON: \(error.message)"))
            return []
        }
        let lists = RosterKind.allCases.map(\.list)
        guard case .object(let members) = root else {
            mistakes.append(
                RosterMistake(.pointer(""), "this is no object; it may hold \(lists.joined(separator: ", "))"))
            return []
        }
        for key in members.keys.sorted() where !lists.contains(key) {
            mistakes.append(
                RosterMistake(
                    .pointer("/\(escaped(key))"),
                    "\(key.quoted) is not known; allowed are \(lists.joined(separator: ", "))"))
        }
        var entries: [RosterEntry] = []
        for kind in RosterKind.allCases {
            guard let list = members[kind.list], !list.isNull else { continue }
            guard case .array(let elements) = list else {
                mistakes.append(RosterMistake(.pointer("/\(kind.list)"), "this is no list"))
                continue
            }
            for (index, element) in elements.enumerated() {
                let pointer = "/\(kind.list)/\(index)"
                guard case .object(let fields) = element else {
                    mistakes.append(RosterMistake(.pointer(pointer), "this is no object"))
                    continue
                }
                var columns = fields
                let lists = kind == .meeting ? ["schedules"] : []
                let rules = lists.flatMap { Self.rules(columns.removeValue(forKey: $0), pointer, &mistakes) }
                var entry = entry(kind, kind.columns, alsoAllowed: lists, columns, pointer, &mistakes)
                entry.rules = rules
                entries.append(entry)
            }
        }
        return entries
    }

    /// The weekly rules of a meeting.
    private static func rules(
        _ list: JSON?, _ pointer: String, _ mistakes: inout [RosterMistake]
    ) -> [RosterEntry] {
        guard let list, !list.isNull else { return [] }
        guard case .array(let elements) = list else {
            mistakes.append(RosterMistake(.pointer("\(pointer)/schedules"), "this is no list"))
            return []
        }
        var rules: [RosterEntry] = []
        for (index, element) in elements.enumerated() {
            let pointer = "\(pointer)/schedules/\(index)"
            guard case .object(let fields) = element else {
                mistakes.append(RosterMistake(.pointer(pointer), "this is no object"))
                continue
            }
            rules.append(entry(.meeting, RosterColumn.rule, alsoAllowed: [], fields, pointer, &mistakes))
        }
        return rules
    }

    private static func entry(
        _ kind: RosterKind, _ allowed: [RosterColumn], alsoAllowed: [String], _ fields: [String: JSON],
        _ pointer: String, _ mistakes: inout [RosterMistake]
    ) -> RosterEntry {
        var cells: [RosterColumn: RosterEntry.Cell] = [:]
        let columns = Dictionary(uniqueKeysWithValues: allowed.map { ($0.key, $0) })
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            let place = RosterMistake.Place.pointer("\(pointer)/\(escaped(key))")
            guard let column = columns[key] else {
                let names = (allowed.map(\.key) + alsoAllowed).joined(separator: ", ")
                mistakes.append(RosterMistake(place, "\(key.quoted) is not known; allowed are \(names)"))
                continue
            }
            guard let cell = cell(value, column, place) else {
                let list = column.separators.isEmpty ? "" : ", or a list of them"
                mistakes.append(RosterMistake(place, "this is no text and no whole number\(list)"))
                continue
            }
            if !cell.values.isEmpty { cells[column] = cell }
        }
        return RosterEntry(kind: kind, place: .pointer(pointer), cells: cells)
    }

    private static func cell(_ value: JSON, _ column: RosterColumn, _ place: RosterMistake.Place) -> RosterEntry.Cell? {
        switch value {
        case .null: return RosterEntry.Cell(values: [], place: place)
        case .string(let text): return RosterEntry.Cell(splitting: text.trimmed, as: column, at: place)
        case .integer(let number): return RosterEntry.Cell(values: [String(number)], place: place)
        case .array(let elements) where !column.separators.isEmpty:
            // The elements of a list are whole: they may hold what otherwise separates.
            let texts = elements.compactMap { $0.string ?? $0.integer.map { String($0) } }
            guard texts.count == elements.count else { return nil }
            return RosterEntry.Cell(values: texts.map(\.trimmed).filter { !$0.isEmpty }, place: place)
        default: return nil
        }
    }

    /// RFC 6901 §3.
    private static func escaped(_ key: String) -> String {
        key.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}
