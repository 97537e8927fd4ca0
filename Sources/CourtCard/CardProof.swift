internal import Attendance
public import Crypto
import JSON

/// What proves a card from outside its document: who signed it, and where it stands in the ledger of all cards.
public struct CardProof: Hashable, Sendable {
    /// Ed25519 over the document's bytes; nil on cards of a time before cards were signed.
    public var signature: Signature?
    public var ledger: LedgerPlace

    public struct Signature: Hashable, Sendable {
        public var keyID: String
        /// 64 bytes.
        public var bytes: [UInt8]

        public init(keyID: String, bytes: [UInt8]) {
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    public init(signature: Signature?, ledger: LedgerPlace) {
        self.signature = signature
        self.ledger = ledger
    }
}

/// Where a card stands in the ledger, as a signed head of the ledger shows.
public struct LedgerPlace: Hashable, Sendable {
    /// The ledger's name.
    public var origin: String
    /// The place of the card, from 0 on: cards are never removed, so it is how many were issued before it.
    public var index: Int64
    /// How many cards the head is of.
    public var size: Int64
    public var root: Digest
    /// The inclusion proof (RFC 6962 §2.1.1), from the leaf upwards.
    public var path: [Digest]
    /// Over the checkpoint of `origin`, `size` and `root`, as a signed note (C2SP) is signed.
    public var signature: CardProof.Signature

    public init(
        origin: String, index: Int64, size: Int64, root: Digest, path: [Digest], signature: CardProof.Signature
    ) {
        self.origin = origin
        self.index = index
        self.size = size
        self.root = root
        self.path = path
        self.signature = signature
    }
}

extension CardProof {
    var json: JSON {
        .object([
            "keyID": signature.map { .string($0.keyID) } ?? .null,
            "signature": signature.map { .string($0.bytes.hexadecimal) } ?? .null,
            "ledger": .object([
                "origin": .string(ledger.origin), "index": .integer(ledger.index), "size": .integer(ledger.size),
                "root": .string(ledger.root.hex), "path": .array(ledger.path.map { .string($0.hex) }),
                "keyID": .string(ledger.signature.keyID), "signature": .string(ledger.signature.bytes.hexadecimal),
            ]),
        ])
    }

    init(_ field: FieldReader) throws(CardError) {
        let ledger = try field["ledger"]
        let path = try ledger["path"].map { (field) throws(CardError) in try field.digest }
        let place = LedgerPlace(
            origin: try ledger["origin"].string, index: Int64(try ledger["index"].count),
            size: Int64(try ledger["size"].count), root: try ledger["root"].digest, path: path,
            signature: Signature(keyID: try ledger["keyID"].string, bytes: try ledger["signature"].signature))
        var signature: Signature?
        if let keyID = try field["keyID"].present {
            signature = Signature(keyID: try keyID.string, bytes: try field["signature"].signature)
        }
        self.init(signature: signature, ledger: place)
    }
}

extension FieldReader {
    /// 128 digits.
    fileprivate var signature: [UInt8] {
        get throws(CardError) {
            let text = try string
            let half = 2 * Digest.byteCount
            guard text.utf8.count == 2 * half, let first = Digest(hex: text.prefix(half)),
                let second = Digest(hex: text.dropFirst(half)), first.hex + second.hex == text
            else { throw .field(path, expected: "64 bytes in lower-case hex") }
            return first.bytes + second.bytes
        }
    }
}
