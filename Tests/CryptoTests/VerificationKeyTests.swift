import JSON
import Testing

@testable import Crypto

@Suite("Verifying signatures")
struct VerificationKeyTests {
    /// The key of most cases in Wycheproof's ed25519_test.json (testvectors_v1).
    static let wycheproof = bytes("7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa")

    struct Case: CustomTestStringConvertible {
        let number: Int
        let message: String
        let signature: String
        var testDescription: String { "tcId \(number)" }
    }

    static let right = [
        Case(
            number: 1, message: "",
            signature: "d4fbdb52bfa726b44d1786a8c0d171c3e62ca83c9e5bbe63de0bb2483f8fd6cc"
                + "1429ab72cafc41ab56af02ff8fcc43b99bfe4c7ae940f60f38ebaa9d311c4007"),
        Case(
            number: 3, message: "54657374",
            signature: "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0"
                + "7a9155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b30d"),
        Case(
            number: 5, message: "313233343030",
            signature: "657c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2b"
                + "f0cf5b3a289976458a1be6277a5055545253b45b07dcc1abd96c8b989c00f301"),
    ]

    @Test("Wycheproof: right signatures", arguments: right)
    func isValid(_ one: Case) throws {
        let key = try #require(VerificationKey(Self.wycheproof))
        #expect(key.isValid(signature: bytes(one.signature), over: bytes(one.message)))
    }

    /// tcId 10 to 29: each of these as R with each of the first five as S.
    static let special = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
        "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ]

    @Test("Wycheproof: special values are no signature", arguments: special, special)
    func isSpecial(_ r: String, _ s: String) throws {
        let key = try #require(VerificationKey(Self.wycheproof))
        #expect(!key.isValid(signature: bytes(r + s), over: bytes("3f")))
    }

    static let wrong = [
        // S and the group's order, or a power of two, added up: the same scalar to those who do not look at its range.
        malleable(63, "67654bce3832c2d76f8f6f5dafc08d9339d4eef676573336a5c51eb6f946b31d"),
        malleable(64, "5439412b5395d42f462c67008eba6ca839d4eef676573336a5c51eb6f946b32d"),
        malleable(65, "2ee12ce5875bf9dff26556464bae2ad239d4eef676573336a5c51eb6f946b34d"),
        malleable(66, "e2300459f1e742404cd934d2c595a6253ad4eef676573336a5c51eb6f946b38d"),
        malleable(67, "7a9155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b32d"),
        malleable(68, "7a9155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b34d"),
        malleable(69, "7a9155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b38d"),
        malleable(70, "679155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b38d"),
        // A bit of R changed, and S fitted to it.
        Case(
            number: 59, message: "313233343030",
            signature: "657c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281cab"
                + "227aedf259f910f0f3a759a335062665217925d019173b88917eae294f75d40f"),
        Case(
            number: 60, message: "313233343030",
            signature: "0000000000000000000000000000000000000000000000000000000000000000"
                + "e0b8e7770d51c7a36375d006c5bffd6af43ff54aaf47e4330dc118c71d61ec02"),
        Case(
            number: 61, message: "313233343030",
            signature: "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                + "463a1908382e7eb7693acef9884f7cf931a215e0791876be22c631a59881fd0e"),
    ]

    private static func malleable(_ number: Int, _ s: String) -> Case {
        Case(
            number: number, message: "54657374",
            signature: "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0" + s)
    }

    @Test("Wycheproof: other spellings of a right signature, and bent ones", arguments: wrong)
    func isWrong(_ one: Case) throws {
        let key = try #require(VerificationKey(Self.wycheproof))
        #expect(!key.isValid(signature: bytes(one.signature), over: bytes(one.message)))
    }

    @Test("one bit changed anywhere, another length, message or key: not valid")
    func changed() throws {
        let key = SigningKey.generate()
        let message = Array("{\"card\":1}".utf8)
        let signature = key.sign(message)
        let verification = key.verificationKey
        #expect(verification.isValid(signature: signature, over: message))
        for bit in 0..<512 {
            var other = signature
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!verification.isValid(signature: other, over: message), "bit \(bit)")
        }
        for bit in 0..<8 * message.count {
            var other = message
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!verification.isValid(signature: signature, over: other), "bit \(bit)")
        }
        for count in 0..<64 { #expect(!verification.isValid(signature: Array(signature.prefix(count)), over: message)) }
        #expect(!verification.isValid(signature: signature + [0], over: message))
        #expect(!verification.isValid(signature: signature, over: message + [0]))
        #expect(!verification.isValid(signature: signature, over: []))
        #expect(!SigningKey.generate().verificationKey.isValid(signature: signature, over: message))
    }

