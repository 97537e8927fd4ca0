/// What a token says, and for how long. Moments are Unix seconds.
public struct TokenClaims: Hashable, Sendable {
    /// Whom the bearer is (`sub`).
    public var subject: String
    /// What the bearer may do, in the words of the issuer; no registered claim.
    public var role: String
    /// `iat`
    public var issuedAt: Int64
    /// `nbf`: not valid before.
    public var notBefore: Int64
    /// `exp`: no longer valid at this second.
    public var expiresAt: Int64
    /// `jti`: what tells this token from others.
    public var tokenID: String

    public init(
        subject: String, role: String, issuedAt: Int64, notBefore: Int64? = nil, expiresAt: Int64,
        tokenID: String = Random.identifier()
    ) {
        self.subject = subject
        self.role = role
        self.issuedAt = issuedAt
        self.notBefore = notBefore ?? issuedAt
        self.expiresAt = expiresAt
        self.tokenID = tokenID
    }
}

/// Why a token is not accepted. Never says what the right value would have been.
public enum TokenError: Error, Hashable, Sendable {
    /// Not three parts of base64url, no JSON, another algorithm than HS256, or a claim is missing or of the wrong type.
    case malformed
    case badSignature
    case expired
    case notYetValid
    case wrongIssuer
    case wrongAudience
    /// The token could not be made.
    case notIssued
}

/// The secret that signs tokens.
///
/// Says nothing of itself in `description`, `dump` or a debugger's summary.
public struct TokenSecret: Sendable {
    /// Shorter ones are refused.
    public static let minimumBytes = 16
    /// What RFC 7518 §3.2 asks for: as many as the hash has.
    public static let recommendedBytes = 32
    let bytes: [UInt8]

    /// - Throws: `TokenSecretError.tooShort` for less than 16 bytes.
    public init(_ bytes: some Collection<UInt8>) throws(TokenSecretError) {
        guard bytes.count >= Self.minimumBytes else { throw .tooShort(bytes: bytes.count) }
        guard bytes.count <= 4096 else { throw .tooLong(bytes: bytes.count) }
        self.bytes = Array(bytes)
    }

    /// The secret is the text's UTF-8.
    public init(_ text: String) throws(TokenSecretError) { try self.init(Array(text.utf8)) }
}

extension TokenSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "TokenSecret(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

public enum TokenSecretError: Error, Hashable, Sendable, CustomStringConvertible {
    case tooShort(bytes: Int)
    case tooLong(bytes: Int)

    public var description: String {
        switch self {
        case .tooShort(let bytes): "the secret has \(bytes) bytes; at least \(TokenSecret.minimumBytes) are needed"
        case .tooLong(let bytes): "the secret has \(bytes) bytes; at most 4096 are allowed"
        }
    }
}
