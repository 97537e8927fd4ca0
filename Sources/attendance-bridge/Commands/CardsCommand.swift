import Attendance
import Bridge
import CardForms
import CourtCard
import JSON

extension Command {
    static let cards = Command(
        name: "cards",
        summary: "Court cards: list them, hand one out, export those of a hearing. Who saw what is in the audit log.",
        subcommands: [
            Command(
                name: "list", summary: "List the cards of a participant, the newest first.",
                positionals: [.participant], options: [.limit, .after, .config, .json],
                examples: ["cards list P-1001"],
                action: .service { try await listCards($0) }),
            Command(
                name: "show", summary: "Hand out one card as a file that proves itself.",
                positionals: [Positional(word: "CARD", summary: "The number of the card.")],
                options: [.form, .output, .paper, .language, .config],
                examples: [
                    "cards show CC-2026-202600123-3 > card.json",
                    "cards show CC-2026-202600123-3 --form pdf --output card.pdf",
                ],
                action: .service { try await showCard($0) }),
            Command(
                name: "export", summary: "Export the cards of one participant for a hearing.",
                discussion: "Makes a folder with one PDF, that holds a summary and every card with its file, a table "
                    + "(CSV), the card files with what has become of each (JSON), the keys and the signed state of the "
                    + "ledger, and a certificate for the custodian of the records to read, complete and sign (Federal "
                    + "Rules of Evidence 902(13) and (14)). A card belongs to the date of its meeting where it was held; "
                    + "those that others took the place of are there too, and say so.",
                options: HearingExport.options,
                examples: ["cards export --participant P-1001 --from 2026-09-01 --to 2026-11-30 --paper letter"],
                action: .service { try await exportHearing($0) }),
        ])
}

extension Positional {
    fileprivate static let participant = Positional(word: "PARTICIPANT", summary: "The id on the roster.")
}

extension Option {
    fileprivate static let limit = Option.whole("limit", "N", 1...1000, "How many; 20 where not said.")
    fileprivate static let after = Option.whole("after", "N", 1...Int.max, "Go on where the list before ended.")
    fileprivate static let form = Option.choice(
        "form", "FORM", ["json", "html", "pdf"], "As what; json where not said.")
    fileprivate static let output = Option.text("output", "FILE", "Write it to this file instead of standard output.")
    static let paper = Option.choice(
        "paper", "PAPER", Paper.allCases.map(\.rawValue), "What the PDF is printed on; letter where not said.")
    static let language = Option.choice(
        "lang", "LANGUAGE", FormLanguage.allCases.map(\.rawValue), "The language of the form; en where not said.")
}

@MainActor
private func listCards(_ invocation: Invocation) async throws {
    let participant = PersonID(invocation.positionals[0])
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(
        .cards(
            .list(
                of: participant, after: invocation.whole(.after).map { Int64($0) },
                limit: invocation.whole(.limit) ?? 20)))
    let output = Terminal.output(environment: [:])
    output.write(
        invocation.has(.json)
            ? JSONLine(document).text
            : cardListing(document, of: participant, width: output.isInteractive ? output.width : nil))
}

/// Cards as a table.
func cardListing(_ document: JSON, of participant: PersonID, width: Int?) -> String {
    var table = TextTable("CARD", "ISSUED", "MEETING", "STARTED", "MINUTES", "VERDICT", "NOW")
    for row in document["cards"]?.array ?? [] {
        table.add(
            row["number"]?.string ?? "", row["issuedAt"]?.string ?? "", row["meetingName"]?.string ?? "(removed)",
            row["startedAt"]?.string ?? "", minutes(of: row), row["verdict"]?.string ?? "", standing(of: row))
    }
    guard !table.rows.isEmpty else { return "No card yet.\n" }
    let more = document["next"]?.integer.map {
        "More: attendance-bridge cards list \(participant.rawValue.printable) --after \($0)\n"
    }
    return table.text(width: width) + (more ?? "")
}

private func minutes(of row: JSON) -> String {
    guard let proven = row["provenMinutes"]?.integer else { return "" }
    let parts = [("correctedMinutes", "corrected"), ("inferredMinutes", "inferred")].compactMap { key, word in
        row[key]?.integer.flatMap { $0 > 0 ? "\($0) \(word)" : nil }
    }
    return (["\(proven)"] + parts).joined(separator: " + ")
}

private func standing(of row: JSON) -> String {
    if let successor = row["supersededBy"]?.string { return "superseded by \(successor)" }
    if row["isVoid"]?.bool == true { return "void" }
    return row["isExcused"]?.bool == true ? "in force, excused" : "in force"
}

@MainActor
private func showCard(_ invocation: Invocation) async throws {
    let output = Terminal.output(environment: [:])
    let isPDF = invocation.text(.form) == "pdf"
    let path = invocation.text(.output)
    guard !isPDF || path != nil || !output.isInteractive else {
        throw UsageError(
            message: "A PDF is nothing for a terminal: say where it goes with --output.", path: invocation.path)
    }
    let document = try await ControlClient(configuration: try invocation.configuration()).ask(
        .cards(.file(CardNumber(invocation.positionals[0]))))
    let sheet = try CardSheet(answered: document)
    if case .superseded(let number) = sheet.standing {
        Terminal.error(environment: [:]).write("Note: \(number.rawValue.printable) took the place of this card.\n")
    }
    let bytes: [UInt8]
    switch invocation.text(.form) {
    case "pdf": bytes = try await CardPrinter().pdf(sheet, on: invocation.paper, in: invocation.language)
    case "html": bytes = Array(try CardPage.html(sheet, in: invocation.language).utf8)
    default: bytes = try sheet.file.encoded() + [UInt8(ascii: "\n")]
    }
    if let path {
        do { try PersonalFile.write(bytes, to: path) } catch { throw CommandFailure("\(error)") }
    } else {
        output.write(bytes)
    }
}

extension Invocation {
    var paper: Paper { text(.paper).flatMap { Paper(rawValue: $0) } ?? .letter }
    var language: FormLanguage { text(.language).flatMap { FormLanguage(rawValue: $0) } ?? .english }
}

extension CardSheet {
    /// - Parameter document: as the control socket answers for a card.
    init(answered document: JSON) throws(CommandFailure) {
        guard let text = document["file"]?.string, let code = document["code"]?.string else {
            throw CommandFailure("the bridge answered without a card.")
        }
        let file: CardFile
        do { file = try CardFile(verifying: Array(text.utf8)) } catch {
            throw CommandFailure("the card cannot be handed out. \(error)")
        }
        let successor = document["supersededBy"]?.string.map { CardNumber($0) }
        self.init(file, standing: successor.map { .superseded(by: $0) } ?? .inForce, code: code)
    }
}
