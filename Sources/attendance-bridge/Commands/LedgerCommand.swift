import Attendance
import Bridge
import CourtCard
import Crypto
import JSON
import Synchronization

extension Command {
    static let ledger = Command(
        name: "ledger",
        summary: "The ledger of all court cards: publish its state, and prove that nothing was taken out of it.",
        subcommands: [
            Command(
                name: "checkpoint", summary: "Print the newest signed state of the ledger, to publish or to mail.",
                discussion: "A signed note (C2SP). Whoever keeps one can later have it proven that every card it was "
                    + "made of is still there, unchanged and in its place: keep one a month where the bridge cannot "
                    + "reach it.",
                options: [.config, .json],
                examples: ["ledger checkpoint > 2026-10.note", "ledger checkpoint | mail -s Ledger clerk@example.gov"],
                action: .service { try await printCheckpoint($0) }),
            Command(
                name: "verify", summary: "Check the ledger against a note that was kept.",
                discussion: "Builds the tree anew from all cards of the database and compares it with the note: says "
                    + "so, and exits 1, where a card was removed, changed or slipped in before it. Works beside a "
                    + "running bridge.\n\nWithout the database: --to takes a newer note and --proof what “ledger "
                    + "proof” printed, or the bridge answered at /ledger/consistency, and --keys the published keys.",
                options: [.kept, .newer, .proof, .keySet, .config, .json],
                examples: [
                    "ledger verify --checkpoint 2026-09.note",
                    "ledger verify --checkpoint 2026-09.note --to 2026-10.note --proof proof.json --keys keys.json",
                ],
                action: .service { try await verifyLedger($0) }),
            Command(
                name: "proof", summary: "Print what proves that one state of the ledger is the beginning of another.",
                options: [.from, .to, .config],
                examples: ["ledger proof --from 812", "ledger proof --from 812 --to 1024 > proof.json"],
                action: .service { try await printProof($0) }),
        ])
}

extension Option {
    static let keySet = Option.text(
        "keys", "FILE", "The published keys (a JWK set); those of the database where not said.")
    fileprivate static let kept = Option.text("checkpoint", "FILE", "The signed note that was kept.").needed
    fileprivate static let newer = Option.text("to", "FILE", "A newer note, instead of the database.")
    fileprivate static let proof = Option.text("proof", "FILE", "With --to: the proof between the two notes.")
    fileprivate static let from = Option.whole("from", "N", 1...Int.max, "How many cards the older state has.").needed
    fileprivate static let to = Option.whole(
        "to", "M", 1...Int.max, "How many cards the newer state has; all where not said.")
}

@MainActor
private func printCheckpoint(_ invocation: Invocation) async throws {
    guard let note = try await invocation.ledger().checkpoint() else {
        throw CommandFailure("there is no card yet, and so nothing to sign.")
    }
    let checkpoint = try Checkpoint(body: note.text)
    let document: JSON = [
        "origin": .string(checkpoint.origin), "size": .integer(checkpoint.size),
        "root": .string(checkpoint.root.hex), "note": .string(note.description),
    ]
    Terminal.output(environment: [:]).write(invocation.has(.json) ? JSONLine(document).text : note.description)
}

@MainActor
private func printProof(_ invocation: Invocation) async throws {
    let (from, to) = (Int64(invocation.whole(.from) ?? 0), invocation.whole(.to).map { Int64($0) })
    guard let proof = try await invocation.ledger().consistencyProof(from: from, to: to) else {
        throw CommandFailure("there is no such proof: the ledger has not so many cards, or --from is above --to.")
    }
    Terminal.output(environment: [:]).write(JSONLine(proof.json).text)
}

