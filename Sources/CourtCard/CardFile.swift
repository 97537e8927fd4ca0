public import Attendance
import Crypto
import JSON

/// A card as it is handed out, as JSON or inside a PDF: the document, its personal values, its hash, and what proves it.
///
/// There is one way only to write each of them, so that every changed byte is found.
public struct CardFile: Hashable, Sendable {
    public var card: Card
    public var proof: CardProof

    public init(_ card: Card, proof: CardProof) {
        self.card = card
        self.proof = proof
    }

    /// Reads what `encoded` wrote, and checks document, personal values and hash. Who signed it is not asked here.
    ///
    /// - Parameter bytes: may end with a line end, as files do.
    public init(verifying bytes: [UInt8]) throws(CardError) {
        let bytes = bytes.last == UInt8(ascii: "\n") ? Array(bytes.dropLast()) : bytes
        let root = FieldReader(try Card.parse(bytes))
        let document = try root["card"]
        guard document.present != nil else { throw .field("card", expected: "a card") }
        let disclosed = try Disclosures(try root["disclosed"].json)
        let card = try Card(
            verifying: try Card.canonical(document.json), disclosed: disclosed, hash: try root["hash"].digest)
        self.init(card, proof: try CardProof(root["proof"]))
        // Also refuses whatever stands beside what is known here: nothing in the file is unproven.
        guard try encoded() == bytes else { throw .notCanonical }
    }

    /// `{"card","disclosed","hash","proof"}` in canonical form (RFC 8785).
    public func encoded() throws(CardError) -> [UInt8] {
        var out = Array(#"{"card":"#.utf8)
        out += card.canonical
        out += #","disclosed":"#.utf8
        out += try card.disclosed.encoded()
        out += #","hash":"\#(card.hash.hex)","proof":"#.utf8
        out += try Card.canonical(proof.json)
        out.append(UInt8(ascii: "}"))
        return out
    }
}

/// What has become of a card since it was issued.
public enum CardStanding: Hashable, Sendable {
    /// Nothing took its place.
    case inForce
    case superseded(by: CardNumber)
}
