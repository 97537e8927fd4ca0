import COpenSSL
import Crypto
import JSON

/// Makes tokens of other issuers, right ones and others.
enum ForeignToken {
    static let now = TokenTests.now
    static let (rsa, hmac, other) = ("https://id.example", "https://legacy.example", "https://other.example")
    static let hmacKey = Array("a secret of 32 bytes and some more, shared".utf8)
    static let signingKey = SigningKey.generate()
    static let otherSigningKey = SigningKey.generate()

    /// What signs, and how it is called in the header.
    enum Signer { case rs, es, ed, hs, otherRS, own }

    static func jwk(_ jwk: [String: JSON], alg: String, kid: String) -> JSON {
        .object(jwk.merging(["alg": .string(alg), "kid": .string(kid), "use": "sig"]) { $1 })
    }

    static let edJWK: [String: JSON] = [
        "kty": "OKP", "crv": "Ed25519", "x": .string(PlainBase64.encode(signingKey.verificationKey.bytes)),
    ]

    /// Three issuers: one with public keys of all kinds, one with a secret, and one with a key of its own.
    static let issuers: JSON = [
        [
            "issuer": .string(rsa), "audience": "bridge", "leewaySeconds": 0,
            "keys": [
                "keys": [
                    jwk(KeyPair.rsa.jwk, alg: "RS256", kid: "r1"), jwk(KeyPair.p256.jwk, alg: "ES256", kid: "e1"),
                    jwk(edJWK, alg: "EdDSA", kid: "d1"),
                ]
            ],
        ],
        [
            "issuer": .string(hmac), "audience": "bridge", "leewaySeconds": 0,
            "keys": [
                "keys": [
                    jwk(["kty": "oct", "k": .string(PlainBase64.encode(hmacKey))], alg: "HS256", kid: "h1")
                ]
            ],
        ],
        [
            "issuer": .string(other), "audience": "bridge", "leewaySeconds": 0,
            "keys": ["keys": [jwk(KeyPair.otherRSA.jwk, alg: "RS256", kid: "o1")]],
        ],
    ]

    static func verifier() throws -> TokenVerifier {
        let set = try IssuerSet(parsing: text(issuers).utf8, ownIssuer: "bridge") { _ in [] }
        return TokenVerifier(secret: try TokenSecret(Forge.secret), issuer: "bridge", audience: "feed", others: set)
    }

    static func text(_ json: JSON) -> String {
        var writer = JSONWriter()
        writer.value(json)
        return writer.string
    }

    /// A right token of that signer's issuer, but for what is asked for.
    ///
    /// - Parameters:
    ///   - headerText, payloadText: instead of all.
    ///   - sign: instead of what the signer does.
    static func make(
        _ signer: Signer, header changes: [String: JSON?] = [:], headerText: String? = nil,
        payload: [String: JSON?] = [:], payloadText: String? = nil, sign: (([UInt8]) -> [UInt8])? = nil
    ) -> String {
        let (alg, kid, issuer): (JSON, JSON?, String) =
            switch signer {
            case .rs: ("RS256", "r1", rsa)
            case .es: ("ES256", "e1", rsa)
            case .ed: ("EdDSA", "d1", rsa)
            case .hs: ("HS256", "h1", hmac)
            case .otherRS: ("RS256", "o1", other)
            case .own: ("HS256", nil, "bridge")
            }
        var header: [String: JSON] = ["alg": alg, "typ": "JWT"]
        header["kid"] = kid
        for (name, value) in changes { header[name] = value }
        var claims: [String: JSON] = [
            "iss": .string(issuer), "aud": .string(issuer == "bridge" ? "feed" : "bridge"), "sub": "ana",
            "exp": .integer(now + 60),
        ]
        for (name, value) in payload { claims[name] = value }
        return assemble(
            headerText ?? text(.object(header)), payloadText ?? text(.object(claims)), sign ?? signature(signer))
    }

    static func assemble(_ header: String, _ payload: String, _ sign: ([UInt8]) -> [UInt8]) -> String {
        let signed = PlainBase64.encode(header.utf8) + "." + PlainBase64.encode(payload.utf8)
        return signed + "." + PlainBase64.encode(sign(Array(signed.utf8)))
    }

    static func signature(_ signer: Signer) -> ([UInt8]) -> [UInt8] {
        switch signer {
        case .rs: { KeyPair.rsa.sign($0) }
        case .es: { KeyPair.p256.signPlain($0) }
        case .ed: { signingKey.sign($0) }
        case .hs: { hs(hmacKey, $0) }
        case .otherRS: { KeyPair.otherRSA.sign($0) }
        case .own: { hs(Array(Forge.secret.utf8), $0) }
        }
    }

    /// HMAC-SHA256; OpenSSL's takes an empty key, too.
    static func hs(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        var mac = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        let made = COpenSSL.HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &mac, &count)
        precondition(made != nil)
        return mac
    }
}
