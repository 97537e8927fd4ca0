import Attendance
import Crypto
import JSON

/// Checks what a card file gives as its proof: signature, place in the ledger, signed head.
struct CardProving {
    typealias Outcome = CardVerification.Check.Outcome

    let keys: KeySet
    let file: CardExamination

    func checks() -> [CardVerification.Check] {
        guard let hash = file.hash, let proof = file.proof else {
            let why = file.hash == nil ? "No card could be read." : "The file's proof could not be read."
            return [CardVerification.Subject.key, .signature, .place, .head].map { .init($0, .notMade(why)) }
        }
        let (key, signature) = signature(proof.signature)
        return [
            .init(.key, key), .init(.signature, signature), .init(.place, place(of: hash, proof.ledger)),
            .init(.head, head(proof.ledger)),
        ]
    }

    /// Swift holds the letter K and the sign for kelvin for the same text; here only the very bytes will do.
    private func published(_ id: String) -> PublishedKey? {
        guard let key = keys[id], key.key.id.utf8.elementsEqual(id.utf8) else { return nil }
        return key
    }

    // MARK: Who signed the card

    private func signature(_ signature: CardProof.Signature?) -> (key: Outcome, signature: Outcome) {
        if CardContent.olderSchemas.contains(file.document["schema"]?.string ?? "") {
            // Nothing in such a document says who may sign it.
            if signature != nil {
                return (.failed("Cards of this form are not signed; a signature was added."), .notMade("See the key."))
            }
            let why = "It is of a time before cards were signed; the ledger alone vouches for it."
            return (.notMade(why), .notMade(why))
        }
        guard let signature else {
            return (.failed("The card is not signed."), .notMade("There is none."))
        }
        guard let key = published(signature.keyID) else {
            return (.failed("\(signature.keyID) is not a published key."), .notMade("Its key is not known."))
        }
        let isValid = key.key.isValid(signature: signature.bytes, over: file.canonical)
        return (
            isRight(key),
            isValid
                ? .passed("The key's holder signed this document (Ed25519).")
                : .failed("The key's holder did not sign this document: it was changed, or the signature was.")
        )
    }

    private func isRight(_ key: PublishedKey) -> Outcome {
        let id = key.key.id
        guard file.document["issuer"]?["keyID"] == .string(id) else {
            return .failed("\(id) is not the key that the card names.")
        }
        guard let text = file.document["issuedAt"]?.string, let issuedAt = Timestamp(rfc3339: text) else {
            return .failed("The card does not say when it was issued.")
        }
        if issuedAt < key.validFrom {
            return .failed("\(id) came into use at \(key.validFrom.rfc3339), after the card was issued at \(text).")
        }
        if let end = key.validUntil, issuedAt >= end {
            return .failed("\(id) went out of use at \(end.rfc3339), before the card was issued at \(text).")
        }
        return .passed("\(id) is published, was in use when the card was issued at \(text), and is named by the card.")
    }

    // MARK: Where the card stands

    private func place(of hash: Digest, _ ledger: LedgerPlace) -> Outcome {
        let root = MerkleTree.root(index: ledger.index, size: ledger.size, cardHash: hash, path: ledger.path)
        guard let root else {
            return .failed("A ledger of \(ledger.size) cards has no such proof for place \(ledger.index).")
        }
        guard root == ledger.root else {
            return .failed("The card is not number \(ledger.index + 1) of the ledger of \(ledger.size) cards.")
        }
        return .passed("The card is number \(ledger.index + 1) of the ledger of \(ledger.size) cards.")
    }

    private func head(_ ledger: LedgerPlace) -> Outcome {
        guard let key = published(ledger.signature.keyID) else {
            return .failed("\(ledger.signature.keyID) is not a published key.")
        }
        guard let checkpoint = Checkpoint(origin: ledger.origin, size: ledger.size, root: ledger.root) else {
            return .failed("No ledger can have this name, size and root.")
        }
        guard key.key.isValid(signature: ledger.signature.bytes, over: Array(checkpoint.body.utf8)) else {
            return .failed("\(key.key.id) did not sign this state of the ledger: it was changed, or the signature was.")
        }
        // A later key may sign for it, as after a change of keys; an earlier one cannot have known of the card.
        if let end = key.validUntil, let text = file.document["issuedAt"]?.string,
            let issuedAt = Timestamp(rfc3339: text), issuedAt >= end
        {
            return .failed("\(key.key.id) went out of use at \(end.rfc3339), before the card was issued at \(text).")
        }
        return .passed("\(key.key.id) signed the ledger \(ledger.origin) with its \(ledger.size) cards.")
    }
}
