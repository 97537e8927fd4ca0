import JSON
import Testing

@testable import Crypto

@Suite("Tokens of other issuers")
struct ForeignTokenTests {
    private let verifier: TokenVerifier

    init() throws { verifier = try ForeignToken.verifier() }

    private func accepted(_ token: String) -> Bool {
        do { _ = try verifier.verify(token, now: ForeignToken.now) } catch { return false }
        return true
    }

    @Test("there are more than 60 tricks, each of another name")
    func count() {
        #expect(Trick.all.count >= 60)
        #expect(Set(Trick.all.map(\.name)).count == Trick.all.count)
        #expect(accepted(Trick.rightPadding))
    }

    @Test("a forged token is refused, and its honest twin is not", arguments: Trick.all)
    func forged(_ trick: Trick) {
        #expect(!accepted(trick.forged))
        #expect(accepted(trick.honest))
        #expect(trick.forged != trick.honest)
    }

    @Test("each issuer's own tokens are accepted, and it is said whose they are")
    func whose() throws {
        for (signer, issuer) in [
            (.rs, ForeignToken.rsa), (.es, ForeignToken.rsa), (.ed, ForeignToken.rsa), (.hs, ForeignToken.hmac),
            (.otherRS, ForeignToken.other), (.own, "bridge"),
        ] as [(ForeignToken.Signer, String)] {
            let token = try verifier.verify(ForeignToken.make(signer), now: ForeignToken.now)
            #expect(token.issuer == issuer)
            #expect(token.isOurs == (issuer == "bridge"))
            #expect(token.claims.subject == "ana")
            #expect(token.claims.expiresAt == ForeignToken.now + 60)
        }
    }

    @Test("a changed character anywhere is refused", arguments: [ForeignToken.Signer.rs, .es, .ed, .hs])
    func changed(_ signer: ForeignToken.Signer) {
        let token = Array(ForeignToken.make(signer).utf8)
        #expect(accepted(String(decoding: token, as: UTF8.self)))
        // One in three: signatures of RSA are long.
        for index in stride(from: 0, to: token.count, by: 3) {
            var other = token
            other[index] = other[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(!accepted(String(decoding: other, as: UTF8.self)), "\(index)")
        }
    }

    @Test("what an issuer says of a role does not count")
    func role() throws {
        let token = ForeignToken.make(.rs, payload: ["role": "administrator"])
        #expect(try verifier.verify(token, now: ForeignToken.now).claims.role == "")
    }

    @Test(
        "scopes are told as the issuer says them",
        arguments: [
            ([:], nil), (["scope": "read decide"], ["read", "decide"]), (["scope": " read  "], ["read"]),
            (["scope": ""], []),
            (["scp": ["read", "openid"]], ["read", "openid"]), (["scp": "read"], ["read"]), (["scp": []], []),
        ] as [([String: JSON], Set<String>?)])
    func scopes(_ claims: [String: JSON], _ expected: Set<String>?) throws {
        let token = ForeignToken.make(.es, payload: claims.mapValues { $0 })
        #expect(try verifier.verify(token, now: ForeignToken.now).scopes == expected)
    }

    @Test("where only our own tokens are asked for, another issuer's are none")
    func ownAlone() throws {
        for signer in [ForeignToken.Signer.rs, .es, .ed, .hs] {
            #expect(throws: TokenError.self) {
                try verifier.claims(of: ForeignToken.make(signer), now: ForeignToken.now)
            }
        }
        #expect(try verifier.claims(of: ForeignToken.make(.own), now: ForeignToken.now).subject == "ana")
        #expect(try verifier.verify(ForeignToken.make(.own), now: ForeignToken.now).scopes == nil)
    }

    @Test("without a secret of our own, others' tokens are accepted and ours are not")
    func withoutSecret() throws {
        let set = try IssuerSet(parsing: ForeignToken.text(ForeignToken.issuers).utf8, ownIssuer: "bridge") { _ in [] }
        let verifier = TokenVerifier(secret: nil, issuer: "bridge", audience: "feed", others: set)
        #expect(try verifier.verify(ForeignToken.make(.rs), now: ForeignToken.now).issuer == ForeignToken.rsa)
        for key in [Forge.secret, ""] {
            let own = ForeignToken.make(.own) { ForeignToken.hs(Array(key.utf8), $0) }
            #expect(throws: TokenError.wrongIssuer) { try verifier.verify(own, now: ForeignToken.now) }
        }
    }

    @Test("a token lives from nbf and iat up to, but not at, exp; the issuer's leeway stretches both ends")
    func leeway() throws {
        let text = ForeignToken.text(ForeignToken.issuers).replacing(
            #""leewaySeconds":0"#, with: #""leewaySeconds":120"#)
        let set = try IssuerSet(parsing: text.utf8, ownIssuer: "bridge") { _ in [] }
        let patient = TokenVerifier(secret: nil, issuer: "bridge", audience: "feed", others: set)
        let now = ForeignToken.now
        let token = ForeignToken.make(.ed, payload: ["nbf": .integer(now), "iat": .integer(now)])
        func error(_ verifier: TokenVerifier, _ offset: Int64) -> TokenError? {
            do { _ = try verifier.verify(token, now: now + offset) } catch { return error }
            return nil
        }
        #expect([-1, 0, 59, 60].map { error(verifier, $0) } == [.notYetValid, nil, nil, .expired])
        #expect([-121, -120, 179, 180].map { error(patient, $0) } == [.notYetValid, nil, nil, .expired])
    }

    @Test("without kid the only key of the algorithm is meant; where there are two, none")
    func withoutID() throws {
        let bare = ForeignToken.make(.rs, header: ["kid": .none])
        #expect(try verifier.verify(bare, now: ForeignToken.now).claims.subject == "ana")
        let two: JSON = [
            [
                "issuer": .string(ForeignToken.rsa), "audience": "bridge",
                "keys": [
                    "keys": [
                        ForeignToken.jwk(KeyPair.rsa.jwk, alg: "RS256", kid: "r1"),
                        ForeignToken.jwk(KeyPair.otherRSA.jwk, alg: "RS256", kid: "r2"),
                    ]
                ],
            ]
        ]
        let set = try IssuerSet(parsing: ForeignToken.text(two).utf8, ownIssuer: "bridge") { _ in [] }
        let verifier = TokenVerifier(secret: nil, issuer: "bridge", audience: "feed", others: set)
        #expect(throws: TokenError.badSignature) { try verifier.verify(bare, now: ForeignToken.now) }
        for (kid, key) in [("r1", KeyPair.rsa), ("r2", KeyPair.otherRSA)] {
            let token = ForeignToken.make(.rs, header: ["kid": .string(kid)]) { key.sign($0) }
            #expect(try verifier.verify(token, now: ForeignToken.now).claims.subject == "ana")
        }
    }
}
