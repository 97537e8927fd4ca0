import JSON
import Testing

@testable import Crypto

@Suite("The list of issuers")
struct IssuerSetTests {
    private static let secret = PlainBase64.encode(Array(repeating: UInt8(7), count: 32))
    private static let key: JSON = ["kty": "oct", "alg": "HS256", "kid": "h1", "k": .string(secret)]
    private static let entry: [String: JSON] = [
        "issuer": "https://id.example", "audience": "bridge", "keys": ["keys": [key]],
    ]

    private static func error(_ json: JSON, load: (String) throws -> [UInt8] = { _ in [] }) -> IssuerSetError? {
        do { _ = try IssuerSet(parsing: ForeignToken.text(json).utf8, ownIssuer: "bridge", load: load) } catch {
            return error
        }
        return nil
    }

    @Test("issuers are known by their names; who is not in the list is not")
    func names() throws {
        var second = Self.entry
        second["issuer"] = "https://second.example"
        let json: JSON = [.object(Self.entry), .object(second)]
        let set = try IssuerSet(parsing: ForeignToken.text(json).utf8, ownIssuer: "bridge") { _ in [] }
        #expect(set.names == ["https://id.example", "https://second.example"])
        #expect(!set.isEmpty)
        #expect(set.issuer(named: "https://second.example")?.audience == "bridge")
        #expect(set.issuer(named: "https://second.example/") == nil)
        #expect(IssuerSet().isEmpty)
        #expect(try IssuerSet(parsing: "[]".utf8, ownIssuer: "bridge") { _ in [] }.isEmpty)
    }

    @Test("what may be left out is: sub, and a minute")
    func defaults() throws {
        func issuer(_ changes: [String: JSON]) throws -> TrustedIssuer? {
            let json: JSON = [.object(Self.entry.merging(changes) { $1 })]
            return try IssuerSet(parsing: ForeignToken.text(json).utf8, ownIssuer: "bridge") { _ in [] }
                .issuer(named: "https://id.example")
        }
        let plain = try #require(try issuer([:]))
        #expect(plain.subjectClaim == "sub" && plain.leeway == 60)
        let other = try #require(try issuer(["subjectClaim": "email", "leewaySeconds": 0]))
        #expect(other.subjectClaim == "email" && other.leeway == 0)
    }

