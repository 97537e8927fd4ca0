public import Crypto

/// The head of a ledger at one moment: what its root was when it had so many cards (C2SP tlog-checkpoint).
///
/// Whoever keeps a signed one can later have it proven that no card before it was removed, changed or slipped in.
public struct Checkpoint: Hashable, Sendable {
    /// The ledger's name, and the name of the keys that sign for it; best a web address without its scheme.
    public let origin: String
    /// How many cards the ledger had.
    public let size: Int64
    public let root: Digest

    /// Nil for an origin that no key can have as its name (`NoteKey`), a size below 0, and a wrong root for nothing.
    public init?(origin: String, size: Int64, root: Digest) {
        guard isKeyName(origin[...]), size >= 0, size > 0 || root == MerkleTree.emptyRoot else { return nil }
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// What is signed: three lines.
    public var body: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes, .standard))\n" }

    /// Reads what `body` wrote, and nothing else: lines of other logs' extensions are refused, as ours has none.
    public init(body: String) throws(NoteError) {
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty else { throw .malformed("a checkpoint has three lines") }
        guard let size = Int64(lines[1]), lines[1].utf8.elementsEqual(String(size).utf8), size >= 0 else {
            throw .malformed("its second line is no number of cards")
        }
        guard let bytes = Base64.decode(lines[2].utf8, .standard), let root = Digest(bytes) else {
            throw .malformed("its third line is no root")
        }
        guard let checkpoint = Checkpoint(origin: String(lines[0]), size: size, root: root) else {
            throw .malformed("its first line is no ledger's name, or its root is not the one of an empty ledger")
        }
        self = checkpoint
    }

    /// The note to publish.
    public func signed(with key: SigningKey) -> SignedNote {
        note(signatures: [(key.verificationKey, key.sign(Array(body.utf8)))])
    }

    /// The note to publish, with signatures over `body` that were kept.
    public func note(signatures: [(key: VerificationKey, bytes: [UInt8])]) -> SignedNote {
        guard var note = SignedNote(text: body) else { preconditionFailure("a checkpoint is a note's text") }
        for signature in signatures { note.add(signature.bytes, by: noteKey(signature.key)) }
        return note
    }

    /// A key of the ledger as others need it to check its notes.
    public func noteKey(_ key: VerificationKey) -> NoteKey {
        guard let key = NoteKey(name: origin, key: key) else { preconditionFailure("an origin can be a key's name") }
        return key
    }

    /// What a note says, once it is certain that it is about this ledger and that one of its keys signed it.
    ///
    /// - Parameter keys: all that ever signed for the ledger.
    public init(
        verifying note: SignedNote, origin: String, keys: some Collection<VerificationKey>
    ) throws(NoteError) {
        let checkpoint = try Checkpoint(body: note.text)
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw .malformed("it is about the ledger “\(checkpoint.origin)”, not “\(origin)”")
        }
        _ = try note.signers(among: keys.map(checkpoint.noteKey))
        self = checkpoint
    }
}
