import JSON

extension Command {
    static let retention = Command(
        name: "retention",
        summary: "What is due to be forgotten now; --apply forgets it.",
        discussion: "Who strangers in meetings were goes after strangerRetentionDays, messages of the feed after "
            + "feed.retentionDays. A participant is erased participantRetentionDays after anything was last heard of them, "
            + "if nothing more is asked: their deadline has passed, they attended all they had to, or they have neither a "
            + "requirement nor a meeting; and no dispute waits for its answer. The bridge does all this once an hour by "
            + "itself.",
        options: [.apply, .config, .json],
        examples: ["retention", "retention --apply"],
        action: .service { invocation in
            let isApplied = invocation.has(.apply)
            let document = try await ControlClient(configuration: try invocation.configuration()).ask(
                .retention(isApplied: isApplied))
            Terminal.output(environment: [:]).write(
                invocation.has(.json) ? JSONLine(document).text : retentionListing(document, isApplied: isApplied))
        })
}

extension Option {
    fileprivate static let apply = Option.flag("apply", "Forget it now.")
}

/// What is due, or was forgotten, for a person.
func retentionListing(_ document: JSON, isApplied: Bool) -> String {
    let occurrences = (document["occurrences"]?.array ?? []).compactMap(\.string)
    let participants = document["participants"]?.array ?? []
    let (entries, messages) = (document["entries"]?.integer ?? 0, document["messages"]?.integer ?? 0)
    guard !occurrences.isEmpty || !participants.isEmpty || entries + messages > 0 else {
        return "Nothing is due to be forgotten.\n"
    }
    var text = isApplied ? "Forgotten:\n" : "Due to be forgotten (nothing was changed; see --apply):\n"
    if !occurrences.isEmpty {
        text += "  - who strangers were in \(counted(Int64(occurrences.count), "occurrence")): \(listed(occurrences))\n"
    }
    if entries > 0 {
        text += "  - who \(counted(entries, "delivery", "deliveries")) outside of meetings named\n"
    }
    if messages > 0 { text += "  - \(counted(messages, "message")) of the feed\n" }
    if !participants.isEmpty {
        text += "  - \(counted(Int64(participants.count), "participant")):\n"
        for row in participants {
            text +=
                "    \(row["participant"]?.string ?? "")  last heard of \(row["lastHeardOf"]?.string ?? "").  "
                + "\(row["reason"]?.string ?? "")\n"
        }
    }
    return text
}

private func listed(_ ids: [String]) -> String {
    ids.prefix(8).joined(separator: ", ") + (ids.count > 8 ? " and \(ids.count - 8) more" : "")
}
