internal import CJWT

/// Makes tokens: JSON Web Tokens (RFC 7519) signed with HS256.
public struct TokenIssuer: Sendable {
    private let secret: TokenSecret
    private let issuer: String
    private let audience: String

    public init(secret: TokenSecret, issuer: String, audience: String) {
        self.secret = secret
        self.issuer = issuer
        self.audience = audience
    }

    /// - Throws: `TokenError.notIssued` where a value holds a NUL or memory ran out.
    public func token(for claims: TokenClaims) throws(TokenError) -> String {
        let texts = [
            "iss": issuer, "aud": audience, "sub": claims.subject, "role": claims.role, "jti": claims.tokenID,
        ]
        // libjwt reads C strings: what follows a NUL would silently be lost.
        guard texts.values.allSatisfy({ !$0.utf8.contains(0) }) else { throw .notIssued }
        let numbers = ["iat": claims.issuedAt, "nbf": claims.notBefore, "exp": claims.expiresAt]

        var handle: OpaquePointer?
        guard jwt_new(&handle) == 0, let handle else { throw .notIssued }
        defer { jwt_free(handle) }
        for (name, value) in texts {
            guard jwt_add_grant(handle, name, value) == 0 else { throw .notIssued }
        }
        for (name, value) in numbers {
            guard jwt_add_grant_int(handle, name, Int(value)) == 0 else { throw .notIssued }
        }
        guard jwt_set_alg(handle, JWT_ALG_HS256, secret.bytes, Int32(secret.bytes.count)) == 0,
            let encoded = jwt_encode_str(handle)
        else { throw .notIssued }
        defer { free(encoded) }
        return String(cString: encoded)
    }
}
