import Attendance
import Bridge
import JSON

/// Entries as they are hashed, a line each.
func auditLogLines(_ entries: [JSON]) -> String { entries.map { JSONLine($0).text }.joined() }

/// Entries as a table.
func auditLogListing(_ entries: [JSON], width: Int?) -> String {
    if entries.isEmpty { return "Nothing was written down yet.\n" }
    var table = TextTable("ENTRY", "WHEN", "WHO", "AS", "WHAT", "OF", "DETAIL")
    for entry in entries {
        let cells = cells(of: entry)
        table.add(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6])
    }
    return table.text(width: width)
}

/// An entry on a line of its own, in columns that most fit into: what comes later is not known yet.
func auditLogLine(_ entry: JSON) -> String {
    let widths = [5, 24, 12, 13, 21, 22, 0]
    let padded = zip(cells(of: entry), widths).map { cell, width in
        let text = cell.printable
        return text + String(repeating: " ", count: max(0, width - text.displayWidth))
    }
    return padded.joined(separator: "  ").trimmingBlanks() + "\n"
}

private func cells(of entry: JSON) -> [String] {
    func text(_ key: String) -> String { entry[key]?.string ?? "" }
    let detail = (entry["detail"]?.object ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \(words($0.value))" }
    return [
        entry["id"]?.integer.map(String.init) ?? "", text("at"), text("actor"), text("role"), text("action"),
        text("subject"), detail.joined(separator: ", "),
    ]
}

/// A detail for a person: no quotes, no braces.
private func words(_ value: JSON) -> String {
    switch value {
    case .string(let text): text
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .bool(let isSo): isSo ? "yes" : "no"
    case .null: "none"
    case .array(let list): list.map(words).joined(separator: " ")
    case .object(let members):
        members.sorted { $0.key < $1.key }.map { "\($0.key) \(words($0.value))" }.joined(separator: " ")
    }
}

extension AuditLogReport {
    var json: JSON {
        [
            "entries": .integer(Int64(entries)), "first": first.map { .string($0.rfc3339) } ?? .null,
            "last": last.map { .string($0.rfc3339) } ?? .null,
            "head": head.map { ["id": .integer($0.id), "hash": .string($0.hash)] } ?? .null,
            "fault": fault.map { ["entry": .integer($0.entry), "what": .string("\($0)")] } ?? .null,
            "clockSetBack": .integer(Int64(clockSetBack)),
        ]
    }

    /// For a person.
    var page: String {
        guard fault == nil else {
            return switch entries {
            case 0: "Already the first entry is at fault.\n"
            case 1: "The first entry is as it was written; what follows it is not.\n"
            default: "The first \(entries) entries are as they were written; what follows them is not.\n"
            }
        }
        guard let first, let last, let head else { return "Nothing was written down yet.\n" }
        var text =
            entries == 1
            ? "1 entry, from \(first.rfc3339), is as it was written.\n"
            : "\(entries) entries, from \(first.rfc3339) to \(last.rfc3339), are as they were written; none is missing "
                + "among them.\n"
        if clockSetBack > 0 {
            text += "The clock of this machine was set back \(clockSetBack == 1 ? "once" : "\(clockSetBack) times").\n"
        }
        return text
            + "The last is entry \(head.id), \(head.hash): keep an export elsewhere, to see that its end stays.\n"
    }
}