    @Test("keys may stand in a file of their own")
    func file() throws {
        var entry = Self.entry
        entry["keys"] = nil
        entry["keysFile"] = "keys.json"
        let json = JSON.array([.object(entry)])
        let set = try IssuerSet(parsing: ForeignToken.text(json).utf8, ownIssuer: "bridge") { file in
            #expect(file == "keys.json")
            return Array(ForeignToken.text(["keys": [Self.key]]).utf8)
        }
        #expect(set.issuer(named: "https://id.example")?.keys.key(id: "h1", algorithm: "HS256") != nil)
        struct Missing: Error, CustomStringConvertible { let description = "it is not there" }
        #expect(
            Self.error(json) { _ in throw Missing() }?.description
                == "issuer https://id.example: keys.json cannot be read: it is not there")
        #expect(Self.error(json) { _ in Array("{".utf8) }?.place == "issuer https://id.example, keys.json")
    }

    static let wrong: [([String: JSON?], IssuerSetError.Reason)] = [
        (["issuer": .none], .notText("issuer")), (["issuer": ""], .notText("issuer")),
        (["issuer": 1], .notText("issuer")),
        (["audience": .none], .notText("audience")), (["audience": ["bridge"]], .notText("audience")),
        (["subjectClaim": ""], .notText("subjectClaim")), (["leewaySeconds": 121], .wrongLeeway),
        (["leewaySeconds": -1], .wrongLeeway), (["leewaySeconds": "60"], .wrongLeeway),
        (["leewaySeconds": 1.5], .wrongLeeway),
        (["leeway": 60], .unknownMember("leeway")), (["keys": .none], .keysOnce), (["keysFile": "x"], .keysOnce),
        (["issuer": "bridge"], .nameTaken), (["keys": []], .keys(.notKeys)), (["keys": ["keys": []]], .keys(.noKey)),
        (["keys": key], .keys(.notKeys)),
        (["keys": ["keys": .array(Array(repeating: key, count: 65))]], .keys(.tooMany)),
        (["keys": ["keys": [key, key]]], .keys(.sameID)),
    ]

    @Test("an entry that is wrong is named, with what is wrong", arguments: wrong)
    func refused(_ changes: [String: JSON?], _ reason: IssuerSetError.Reason) {
        var entry = Self.entry
        for (name, value) in changes { entry[name] = value }
        let error = Self.error([.object(entry)])
        #expect(error?.reason == reason)
        #expect(error?.place == "issuer " + (entry["issuer"]?.string ?? "number 1"))
    }

    @Test("the list itself must be one, of issuers with names of their own")
    func list() {
        #expect(Self.error(["issuer": "x"])?.reason == .notList(atMost: 16))
        #expect(Self.error(["x"])?.description == "issuer number 1: must be a JSON object")
        #expect(Self.error([.object(Self.entry), .object(Self.entry)])?.reason == .nameTaken)
        var entries: [JSON] = []
        for number in 0..<17 { entries.append(.object(Self.entry.merging(["issuer": .string("i\(number)")]) { $1 })) }
        #expect(Self.error(.array(entries))?.reason == .notList(atMost: 16))
        #expect(Self.error(.array(entries.dropLast())) == nil)
    }

    static let wrongKeys: [([String: JSON?], TokenKeyError)] = [
        (["alg": .none], .wrongAlgorithm), (["alg": "none"], .wrongAlgorithm), (["alg": "PS256"], .wrongAlgorithm),
        (["alg": "HS256"], .wrongType(algorithm: "HS256")), (["kty": "EC"], .wrongType(algorithm: "RS256")),
        (["use": "other"], .wrongUse), (["use": 1], .wrongUse), (["key_ops": ["sign"]], .wrongUse),
        (["key_ops": "verify"], .wrongUse), (["kid": ""], .wrongID), (["kid": 1], .wrongID),
        (["kid": .string(String(repeating: "k", count: 257))], .wrongID), (["d": "AQAB"], .isPrivate),
        (["p": "AQAB"], .isPrivate), (["oth": []], .isPrivate), (["d": "AQAB", "use": "enc"], .isPrivate),
        (["n": .none], .missing("n")), (["n": "a+b/"], .missing("n")), (["n": "AQAB=="], .missing("n")),
        (["e": .none], .missing("e")), (["n": .string("AAAA" + TokenVectorTests.modulus)], .notCanonical),
        (["e": "AAEAAQ"], .notCanonical), (["e": "Aw"], .wrongExponent), (["e": "AQAA"], .wrongExponent),
        (["e": "AQAAAAAAAAAB"], .wrongExponent), (["e": ""], .wrongExponent),
        (["n": .string(PlainBase64.encode([0x80] + Array(repeating: UInt8(1), count: 1024)))], .modulusTooLong),
        (["n": .string(PlainBase64.encode([0x80] + Array(repeating: UInt8(0), count: 254) + [0x0F]))], .weakModulus),
        (["n": .string(PlainBase64.encode([0x80] + Array(repeating: UInt8(0), count: 255)))], .weakModulus),
    ]

    @Test("a key that is none is refused, with what is wrong with it", arguments: wrongKeys)
    func refusedKey(_ changes: [String: JSON?], _ reason: TokenKeyError) {
        var key: [String: JSON] = ["kty": "RSA", "alg": "RS256", "n": .string(TokenVectorTests.modulus), "e": "AQAB"]
        #expect(throws: Never.self) { try TokenKeySet(["keys": [.object(key)]]) }
        for (name, value) in changes { key[name] = value }
        #expect(throws: TokenKeySetError.key(number: 2, reason)) {
            try TokenKeySet(["keys": [["kty": "RSA", "use": "enc"], .object(key)]])
        }
    }

    @Test("Ed25519 keys with which everybody could sign, or on another curve, are refused")
    func ed25519() {
        let neutral = PlainBase64.encode([1] + Array(repeating: UInt8(0), count: 31))
        for (curve, x, reason) in [
            ("Ed25519", neutral, .notOnCurve), ("Ed25519", "AQ", .notOnCurve), ("Ed448", neutral, .wrongCurve),
            ("X25519", neutral, .wrongCurve),
        ] as [(String, String, TokenKeyError)] {
            let key: JSON = ["kty": "OKP", "alg": "EdDSA", "crv": .string(curve), "x": .string(x)]
            #expect(throws: TokenKeySetError.key(number: 1, reason)) { try TokenKeySet(["keys": [key]]) }
        }
    }

    @Test("nothing says anything of a key")
    func redacted() throws {
        let set = try IssuerSet(parsing: ForeignToken.text([.object(Self.entry)]).utf8, ownIssuer: "bridge") { _ in [] }
        let key = try #require(set.issuer(named: "https://id.example")?.keys.key(id: "h1", algorithm: "HS256"))
        var dumped = ""
        dump(set, to: &dumped)
        dump(key, to: &dumped)
        for said in ["\(set)", String(reflecting: set), dumped, "\(key)", String(reflecting: key)] {
            #expect(said.contains("redacted"))
            #expect(!said.contains(Self.secret))
        }
        let wrong: JSON = ["kty": "oct", "alg": "HS256", "k": .string(String(Self.secret.dropLast(4)))]
        let error = Self.error([.object(Self.entry.merging(["keys": ["keys": [wrong]]]) { $1 })])
        #expect(error?.description == "issuer https://id.example: key 1: k must have 32 to 4096 bytes")
    }
}
