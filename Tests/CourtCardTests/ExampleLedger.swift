import Attendance
import CourtCard
import Crypto
import Testing

/// Issues cards as the bridge does: signed, one after the other in a ledger whose head is signed each time.
struct ExampleLedger {
    static let origin = "cards.example.gov"

    let key: SigningKey
    private(set) var frontier = LedgerFrontier()

    init(key: SigningKey? = nil) throws { self.key = try key ?? Self.signingKey() }

    /// The key pair of the first test of RFC 8032 §7.1, as PKCS#8. `Example.issuer` names it.
    static func signingKey() throws -> SigningKey {
        let pem = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----

            """
        return try #require(SigningKey(pem: Array(pem.utf8)))
    }

    /// In use from the first of the month on.
    func keys() throws -> KeySet {
        try KeySet([PublishedKey(key.verificationKey, validFrom: Example.start - .hours(120))])
    }

    /// - Parameter isSigned: false for cards of a time before cards were signed.
    mutating func issue(_ card: Card, isSigned: Bool = true) throws -> CardFile {
        let addition = frontier.append(card.hash)
        let keyID = key.verificationKey.id
        let checkpoint = try #require(
            Checkpoint(origin: Self.origin, size: frontier.size, root: addition.root))
        return CardFile(
            card,
            proof: CardProof(
                signature: isSigned ? .init(keyID: keyID, bytes: key.sign(card.canonical)) : nil,
                ledger: LedgerPlace(
                    origin: Self.origin, index: addition.index, size: frontier.size, root: addition.root,
                    path: addition.path,
                    signature: .init(keyID: keyID, bytes: key.sign(Array(checkpoint.body.utf8))))))
    }

    /// Other cards, of which nothing is known here but their hashes.
    mutating func fill(_ count: Int) {
        for number in 0..<count { frontier.append(Example.digest("card \(number)")) }
    }

    /// A card's file, issued after so many others.
    static func file(of card: Card? = nil, after others: Int = 4, isSigned: Bool = true) throws -> CardFile {
        var ledger = try ExampleLedger()
        ledger.fill(others)
        return try ledger.issue(try card ?? Example.card(), isSigned: isSigned)
    }
}
