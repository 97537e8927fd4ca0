public import Crypto

/// Whether a later state of the ledger goes on from an earlier one, told from two signed notes and a proof alone.
///
/// Whoever kept last month's note sees by it that no card of that time was removed, changed or slipped in since.
public struct LedgerConsistency: Hashable, Sendable {
    public typealias Check = VerificationCheck<Subject>

    /// What is looked at, in this order.
    public enum Subject: String, Hashable, Sendable, CaseIterable {
        /// Whether the older note is a checkpoint that a published key signed.
        case oldNote = "old-note"
        /// The same for the newer one.
        case newNote = "new-note"
        /// Whether both are about one ledger, which did not shrink.
        case ledger
        /// Whether the newer state begins with the cards of the older one (RFC 9162 §2.1.4.2).
        case continuation

        /// In plain words, without a full stop.
        public var title: String {
            switch self {
            case .oldNote: "Older note"
            case .newNote: "Newer note"
            case .ledger: "One ledger"
            case .continuation: "All cards of the older note"
            }
        }
    }

    /// One for each subject, in their order.
    public let checks: [Check]
    /// What the older note says, if it is signed.
    public let old: Checkpoint?
    public let new: Checkpoint?

    public var isConsistent: Bool { checks.allSatisfy { $0.isPassed } }

    public subscript(subject: Subject) -> Check.Outcome? { checks.first { $0.subject == subject }?.outcome }

    /// - Parameters:
    ///   - old: the bytes of a signed note, as it was kept.
    ///   - path: the consistency proof from the size of `old` to that of `new`.
    ///   - keys: all that were ever published.
    public static func check(
        old: [UInt8], new: [UInt8], path: [Digest], keys: KeySet
    ) -> LedgerConsistency {
        let (oldOutcome, old) = read(old, keys)
        let (newOutcome, new) = read(new, keys)
        var checks = [Check(.oldNote, oldOutcome), Check(.newNote, newOutcome)]
        if let old, let new {
            let ledger = sameLedger(old, new)
            checks.append(Check(.ledger, ledger))
            checks.append(
                Check(.continuation, ledger.isPassed ? goesOn(old, new, path) : .notMade("It is not one ledger.")))
        } else {
            checks += [.ledger, .continuation].map { Check($0, .notMade("It takes two signed notes.")) }
        }
        return LedgerConsistency(checks: checks, old: old, new: new)
    }

    private static func read(_ bytes: [UInt8], _ keys: KeySet) -> (Check.Outcome, Checkpoint?) {
        do {
            let note = try SignedNote(parsing: bytes)
            let checkpoint = try Checkpoint(body: note.text)
            let signers = try note.signers(among: keys.verificationKeys.map(checkpoint.noteKey))
            let ids = signers.map(\.key.id).joined(separator: ", ")
            return (.passed("\(ids) signed the ledger \(checkpoint.origin) of \(checkpoint.size) cards."), checkpoint)
        } catch {
            return (.failed(error.description), nil)
        }
    }

    private static func sameLedger(_ old: Checkpoint, _ new: Checkpoint) -> Check.Outcome {
        guard old.origin.utf8.elementsEqual(new.origin.utf8) else {
            return .failed("The notes are about two ledgers, \(old.origin) and \(new.origin).")
        }
        guard old.size <= new.size else {
            return .failed(
                "The ledger has \(new.size) cards and had \(old.size): cards were removed, or the notes are exchanged.")
        }
        return .passed("Both notes are about \(old.origin), which went from \(old.size) to \(new.size) cards.")
    }

    private static func goesOn(_ old: Checkpoint, _ new: Checkpoint, _ path: [Digest]) -> Check.Outcome {
        if old.size == new.size, old.root != new.root {
            return .failed(
                "The same number of cards has two roots: a card was removed or changed after the older note was made.")
        }
        // To no cards at all there is nothing to prove, and RFC 9162 has no proof for it.
        let isProven =
            old.size == 0
            ? path.isEmpty
            : MerkleTree.isConsistent(
                oldSize: old.size, oldRoot: old.root, size: new.size, root: new.root, path: path)
        return isProven
            ? .passed("The first \(old.size) cards are the same as ever: none was removed, changed or slipped in.")
            : .failed(
                "A card was removed, changed or slipped in after the older note was made, or the proof is not the one "
                    + "from \(old.size) to \(new.size) cards.")
    }
}
