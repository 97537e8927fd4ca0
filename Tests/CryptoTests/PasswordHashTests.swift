import Testing

@testable import Crypto

@Suite("Hashes of passwords")
struct PasswordHashTests {
    static let cheap = PasswordParameters(memoryKiB: 64, passes: 1) ?? .standard
    let password = Password(entered: "four plain words here")

    @Test("the right password matches, any other does not")
    func matches() throws {
        let hash = try PasswordHash(try #require(password), parameters: Self.cheap)
        for (text, expected) in [
            ("four plain words here", true), ("four\u{A0}plain words here", true), ("Four plain words here", false),
            ("four plain words her", false), ("four plain words here ", false), ("", false),
        ] {
            #expect(try hash.matches(try #require(Password(entered: text))) == expected, "\(text)")
        }
    }

    @Test("the same password never gives the same hash twice")
    func salted() throws {
        let password = try #require(password)
        let hashes = try (0..<100).map { _ in try PasswordHash(password, parameters: Self.cheap).phc }
        #expect(Set(hashes).count == 100)
    }

    @Test("a hash reads back from its text", arguments: [cheap, .standard])
    func phc(_ parameters: PasswordParameters) throws {
        let hash = try PasswordHash(try #require(password), parameters: parameters)
        #expect(hash.phc.hasPrefix("$argon2id$v=19$m=\(parameters.memoryKiB),t=\(parameters.passes),p=1$"))
        #expect(PasswordHash(phc: hash.phc) == hash)
        #expect(try hash.matches(try #require(password)))
    }

    /// src/test.c of the reference implementation.
    static let published =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"

    @Test("what others hashed is checked, and is to be hashed anew")
    func ofOthers() throws {
        let hash = try #require(PasswordHash(phc: Self.published))
        #expect(hash.phc == Self.published)
        #expect(try hash.matches(try #require(Password(entered: "password"))))
        #expect(try !hash.matches(try #require(Password(entered: "passwore"))))
        #expect(hash.needsRehash(for: .standard))
        #expect(hash.needsRehash(for: hash.parameters), "its salt is shorter than ours are")
    }

    @Test("a hash is made anew when others would be made otherwise")
    func rehash() throws {
        let hash = try PasswordHash(try #require(password), parameters: Self.cheap)
        #expect(!hash.needsRehash(for: Self.cheap))
        #expect(hash.needsRehash(for: .standard))
        #expect(hash.needsRehash(for: try #require(PasswordParameters(memoryKiB: 64, passes: 2))))
    }

    static let broken = [
        ("another algorithm", ("argon2id", "argon2i")), ("another version", ("v=19", "v=16")),
        ("no version", ("$v=19", "")),
        ("a zero before a number", ("t=2", "t=02")), ("a sign before a number", ("t=2", "t=+2")),
        ("no pass", ("t=2", "t=0")),
        ("too many passes", ("t=2", "t=17")), ("too much memory", ("m=65536", "m=262145")),
        ("too little memory", ("m=65536", "m=7")), ("more than any number", ("m=65536", "m=99999999999999999999")),
        ("too many lanes", ("p=1", "p=5")), ("another order", ("m=65536,t=2", "t=2,m=65536")),
        ("one more", ("p=1", "p=1,x=1")),
        ("padding", ("$c29tZXNhbHQ", "$c29tZXNhbHQ=")), ("bits beyond the last byte", ("RPPc", "RPPd")),
        ("a short salt", ("c29tZXNhbHQ", "c29tZXNhbA")), ("no salt", ("c29tZXNhbHQ", "")),
        ("a short hash", ("CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8", "")),
        ("another alphabet", ("CTFh", "CT_h")), ("white space", ("GRPPc", "GRPPc\n")),
        ("one part more", ("GRPPc", "GRPPc$")),
        ("nothing before it", ("$argon2id", "argon2id")),
    ]

    @Test("any other text is refused", arguments: broken)
    func refused(_ name: String, _ change: (String, String)) throws {
        let range = try #require(Self.published.firstRange(of: change.0))
        var text = Self.published
        text.replaceSubrange(range, with: change.1)
        #expect(PasswordHash(phc: text) == nil, "\(name)")
        #expect(PasswordHash(phc: "") == nil)
    }

    @Test("a hash says nothing of itself")
    func redacted() throws {
        let hash = try PasswordHash(try #require(password), parameters: Self.cheap)
        var dumped = ""
        dump(hash, to: &dumped)
        let secret = try #require(hash.phc.split(separator: "$").last)
        for said in ["\(hash)", String(reflecting: hash), dumped] {
            #expect(said.contains("redacted"))
            #expect(!said.contains(secret))
        }
    }
}
