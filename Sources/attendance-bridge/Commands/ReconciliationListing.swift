import JSON

/// What comparing gave, for a person: each occurrence with whose attendance changes, then what could not be compared.
func reconciliationListing(_ document: JSON, isApplied: Bool, width: Int?) -> String {
    let occurrences = document["occurrences"]?.array ?? []
    var blocks = [heading(document, occurrences)] + occurrences.map { occurrenceBlock($0, width: width) }
    let failures = document["failures"]?.array ?? []
    if !failures.isEmpty {
        blocks.append(
            "Could not be compared:\n"
                + failures.map { row in
                    let name = text(row["occurrence"]) ?? "meeting \(text(row["number"]) ?? "")"
                    return "  \(name): \(text(row["why"]) ?? "").\n"
                }.joined())
    }
    if document["layout"]?.string == "unique" {
        blocks.append(contradictionBlock(document, width: width))
    } else if !isApplied, isAnythingNew(document, occurrences) {
        blocks.append("Nothing was written. To take this into the journal, add --apply.\n")
    }
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n")
}

private func isAnythingNew(_ document: JSON, _ occurrences: [JSON]) -> Bool {
    (document["newWithoutOccurrence"]?.integer ?? 0) > 0
        || occurrences.contains { ($0["newEntries"]?.integer ?? 0) > 0 }
}

private func heading(_ document: JSON, _ occurrences: [JSON]) -> String {
    switch document["source"]?.string {
    case "report":
        var lines = (document["warnings"]?.array ?? []).compactMap { $0.string.map { "Note: \($0.printable)" } }
        let guess =
            document["isZoneGuessed"]?.bool == true ? ", as the meeting's schedule (another: --zone ZONE)" : ""
        lines.append("Times are read on the clock of \(text(document["timeZone"]) ?? "")\(guess).")
        let waiting = document["waitingRows"]?.integer ?? 0
        if waiting > 0 { lines.append("\(rows(waiting)) of the waiting room left out.") }
        return lines.joined(separator: "\n") + "\n"
    case "webhook-logs":
        let logged = document["logged"]?.integer ?? 0
        var line = logged == 0 ? "Zoom's log holds no failed delivery." : "Failed deliveries in Zoom's log: \(logged)."
        let unreadable = document["unreadable"]?.integer ?? 0
        if unreadable > 0 { line += " \(rows(unreadable)) without a body that can be read." }
        let apart = document["newWithoutOccurrence"]?.integer ?? 0
        if apart > 0 { line += " Of no occurrence and new: \(apart)." }
        return line + "\n"
    default: return occurrences.isEmpty ? "Zoom knows of no meeting that was held since then.\n" : ""
    }
}

private func occurrenceBlock(_ row: JSON, width: Int?) -> String {
    let times = "\(text(row["began"]) ?? "unknown") to \(text(row["ended"]) ?? "unknown")"
    let meeting = text(row["meeting"]) ?? "meeting \(text(row["number"]) ?? "") (not on the roster)"
    var block = "\(meeting), \(times), occurrence \(text(row["occurrence"]) ?? "")\n"
    if row["isNew"]?.bool == true { block += "No delivery told of it.\n" }
    let (all, new) = (row["entries"]?.integer ?? 0, row["newEntries"]?.integer ?? 0)
    block += "\(rows(all)) compared, \(new == 0 ? "none" : "\(new)") new"
    block += row["isApplied"]?.bool == true && new > 0 ? "; now in the journal.\n" : ".\n"
    let people = row["people"]?.array ?? []
    if people.isEmpty {
        block += "Nobody's attendance changes.\n"
    } else {
        var table = TextTable("PARTICIPANT", "BEFORE", "AFTER", "FLAGS")
        for person in people {
            table.add(
                text(person["participant"]) ?? "", figures(person["before"]), figures(person["after"]),
                (person["after"]?["flags"]?.array ?? []).compactMap(\.string).joined(separator: ", "))
        }
        block += table.text(width: width)
    }
    let (before, after) = (row["unmatchedBefore"]?.integer ?? 0, row["unmatchedAfter"]?.integer ?? 0)
    if before != after { block += "Attendees who match nobody: \(before) before, \(after) after.\n" }
    return block
}

private func contradictionBlock(_ document: JSON, width: Int?) -> String {
    let rows = document["contradictions"]?.array ?? []
    let advice = "Totals prove no times, so nothing is taken from this layout: export without “Show unique users”.\n"
    guard !rows.isEmpty else {
        return "The totals fit what is known of \(text(document["occurrence"]) ?? "").\n" + advice
    }
    var table = TextTable("LINE", "PARTICIPANT", "REPORT", "KNOWN")
    for row in rows {
        table.add(
            row["line"]?.integer.map(String.init) ?? "", text(row["participant"]) ?? "nobody",
            "\(row["reportedMinutes"]?.integer ?? 0) min", "\(row["knownMinutes"]?.integer ?? 0) min")
    }
    return table.text(width: width) + advice
}

/// `48 min, of these 10 inferred`
private func figures(_ json: JSON?) -> String {
    guard let json, let minutes = json["minutes"]?.integer else { return "none" }
    let parts = [("inferredMs", "inferred"), ("correctedMs", "corrected")].compactMap { key, word -> String? in
        let length = (json[key]?.integer ?? 0) / 60_000
        return length > 0 ? "\(length) \(word)" : nil
    }
    return "\(minutes) min" + (parts.isEmpty ? "" : ", of these " + parts.joined(separator: ", "))
}

private func rows(_ count: Int64) -> String { count == 1 ? "1 row" : "\(count) rows" }

private func text(_ json: JSON?) -> String? { json?.string?.printable }
