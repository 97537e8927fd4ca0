public import CourtCard
internal import Crypto
internal import Store

/// Whether a database still holds every card that a kept checkpoint was made of.
///
/// The tree is built anew from the documents: what the database keeps of the tree is not believed.
public struct LedgerVerification: Sendable {
    public typealias Check = VerificationCheck<Subject>

    /// What is looked at, in this order.
    public enum Subject: String, Hashable, Sendable, CaseIterable {
        /// Whether the kept note is of this ledger and signed by one of its keys.
        case note
        /// Whether every card is there and its document is the one that its hash was made of.
        case cards
        /// Whether the ledger begins with the very cards of the note.
        case beginning
        /// Whether the newest head is the one of these cards, and signed.
        case head

        /// In plain words, without a full stop.
        public var title: String {
            switch self {
            case .note: "The kept note"
            case .cards: "The cards"
            case .beginning: "Since the note was kept"
            case .head: "Signed state of the ledger"
            }
        }
    }

    /// One for each subject, in their order.
    public let checks: [Check]
    /// How many cards there are.
    public let size: Int64

    public var isIntact: Bool { checks.allSatisfy(\.isPassed) }
}

extension LedgerReader {
    /// - Parameters:
    ///   - keys: to be believed instead of those that the database names.
    ///   - progress: how many cards were looked at, of how many.
    public func verify(
        against note: SignedNote, keys: KeySet? = nil,
        progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> LedgerVerification {
        let (known, newest, size) = try await readers.read { snapshot in
            (
                try snapshot.keySet(), try snapshot.newestLedgerHeads(),
                max(try snapshot.ledgerSize(), Int64(try snapshot.cardCount()))
            ) as (KeySet, [StoredHead], Int64)
        }
        let keys = (keys ?? known).verificationKeys
        var kept: Checkpoint?
        var checks: [LedgerVerification.Check] = []
        do {
            let checkpoint = try Checkpoint(verifying: note, origin: origin, keys: keys)
            kept = checkpoint
            checks.append(.init(.note, .passed("It is of this ledger, of \(cards(checkpoint.size)), and signed.")))
        } catch {
            checks.append(.init(.note, .failed("\(error)")))
        }
        let tree = try await rebuild(upTo: size, kept: kept, newest: newest.first?.size, progress)
        checks.append(.init(.cards, tree.outcome))
        checks.append(.init(.beginning, beginning(kept, tree)))
        checks.append(.init(.head, head(newest, tree, keys)))
        return LedgerVerification(checks: checks, size: size)
    }

    private func rebuild(
        upTo size: Int64, kept: Checkpoint?, newest: Int64?, _ progress: @Sendable (Int, Int) -> Void
    ) async throws -> RebuiltLedger {
        var tree = RebuiltLedger(marks: [kept?.size, newest].compactMap(\.self))
        while tree.size < size, !tree.isBroken {
            let (after, limit) = (tree.size, Int(min(500, size - tree.size)))
            let rows = try await readers.read { try $0.cardDocuments(after: after, limit: limit) }
            tree.add(rows)
            if rows.isEmpty { tree.noteMissing() }
            progress(Int(tree.size), Int(size))
        }
        return tree
    }

    private func beginning(_ kept: Checkpoint?, _ tree: RebuiltLedger) -> LedgerVerification.Check.Outcome {
        guard let kept else { return .notMade("The note cannot be relied on.") }
        guard let root = tree.roots[kept.size] else {
            return tree.isBroken
                ? .failed("Cards that the note was made of are missing.")
                : .failed("The note was made of \(cards(kept.size)), and there are \(tree.size): cards were removed.")
        }
        guard root == kept.root else {
            return .failed(
                "It does not begin with the \(cards(kept.size)) of the note: one was removed, changed or slipped in since."
            )
        }
        return .passed(
            "It begins with the very \(cards(kept.size)) of the note, and \(tree.size - kept.size) more came.")
    }

    private func head(
        _ heads: [StoredHead], _ tree: RebuiltLedger, _ keys: [VerificationKey]
    ) -> LedgerVerification.Check.Outcome {
        guard let size = heads.first?.size else {
            return tree.size == 0 ? .passed("There is no card yet.") : .failed("The ledger was never signed.")
        }
        guard let root = tree.roots[size], let checkpoint = Checkpoint(origin: origin, size: size, root: root) else {
            return .failed("A ledger of \(cards(size)) was signed, and they are not all here.")
        }
        let body = Array(checkpoint.body.utf8)
        let byID = Dictionary(keys.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        for head in heads {
            if let key = byID[head.key], key.isValid(signature: head.signature, over: body) {
                return .passed("\(head.key) signed the ledger of \(cards(size)) as it is here.")
            }
        }
        return .failed("No key that is known signed the ledger of \(cards(size)) as it is here.")
    }

    private func cards(_ count: Int64) -> String { count == 1 ? "1 card" : "\(count) cards" }
}

/// The tree over the cards of a database, made anew.
private struct RebuiltLedger {
    private var frontier = LedgerFrontier()
    private(set) var outcome = VerificationCheck<LedgerVerification.Subject>.Outcome.passed(
        "Every card is there, and each document is the one that its hash was made of.")
    private(set) var isBroken = false
    /// By how many cards it is the root of.
    private(set) var roots: [Int64: Digest] = [:]
    private let marks: Set<Int64>

    init(marks: some Sequence<Int64>) {
        self.marks = Set(marks)
        if self.marks.contains(0) { roots[0] = MerkleTree.emptyRoot }
    }

    var size: Int64 { frontier.size }

    mutating func add(_ rows: [StoredDocument]) {
        for row in rows {
            guard row.id == size + 1 else { return noteMissing() }
            guard let hash = Digest(row.hash) else { return fail("The hash of \(row.number) is none.") }
            // That of somebody who was erased may be gone; then the hash stands for it.
            if row.document.isEmpty {
                if !row.mayBeGone { outcome = .failed("The document of \(row.number) is gone, and nobody was erased.") }
            } else if SHA256.hash(row.document) != hash {
                outcome = .failed("\(row.number) was changed: its document is not the one that its hash was made of.")
            }
            frontier.append(hash)
            if marks.contains(size) { roots[size] = frontier.root }
        }
    }

    mutating func noteMissing() { fail("Card \(size + 1), counted over all, is missing.") }

    private mutating func fail(_ why: String) {
        outcome = .failed(why)
        isBroken = true
    }
}
