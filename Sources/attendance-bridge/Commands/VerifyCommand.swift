import Attendance
import Bridge
import CardForms
import CourtCard
import Glibc
import JSON

extension Command {
    static let verify = Command(
        name: "verify",
        summary: "Check court cards: who issued them, and whether anything was changed.",
        discussion:
            "Takes card files as JSON, or PDFs that hold them, and needs no network: with --keys, the keys that "
            + "the court publishes at /.well-known/court-card-keys.json, it works on any machine. Says which check "
            + "failed; exits 0 where every card is authentic, 1 where one is not.\n\nWhether another card took its "
            + "place since is in no file: ask the address on the card.",
        positionals: [Positional(word: "FILE", summary: "JSON or PDF; - is standard input.", count: .oneOrMore)],
        options: [.keySet, .note, .config, .json],
        examples: [
            "verify card.pdf --keys court-card-keys.json", "verify hearing/cards.pdf",
            "verify card.json --checkpoint 2026-09.note",
        ],
        action: .service { try await verifyCards($0) })
}

extension Option {
    fileprivate static let note = Option.text(
        "checkpoint", "FILE", "A signed note that was kept: whether the card's ledger is the one of the note.")
}

@MainActor
private func verifyCards(_ invocation: Invocation) async throws {
    let keys = try await keysToVerifyWith(invocation)
    let kept = try await KeptNote(invocation, keys)
    let output = Terminal.output(environment: processEnvironment())
    var line = LiveLine(.error(environment: processEnvironment()))
    let start = ContinuousClock.now
    var verdicts: [CardVerdict] = []
    var hasPages = false
    for (index, path) in invocation.positionals.enumerated() {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        line.show(at: seconds) {
            ProgressBar(done: index, total: invocation.positionals.count, elapsedSeconds: seconds).line(width: $0)
        }
        let inside: CardFilesInside
        do { inside = try CardFilesInside(path) } catch {
            // Some errors name the file, which stands before them anyway.
            let (why, name) = ("\(error)", "\(path): ")
            verdicts.append(
                CardVerdict(path: path, unreadable: why.hasPrefix(name) ? String(why.dropFirst(name.count)) : why))
            continue
        }
        hasPages = hasPages || inside.isPDF
        // Of many, nobody compares each; and reading them once more takes time.
        let isAlone = invocation.positionals.count == 1 && inside.files.count == 1
        for file in inside.files {
            let verification = CardVerification(of: file, keys: keys)
            let words = isAlone ? (try? CardFile(verifying: file))?.inWords : nil
            verdicts.append(
                CardVerdict(
                    path: path, verification: verification, words: words, note: try await kept?.compare(verification)))
        }
    }
    line.clear()
    let isEachShown = verdicts.count == 1
    output.write(
        invocation.has(.json)
            ? JSONLine(.array(verdicts.map(\.json))).text
            : verdicts.map { $0.page(isWhole: isEachShown || !$0.isAuthentic, colour: output.usesColour) }.joined()
                + (hasPages ? aboutPages : ""))
    let failed = verdicts.count { !$0.isAuthentic }
    if failed > 0 {
        throw CommandFailure(
            verdicts.count == 1
                ? "the card is not authentic." : "\(failed) of \(verdicts.count) cards are not authentic.")
    }
}

/// Pages can be drawn anew around an authentic file.
private let aboutPages =
    "What is drawn on the pages of a PDF is not checked, only the card files in it. Compare them: attendance-bridge "
    + "verify says what the file of one card says.\n"

@MainActor
private func keysToVerifyWith(_ invocation: Invocation) async throws -> KeySet {
    if let path = invocation.text(.keySet) { return try KeySet(ofFile: path) }
    guard access(try invocation.configuration().database, F_OK) == 0 else {
        throw CommandFailure(
            "there are no keys to verify with. Name the court's published keys with --keys, "
                + "or the database with BRIDGE_DATABASE.")
    }
    return try await invocation.ledger().keySet()
}

/// A note that somebody kept, and what is known of the ledger since.
private struct KeptNote {
    private let checkpoint: Checkpoint
    /// Nil where there is no database to ask for proofs.
    private let ledger: LedgerReader?

    /// Nil where none is named.
    @MainActor
    init?(_ invocation: Invocation, _ keys: KeySet) async throws {
        guard let path = invocation.text(.note) else { return nil }
        let note = try SignedNote(ofFile: path)
        do {
            checkpoint = try Checkpoint(
                verifying: note, origin: try Checkpoint(body: note.text).origin, keys: keys.verificationKeys)
        } catch { throw CommandFailure("\(path): \(error)") }
        let isThere = access(try invocation.configuration().database, F_OK) == 0
        ledger = isThere ? try await invocation.ledger() : nil
    }

    /// Whether the ledger that a card's file tells of is the one of the note, sooner or later.
    func compare(_ verification: CardVerification) async throws -> CardVerdict.NoteCheck.Outcome {
        guard let place = verification.proof?.ledger,
            let head = Checkpoint(origin: place.origin, size: place.size, root: place.root)
        else { return .notMade("The file's proof could not be read.") }
        guard head.origin.utf8.elementsEqual(checkpoint.origin.utf8) else {
            return .failed("The note is about the ledger \(checkpoint.origin), the card's is \(head.origin).")
        }
        let (old, new) = head.size < checkpoint.size ? (head, checkpoint) : (checkpoint, head)
        if old.size > 0, old.size < new.size {
            guard let proof = try await ledger?.consistencyProof(from: old.size, to: new.size) else {
                return .notMade("It takes the database, with all cards of both, to compare them.")
            }
            let isProven = MerkleTree.isConsistent(
                oldSize: old.size, oldRoot: old.root, size: new.size, root: new.root, path: proof.path)
            guard isProven else { return .failed(Self.otherLedger) }
        } else if old.size == new.size, old.root != new.root {
            return .failed(Self.otherLedger)
        }
        return .passed(
            place.index < checkpoint.size
                ? "The card is one of the \(checkpoint.size) of the note."
                : "The ledger goes on from the note's \(checkpoint.size) cards; this card came after it was kept.")
    }

    private static let otherLedger =
        "The card's ledger and the note's are not the same: a card was removed, changed or slipped in."
}

/// The card files that a file holds: itself, those attached to a PDF, or those of a hearing's export.
private struct CardFilesInside {
    let files: [[UInt8]]
    let isPDF: Bool

    init(_ path: String) throws {
        let bytes = try FileContents(path, maxBytes: 512 << 20).bytes
        isPDF = bytes.starts(with: Array("%PDF-".utf8))
        if isPDF {
            files = try CardAttachment.extractAll(from: bytes).map(\.bytes)
            if files.isEmpty { throw FormError.noAttachment }
        } else if let export = try? JSON.parse(bytes, duplicates: .refused), export["card"] == nil,
            let cards = export["cards"]?.array, !cards.isEmpty
        {
            // A card that stands beside them would be taken for one that was checked.
            // Each is written anew as a file of its own: how the whole is laid out proves nothing.
            files = try cards.map { try ($0["file"] ?? $0).canonical() }
        } else {
            files = [bytes]
        }
    }
}
