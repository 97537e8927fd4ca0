public import Attendance
public import Crypto
import JSON

/// A court card: a document that is never edited, the hash that names it, and the personal values that belong to it.
public struct Card: Hashable, Sendable {
    public let content: CardContent
    /// The document's bytes: RFC 8785. What is hashed, signed and stored. Holds no personal value (from `court-card/3` on).
    public let canonical: [UInt8]
    /// SHA-256 of `canonical`.
    public let hash: Digest
    /// Those that were not erased.
    public let disclosed: Disclosures

    public var number: CardNumber { content.number }

    /// Issues a card.
    ///
    /// - Parameter salt: 32 hexadecimal digits of chance for each path; the same ones make the same card.
    /// - Throws: `notCanonical` when a number lies beyond what JSON carries exactly (2^53).
    public init(_ content: CardContent, salt: (_ path: String) -> String) throws(CardError) {
        let (document, disclosed) = try content.json.withoutPersonalValues(salt)
        self.content = content
        self.canonical = try Self.canonical(document)
        self.hash = SHA256.hash(canonical)
        self.disclosed = disclosed
    }

    /// Reads a card from its document and checks all that can be checked on one card alone.
    ///
    /// - Parameters:
    ///   - disclosed: its personal values, as far as they are known.
    ///   - expected: the hash that the card is known by, where one is known.
    public init(
        verifying bytes: [UInt8], disclosed: Disclosures = Disclosures(), hash expected: Digest? = nil
    ) throws(CardError) {
        let hash = SHA256.hash(bytes)
        if let expected, expected != hash { throw .wrongHash(expected: expected, found: hash) }
        let json = try Self.parse(bytes)
        let content = try CardContent(json, disclosed)
        guard try Self.canonical(json) == bytes else { throw .notCanonical }
        self.content = content
        self.canonical = bytes
        self.hash = hash
        self.disclosed = disclosed
    }

    /// What a document says whose hash is known and right. Its form is not checked again.
    public static func content(
        of bytes: [UInt8], disclosed: Disclosures = Disclosures(), hash: Digest
    ) throws(CardError) -> CardContent {
        let found = SHA256.hash(bytes)
        guard found == hash else { throw .wrongHash(expected: hash, found: found) }
        return try CardContent(try parse(bytes), disclosed)
    }

    static func parse(_ bytes: [UInt8]) throws(CardError) -> JSON {
        do { return try JSON.parse(bytes) } catch { throw .notJSON(line: error.line, column: error.column) }
    }

    static func canonical(_ json: JSON) throws(CardError) -> [UInt8] {
        do { return try json.canonical() } catch { throw .notCanonical }
    }
}
