internal import CJWT
internal import JSON

/// Checks tokens: JSON Web Tokens (RFC 7519), HS256 and nothing else.
///
/// libjwt checks the signature only, and not even that when it is given no key or a token that names no algorithm. So the
/// form, the algorithm and every claim are checked here, on the very bytes that are signed.
public struct TokenVerifier: Sendable {
    /// Longer tokens are refused unread.
    public static let maxBytes = 8192

    private let secret: TokenSecret
    private let issuer: String
    private let audience: String

    public init(secret: TokenSecret, issuer: String, audience: String) {
        self.secret = secret
        self.issuer = issuer
        self.audience = audience
    }

    /// - Parameters:
    ///   - now: Unix seconds.
    ///   - leeway: seconds that the clocks of issuer and verifier may differ.
    public func claims(of token: String, now: Int64, leeway: Int64 = 0) throws(TokenError) -> TokenClaims {
        let payload = try authenticPayload(of: token)
        guard case .object(let claims) = payload,
            let issuer = claims["iss"]?.string,
            let subject = claims["sub"]?.string, !subject.isEmpty,
            let expiresAt = claims["exp"]?.integer,
            let audience = claims["aud"]
        else { throw .malformed }
        // RFC 7519 §4.1 leaves these out if it likes; where they stand they must be what they are called.
        let role = try optional(claims["role"], \.string) ?? ""
        let tokenID = try optional(claims["jti"], \.string) ?? ""
        let notBefore = try optional(claims["nbf"], \.integer) ?? .min
        let issuedAt = try optional(claims["iat"], \.integer) ?? notBefore
        guard issuer == self.issuer else { throw .wrongIssuer }
        // RFC 7519 §4.1.3: one audience, or a list of them.
        guard audience.string == self.audience || audience.array?.contains(.string(self.audience)) == true else {
            throw .wrongAudience
        }
        // Overflow-free: a claim may be any 64-bit number.
        guard expiresAt > now.subtractingClamped(leeway) else { throw .expired }
        guard notBefore <= now.addingClamped(leeway) else { throw .notYetValid }
        return TokenClaims(
            subject: subject, role: role, issuedAt: issuedAt, notBefore: notBefore, expiresAt: expiresAt,
            tokenID: tokenID)
    }

    private func optional<Value>(_ claim: JSON?, _ value: (JSON) -> Value?) throws(TokenError) -> Value? {
        guard let claim else { return nil }
        guard let value = value(claim) else { throw .malformed }
        return value
    }

    /// The second part of the token, once its form, its algorithm and its signature are right.
    private func authenticPayload(of token: String) throws(TokenError) -> JSON {
        guard token.utf8.count <= Self.maxBytes, !token.utf8.contains(0) else { throw .malformed }
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3,
            let headerBytes = Base64.decode(parts[0], .url),
            let payloadBytes = Base64.decode(parts[1], .url),
            let signature = Base64.decode(parts[2], .url), signature.count == Digest.byteCount
        else { throw .malformed }
        let header: JSON
        let payload: JSON
        do {
            // Two readers may choose differently among duplicates, so there must be none.
            header = try JSON.parse(headerBytes, duplicates: .refused)
            payload = try JSON.parse(payloadBytes, duplicates: .refused)
        } catch { throw .malformed }
        // RFC 7515 §4.1.11: `crit` names extensions that must be understood; none is. `kid`, `jku` and the like are not
        // looked at: the key is ours and only ours.
        guard header["alg"]?.string == "HS256", header["crit"] == nil,
            header["typ"].map({ $0.string?.uppercased() == "JWT" }) ?? true
        else { throw .malformed }

        var handle: OpaquePointer?
        guard jwt_decode(&handle, token, secret.bytes, Int32(secret.bytes.count)) == 0, let handle else {
            throw .badSignature
        }
        defer { jwt_free(handle) }
        guard jwt_get_alg(handle) == JWT_ALG_HS256 else { throw .badSignature }
        return payload
    }
}

extension Int64 {
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    fileprivate func subtractingClamped(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }
}