@MainActor
private func verifyLedger(_ invocation: Invocation) async throws {
    let path = invocation.text(.kept) ?? ""
    let given = try invocation.text(.keySet).map { try KeySet(ofFile: $0) }
    guard invocation.has(.newer) == invocation.has(.proof) else {
        throw UsageError(message: "“--to” and “--proof” go together.", path: invocation.path)
    }
    if let newer = invocation.text(.newer), let proof = invocation.text(.proof) {
        return try await compareNotes(try contents(of: path), newer, proof, given, invocation)
    }
    let kept = try SignedNote(ofFile: path)
    let line = Mutex(LiveLine(.error(environment: processEnvironment())))
    let start = ContinuousClock.now
    let ledger = try await invocation.ledger()
    let verification: LedgerVerification
    do {
        verification = try await ledger.verify(against: kept, keys: given) { done, total in
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            line.withLock {
                $0.show(at: seconds) { ProgressBar(done: done, total: total, elapsedSeconds: seconds).line(width: $0) }
            }
        }
    } catch let error as CancellationError { throw error } catch {
        line.withLock { $0.clear() }
        throw CommandFailure("the ledger cannot be read: \(error).")
    }
    line.withLock { $0.clear() }
    let output = Terminal.output(environment: processEnvironment())
    output.write(
        invocation.has(.json)
            ? JSONLine([
                "isIntact": .bool(verification.isIntact), "cards": .integer(verification.size),
                "checks": checksJSON(verification.checks),
            ]).text
            : checkListing(verification.checks, title: \.title, colour: output.usesColour))
    guard verification.isIntact else { throw CommandFailure("the ledger does not continue the note.") }
}

/// With nothing but what was published.
@MainActor
private func compareNotes(
    _ kept: [UInt8], _ newer: String, _ proof: String, _ given: KeySet?, _ invocation: Invocation
) async throws {
    guard let path = try JSON(ofFile: proof).consistencyPath else {
        throw CommandFailure("\(proof) is not a proof as “ledger proof” prints it.")
    }
    let keys: KeySet
    if let given { keys = given } else { keys = try await invocation.ledger().keySet() }
    let comparison = LedgerConsistency.check(
        old: kept, new: try contents(of: newer), path: path, keys: keys)
    let output = Terminal.output(environment: processEnvironment())
    output.write(
        invocation.has(.json)
            ? JSONLine([
                "isIntact": .bool(comparison.isConsistent), "checks": checksJSON(comparison.checks),
            ]).text
            : checkListing(comparison.checks, title: \.title, colour: output.usesColour))
    guard comparison.isConsistent else { throw CommandFailure("the ledger does not continue the note.") }
}

extension ConsistencyProof {
    fileprivate var json: JSON {
        [
            "origin": .string(origin), "from": .integer(from), "to": .integer(to),
            "path": .array(path.map { .string($0.hex) }),
        ]
    }
}

extension JSON {
    /// The path in what `ConsistencyProof.json` wrote; nil where this is something else.
    fileprivate var consistencyPath: [Digest]? {
        guard let path = self["path"]?.array else { return nil }
        let digests = path.compactMap { $0.string.flatMap { Digest(hex: $0) } }
        return digests.count == path.count ? digests : nil
    }
}

extension JSON {
    init(ofFile path: String) throws(CommandFailure) {
        let bytes = try contents(of: path)
        do { self = try JSON.parse(bytes) } catch {
            throw CommandFailure("\(path) is not JSON: \(error.message) (line \(error.line), column \(error.column)).")
        }
    }
}

extension KeySet {
    init(ofFile path: String) throws(CommandFailure) {
        let bytes = try contents(of: path)
        do { self = try KeySet(parsing: bytes) } catch { throw CommandFailure("\(path) holds no keys. \(error)") }
    }
}

extension SignedNote {
    init(ofFile path: String) throws(CommandFailure) {
        let bytes = try contents(of: path)
        do { self = try SignedNote(parsing: bytes) } catch { throw CommandFailure("\(path): \(error)") }
    }
}

private func contents(of path: String) throws(CommandFailure) -> [UInt8] {
    do { return try FileContents(path).bytes } catch { throw CommandFailure("\(error)") }
}
