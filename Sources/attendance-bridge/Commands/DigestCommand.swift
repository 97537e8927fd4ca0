import Attendance
import JSON

extension Command {
    static let digest = Command(
        name: "digest",
        summary: "What a court representative is told of a day: attendances, cards, disputes, who is behind.",
        discussion: "The bridge makes one for each court representative every day at digests.at, of the day before.",
        positionals: [Positional(word: "REP", summary: "The court representative's id on the roster.")],
        options: [.date, .config, .json],
        examples: ["digest maria.lopez", "digest maria.lopez --date 2026-09-15"],
        action: .service { invocation in
            let date = try invocation.text(.date).map { text throws(UsageError) in
                guard let date = LocalDate(text) else {
                    throw UsageError(
                        message: "--date must be a date such as 2026-09-15; given was “\(text)”.",
                        path: invocation.path)
                }
                return date
            }
            let document = try await ControlClient(configuration: try invocation.configuration()).ask(
                .digest(of: PersonID(invocation.positionals[0]), date))
            let output = Terminal.output(environment: [:])
            output.write(
                invocation.has(.json)
                    ? JSONLine(document).text
                    : digestListing(document, width: output.isInteractive ? output.width : nil))
        })
}

extension Option {
    fileprivate static let date = Option.text("date", "DATE", "Of which day; the newest there is where not said.")
}

/// A digest as tables.
func digestListing(_ document: JSON, width: Int?) -> String {
    func rows(_ name: String) -> [JSON] { document[name]?.array ?? [] }
    func text(_ row: JSON, _ name: String) -> String { row[name]?.string ?? "" }
    func section(_ title: String, _ table: TextTable) -> String {
        "\n\(title)\n" + (table.rows.isEmpty ? "None.\n" : table.text(width: width))
    }
    var behind = TextTable("NAME", "REASONS", "WEEK", "TOTAL", "STANDING")
    for row in rows("behind") {
        let reasons = (row["reasons"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
        behind.add(text(row, "name"), reasons, share(row["thisWeek"]), share(row["total"]), text(row, "sentence"))
    }
    var cards = TextTable("NAME", "VERDICT", "CARD", "MEETING", "WHY")
    for row in rows("cards") {
        let reasons = (row["reasons"]?.array ?? []).compactMap(\.string).joined(separator: " ")
        cards.add(text(row, "name"), text(row, "verdict"), text(row, "number"), text(row, "meetingName"), reasons)
    }
    var disputes = TextTable("NAME", "CARD", "SINCE", "DISPUTE")
    for row in rows("disputes") {
        disputes.add(
            text(row, "name"), text(row, "card"), text(row, "at"), row["dispute"]?.integer.map(String.init) ?? "")
    }
    var attendances = TextTable("NAME", "MINUTES", "VERDICT", "FROM", "MEETING")
    for row in rows("attendances") {
        attendances.add(
            text(row, "name"), row["provenMinutes"]?.integer.map(String.init) ?? "", text(row, "verdict"),
            text(row, "startedAt"), text(row, "meetingName"))
    }
    let waiting = document["unmatched"]?["waiting"]?.integer ?? 0
    return "\(text(document, "courtRep").printable), \(text(document, "date")) (\(text(document, "timeZone")))\n"
        + (document["isShortened"]?.bool == true ? "Something is left out: people who were erased or moved.\n" : "")
        + section("Who is behind", behind) + section("Cards", cards) + section("Open disputes", disputes)
        + section("Attendances", attendances)
        + (waiting > 0 ? "\nAttendees to be claimed: \(waiting). See: attendance-bridge unmatched\n" : "")
}

private func share(_ count: JSON?) -> String {
    let done = count?["done"]?.integer ?? 0
    return count?["required"]?.integer.map { "\(done)/\($0)" } ?? "\(done)"
}
