internal import CourtCard
internal import Crypto
internal import Store

extension StoredCard {
    /// Its personal values; none once they were erased.
    func disclosures() throws -> Disclosures { try disclosed.map { try Disclosures(decoding: $0) } ?? Disclosures() }

    /// The card, checked against its hash.
    func card() throws -> Card {
        try Card(verifying: document, disclosed: try disclosures(), hash: Digest(hash))
    }
}
