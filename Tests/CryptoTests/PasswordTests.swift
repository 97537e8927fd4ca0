import Testing

@testable import Crypto

@Suite("Passwords")
struct PasswordTests {
    private func refusal(_ text: String, by names: [String] = []) -> PasswordError? {
        do { _ = try Password(chosen: text, by: names) } catch { return error }
        return nil
    }

    @Test(
        "what nobody guesses is taken, whatever it is made of",
        arguments: [
            "four plain words here", "Tr0ub4dor&3xyz", "nvKd83-paQm2", "ÄrgerMitÜbermut", "на берегу реки",
            "春の海ひねもすのたりのたりかな",
            "🐢🦊🐸🦉🐝🦋🐙🦀🐬🐓🦔🐿", "my dog eats 3 shoes", "            x1yz", "836104759205", "passwords are boring",
            "thecourtismadeofglass",
        ])
    func taken(_ text: String) { #expect(refusal(text) == nil) }

    @Test("a password has 12 to 256 characters, in whatever script")
    func length() {
        let letters = Array("vgkzmwqhrtbnpdfl")
        func text(_ count: Int) -> String { String((0..<count).map { letters[$0 * $0 % 13] }) }
        #expect(refusal(text(11)) == .tooShort)
        #expect(refusal(text(12)) == nil)
        #expect(refusal(text(256)) == nil)
        #expect(refusal(text(257)) == .tooLong)
        #expect(refusal(String(text(1_000_000))) == .tooLong)
        #expect(refusal("") == .tooShort)
        #expect(refusal("на берегу р") == .tooShort)
        // One character each, though two are written.
        #expect(refusal(String(repeating: "e\u{301}", count: 6)) == .tooShort)
    }

    @Test(
        "what others try first is refused",
        arguments: [
            "passwordpassword", "Password1234", "Password1234!", "P@ssw0rd1234", "123456789012", "111111111111",
            "abcabcabcabc",
            "qwertyuiop[]", "qwertyuiop12", "qwerty123456", "QWERTZ123456", "abcdefghijkl", "lkjihgfedcba",
            "098765432109",
            "1qaz2wsx3edc", "1q2w3e4r5t6y", "q1w2e3r4t5y6", "letmeinplease", "iloveyou2024", "Welcome12345",
            "2024 welcome!",
            "administrator", "Administrator1", "changeme!!!!1", "summer202620", "AttendanceBridge",
            "attendance-bridge-1",
            "correct horse battery staple", "aaabbbcccddd", "12 12 12 12 12", "zzzzzzzzzzzzzzzzzzz", "asdfghjkl;'#",
            "azerty789789",
        ])
    func common(_ text: String) { #expect(refusal(text) == .tooCommon) }

    @Test("the owner's name or id is refused, with signs and digits around it, too")
    func names() {
        let names = ["ana.lopez@example.org", "Ana María López"]
        for text in [
            "ana.lopez@example.org", "AnaLopezExampleOrg", "ana.lopez@example.org1", "Ana María López", "anamaríalópez",
            "1984AnaMaríaLópez!", "María--1234567890", "LÓPEZ 19841984",
        ] { #expect(refusal(text, by: names) == .isName, "\(text)") }
        #expect(refusal("Ana eats 3 lemons", by: names) == nil)
        #expect(refusal("AnaMaríaLópez", by: ["", " ", "-"]) == nil)
        #expect(refusal("Ana María López", by: ["Ben Okafor"]) == nil)
    }

    @Test(
        "control characters and line ends are refused",
        arguments: ["\n", "\t", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}"])
    func controls(_ character: String) {
        let text = "four plain\(character)words here"
        #expect(refusal(text) == .hasControlCharacter)
        #expect(Password(entered: text) == nil)
    }

    @Test(
        "all spellings of a password are one",
        arguments: [
            ("\u{C5}ngstr\u{F6}m und mehr", "A\u{30A}ngstro\u{308}m und mehr"), ("\u{212B}ngström", "\u{C5}ngström"),
            ("four\u{A0}plain\u{2003}words", "four plain words"),
            ("\u{AC00}\u{AC01}", "\u{1100}\u{1161}\u{1100}\u{1161}\u{11A8}"),
        ])
    func spelling(_ a: String, _ b: String) throws {
        let (a, b) = (try #require(Password(entered: a)), try #require(Password(entered: b)))
        #expect(a.bytes.withBytes(Array.init) == b.bytes.withBytes(Array.init))
    }

    @Test(
        "case, width and blanks count",
        arguments: [("Four words", "four words"), ("ＡＢＣ", "ABC"), ("a b", "a  b"), ("a", "a ")])
    func differences(_ a: String, _ b: String) throws {
        let (a, b) = (try #require(Password(entered: a)), try #require(Password(entered: b)))
        #expect(a.bytes.withBytes(Array.init) != b.bytes.withBytes(Array.init))
    }

    @Test("whatever may be chosen may be entered")
    func entered() throws {
        let longest = String((0..<256).map { "🐢🦊🐸🦉🐝🦋🐙"[$0 * $0 % 7] })
        for text in [longest, "four plain words here"] {
            let chosen = try Password(chosen: text, by: [])
            let entered = try #require(Password(entered: text))
            #expect(chosen.bytes.withBytes(Array.init) == entered.bytes.withBytes(Array.init))
        }
        #expect(Password(entered: "short") != nil, "whether it is right is for the hash to say")
        #expect(Password(entered: String(repeating: "a", count: 100_000)) == nil)
    }

    @Test("a password says nothing of itself, nor does what is wrong with it")
    func redacted() throws {
        let password = try Password(chosen: "four plain words here", by: [])
        var dumped = ""
        dump(password, to: &dumped)
        for said in ["\(password)", String(reflecting: password), dumped, "\(Optional(password) as Any)"] {
            #expect(said.contains("redacted"))
            #expect(!said.contains("plain"))
        }
        #expect("\(PasswordError.tooCommon)".contains("others try first"))
    }
}

extension String {
    fileprivate subscript(index: Int) -> Character { self[self.index(startIndex, offsetBy: index)] }
}
