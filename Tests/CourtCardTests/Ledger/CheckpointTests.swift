import Crypto
import Testing

@testable import CourtCard

@Suite("Checkpoints of the ledger")
struct CheckpointTests {
    static let origin = "example.org/cards"
    let root = SHA256.hash([7])

    /// The example of C2SP tlog-checkpoint (its key is not published).
    static let published = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        — example.com/behind-the-sofa \
        Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

        """

    @Test("the published example is read and written")
    func example() throws {
        let note = try SignedNote(parsing: Self.published.utf8)
        let checkpoint = try Checkpoint(body: note.text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.hex == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62")
        #expect(checkpoint.body == note.text)
        #expect(note.description == Self.published)
        #expect(note.signatures.map(\.name) == [checkpoint.origin])
        #expect(note.signatures.map(\.bytes.count) == [64])
    }

    @Test("a signed checkpoint is checked with the keys of its ledger, old ones too")
    func signed() throws {
        let old = SigningKey.generate()
        let new = SigningKey.generate()
        let checkpoint = try #require(Checkpoint(origin: Self.origin, size: 12, root: root))
        let keys = [old.verificationKey, new.verificationKey]
        for key in [old, new] {
            let note = try SignedNote(parsing: checkpoint.signed(with: key).description.utf8)
            #expect(try Checkpoint(verifying: note, origin: Self.origin, keys: keys) == checkpoint)
            #expect(throws: NoteError.notSigned) {
                try Checkpoint(verifying: note, origin: Self.origin, keys: [SigningKey.generate().verificationKey])
            }
            #expect(throws: NoteError.self) {
                try Checkpoint(verifying: note, origin: "example.org/other", keys: keys)
            }
        }
        let both = checkpoint.note(
            signatures: [old, new].map { ($0.verificationKey, $0.sign(Array(checkpoint.body.utf8))) })
        #expect(both.signatures.count == 2)
        for key in keys { #expect(try Checkpoint(verifying: both, origin: Self.origin, keys: [key]) == checkpoint) }
    }

    @Test("a checkpoint that was changed after it was signed is found out")
    func changed() throws {
        let key = SigningKey.generate()
        let checkpoint = try #require(Checkpoint(origin: Self.origin, size: 12, root: root))
        let bytes = Array(checkpoint.signed(with: key).description.utf8)
        for bit in 0..<8 * bytes.count {
            var other = bytes
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: NoteError.self, "bit \(bit)") {
                try Checkpoint(
                    verifying: SignedNote(parsing: other), origin: Self.origin, keys: [key.verificationKey])
            }
        }
    }

    @Test("a note of another kind by the same key is no checkpoint")
    func otherNote() throws {
        let key = SigningKey.generate()
        let noteKey = try #require(NoteKey(name: Self.origin, key: key.verificationKey))
        var note = try #require(SignedNote(text: "{\"schema\":\"court-card/3\"}\n"))
        note.add(key.sign(Array(note.text.utf8)), by: noteKey)
        #expect(throws: NoteError.self) {
            try Checkpoint(verifying: note, origin: Self.origin, keys: [key.verificationKey])
        }
    }

    static let root64 = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
    static let malformed = [
        "", "\n", "a\n1\n", "a\n1\n\(root64)", "a\n1\n\(root64)\n\n", "a\n1\n\(root64)\nextension\n",
        "\n1\n\(root64)\n", "a b\n1\n\(root64)\n", "a+b\n1\n\(root64)\n", "a\n01\n\(root64)\n", "a\n+1\n\(root64)\n",
        "a\n-1\n\(root64)\n", "a\n-0\n\(root64)\n", "a\n\n\(root64)\n", "a\n1 \n\(root64)\n", "a\n0x1\n\(root64)\n",
        "a\n١\n\(root64)\n", "a\n9223372036854775808\n\(root64)\n", "a\n1\n\(root64.dropLast())\n", "a\n1\nAAAA\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", "a\n0\n\(root64)\n", "\na\n1\n\(root64)\n",
    ]

    @Test("three lines, a plain number, one spelling of the root: anything else is refused", arguments: malformed)
    func notACheckpoint(_ body: String) {
        #expect(throws: NoteError.self) { try Checkpoint(body: body) }
    }

    @Test("an empty ledger has its one root; no origin can hide lines in it")
    func limits() throws {
        let empty = try #require(Checkpoint(origin: Self.origin, size: 0, root: MerkleTree.emptyRoot))
        #expect(empty.body == "example.org/cards\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
        #expect(try Checkpoint(body: empty.body) == empty)
        #expect(Checkpoint(origin: Self.origin, size: 0, root: root) == nil)
        #expect(Checkpoint(origin: Self.origin, size: -1, root: root) == nil)
        for origin in ["", "a b", "a+b", "a\n5", "a\u{0}", "a\u{A0}b"] {
            #expect(Checkpoint(origin: origin, size: 1, root: root) == nil)
        }
    }
}
