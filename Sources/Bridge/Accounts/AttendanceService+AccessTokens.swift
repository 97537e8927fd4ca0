public import Attendance
public import Crypto
internal import JSON
internal import Store

/// The token of a program, without its secret.
public struct AccessToken: Hashable, Sendable {
    public var id: Int64
    public var name: String
    public var scopes: Set<Scope>
    public var createdAt: Timestamp
    public var until: Timestamp
}

extension AttendanceService {
    /// How many a person may have at a time.
    static let mostAccessTokens = 50

    /// Makes a token with which a program is let in as a person, for what the scopes name and no more than they may do.
    /// - Parameter scopes: of the one who asks; a token cannot be for more than what asked for it.
    public func makeAccessToken(
        for person: PersonID, named name: String, _ scopes: Set<Scope>, lasting length: Span,
        by actor: AccountActor, at now: Timestamp
    ) async throws -> (token: AccessToken, secret: SecretToken) {
        let secret = SecretToken.random(.access)
        let end = now + length
        let id = try await commit { transaction, _ in
            guard let admission = try transaction.admission(of: person), !admission.isDisabled else {
                throw AccountError.notFound
            }
            let known = try transaction.accessTokens(of: person).filter { $0.expiresAt > now }
            guard known.count < Self.mostAccessTokens else {
                throw AccountError.refused("There are \(known.count) tokens already: revoke one that is not needed.")
            }
            guard !known.contains(where: { $0.name == name }) else {
                throw AccountError.refused("There is a token of this name already: choose another, or revoke it.")
            }
            let id = try transaction.addAccessToken(
                secret.hash.bytes, of: person, named: name, scopes.words, at: now, until: end)
            try transaction.logAccount(
                .tokenMade, of: person, by: actor.inLog, at: now,
                [
                    "token": .string(AuditEntry.name(of: secret.hash)), "number": .integer(id),
                    "scopes": .string(scopes.words), "until": .string(end.rfc3339),
                ])
            return id
        }
        return (AccessToken(id: id, name: name, scopes: scopes, createdAt: now, until: end), secret)
    }

    /// Those of a person that were not revoked, in the order they were made.
    public func accessTokens(of person: PersonID) async throws -> [AccessToken] {
        try await database.readers.read { try $0.accessTokens(of: person) }.map {
            AccessToken(
                id: $0.id, name: $0.name, scopes: Set(words: $0.scopes) ?? [], createdAt: $0.createdAt,
                until: $0.expiresAt)
        }
    }

    public func revokeAccessToken(
        _ id: Int64, of person: PersonID, by actor: AccountActor, at now: Timestamp
    ) async throws {
        try await commit { transaction, _ in
            guard try transaction.revokeAccessToken(id, of: person, at: now) else { throw AccountError.notFound }
            try transaction.logAccount(
                .tokenRevoked, of: person, by: actor.inLog, at: now, ["number": .integer(id)])
        }
    }
}
