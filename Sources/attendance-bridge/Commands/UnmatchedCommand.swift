import Attendance
import JSON

extension Command {
    static let unmatched = Command(
        name: "unmatched",
        summary: "Who was in meetings of the roster and matches nobody, with what tells who it may be.",
        discussion: "It shows names of people who are on nobody's roster: only to claim them, and only until they are "
            + "forgotten. What is suggested is never done by itself.",
        options: [.by, .limit, .before, .config, .json],
        examples: ["unmatched --by maria.lopez"],
        action: .service { invocation in
            let document = try await ControlClient(configuration: try invocation.configuration()).ask(
                .unmatched(
                    by: invocation.text(.by).map { PersonID($0) },
                    before: invocation.whole(.before).map { Int64($0) }, limit: invocation.whole(.limit) ?? 20))
            let output = Terminal.output(environment: [:])
            output.write(
                invocation.has(.json)
                    ? JSONLine(document).text
                    : unmatchedListing(document, width: output.isInteractive ? output.width : nil))
        })
}

extension Option {
    fileprivate static let by = Option.text(
        "by", "PERSON", "Only what this court representative may claim; everything where not said.")
    fileprivate static let limit = Option.whole("limit", "N", 1...1000, "Of how many meetings; 20 where not said.")
    fileprivate static let before = Option.whole("before", "N", 1...Int.max, "Go on where the list before ended.")
}

/// Attendees who match nobody, a table for each occurrence.
func unmatchedListing(_ document: JSON, width: Int?) -> String {
    let attendees = document["attendees"]?.array ?? []
    var text = ""
    var rest = attendees[...]
    while let first = rest.first {
        let occurrence = first["occurrence"]?.string ?? ""
        let ofOne = rest.prefix { $0["occurrence"]?.string == occurrence }
        rest = rest.dropFirst(ofOne.count)
        var table = TextTable("ATTENDEE", "MINUTES", "FROM", "UNTIL", "TIMES", "SEEN AS", "PERHAPS", "FOR GOOD BY")
        for attendee in ofOne {
            table.add(
                attendee["attendee"]?.string ?? "", minutes(attendee), attendee["first"]?.string ?? "",
                attendee["last"]?.string ?? "", attendee["connections"]?.integer.map(String.init) ?? "",
                seen(attendee), perhaps(attendee), list(attendee["lastingKinds"]))
        }
        let name = (first["meetingName"]?.string ?? "").printable
        text += "\(name), \(first["began"]?.string ?? "not begun"), occurrence \(occurrence.printable)\n"
        text += table.text(width: width) + "\n"
    }
    text += attendees.isEmpty ? "Everybody there was recognised.\n" : ""
    if !attendees.isEmpty {
        text += "Claim one: attendance-bridge claim OCCURRENCE ATTENDEE PARTICIPANT --by PERSON --reason TEXT\n"
    }
    if let next = document["next"]?.integer { text += "More: attendance-bridge unmatched --before \(next)\n" }
    return text
}

private func list(_ value: JSON?) -> String { (value?.array ?? []).compactMap(\.string).joined(separator: ", ") }

private func minutes(_ attendee: JSON) -> String {
    let inferred = attendee["inferredMinutes"]?.integer ?? 0
    return "\(attendee["provenMinutes"]?.integer ?? 0)" + (inferred > 0 ? " + \(inferred) inferred" : "")
}

private func seen(_ attendee: JSON) -> String {
    if let moment = attendee["forgottenAt"]?.string { return "(forgotten \(moment.prefix(10)))" }
    return [attendee["names"], attendee["emails"], attendee["phones"]].map(list).filter { !$0.isEmpty }
        .joined(separator: ", ")
}

private func perhaps(_ attendee: JSON) -> String {
    let suggestions = (attendee["suggestions"]?.array ?? []).map { suggestion in
        let reason = (suggestion["reason"]?.string ?? "").replacing("-", with: " ")
        return "\(suggestion["participant"]?.string ?? "") (\(reason))"
    }
    return ((attendee["isAmbiguous"]?.bool == true ? ["fits several"] : []) + suggestions).joined(separator: ", ")
}
