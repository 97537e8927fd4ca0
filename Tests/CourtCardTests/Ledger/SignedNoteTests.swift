import Crypto
import Testing

@testable import CourtCard

/// Keys, text and signatures from the tests of golang.org/x/mod/sumdb/note, where signed notes come from.
@Suite("Signed notes")
struct SignedNoteTests {
    static let peterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let enochKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
    /// The secret half, from `PRIVATE+KEY+PeterNeumann+c74f20a3+…`: a type, and 32 bytes.
    static let peterSecret = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    static let text = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    static let peterLine =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    static let enochLine =
        "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

    let peter = NoteKey(peterKey)
    let enoch = NoteKey(enochKey)

    @Test("published keys are read and written", arguments: [peterKey, enochKey])
    func keys(_ text: String) throws {
        let key = try #require(NoteKey(text))
        #expect(key.description == text)
        #expect(NoteKey(name: key.name, key: key.key) == key)
    }

    @Test("a key of which anything is missing or changed is none")
    func brokenKeys() {
        let key = Array(Self.peterKey.utf8)
        for start in 0...key.count {
            for end in start...key.count where start > 0 || end < key.count {
                #expect(NoteKey(String(decoding: key[start..<end], as: UTF8.self)) == nil)
            }
        }
        for index in key.indices {
            var other = key
            other[index] += 1
            #expect(NoteKey(String(decoding: other, as: UTF8.self)) == nil, "byte \(index)")
        }
        #expect(NoteKey("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==") == nil)
        #expect(NoteKey("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == nil)
    }

    @Test("signing gives the published note, byte by byte")
    func signing() throws {
        let secret = try #require(Base64.decode(Self.peterSecret.utf8, .standard))
        // PKCS#8 (RFC 8410 §7) around the 32 bytes.
        let der: [UInt8] =
            [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20] + secret.dropFirst()
        let pem = "-----BEGIN PRIVATE KEY-----\n\(Base64.encode(der, .standard))\n-----END PRIVATE KEY-----\n"
        let key = try #require(SigningKey(pem: pem.utf8))
        let noteKey = try #require(NoteKey(name: "PeterNeumann", key: key.verificationKey))
        #expect(noteKey == peter)
        var note = try #require(SignedNote(text: Self.text))
        note.add([1, 2, 3], by: noteKey)
        note.add(key.sign(Array(note.text.utf8)), by: noteKey)
        #expect(note.description == Self.text + "\n" + Self.peterLine)
    }

    @Test("a note is read and written again, and says who signed it")
    func reading() throws {
        let peter = try #require(peter)
        let enoch = try #require(enoch)
        let published = Self.text + "\n" + Self.peterLine + Self.enochLine
        let note = try SignedNote(parsing: published.utf8)
        #expect(note.text == Self.text)
        #expect(note.description == published)
        #expect(try note.signers(among: [peter]) == [peter])
        #expect(try note.signers(among: [enoch]) == [enoch])
        #expect(try note.signers(among: [enoch, peter, enoch]) == [peter, enoch])
        #expect(throws: NoteError.notSigned) { try note.signers(among: []) }
        let twice = try SignedNote(parsing: (Self.text + "\n" + Self.peterLine + Self.peterLine).utf8)
        #expect(try twice.signers(among: [peter]) == [peter])
    }

    @Test("a known key's wrong signature spoils the note, an unknown one's does not")
    func wrongSignature() throws {
        let peter = try #require(peter)
        let enoch = try #require(enoch)
        let wrong = Self.enochLine.replacing("5n2tiOHp", with: "5n2tiOHq")
        let note = try SignedNote(parsing: (Self.text + "\n" + Self.peterLine + wrong).utf8)
        #expect(try note.signers(among: [peter]) == [peter])
        #expect(throws: NoteError.wrongSignature(name: "EnochRoot")) { try note.signers(among: [peter, enoch]) }
        // The same key under another name, or another key under the same name, is another signer.
        let renamed = try #require(NoteKey(name: "peterNeumann", key: peter.key))
        let other = try #require(NoteKey(name: "PeterNeumann", key: enoch.key))
        #expect(throws: NoteError.notSigned) { try note.signers(among: [renamed, other]) }
    }

    @Test("each changed bit is found")
    func changed() throws {
        let peter = try #require(peter)
        let bytes = Array((Self.text + "\n" + Self.peterLine).utf8)
        for bit in 0..<8 * bytes.count {
            var other = bytes
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: NoteError.self, "bit \(bit)") {
                try SignedNote(parsing: other).signers(among: [peter])
            }
        }
        for count in bytes.indices {
            #expect(throws: NoteError.self, "\(count) bytes") { try SignedNote(parsing: bytes.prefix(count)) }
        }
    }

    static let malformed = [
        text,
        text + "\n",
        text + "\n" + peterLine.dropLast(),
        "\u{1}" + text + "\n" + peterLine,
        text.replacing(",\n", with: ",\r\n") + "\n" + peterLine,
        text + "\n" + peterLine + "Unexpected line.\n",
        text + "\n" + peterLine + "\n",
        text + peterLine,
        peterLine,
        "\n" + peterLine,
        text + "\n— Bad Name x08go/ZJkuBS9UG/SffcvA==\n",
        text + "\n— Bad+Name x08go/ZJkuBS9UG/SffcvA==\n",
        text + "\n— Bad\u{2003}Name x08go/ZJkuBS9UG/SffcvA==\n",
        text + "\n—  x08go/ZJkuBS9UG/SffcvA==\n",
        text + "\n- Name x08go/ZJkuBS9UG/SffcvA==\n",
        text + "\n—\u{301} Name x08go/ZJkuBS9UG/SffcvA==\n",
        text + "\n— Name x08go/ZJkuBS9UG/SffcvA==  \n",
        text + "\n— Name x08go/ZJkuBS9UG/SffcvA=\n",
        text + "\n— Name x08goA==\n",
        text + "\n" + String(repeating: peterLine, count: 101),
        String(repeating: "a\n", count: 500_000) + "\n" + peterLine,
        "",
    ]

    @Test("what is not in the form of a note is refused", arguments: malformed.indices)
    func notANote(_ index: Int) {
        #expect(throws: NoteError.self) { try SignedNote(parsing: Self.malformed[index].utf8) }
        #expect(throws: NoteError.self) { try SignedNote(parsing: [0xFF] + (Self.text + "\n" + Self.peterLine).utf8) }
    }

    @Test("the text may have empty lines, and lines that look like signatures")
    func empties() throws {
        let peter = try #require(peter)
        for text in ["a\n\n", "\n", "a\n\nb\n", "a\n\n" + Self.peterLine, "ä — ü\n"] {
            let key = SigningKey.generate()
            let noteKey = try #require(NoteKey(name: "example.org/a", key: key.verificationKey))
            var note = try #require(SignedNote(text: text))
            note.add(key.sign(Array(text.utf8)), by: noteKey)
            let again = try SignedNote(parsing: note.description.utf8)
            #expect(again == note)
            #expect(again.text == text)
            #expect(try again.signers(among: [noteKey, peter]) == [noteKey])
        }
        for text in ["", "a", "a\n\u{0}\n", "a\r\n", "a\t\n"] { #expect(SignedNote(text: text) == nil) }
    }
}
