import CourtCard
import Crypto
import JSON
import Testing

@Suite("A card's file")
struct CardFileTests {
    @Test("comes back from its bytes as it was, with one line end after it or none")
    func roundTrip() throws {
        for isSigned in [true, false] {
            let file = try ExampleLedger.file(isSigned: isSigned)
            let bytes = try file.encoded()
            #expect(try CardFile(verifying: bytes) == file)
            #expect(try CardFile(verifying: bytes + [10]) == file)
            #expect(throws: CardError.self) { try CardFile(verifying: bytes + [10, 10]) }
        }
    }

    @Test("has the same bytes in every version of the service")
    func golden() throws {
        let hash = SHA256.hash(try ExampleLedger.file().encoded())
        #expect(hash.hex == "8e264b4ddb7041b3f8e555f4c8ac9ec69a1ac6152291a3cd7758817197741a30")
    }

    @Test("is canonical JSON, document and personal values apart")
    func layout() throws {
        let file = try ExampleLedger.file()
        let bytes = try file.encoded()
        let json = try JSON.parse(bytes)
        #expect(try json.canonical() == bytes)
        #expect(try json["card"]?.canonical() == file.card.canonical)
        #expect(json["hash"] == .string(file.card.hash.hex))
        #expect(json["disclosed"]?["participant.name"]?[1] == "Ana Torres")
    }

    @Test("is refused when it was laid out anew, or holds what nothing proves")
    func layouts() throws {
        let bytes = try ExampleLedger.file().encoded()
        let text = String(decoding: bytes, as: UTF8.self)
        let altered = [
            try JSON.parse(bytes).pretty(), " " + text, text + " ",
            text.replacing(#","hash""#, with: #","extra":1,"hash""#),
            text.replacing(#""proof":{"#, with: #""proof":{"extra":1,"#),
            text.replacing(#""ledger":{"#, with: #""ledger":{"extra":1,"#),
            text.replacing("Ana", with: #"\u0041na"#),
        ]
        for other in altered {
            #expect(other != text)
            #expect(throws: CardError.notCanonical, "\(other)") { try CardFile(verifying: Array(other.utf8)) }
        }
    }

    @Test(
        "with a part missing or of the wrong kind says which",
        arguments: [
            ("card", "card"), ("disclosed", "disclosed"), ("hash", "hash"), ("proof", "proof"),
        ])
    func parts(_ key: String, _ named: String) throws {
        for value in [nil, .null, 1] as [JSON?] {
            var members = try #require(JSON.parse(ExampleLedger.file().encoded()).object)
            members[key] = value
            let bytes = try JSON.object(members).canonical()
            do throws(CardError) {
                _ = try CardFile(verifying: bytes)
                Issue.record("read without \(key)")
            } catch {
                #expect(error.description.contains(named), "\(error)")
            }
        }
    }

    @Test("with another card's proof reads all the same: whose proof it is, is not asked before keys are at hand")
    func otherProof() throws {
        var ledger = try ExampleLedger()
        var file = try ledger.issue(Example.card())
        let other = try ledger.issue(Example.card(2, after: file.card))
        file.proof = other.proof
        #expect(try CardFile(verifying: file.encoded()) == file)
        #expect(try !CardVerification(of: file.encoded(), keys: ledger.keys()).isAuthentic)
    }
}
