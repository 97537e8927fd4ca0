import Attendance
import JSON

extension Command {
    static let decisions = Command(
        name: "decisions",
        summary: "Everything that people decided about a participant, in the order they did.",
        positionals: [Positional(word: "PARTICIPANT", summary: "The id on the roster.")],
        options: [.config, .json],
        examples: ["decisions P-1001"],
        action: .service { invocation in
            let participant = PersonID(invocation.positionals[0])
            let document = try await ControlClient(configuration: try invocation.configuration()).ask(
                .decisions(about: participant))
            let output = Terminal.output(environment: [:])
            output.write(
                invocation.has(.json)
                    ? JSONLine(document).text
                    : decisionListing(document, width: output.isInteractive ? output.width : nil))
        })
}

/// Decisions as a table.
func decisionListing(_ document: JSON, width: Int?) -> String {
    var table = TextTable("ID", "AT", "BY", "DECISION", "ABOUT", "NOW", "REASON")
    for row in document.array ?? [] {
        let author = [row["by"]?.string, row["role"]?.string].compactMap(\.self).joined(separator: ", ")
        table.add(
            row["id"]?.integer.map(String.init) ?? "", row["at"]?.string ?? "", author, row["kind"]?.string ?? "",
            subject(of: row), standing(of: row), row["reason"]?.string ?? "")
    }
    return table.rows.isEmpty ? "Nothing was decided about this participant.\n" : table.text(width: width)
}

private func subject(of row: JSON) -> String {
    var parts: [String] = []
    if let target = row["target"]?.integer { parts.append("decision \(target)") }
    if let week = row["week"]?.string { parts.append("week of \(week)") }
    if let card = row["card"]?.string { parts.append(card) }
    if let start = row["start"]?.string, let end = row["end"]?.string { parts.append("\(start)/\(end)") }
    if let kind = row["forGood"]?.string { parts.append("\(kind) for good") }
    if let occurrence = row["occurrence"]?.string, row["card"]?.string == nil { parts.append(occurrence) }
    return parts.joined(separator: ", ")
}

private func standing(of row: JSON) -> String {
    guard let answer = row["answeredBy"]?.integer else { return "holds" }
    return row["isTakenBack"]?.bool == true ? "taken back by \(answer)" : "answered by \(answer)"
}

/// What is said once a decision is taken down.
func decisionReceipt(_ document: JSON) -> String {
    let id = document["decision"]?.integer.map(String.init) ?? ""
    let card = document["card"]?.string.map { "The card that holds now is \($0).\n" } ?? ""
    return "Decision \(id) is taken down.\n" + card
}
