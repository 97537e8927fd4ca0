import JSON

extension Command {
    static let events = Command(
        name: "events",
        summary: "What was journaled: Zoom's deliveries and its reports. Shows no person's data.",
        subcommands: [
            Command(
                name: "list", summary: "List deliveries, the newest first.",
                options: [.limit, .before, .config, .json],
                action: .service { try await listEvents($0) }),
            Command(
                name: "show", summary: "Show one delivery with its body; names and addresses in it are hidden.",
                positionals: [Positional(word: "ID", summary: "The number that list shows.")],
                options: [.body, .config, .json],
                action: .service { try await showEvent($0) }),
        ])
}

extension Option {
    fileprivate static let limit = Option.whole("limit", "N", 1...1000, "How many; 20 where not said.")
    fileprivate static let before = Option.whole("before", "ID", 1...Int.max, "Only those before this one.")
    fileprivate static let body = Option.flag("body", "Print the body alone.")
}

@MainActor
private func listEvents(_ invocation: Invocation) async throws {
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(
        .deliveries(before: invocation.whole(.before).map { Int64($0) }, limit: invocation.whole(.limit) ?? 20))
    let output = Terminal.output(environment: [:])
    output.write(
        invocation.has(.json)
            ? JSONLine(document).text : eventListing(document, width: output.isInteractive ? output.width : nil))
}

/// Deliveries as a table.
func eventListing(_ document: JSON, width: Int?) -> String {
    var table = TextTable("ID", "RECEIVED", "EVENT", "BYTES", "SOURCE", "REMARK", "OCCURRENCE")
    for row in document.array ?? [] {
        let remarks = [
            row["understanding"]?.string.flatMap { $0 == "known" ? nil : $0 },
            row["lateSigned"]?.bool == true ? "late-signed" : nil,
            row["form"]?.string == "redacted" ? "redacted" : nil,
        ]
        table.add(
            row["id"]?.integer.map(String.init) ?? "", row["receivedAt"]?.string ?? "",
            row["event"]?.string ?? "(none)",
            row["bytes"]?.integer.map(String.init) ?? "", row["source"]?.string ?? "",
            remarks.compactMap { $0 }.joined(separator: ", "),
            row["occurrence"]?.string ?? "")
    }
    if table.rows.isEmpty {
        return "No delivery yet. Send one: attendance-bridge send --fresh webhook-samples/events\n"
    }
    return table.text(width: width)
}

@MainActor
private func showEvent(_ invocation: Invocation) async throws {
    guard let id = Int64(invocation.positionals[0]) else {
        throw UsageError(
            message: "ID must be a number; given was “\(invocation.positionals[0])”.", path: invocation.path)
    }
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(.delivery(id))
    let output = Terminal.output(environment: [:])
    if invocation.has(.body) {
        output.write((document["body"]?.string ?? "") + "\n")
    } else if invocation.has(.json) {
        output.write(JSONLine(document).text)
    } else {
        output.write(eventPage(document))
    }
}

/// One delivery for a person: what is known of it, then its body laid out.
func eventPage(_ document: JSON) -> String {
    var text = ""
    let keys = [
        "id", "source", "event", "occurrence", "receivedAt", "sentAt", "understanding", "lateSigned", "form", "bytes",
        "sha256",
    ]
    for key in keys {
        let value =
            switch document[key] {
            case .string(let value)?: value
            case .integer(let value)?: "\(value)"
            case .bool(let value)?: value ? "yes" : "no"
            default: "none"
            }
        text += key.fitted(to: 14) + value.printable + "\n"
    }
    let body = document["body"]?.string ?? ""
    return text + "\n" + ((try? JSON.parse(Array(body.utf8)))?.pretty() ?? body) + "\n"
}