    /// y of the points whose order divides 8, and what else reduces to 0, 1 and -1; the sign of x is tried both ways.
    static let smallOrder = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ]

    @Test("a key with which everybody could sign, or with a second spelling, is none", arguments: smallOrder)
    func noKey(_ y: String) {
        var point = bytes(y)
        #expect(VerificationKey(point) == nil)
        point[31] |= 0x80
        #expect(VerificationKey(point) == nil)
    }

    @Test("a key has 32 bytes")
    func length() {
        #expect(VerificationKey(Self.wycheproof.dropLast()) == nil)
        #expect(VerificationKey(Self.wycheproof + [0]) == nil)
        #expect(VerificationKey([UInt8]()) == nil)
    }
}

/// RFC 8037 appendix A.
@Suite("Keys as JSON")
struct JWKTests {
    static let key = VerificationKey(bytes("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))
    static let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"

    @Test("A.2 and A.3: the public key and its thumbprint")
    func thumbprint() throws {
        let key = try #require(Self.key)
        #expect(key.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
        #expect(key.jwk["x"]?.string == Self.x)
        #expect(VerificationKey(jwk: ["kty": "OKP", "crv": "Ed25519", "x": .string(Self.x)]) == key)
        #expect(VerificationKey(jwk: key.jwk) == key)
    }

    @Test("A.4 and A.5: a signature made and checked")
    func signature() throws {
        let seed = try #require(Base64.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A".utf8, .url))
        let signer = try #require(SigningKey(seed: seed))
        let message = Array("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".utf8)
        let expected = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        #expect(Base64.encode(signer.sign(message), .url) == expected)
        #expect(signer.verificationKey == Self.key)
    }

    static let others: [String: JSON] = [
        "another type": ["kty": "EC", "crv": "Ed25519", "x": .string(x)],
        "another curve": ["kty": "OKP", "crv": "X25519", "x": .string(x)],
        "no key": ["kty": "OKP", "crv": "Ed25519"],
        "padding": ["kty": "OKP", "crv": "Ed25519", "x": .string(x + "=")],
        "a bit beyond the last byte": ["kty": "OKP", "crv": "Ed25519", "x": .string(x.dropLast() + "p")],
        "too short": ["kty": "OKP", "crv": "Ed25519", "x": .string(String(x.dropLast(2)))],
        "the private key too": ["kty": "OKP", "crv": "Ed25519", "x": .string(x), "d": .string(x)],
        "for something else": ["kty": "OKP", "crv": "Ed25519", "x": .string(x), "use": "enc"],
        "another algorithm": ["kty": "OKP", "crv": "Ed25519", "x": .string(x), "alg": "HS256"],
        "another key's id": [
            "kty": "OKP", "crv": "Ed25519", "x": .string(x), "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4l",
        ],
        "no object": .string(x),
    ]

    @Test("what is no Ed25519 key to verify with is refused", arguments: others.keys.sorted())
    func refused(_ name: String) throws {
        #expect(VerificationKey(jwk: try #require(Self.others[name])) == nil)
    }

    @Test("what else a key says does not matter")
    func members() throws {
        let jwk: JSON = [
            "kty": "OKP", "crv": "Ed25519", "x": .string(Self.x), "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
            "key_ops": ["verify"], "validFrom": "2026-01-01T00:00:00Z",
        ]
        #expect(VerificationKey(jwk: jwk) == Self.key)
    }
}
