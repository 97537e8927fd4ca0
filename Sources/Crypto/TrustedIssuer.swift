internal import JSON

/// Somebody else whose tokens are accepted, and how they are known.
struct TrustedIssuer: Sendable {
    /// `iss`, to the letter.
    let name: String
    /// What stands in `aud` where a token is for us.
    let audience: String
    /// The claim that says who the bearer is.
    let subjectClaim: String
    /// How many seconds their clock and ours may differ.
    let leeway: Int64
    let keys: TokenKeySet

    /// - Parameter claims: those of `token`; `iss` is `name`.
    func verify(_ token: CompactToken, _ claims: [String: JSON], now: Int64) throws(TokenError) -> VerifiedToken {
        // RFC 8725 §3.11: what is signed by the same key for another purpose is no token to come in with.
        guard token.type.map({ Self.types.contains($0.lowercased()) }) ?? true else { throw .malformed }
        // The algorithm is the key's: the token may only agree.
        guard let key = keys.key(id: token.keyID, algorithm: token.algorithm),
            key.isValid(signature: token.signature, over: token.signed)
        else { throw .badSignature }
        var verified = try TokenClaims(
            claims, subjectClaim: subjectClaim, audience: audience, now: now, leeway: leeway)
        // What somebody may do is for us to say.
        verified.role = ""
        return VerifiedToken(claims: verified, issuer: name, isOurs: false, scopes: try Self.scopes(claims))
    }

    /// RFC 7519 §5.1 and RFC 9068 §2.1, in lower case.
    private static let types: Set<String> = ["jwt", "application/jwt", "at+jwt", "application/at+jwt"]

    /// RFC 8693 §4.2, or what others wrote before there was that: `scp`, a text or a list.
    private static func scopes(_ claims: [String: JSON]) throws(TokenError) -> Set<String>? {
        switch (claims["scope"], claims["scp"]) {
        case (nil, nil): return nil
        // Which of the two would be meant?
        case (.some, .some): throw .malformed
        case (.string(let words)?, nil), (nil, .string(let words)?):
            return Set(words.split(separator: " ").map(String.init))
        case (nil, .array(let list)?):
            let words = list.compactMap(\.string)
            guard words.count == list.count else { throw .malformed }
            return Set(words)
        default: throw .malformed
        }
    }
}

/// A token that is what it says.
public struct VerifiedToken: Hashable, Sendable {
    public var claims: TokenClaims
    /// Who made it.
    public var issuer: String
    /// Whether that is we ourselves.
    public var isOurs: Bool
    /// What the bearer may do with it, in the words of the issuer; nil where it does not say.
    public var scopes: Set<String>?
}
