import Attendance
import Bridge
import CardForms
import CourtCard
import Crypto
import Glibc
import JSON
import Synchronization

/// What “cards export” asks for.
struct HearingExport {
    let participant: PersonID
    let from: LocalDate
    let through: LocalDate
    /// The folder that is made for it.
    let folder: String

    init(_ invocation: Invocation) throws(UsageError) {
        func date(_ option: Option) throws(UsageError) -> LocalDate {
            let text = invocation.text(option) ?? ""
            guard let date = LocalDate(text) else {
                throw UsageError(
                    message: "“--\(option.name)” must be a date such as 2026-09-01; given was “\(text)”.",
                    path: invocation.path)
            }
            return date
        }
        participant = PersonID(invocation.text(.participant) ?? "")
        (from, through) = (try date(.from), try date(.to))
        guard from <= through else {
            throw UsageError(message: "“--from” is after “--to”.", path: invocation.path)
        }
        if let given = invocation.text(.folder) {
            folder = given
        } else {
            guard participant.rawValue.utf8.allSatisfy({ $0 != UInt8(ascii: "/") && $0 > 0x20 && $0 != 0x7F }) else {
                throw UsageError(message: "Say with --output where it goes.", path: invocation.path)
            }
            folder = "hearing-\(participant.rawValue)-\(from)-\(through)"
        }
    }

    static let options: [Option] = [.participant, .from, .to, .folder, .paper, .language, .config, .json]
}

extension Option {
    fileprivate static let participant = Option.text("participant", "ID", "The id on the roster.").needed
    fileprivate static let from = Option.text("from", "DATE", "The first day of meetings, such as 2026-09-01.").needed
    fileprivate static let to = Option.text("to", "DATE", "The last day.").needed
    fileprivate static let folder = Option.text(
        "output", "FOLDER", "A folder to make, which is not there yet; hearing-ID-FROM-TO where not said.")
}

@MainActor
func exportHearing(_ invocation: Invocation) async throws {
    let export = try HearingExport(invocation)
    guard access(export.folder, F_OK) != 0 else {
        throw CommandFailure("\(export.folder) is there already: name another with --output, or remove it.")
    }
    let client = ControlClient(configuration: try invocation.configuration())
    let line = Mutex(LiveLine(.error(environment: processEnvironment())))
    let start = ContinuousClock.now
    @Sendable func show(_ done: Int, _ total: Int) {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        line.withLock {
            $0.show(at: seconds) { ProgressBar(done: done, total: total, elapsedSeconds: seconds).line(width: $0) }
        }
    }
    defer { line.withLock { $0.clear() } }
    let sheets = try await export.sheets(from: client)
    let book = HearingBook(sheets, from: export.from, to: export.through, madeAt: .systemNow)
    let printer = CardPrinter()
    let pdf = try await printer.pdf(book, on: invocation.paper, in: invocation.language, progress: show)
    let ledger = try await invocation.ledger()
    let (keys, note) = (try await ledger.keySet(), try await ledger.checkpoint()?.description)
    var files = [
        ExportedFile("cards.pdf", pdf), ExportedFile("cards.csv", book.csv),
        ExportedFile("cards.json", try book.json() + [UInt8(ascii: "\n")]),
        ExportedFile("court-card-keys.json", Array((keys.json.pretty() + "\n").utf8)),
    ]
    if let note { files.append(ExportedFile("ledger.note", Array(note.utf8))) }
    let certificate = CustodianCertificate(
        book, files: files.map { .init(name: $0.name, content: $0.bytes) }, software: bridgeVersion,
        keys: keys.keys.map { .init(id: $0.key.id, validFrom: $0.validFrom, validUntil: $0.validUntil) },
        checkpoint: note)
    files.append(ExportedFile("certificate.pdf", try await printer.pdf(certificate, on: invocation.paper)))
    do {
        try PersonalFile.makeFolder(export.folder)
        do {
            for file in files { try PersonalFile.write(file.bytes, to: "\(export.folder)/\(file.name)") }
        } catch {
            // Half an export could be taken for a whole one, and would be in the way of the next.
            for file in files { unlink("\(export.folder)/\(file.name)") }
            rmdir(export.folder)
            throw error
        }
    } catch { throw CommandFailure("\(error)") }
    line.withLock { $0.clear() }
    let document: JSON = [
        "folder": .string(export.folder), "cards": .integer(Int64(sheets.count)),
        "files": .array(files.map { .string($0.name) }),
    ]
    let counted = sheets.count == 1 ? "1 card is" : "\(sheets.count) cards are"
    Terminal.output(environment: [:]).write(
        invocation.has(.json)
            ? JSONLine(document).text
            : "\(counted) in \(export.folder.printable): \(files.map(\.name).joined(separator: ", "))\n")
}

private struct ExportedFile {
    let name: String
    let bytes: [UInt8]

    init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

extension HearingExport {
    /// All cards, a portion at a time. The first is what the audit log is told of.
    @MainActor
    fileprivate func sheets(from client: ControlClient) async throws -> [CardSheet] {
        var sheets: [CardSheet] = []
        while true {
            let document = try await client.ask(
                .cards(.hearing(of: participant, from: from, through: through, skipping: sheets.count)))
            let portion = document["cards"]?.array ?? []
            for card in portion { sheets.append(try CardSheet(answered: card)) }
            guard !sheets.isEmpty else {
                throw CommandFailure(
                    "\(participant) has no card of a meeting from \(from) to \(through), so nothing was written.")
            }
            guard portion.count < AskedCards.portion else { continue }
            // A card that was issued meanwhile shifts those after it: one would be missing, another there twice.
            guard Int64(sheets.count) == document["total"]?.integer, Set(sheets.map(\.number)).count == sheets.count
            else { throw CommandFailure("cards were issued or erased meanwhile, so nothing was written. Try again.") }
            return sheets
        }
    }
}
