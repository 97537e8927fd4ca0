import Attendance
import JSON

extension Command {
    static let erase = Command(
        name: "erase",
        summary: "Take the personal data of a participant away, for good.",
        discussion:
            "Name, case number, e-mail, phone and join code go; so do the personal values on their cards, the words "
            + "of what was decided about them, and whose entries in the journal were theirs. What stays are their id, the "
            + "numbers of their cards (which hold the digits of the case number), when connections came and went, hashes "
            + "and signatures: chain and ledger verify as before. Copies of the database, and cards that were handed out, "
            + "are not reached. Nothing brings it back; --dry-run shows how much it is.",
        positionals: [Positional(word: "PARTICIPANT", summary: "The id on the roster.")],
        options: [.author, .reason, .dryRun, .config, .json],
        examples: [
            "erase P-1001 --by sam.patel --reason \"Order of 2026-11-20\" --dry-run",
            "erase P-1001 --by sam.patel --reason \"Order of 2026-11-20\"",
        ],
        action: .service { try await eraseParticipant($0) })
}

extension Option {
    fileprivate static let author = Option.text("by", "PERSON", "Who decides: the id of an administrator.").needed
    fileprivate static let reason = Option.text(
        "reason", "TEXT", "Why: it stays in the audit log, and must not name them."
    ).needed
    fileprivate static let dryRun = Option.flag("dry-run", "Show what would go, and change nothing.")
}

@MainActor
private func eraseParticipant(_ invocation: Invocation) async throws {
    let asked = AskedErasure(
        participant: PersonID(invocation.positionals[0]), author: PersonID(invocation.text(.author) ?? ""),
        reason: invocation.text(.reason) ?? "", isDryRun: invocation.has(.dryRun))
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(.erase(asked))
    Terminal.output(environment: [:]).write(
        invocation.has(.json) ? JSONLine(document).text : erasureReceipt(document, isDryRun: asked.isDryRun))
}

/// What went, or would go, for a person.
func erasureReceipt(_ document: JSON, isDryRun: Bool) -> String {
    func count(_ key: String) -> Int64 { document[key]?.integer ?? 0 }
    let id = document["participant"]?.string ?? ""
    let rows = [
        "\(counted(count("names"), "name")) by which Zoom may know them",
        "the personal values on \(counted(count("cards"), "card"))",
        "the words of \(counted(count("decisions"), "decision"))",
        "who they were in \(counted(count("deliveries"), "delivery", "deliveries")) of "
            + counted(count("occurrences"), "occurrence"),
        "the content of \(counted(count("messages"), "message"))",
    ]
    let first = isDryRun ? "Erasing \(id) would take away:\n" : "\(id) was erased. Gone for good:\n"
    return first + rows.map { "  - \($0)\n" }.joined()
}

/// `1 card`, `2 cards`.
func counted(_ number: Int64, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
}
