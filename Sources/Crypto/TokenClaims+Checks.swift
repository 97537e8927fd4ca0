internal import JSON

extension TokenClaims {
    /// The claims of a token whose signature is right, once they are well-formed, for `audience` and good now.
    ///
    /// - Parameters:
    ///   - now: Unix seconds.
    ///   - leeway: seconds that the clocks of issuer and verifier may differ.
    init(
        _ claims: [String: JSON], subjectClaim: String, audience: String, now: Int64, leeway: Int64
    ) throws(TokenError) {
        guard let subject = claims[subjectClaim]?.string, !subject.isEmpty, let given = claims["aud"],
            let expiresAt = claims["exp"]?.integer
        else { throw .malformed }
        // RFC 7519 §4.1 leaves these out if it likes; where they stand they must be what they are called.
        let role = try claims["role"].text() ?? ""
        let tokenID = try claims["jti"].text() ?? ""
        let notBefore = try claims["nbf"].integer() ?? .min
        let issuedAt = try claims["iat"].integer() ?? notBefore
        guard try Self.audiences(given).contains(where: { $0.utf8.elementsEqual(audience.utf8) }) else {
            throw .wrongAudience
        }
        // Overflow-free: a claim may be any 64-bit number.
        guard expiresAt > now.subtractingClamped(leeway) else { throw .expired }
        guard max(notBefore, issuedAt) <= now.addingClamped(leeway) else { throw .notYetValid }
        self.init(
            subject: subject, role: role, issuedAt: issuedAt, notBefore: notBefore, expiresAt: expiresAt,
            tokenID: tokenID)
    }

    /// RFC 7519 §4.1.3: one audience, or a list of them.
    private static func audiences(_ claim: JSON) throws(TokenError) -> [String] {
        if let one = claim.string { return [one] }
        guard let list = claim.array else { throw .malformed }
        var audiences: [String] = []
        for element in list {
            guard let audience = element.string else { throw .malformed }
            audiences.append(audience)
        }
        return audiences
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
