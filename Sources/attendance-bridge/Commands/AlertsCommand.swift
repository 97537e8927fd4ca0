import JSON

extension Command {
    static let alerts = Command(
        name: "alerts",
        summary: "What administrators should see to: meetings that bring no event, deliveries that stop.",
        discussion: "Shows what lasts. The bridge looks once a minute while it runs; each alert also goes to every "
            + "administrator's feed, the log and the metrics, once.",
        options: [.all, .limit, .config, .json],
        action: .service { try await listAlerts($0) })
}

extension Option {
    fileprivate static let all = Option.flag("all", "Show what is over, too.")
    fileprivate static let limit = Option.whole("limit", "N", 1...1000, "How many with --all; 20 where not said.")
}

@MainActor
private func listAlerts(_ invocation: Invocation) async throws {
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(
        .alerts(isOpen: !invocation.has(.all), limit: invocation.whole(.limit) ?? 20))
    let output = Terminal.output(environment: [:])
    output.write(invocation.has(.json) ? JSONLine(document).text : alertListing(document, width: output.width))
}

/// Alerts for a person: a line that names each, and below it what it says.
func alertListing(_ document: JSON, width: Int) -> String {
    let alerts = document["alerts"]?.array ?? []
    if alerts.isEmpty { return "No alert.\n" }
    return alerts.map { alert in
        let until = alert["clearedAt"]?.string.map { ", over since \($0)" } ?? ""
        let lines = wrapped(alert["detail"]?.string ?? "", width: max(40, width) - 2).split(separator: "\n")
        let detail = lines.map { "  \($0)\n" }.joined()
        return "\(alert["kind"]?.string ?? "")  \(alert["subject"]?.string ?? "")\n"
            + "  since \(alert["since"]?.string ?? "")\(until)\n\(detail)"
    }.joined(separator: "\n")
}
