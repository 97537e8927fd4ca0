import Crypto
import JSON
import Testing

@Suite("Tokens")
struct TokenTests {
    static let now: Int64 = 1_789_513_200
    let secret: TokenSecret
    let issuer: TokenIssuer
    let verifier: TokenVerifier
    let claims = TokenClaims(subject: "ana", role: "participant", issuedAt: now, expiresAt: now + 3600, tokenID: "t1")

    init() throws {
        secret = try TokenSecret(Forge.secret)
        issuer = TokenIssuer(secret: secret, issuer: "bridge", audience: "feed")
        verifier = TokenVerifier(secret: secret, issuer: "bridge", audience: "feed")
    }

    @Test("what is issued is accepted, with all its claims")
    func accepted() throws {
        let token = try issuer.token(for: claims)
        #expect(try verifier.claims(of: token, now: Self.now) == claims)
        #expect(token.split(separator: ".").count == 3)
    }

    @Test("a token lives from nbf up to, but not at, exp; leeway stretches both ends")
    func lifetime() throws {
        var claims = claims
        claims.notBefore = Self.now + 10
        let token = try issuer.token(for: claims)
        func attempt(_ now: Int64, leeway: Int64 = 0) -> Result<TokenClaims, TokenError> {
            Result { () throws(TokenError) in try verifier.claims(of: token, now: now, leeway: leeway) }
        }
        #expect(attempt(Self.now + 9) == .failure(.notYetValid))
        #expect(attempt(Self.now + 9, leeway: 1) == .success(claims))
        #expect(attempt(Self.now + 10) == .success(claims))
        #expect(attempt(Self.now + 3599) == .success(claims))
        #expect(attempt(Self.now + 3600) == .failure(.expired))
        #expect(attempt(Self.now + 3600, leeway: 1) == .success(claims))
        #expect(attempt(.max, leeway: .min) == .failure(.expired))
        #expect(attempt(.min, leeway: 0) == .failure(.notYetValid))
    }

    @Test("the example of RFC 7515 A.1 is signed as ours are: with its key it is malformed only for lack of our claims")
    func published() throws {
        let key = try #require(
            PlainBase64.decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
        )
        let header = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        let payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        let signature = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        #expect(HMAC.sha256(key: key, (header + "." + payload).utf8)?.bytes == PlainBase64.decode(signature))
        let verifier = TokenVerifier(secret: try TokenSecret(key), issuer: "joe", audience: "feed")
        #expect(throws: TokenError.malformed) {
            try verifier.claims(of: "\(header).\(payload).\(signature)", now: 1_300_819_379)
        }
        #expect(throws: TokenError.badSignature) {
            try verifier.claims(of: "\(header).\(payload).\(signature.dropLast())g", now: 1_300_819_379)
        }
    }

    @Test("a forged token is refused", arguments: Forge.all)
    func forged(_ forgery: Forge) {
        #expect(throws: forgery.error, "\(forgery.name)") {
            try verifier.claims(of: forgery.token, now: Self.now)
        }
    }

    @Test("the forge signs rightly where it means to")
    func forgeWorks() throws {
        #expect(try verifier.claims(of: Forge.token(), now: Self.now).subject == "ana")
        #expect(try verifier.claims(of: Forge.token(payload: ["aud": ["x", "feed"]]), now: Self.now).subject == "ana")
        #expect(
            try verifier.claims(of: Forge.token(header: #"{"alg":"HS256","kid":"../../dev/null"}"#), now: Self.now)
                .subject == "ana", "kid is not looked at, so it cannot choose a key")
    }

    @Test("the claims that RFC 7519 leaves out if it likes may be left out", arguments: ["role", "jti", "nbf", "iat"])
    func optionalClaims(_ claim: String) throws {
        #expect(try verifier.claims(of: Forge.token(without: claim), now: Self.now).subject == "ana")
    }

    @Test("a token cut off anywhere is refused")
    func truncated() throws {
        let token = try issuer.token(for: claims)
        for end in token.indices {
            #expect(throws: TokenError.self) { try verifier.claims(of: String(token[..<end]), now: Self.now) }
        }
    }

    @Test("any changed character is refused")
    func changed() throws {
        let token = Array(try issuer.token(for: claims).utf8)
        for index in token.indices {
            var other = token
            other[index] = other[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(throws: TokenError.self) {
                try verifier.claims(of: String(decoding: other, as: UTF8.self), now: Self.now)
            }
        }
    }

    @Test("short secrets are refused and the error says what is needed")
    func shortSecret() {
        let error = #expect(throws: TokenSecretError.tooShort(bytes: 15)) {
            try TokenSecret(String(repeating: "x", count: 15))
        }
        #expect(error?.description == "the secret has 15 bytes; at least 16 are needed")
        #expect(throws: TokenSecretError.tooShort(bytes: 0)) { try TokenSecret("") }
        #expect(throws: Never.self) { try TokenSecret(String(repeating: "x", count: 32)) }
    }

    @Test("a value that would be cut off is not issued")
    func nul() {
        var claims = claims
        claims.subject = "ana\u{0}admin"
        #expect(throws: TokenError.notIssued) { try issuer.token(for: claims) }
    }
}
