internal import Attendance
internal import CourtCard
internal import Crypto
internal import Store

/// Appends cards to the ledger of all cards and signs its heads. Remembers the right edge of the tree between
/// transactions, and is dropped with everything else that is remembered when one fails.
final class LedgerKeeper {
    private let origin: String
    private var frontier: LedgerFrontier?

    init(origin: String) { self.origin = origin }

    /// - Parameter id: of the card that was just added: cards and leaves are counted alike.
    func append(_ hash: Digest, as id: Int64, signedWith key: SigningKey, in transaction: Transaction) throws {
        var frontier = try frontier(in: transaction)
        try append(hash, as: id, to: &frontier, in: transaction)
        try sign(frontier, with: key, in: transaction)
        self.frontier = frontier
    }

    /// Brings the ledger up to date with cards of a time before there was one.
    func takeIn(signedWith key: SigningKey, in transaction: Transaction) throws {
        var frontier = try frontier(in: transaction)
        let before = frontier.size
        while true {
            let hashes = try transaction.cardHashes(from: frontier.size, limit: 1000)
            for hash in hashes {
                guard let digest = Digest(hash) else { throw LedgerFault.damaged }
                try append(digest, as: frontier.size + 1, to: &frontier, in: transaction)
            }
            if hashes.count < 1000 { break }
        }
        if frontier.size > before { try sign(frontier, with: key, in: transaction) }
        self.frontier = frontier
    }

    /// Has the newest head signed by a key too.
    func sign(with key: SigningKey, in transaction: Transaction) throws {
        let frontier = try frontier(in: transaction)
        if frontier.size > 0 { try sign(frontier, with: key, in: transaction) }
    }

    private func append(
        _ hash: Digest, as id: Int64, to frontier: inout LedgerFrontier, in transaction: Transaction
    ) throws {
        guard id == frontier.size + 1 else { throw LedgerFault.outOfStep(card: id, size: frontier.size) }
        for completed in frontier.append(hash).completed {
            try transaction.addLedgerNode(
                level: completed.node.level, position: completed.node.position, hash: completed.digest.bytes)
        }
    }

    private func sign(_ frontier: LedgerFrontier, with key: SigningKey, in transaction: Transaction) throws {
        guard let checkpoint = Checkpoint(origin: origin, size: frontier.size, root: frontier.root) else {
            throw LedgerFault.noName(origin)
        }
        try transaction.add(
            StoredHead(
                size: frontier.size, key: key.verificationKey.id, signature: key.sign(Array(checkpoint.body.utf8))))
    }

    private func frontier(in queries: some Queries) throws -> LedgerFrontier {
        if let frontier { return frontier }
        return try LedgerFrontier(size: try queries.ledgerSize()) { try queries.node($0) }
    }
}

/// What is wrong with the ledger. None of it can come about by itself.
enum LedgerFault: Error, Hashable, CustomStringConvertible {
    case outOfStep(card: Int64, size: Int64)
    case damaged
    /// No key can sign under it.
    case noName(String)

    var description: String {
        switch self {
        case .outOfStep(let card, let size): "card \(card) cannot follow a ledger of \(size) cards"
        case .damaged: "the ledger of cards is damaged: a part of it is missing"
        case .noName(let origin): "“\(origin)” cannot be a ledger's name"
        }
    }
}
