public import Attendance
public import Crypto

/// What somebody showed to be let in. Holds no secret: of what was handed out only its SHA-256.
public enum Credential: Hashable, Sendable {
    /// The cookie of a browser.
    case session(Digest)
    /// The token of a program, made here.
    case accessToken(Digest)
    /// A JSON Web Token whose signature and times were found to be good.
    case token(TokenUse)
}

/// What a JSON Web Token says that matters here.
public struct TokenUse: Hashable, Sendable {
    public var person: PersonID
    /// Nil where it does not say: then it is older than any sign-out.
    public var issuedAt: Timestamp?
    public var expiresAt: Timestamp
    /// Nil where it does not say: all.
    public var scopes: Set<Scope>?
    /// SHA-256 of the token.
    public var digest: Digest

    public init(
        person: PersonID, issuedAt: Timestamp?, expiresAt: Timestamp, scopes: Set<Scope>? = nil, digest: Digest
    ) {
        self.person = person
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.scopes = scopes
        self.digest = digest
    }
}

/// Whom a credential lets in now, as what, and until when.
public struct Access: Hashable, Sendable {
    public var person: PersonID
    /// What the roster says today.
    public var role: Role
    public var scopes: Set<Scope>
    public var until: Timestamp

    public init(person: PersonID, role: Role, scopes: Set<Scope>, until: Timestamp) {
        self.person = person
        self.role = role
        self.scopes = scopes
        self.until = until
    }
}

/// Why nobody is let in. Says no more than what the bearer of the credential knows or may know.
public enum AccessError: Error, Hashable, Sendable {
    /// It is none that was handed out, or it was called back.
    case notKnown
    case expired
    /// Whoever it was made for is not on the roster.
    case notOnRoster
    case disabled
    /// It was made before the person signed out everywhere.
    case signedOut
}
