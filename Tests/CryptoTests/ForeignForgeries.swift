import COpenSSL
import Crypto
import JSON

/// A token somebody would like to be accepted, and its honest twin: the same but for the trick.
struct Trick: Sendable, CustomStringConvertible {
    typealias Sign = ([UInt8]) -> [UInt8]

    let name: String
    let forged: String
    let honest: String

    init(_ name: String, _ forged: String, honest: String) {
        self.name = name
        self.forged = forged
        self.honest = honest
    }

    /// A right token of the signer but for its header, its claims, or what signs it.
    init(
        _ name: String, _ signer: ForeignToken.Signer, header: [String: JSON?] = [:], payload: [String: JSON?] = [:],
        sign: Sign? = nil
    ) {
        self.init(
            name, ForeignToken.make(signer, header: header, payload: payload, sign: sign),
            honest: ForeignToken.make(signer))
    }

    var description: String { name }

    static let all: [Trick] =
        algorithms + confusions + keyIDs + fetchedKeys + headers + signatures + paddings + spellings + claims + texts
        + scopes

    private static func hs(_ key: [UInt8]) -> Sign { { ForeignToken.hs(key, $0) } }

    /// What the header says of the algorithm.
    private static let algorithms: [Trick] =
        otherAlgorithms.map { Trick("alg \($0)", .rs, header: ["alg": .string($0)]) } + [
            Trick("alg none without a signature", .rs, header: ["alg": "none"]) { _ in [] },
            Trick("a good header without a signature", .rs) { _ in [] },
            Trick("alg missing", .rs, header: ["alg": .none]),
            Trick("alg null", .rs, header: ["alg": .some(.null)]),
            Trick("alg a list", .rs, header: ["alg": ["RS256"]]),
            Trick("alg a number", .rs, header: ["alg": 256]),
            Trick("PS256, rightly signed", .rs, header: ["alg": "PS256"]) { KeyPair.rsa.sign($0, pss: true) },
            Trick("RS512, rightly signed", .rs, header: ["alg": "RS512"]) {
                KeyPair.rsa.sign($0, digest: EVP_sha512())
            },
            Trick(
                "alg twice", ForeignToken.make(.rs, headerText: #"{"alg":"RS256","kid":"r1","alg":"none"}"#),
                honest: ForeignToken.make(.rs, headerText: #"{"alg":"RS256","kid":"r1"}"#)),
            Trick(
                "alg twice, once in escapes",
                ForeignToken.make(.rs, headerText: #"{"alg":"RS256","kid":"r1","\u0061lg":"none"}"#),
                honest: ForeignToken.make(.rs, headerText: #"{"\u0061lg":"RS256","kid":"r1"}"#)),
        ]

    private static let otherAlgorithms = [
        "none", "None", "NONE", "nOnE", "", "rs256", "RS256 ", "RS384", "RS512", "PS256", "ES256", "HS256", "EdDSA",
    ]

    /// A key taken for another kind of key, or for somebody else's.
    private static let confusions: [Trick] =
        publicSecrets.map { name, key in
            Trick("HS256 with the RSA key's \(name) as the secret", .rs, header: ["alg": "HS256"], sign: hs(key))
        } + [
            Trick(
                "HS256 with the ECDSA key in DER as the secret", .es, header: ["alg": "HS256"],
                sign: hs(KeyPair.p256.der)),
            Trick(
                "HS256 with the Ed25519 key as the secret", .ed, header: ["alg": "HS256"],
                sign: hs(ForeignToken.signingKey.verificationKey.bytes)),
            Trick("HS256 with an empty secret", .hs, sign: hs([])),
            Trick("our own secret, in another's name", .hs, sign: ForeignToken.signature(.own)),
            Trick("another's secret, in our name", .own, sign: ForeignToken.signature(.hs)),
            Trick("RS256 in our own name", .rs, payload: ["iss": "bridge", "aud": "feed"]),
            Trick("an issuer's key, in another's name", .otherRS, payload: ["iss": .string(ForeignToken.rsa)]),
            Trick("an issuer's key and another's name and kid", .rs, sign: ForeignToken.signature(.otherRS)),
            Trick("an ECDSA key that nobody trusts", .es) { KeyPair.otherP256.signPlain($0) },
            Trick("an Ed25519 key that nobody trusts", .ed) { ForeignToken.otherSigningKey.sign($0) },
            Trick("ES256 said of the RSA key", .rs, header: ["alg": "ES256", "kid": "r1"]),
            Trick("ECDSA's signature said to be RSA's", .es, header: ["alg": "RS256", "kid": "r1"]),
        ]

    private static let publicSecrets: [(String, [UInt8])] = [
        ("DER", KeyPair.rsa.der), ("PEM", Array(pem(KeyPair.rsa.der).utf8)),
        ("modulus", PlainBase64.decode(KeyPair.rsa.jwk["n"]?.string ?? "") ?? []),
        ("JWK", Array(ForeignToken.text(.object(KeyPair.rsa.jwk)).utf8)), ("kid", Array("r1".utf8)),
        ("empty text", []),
    ]

    private static func pem(_ der: [UInt8]) -> String {
        let text = Base64.encode(der, .standard)
        let lines = stride(from: 0, to: text.count, by: 64).map { String(text.dropFirst($0).prefix(64)) }
        return "-----BEGIN PUBLIC KEY-----\n" + lines.joined(separator: "\n") + "\n-----END PUBLIC KEY-----\n"
    }

    /// What the header says of the key.
    private static let keyIDs: [Trick] = wrongIDs.map { name, kid in
        Trick("kid \(name)", .rs, header: ["kid": kid])
    }

    private static let wrongIDs: [(String, JSON)] = [
        ("of another issuer's key", "o1"), ("of another algorithm's key", "e1"), ("unknown", "r2"), ("empty", ""),
        ("in upper case", "R1"), ("with a NUL", "r1\u{0}"), ("with a blank", "r1 "), ("null", .null),
        ("a number", 1), ("a list", ["r1"]), ("an object", ["kid": "r1"]),
    ]

    /// Signed with what somebody who fetched a key by its `kid` would get.
    private static let fetchedKeys: [Trick] = fetched.map { name, kid, key in
        Trick("kid \(name)", .hs, header: ["kid": .string(kid)], sign: hs(Array(key.utf8)))
    }

    private static let fetched: [(String, String, String)] = [
        ("a path to nothing", "../../../../../../dev/null", ""),
        ("a path", "/proc/sys/kernel/randomize_va_space", "2\n"),
        ("a query", "x' UNION SELECT 'key' --", "key"), ("a command", "|id", "id"), ("NUL alone", "\u{0}", ""),
        ("an address", "https://evil.example/key", "key"), ("itself the secret", "key", "key"),
    ]

    /// What else the header says.
    private static let headers: [Trick] = wrongHeaders.map { name, value, sign in
        let said = "\(name) \(ForeignToken.text(value))\(sign == nil ? "" : ", signed with its key")"
        return Trick(said, .rs, header: [name: value], sign: sign)
    }

    private static var wrongHeaders: [(String, JSON, Sign?)] {
        [
            ("jwk", ForeignToken.jwk(KeyPair.otherRSA.jwk, alg: "RS256", kid: "r1"), { KeyPair.otherRSA.sign($0) }),
            ("jku", "https://evil.example/keys", { KeyPair.otherRSA.sign($0) }),
            ("jku", "https://id.example/keys", nil),
            ("x5u", "https://evil.example/c.pem", nil), ("x5c", ["MIIB"], nil), ("crit", ["exp"], nil),
            ("crit", [], nil),
            ("crit", ["b64"], nil), ("typ", "logout+jwt", nil), ("typ", "dpop+jwt", nil), ("typ", "JWE", nil),
            ("typ", ["JWT"], nil),
        ]
    }
}
