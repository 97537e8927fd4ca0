public import Crypto
public import JSON

/// A card as it is handed out: the document, its hash, and beside them what proves them.
///
/// The proof is no part of the document, so that it can be added or renewed without touching what is hashed.
public struct CardEnvelope: Hashable, Sendable {
    public var card: Card
    /// Nil while nothing but the hash proves the card.
    public var proof: JSON?

    public init(_ card: Card, proof: JSON? = nil) {
        self.card = card
        self.proof = proof
    }

    /// Reads what `encoded` wrote, in whatever layout it comes by now, and checks document and hash.
    ///
    /// - Parameter expected: the hash that the card is known by, where one is known.
    public init(verifying bytes: [UInt8], hash expected: Digest? = nil) throws(CardError) {
        let root = FieldReader(try Card.parse(bytes))
        let document = try root["document"]
        guard document.present != nil else { throw .field("document", expected: "a card") }
        let hash = try root["hash"].digest
        let card = try Card(verifying: try Card.canonical(document.json), hash: hash)
        if let expected, expected != hash { throw .wrongHash(expected: expected, found: hash) }
        self.init(card, proof: try root["proof"].present?.json)
    }

    /// `{"document","hash","proof"}`, itself in canonical form.
    public func encoded() throws(CardError) -> [UInt8] {
        var out = Array(#"{"document":"#.utf8)
        out += card.canonical
        out += #","hash":"\#(card.hash.hex)","proof":"#.utf8
        out += try Card.canonical(proof ?? .null)
        out.append(UInt8(ascii: "}"))
        return out
    }
}
