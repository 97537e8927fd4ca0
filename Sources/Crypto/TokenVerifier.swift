internal import CJWT
internal import JSON

/// Checks tokens: JSON Web Tokens (RFC 7519), our own (HS256 and nothing else) and those of the issuers we trust.
///
/// What a token says of how it is signed never chooses a key beyond those of the issuer that it names, nor an algorithm
/// beyond the one that the key is for.
public struct TokenVerifier: Sendable {
    private let secret: TokenSecret?
    private let issuer: String
    private let audience: String
    private let others: IssuerSet

    /// - Parameters:
    ///   - secret: of our own tokens; nil where there are none.
    ///   - others: the issuers whose tokens `verify` accepts besides.
    public init(secret: TokenSecret?, issuer: String, audience: String, others: IssuerSet = IssuerSet()) {
        self.secret = secret
        self.issuer = issuer
        self.audience = audience
        self.others = others
    }

    /// - Parameters:
    ///   - now: Unix seconds.
    ///   - leeway: seconds that our own clocks may differ; other issuers have their own.
    public func verify(_ token: String, now: Int64, leeway: Int64 = 0) throws(TokenError) -> VerifiedToken {
        let token = try CompactToken(token)
        let claims = try token.claims()
        if let named = claims["iss"]?.string, let other = others.issuer(named: named) {
            return try other.verify(token, claims, now: now)
        }
        return VerifiedToken(
            claims: try own(token, claims, now: now, leeway: leeway), issuer: issuer, isOurs: true, scopes: nil)
    }

    /// As `verify`, for our own tokens alone: what others say of scopes cannot be overlooked that way.
    public func claims(of token: String, now: Int64, leeway: Int64 = 0) throws(TokenError) -> TokenClaims {
        let token = try CompactToken(token)
        return try own(token, try token.claims(), now: now, leeway: leeway)
    }

    private func own(
        _ token: CompactToken, _ claims: [String: JSON], now: Int64, leeway: Int64
    ) throws(TokenError) -> TokenClaims {
        guard let secret else { throw .wrongIssuer }
        guard token.algorithm == TokenAlgorithm.hs256.rawValue, token.type.map({ $0.uppercased() == "JWT" }) ?? true,
            token.signature.count == Digest.byteCount
        else { throw .malformed }
        guard isSigned(token, with: secret) else { throw .badSignature }
        guard let named = claims["iss"]?.string else { throw .malformed }
        guard named.utf8.elementsEqual(issuer.utf8) else { throw .wrongIssuer }
        return try TokenClaims(claims, subjectClaim: "sub", audience: audience, now: now, leeway: leeway)
    }

    /// libjwt checks the signature only, and not even that when it is given no key or a token that names no algorithm. So
    /// the form, the algorithm and every claim are checked here, on the very bytes that are signed.
    private func isSigned(_ token: CompactToken, with secret: TokenSecret) -> Bool {
        let text =
            String(decoding: token.signed, as: UTF8.self) + "." + Base64.encode(token.signature, .url)
        var handle: OpaquePointer?
        guard jwt_decode(&handle, text, secret.bytes, Int32(secret.bytes.count)) == 0, let handle else { return false }
        defer { jwt_free(handle) }
        return jwt_get_alg(handle) == JWT_ALG_HS256
    }
}
