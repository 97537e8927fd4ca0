public import Crypto

/// Why a document is not a card that can be relied on.
public enum CardError: Error, Hashable, Sendable, CustomStringConvertible {
    case notJSON(line: Int, column: Int)
    /// A form that this version does not know; nil when the document names none.
    case unknownSchema(String?)
    /// A field is missing or is not what it should be.
    case field(_ path: String, expected: String)
    /// The fields contradict each other.
    case inconsistent(_ path: String, _ why: String)
    /// The bytes are not the canonical ones of what they say (RFC 8785), so that the hash is not over the content.
    case notCanonical
    /// A personal value is given that the document does not name.
    case undisclosed(_ path: String)
    /// A personal value is not the one that the document names.
    case otherValue(_ path: String)
    /// The document is not the one that this hash was made of.
    case wrongHash(expected: Digest, found: Digest)

    public var description: String {
        switch self {
        case .notJSON(let line, let column): "The card is not JSON (line \(line), column \(column))."
        case .unknownSchema(let schema?): "The card has the form \(schema); this version reads \(CardContent.schema)."
        case .unknownSchema(nil): "The card does not say its form (\"schema\")."
        case .field(let path, let expected): "\(path) is not \(expected)."
        case .inconsistent(let path, let why): "\(path): \(why)."
        case .notCanonical: "The card's bytes are not the canonical form of its content (RFC 8785)."
        case .undisclosed(let path): "\(path) is given, and the card does not name it."
        case .otherValue(let path): "\(path) is not what it was when the card was issued: it was changed."
        case .wrongHash(let expected, let found):
            "The card's hash is \(found.hex), not \(expected.hex): it was changed, or is another card."
        }
    }
}
