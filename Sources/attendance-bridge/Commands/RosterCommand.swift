import Bridge
import JSON

extension Command {
    static let roster = Command(
        name: "roster",
        summary: "Who takes part, who they report to, and the meetings that count.",
        discussion: "Works while the bridge runs, and without it.",
        subcommands: [
            Command(
                name: "import",
                summary: "Take a roster file (CSV or JSON) over: adds and replaces, removes nobody.",
                discussion: "With one mistake in the file nothing changes; every mistake is named with its line and "
                    + "column. Safe to repeat.",
                positionals: [Positional(word: "FILE", summary: "The file; - is standard input.")],
                options: [.dryRun, .format, .config, .json],
                examples: ["roster import --dry-run roster.csv", "roster import Config/roster.example.json"],
                action: .service { try await importRoster($0) }),
            Command(
                name: "list", summary: "Show everybody and every meeting.", options: [.config, .json],
                action: .service { try await listRoster($0) }),
            Command(
                name: "export", summary: "Write the roster as JSON, in the form that import reads.",
                discussion: "It holds names and case numbers: keep it where only you can read it.",
                options: [.config],
                examples: ["roster export > roster.json"],
                action: .service { invocation in
                    let roster = try await ControlClient(configuration: try invocation.configuration()).ask(.roster)
                    Terminal.output(environment: [:]).write(roster.pretty() + "\n")
                }),
        ])
}

extension Option {
    fileprivate static let dryRun = Option.flag("dry-run", "Show what would change, and change nothing.")
    fileprivate static let format = Option.choice(
        "format", "FORMAT", RosterFormat.allCases.map(\.rawValue),
        "What FILE is; where not said, its name or content tells.")
}

@MainActor
private func importRoster(_ invocation: Invocation) async throws {
    let path = invocation.positionals[0]
    let configuration = try invocation.configuration()
    let file: FileContents
    do { file = try FileContents(path) } catch { throw CommandFailure("the roster was not imported. \(error)") }
    let isDryRun = invocation.has(.dryRun)
    let format = invocation.text(.format).flatMap(RosterFormat.init(rawValue:)) ?? rosterFormat(path, file.bytes)
    let summary = try await ControlClient(configuration: configuration).ask(
        .importRoster(file: file.bytes, format: format, isDryRun: isDryRun), createsDatabase: true)
    let output = Terminal.output(environment: [:])
    if invocation.has(.json) {
        output.write(JSONLine(summary).text)
    } else {
        output.write(rosterSummary(summary, isDryRun: isDryRun))
    }
}

/// By the name's ending, else by the first character that counts.
func rosterFormat(_ path: String, _ bytes: [UInt8]) -> RosterFormat {
    if path.lowercased().hasSuffix(".json") { return .json }
    if path.lowercased().hasSuffix(".csv") { return .csv }
    let first = bytes.first { ![0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .json : .csv
}

/// What an import changed, or would change, for a person.
func rosterSummary(_ summary: JSON, isDryRun: Bool) -> String {
    var lines: [String] = []
    for (key, one, many) in [
        ("officials", "official", "officials"), ("participants", "participant", "participants"),
        ("meetings", "meeting", "meetings"),
    ] {
        func ids(_ kind: String) -> [String] { (summary[key]?[kind]?.array ?? []).compactMap(\.string) }
        for (kind, words) in isDryRun
            ? [("added", "Would add"), ("changed", "Would change")] : [("added", "Added"), ("changed", "Changed")]
        {
            let found = ids(kind)
            guard !found.isEmpty else { continue }
            let names =
                found.prefix(8).joined(separator: ", ") + (found.count > 8 ? " and \(found.count - 8) more" : "")
            lines.append("\(words) \(found.count) \(found.count == 1 ? one : many): \(names)")
        }
        let same = ids("unchanged").count
        if same > 0 { lines.append("\(same) \(same == 1 ? one : many) unchanged") }
    }
    if lines.isEmpty { return "The file holds nobody and no meeting.\n" }
    return lines.joined(separator: "\n") + "\n"
}

@MainActor
private func listRoster(_ invocation: Invocation) async throws {
    let roster = try await ControlClient(configuration: try invocation.configuration()).ask(.roster)
    let output = Terminal.output(environment: [:])
    guard !invocation.has(.json) else {
        output.write(JSONLine(roster).text)
        return
    }
    output.write(rosterListing(roster, width: output.isInteractive ? output.width : nil))
}

/// The roster document as tables.
func rosterListing(_ roster: JSON, width: Int?) -> String {
    func rows(_ list: String) -> [JSON] { roster[list]?.array ?? [] }
    func text(_ row: JSON, _ key: String) -> String {
        row[key]?.string ?? row[key]?.integer.map(String.init)
            ?? (row[key]?.array ?? []).compactMap(\.string).joined(separator: ", ")
    }
    var participants = TextTable("PARTICIPANT", "NAME", "CASE", "COURT REP", "CODE", "A WEEK", "IN TOTAL", "MEETINGS")
    for row in rows("participants") {
        participants.add(
            text(row, "id"), text(row, "name"), text(row, "caseNumber"), text(row, "courtRep"), text(row, "joinCode"),
            text(row, "meetingsPerWeek"), text(row, "meetingsInTotal"), text(row, "meetings"))
    }
    var officials = TextTable("OFFICIAL", "ROLE", "NAME", "E-MAIL")
    for (list, role) in [("administrators", "administrator"), ("courtReps", "court-rep")] {
        for row in rows(list) { officials.add(text(row, "id"), role, text(row, "name"), text(row, "email")) }
    }
    var meetings = TextTable("MEETING", "ZOOM NUMBER", "NAME", "WHEN")
    for row in rows("meetings") {
        let times = ([row] + (row["schedules"]?.array ?? [])).map { rule in
            let until = text(rule, "until")
            return [text(rule, "weekdays"), text(rule, "start"), until.isEmpty ? "" : "until \(until)"]
                .filter { !$0.isEmpty }.joined(separator: " ")
        }
        let when = (times + [text(row, "dates"), text(row, "timeZone")]).filter { !$0.isEmpty }
        meetings.add(text(row, "id"), text(row, "number"), text(row, "name"), when.joined(separator: "; "))
    }
    let filled = [participants, officials, meetings].filter { !$0.rows.isEmpty }
    if filled.isEmpty { return "The roster is empty. Fill it: attendance-bridge roster import FILE\n" }
    return filled.map { $0.text(width: width) }.joined(separator: "\n")
}
