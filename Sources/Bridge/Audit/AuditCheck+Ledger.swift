internal import Attendance
internal import CourtCard
internal import Crypto
internal import Store

extension AuditCheck {
    /// Whether a card is signed, by the key that it names, and has all personal values that it names.
    mutating func checkSignature(of stored: StoredCard, _ card: Card, _ place: String) throws {
        findings.require(
            try !card.content.isErased || snapshot.erasedAt(stored.participant) != nil, "card_personal", place,
            "personal values are missing, and nobody was erased")
        guard let issuer = card.content.issuer else {
            findings.require(stored.key == nil, "card", place, "it is of a form that was never signed, and has a key")
            return
        }
        guard stored.key == issuer.keyID, let key = try signingKey(issuer.keyID), let signature = stored.signature
        else {
            return findings.add("card", place, "it is not signed with the key that it names")
        }
        findings.require(
            key.since <= stored.issuedAt && (key.until.map { stored.issuedAt < $0 } ?? true), "card", place,
            "the key that it names did not sign then")
        findings.require(
            VerificationKey(key.publicKey)?.isValid(signature: signature, over: stored.document) == true, "card", place,
            "the signature is not over this card")
    }

    /// Whether the ledger is the tree over all cards in their order, and every signed head is one of its.
    mutating func checkLedger() throws {
        for key in try snapshot.signingKeys() {
            findings.require(
                VerificationKey(key.publicKey)?.id == key.id, "signing_key", "key \(key.id)",
                "the public key is not the one of this id")
        }
        var frontier = LedgerFrontier()
        var nodes = 0
        while true {
            let rows = try snapshot.ledgerRows(from: frontier.size, limit: 1000)
            for row in rows {
                guard let hash = Digest(row.hash) else {
                    return findings.add("card", "card \(frontier.size + 1)", "the hash is none")
                }
                let addition = frontier.append(hash)
                nodes += addition.completed.count
                for completed in addition.completed {
                    let node = completed.node
                    findings.require(
                        try snapshot.ledgerNode(level: node.level, position: node.position) == completed.digest.bytes,
                        "ledger_node", "level \(node.level), position \(node.position)",
                        "it is not the hash of the cards below it")
                }
                try checkHeads(of: frontier.size, addition.root, isNeeded: row.isSigned)
            }
            if rows.count < 1000 { break }
        }
        findings.require(
            try snapshot.ledgerNodeCount() == nodes, "ledger_node", "all", "there are more than \(nodes) cards give")
        findings.require(
            try frontier.size == 0 || !snapshot.newestLedgerHeads().isEmpty, "ledger_head", "all",
            "there are cards, and no signed head of them")
        findings.require(
            try snapshot.newestLedgerHeads().allSatisfy { $0.size <= frontier.size }, "ledger_head", "all",
            "one is of more cards than there are")
    }

    private mutating func checkHeads(of size: Int64, _ root: Digest, isNeeded: Bool) throws {
        let heads = try snapshot.ledgerHeads(ofSize: size)
        let place = "head of \(size)"
        findings.require(!isNeeded || !heads.isEmpty, "ledger_head", place, "a card was signed, and this was not")
        guard !heads.isEmpty, let checkpoint = Checkpoint(origin: archive.ledgerOrigin, size: size, root: root) else {
            return
        }
        for head in heads {
            let key = try signingKey(head.key).flatMap { VerificationKey($0.publicKey) }
            findings.require(
                key?.isValid(signature: head.signature, over: Array(checkpoint.body.utf8)) == true, "ledger_head",
                place,
                "the signature is not over the cards there are")
        }
    }

    mutating func signingKey(_ id: String) throws -> StoredSigningKey? {
        if signingKeys.isEmpty {
            for key in try snapshot.signingKeys() { signingKeys[key.id] = key }
        }
        return signingKeys[id]
    }
}
