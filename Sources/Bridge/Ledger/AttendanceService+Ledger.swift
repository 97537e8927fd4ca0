internal import Attendance
public import CourtCard
public import Crypto
internal import Store

/// That a card stands in the ledger of a certain size.
public struct InclusionProof: Hashable, Sendable {
    /// The name of the ledger.
    public var origin: String
    public var index: Int64
    public var size: Int64
    public var root: Digest
    /// RFC 6962 §2.1.1, from the leaf upwards.
    public var path: [Digest]
}

/// That the ledger of one size begins with the very cards of the ledger of a smaller one.
public struct ConsistencyProof: Hashable, Sendable {
    public var origin: String
    public var from: Int64
    public var to: Int64
    /// RFC 6962 §2.1.2.
    public var path: [Digest]
}

extension AttendanceService {
    /// Every key that signs or signed cards, to verify them with.
    public func keySet() async throws -> KeySet {
        try await database.readers.read { try $0.keySet() }
    }

    /// The ledger's newest head, signed by each key that signed it, as a note to publish; nil as
    /// long as there is no card.
    public func checkpoint() async throws -> SignedNote? {
        try await database.readers.read { [archive] in try $0.checkpoint(origin: archive.ledgerOrigin) }
    }

    /// Proves that the card with a hash stands in the ledger; nil where there is none, or the ledger of that size was signed
    /// before it was issued.
    ///
    /// - Parameter size: nil: the ledger as it is now.
    public func inclusionProof(of hash: Digest, in size: Int64?) async throws -> InclusionProof? {
        try await database.readers.read { [archive] snapshot in
            let newest = try snapshot.ledgerSize()
            let size = size ?? newest
            guard size <= newest, let index = try snapshot.ledgerPosition(of: MerkleTree.leafHash(hash.bytes).bytes),
                let path = try MerkleTree.inclusionPath(of: index, in: size, node: snapshot.node)
            else { return nil }
            return InclusionProof(
                origin: archive.ledgerOrigin, index: index, size: size,
                root: try MerkleTree.root(of: size, node: snapshot.node), path: path)
        }
    }

    /// Proves that no card of the ledger as it was once was removed or changed since; nil for sizes that it never had.
    ///
    /// - Parameter size: nil: the ledger as it is now.
    public func consistencyProof(from old: Int64, to size: Int64?) async throws -> ConsistencyProof? {
        try await database.readers.read { [archive] snapshot in
            try snapshot.consistencyProof(from: old, to: size, origin: archive.ledgerOrigin)
        }
    }
}

extension Queries {
    func keySet() throws -> KeySet {
        try KeySet(
            try signingKeys().map { stored in
                guard let key = VerificationKey(stored.publicKey) else { throw LedgerFault.damaged }
                return PublishedKey(key, validFrom: stored.since, validUntil: stored.until)
            })
    }

    /// The newest head with all its signatures; nil as long as there is no card.
    func checkpoint(origin: String) throws -> SignedNote? {
        let heads = try newestLedgerHeads()
        guard let size = heads.first?.size else { return nil }
        let root = try MerkleTree.root(of: size, node: node)
        guard let checkpoint = Checkpoint(origin: origin, size: size, root: root) else { throw LedgerFault.damaged }
        let keys = try keySet()
        return checkpoint.note(
            signatures: heads.compactMap { head in
                keys[head.key].map { (key: $0.key, bytes: head.signature) }
            })
    }

    /// - Parameter size: nil: the ledger as it is now.
    func consistencyProof(from old: Int64, to size: Int64?, origin: String) throws -> ConsistencyProof? {
        let newest = try ledgerSize()
        let size = size ?? newest
        guard size <= newest, let path = try MerkleTree.consistencyPath(from: old, to: size, node: node) else {
            return nil
        }
        return ConsistencyProof(origin: origin, from: old, to: size, path: path)
    }
}
