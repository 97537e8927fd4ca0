import Crypto
import Testing

@Suite("Secret tokens")
struct SecretTokenTests {
    @Test("a token reads back from its text, and is stored as the SHA-256 of it", arguments: SecretToken.Kind.allCases)
    func roundTrip(_ kind: SecretToken.Kind) throws {
        let token = SecretToken.random(kind)
        let text = token.text
        #expect(text.hasPrefix(kind.rawValue + "_"))
        #expect(text.utf8.count == 53)
        #expect(text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        #expect(SecretToken(text, kind: kind) == token)
        #expect(token.hash == SHA256.hash(text.utf8))
    }

    @Test("no two tokens are alike")
    func unique() {
        let texts = Set((0..<1000).map { _ in SecretToken.random(.access).text })
        #expect(texts.count == 1000)
        #expect(SecretToken.random(.access) != SecretToken.random(.access))
    }

    @Test("a token of one kind is none of another")
    func kinds() {
        for made in SecretToken.Kind.allCases {
            let text = SecretToken.random(made).text
            for wanted in SecretToken.Kind.allCases {
                #expect((SecretToken(text, kind: wanted) != nil) == (made == wanted), "\(made) as \(wanted)")
                // The checksum covers the kind, too.
                let renamed = wanted.rawValue + text.dropFirst(3)
                #expect((SecretToken(renamed, kind: wanted) != nil) == (made == wanted), "\(made) renamed to \(wanted)")
            }
        }
    }

    @Test("a character changed, lost, added or swapped with its neighbour is noticed")
    func typos() {
        let text = Array(SecretToken.random(.invite).text)
        for index in text.indices {
            for other: Character in ["A", "B", "_"] where text[index] != other {
                var changed = text
                changed[index] = other
                #expect(SecretToken(String(changed), kind: .invite) == nil, "changed at \(index)")
            }
            var shorter = text
            shorter.remove(at: index)
            #expect(SecretToken(String(shorter), kind: .invite) == nil, "lost at \(index)")
            #expect(SecretToken(String(shorter) + "A", kind: .invite) == nil, "moved up from \(index)")
            var longer = text
            longer.insert("A", at: index)
            #expect(SecretToken(String(longer), kind: .invite) == nil, "added at \(index)")
            if index > 0, text[index] != text[index - 1] {
                var swapped = text
                swapped.swapAt(index, index - 1)
                #expect(SecretToken(String(swapped), kind: .invite) == nil, "swapped at \(index)")
            }
        }
    }

    @Test("what is no token is refused", arguments: ["", "abt_", "abt", String(repeating: "a", count: 53), "abt_é"])
    func refused(_ text: String) {
        #expect(SecretToken(text, kind: .access) == nil)
    }

    @Test("white space and other spellings are refused")
    func spelling() {
        let text = SecretToken.random(.access).text
        for other in [text + "\n", " " + text, text.uppercased(), text + "=", text + "\u{0}"] {
            #expect(SecretToken(other, kind: .access) == nil)
        }
    }

    @Test("a token says nothing of itself")
    func redacted() {
        let token = SecretToken.random(.access)
        let secret = token.text.dropFirst(4).prefix(43)
        var dumped = ""
        dump(token, to: &dumped)
        for said in ["\(token)", String(reflecting: token), dumped, "\(Optional(token) as Any)"] {
            #expect(said.contains("redacted"))
            #expect(!said.contains(secret))
        }
    }
}
