import Crypto

/// A text signed by one or more keys, in the form that transparency logs publish (C2SP signed-note).
///
/// ```
/// the text, of one line or more
///
/// — name base64
/// ```
public struct SignedNote: Hashable, Sendable, CustomStringConvertible {
    /// Ends with a line end, which is signed too.
    public let text: String
    /// In the order of their lines.
    public private(set) var signatures: [Signature]

    public struct Signature: Hashable, Sendable {
        /// What the signer goes by; no proof of anything.
        public let name: String
        /// See `NoteKey.id`.
        public let keyID: UInt32
        /// 64 bytes where the key is Ed25519.
        public let bytes: [UInt8]
    }

    /// At least 16 must be accepted; ours have one or two.
    static let maximumSignatures = 100
    static let maximumBytes = 1_000_000

    /// A note that nobody signed yet. Nil unless `text` ends with a line end and has no other control characters.
    public init?(text: String) {
        guard text.hasSuffix("\n"), isPrintable(text.utf8), text.utf8.count <= Self.maximumBytes / 2 else { return nil }
        self.text = text
        signatures = []
    }

    /// Adds a signature over `text`. Whether it is right is not asked here. It takes the place of one by the same key.
    public mutating func add(_ signature: [UInt8], by key: NoteKey) {
        signatures.removeAll { key.isNamed(by: $0) }
        signatures.append(Signature(name: key.name, keyID: key.id, bytes: signature))
    }

    /// Those of `keys` that signed this text, in the order of their signatures. Signatures by other keys say nothing.
    ///
    /// - Throws: `.wrongSignature` where one by any of these keys does not fit; `.notSigned` where there is none by them.
    public func signers(among keys: some Collection<NoteKey>) throws(NoteError) -> [NoteKey] {
        let message = Array(text.utf8)
        var signers: [NoteKey] = []
        for signature in signatures {
            // Two keys may share an id; so the right one of them is sought.
            let candidates = keys.filter { $0.isNamed(by: signature) }
            guard !candidates.isEmpty else { continue }
            guard let signer = candidates.first(where: { $0.key.isValid(signature: signature.bytes, over: message) })
            else { throw .wrongSignature(name: signature.name) }
            if !signers.contains(signer) { signers.append(signer) }
        }
        guard !signers.isEmpty else { throw .notSigned }
        return signers
    }

    /// The note as it is published.
    public var description: String {
        text + "\n" + signatures.map { "\(linePrefix)\($0.name) \($0.encoded)\n" }.joined()
    }
}

extension SignedNote {
    /// Reads a note as it was published, from its first byte to its last. Who signed it is not asked here.
    public init(parsing bytes: some Collection<UInt8>) throws(NoteError) {
        guard bytes.count <= Self.maximumBytes else { throw .malformed("it is longer than a million bytes") }
        guard let note = String(validating: bytes, as: UTF8.self) else { throw .malformed("it is not UTF-8") }
        guard isPrintable(note.utf8) else { throw .malformed("it holds control characters") }
        // Empty lines may stand in the text too: the last one parts it from the signatures.
        guard let gap = note.utf8.lastIndex(ofPair: UInt8(ascii: "\n")) else {
            throw .malformed("no empty line parts text and signatures")
        }
        let end = note.utf8.index(after: gap)
        text = String(note[..<end])
        var lines = note[note.utf8.index(after: end)...].split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast()?.isEmpty == true, !lines.isEmpty else {
            throw .malformed("it does not end with a signature and a line end")
        }
        guard lines.count <= Self.maximumSignatures else { throw .malformed("it has too many signatures") }
        signatures = []
        for line in lines { signatures.append(try Signature(line)) }
    }
}

extension SignedNote.Signature {
    fileprivate init(_ line: Substring) throws(NoteError) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.elementsEqual(linePrefix.utf8.dropLast()), isKeyName(parts[1]),
            let bytes = Base64.decode(parts[2].utf8, .standard), bytes.count > 4
        else { throw .malformed("“\(line)” is not a signature") }
        name = String(parts[1])
        keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(bytes.dropFirst(4))
    }

    fileprivate var encoded: String { Base64.encode(keyID.bigEndianBytes + bytes, .standard) }
}

/// Why a note proves nothing.
public enum NoteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not in the form of a note, or of what it should hold.
    case malformed(_ why: String)
    /// A signature by a key that is known does not fit the text.
    case wrongSignature(name: String)
    /// None of the signatures is by a key that is known.
    case notSigned

    public var description: String {
        switch self {
        case .malformed(let why): "This is not a note: \(why)."
        case .wrongSignature(let name):
            "The signature of \(name) does not fit the note: the one or the other was changed."
        case .notSigned: "No key that is known signed the note."
        }
    }
}

/// An em dash and a space begin each signature's line.
private let linePrefix = "\u{2014} "

private func isPrintable(_ text: String.UTF8View) -> Bool {
    text.allSatisfy { $0 >= 0x20 || $0 == UInt8(ascii: "\n") }
}

extension Collection<UInt8> where Self: BidirectionalCollection {
    /// Where the last two of this byte in a row begin.
    fileprivate func lastIndex(ofPair byte: UInt8) -> Index? {
        var index = endIndex
        var isAfter = false
        while index > startIndex {
            formIndex(before: &index)
            if self[index] != byte {
                isAfter = false
            } else if isAfter {
                return index
            } else {
                isAfter = true
            }
        }
        return nil
    }
}
