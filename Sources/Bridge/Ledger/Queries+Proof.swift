internal import Attendance
internal import CourtCard
internal import Crypto
internal import Store

extension Queries {
    /// The hash of a whole subtree of the ledger.
    func node(_ node: MerkleTree.Node) throws -> Digest {
        guard let hash = try ledgerNode(level: node.level, position: node.position), let digest = Digest(hash) else {
            throw LedgerFault.damaged
        }
        return digest
    }

    /// A card with all that proves it: always the same bytes for the same card, whenever it is asked for.
    ///
    /// - Parameter origin: the name of the ledger.
    func cardFile(of stored: StoredCard, origin: String) throws -> CardFile {
        let card = try stored.card()
        guard let head = try ledgerHead(ofSizeFrom: stored.id),
            let path = try MerkleTree.inclusionPath(of: stored.id - 1, in: head.size, node: node)
        else { throw LedgerFault.damaged }
        var signature: CardProof.Signature?
        if let key = stored.key, let bytes = stored.signature {
            signature = CardProof.Signature(keyID: key, bytes: bytes)
        }
        return CardFile(
            card,
            proof: CardProof(
                signature: signature,
                ledger: LedgerPlace(
                    origin: origin, index: stored.id - 1, size: head.size,
                    root: try MerkleTree.root(of: head.size, node: node), path: path,
                    signature: CardProof.Signature(keyID: head.key, bytes: head.signature))))
    }

    /// What has become of a card.
    func standing(of number: CardNumber) throws -> CardStanding {
        try successor(of: number).map { .superseded(by: $0) } ?? .inForce
    }
}
