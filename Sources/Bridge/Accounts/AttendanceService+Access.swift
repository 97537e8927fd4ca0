public import Attendance
internal import Crypto
internal import Store

extension AttendanceService {
    /// Whom a credential lets in at a moment. Asked for every request, and again for every open connection of somebody whose
    /// access has changed.
    /// - Throws: `AccessError`; `StoreError`.
    public func access(of credential: Credential, at now: Timestamp) async throws -> Access {
        try await database.readers.read { snapshot in
            switch credential {
            case .session(let digest):
                guard let session = try snapshot.session(digest.bytes) else { throw AccessError.notKnown }
                // One that was signed out is there no more.
                return try snapshot.admitted(
                    of: session.person, madeAt: nil, until: session.expiresAt, .all, at: now)
            case .accessToken(let digest):
                guard let token = try snapshot.accessToken(digest.bytes), token.revokedAt == nil,
                    let scopes = Set<Scope>(words: token.scopes)
                else { throw AccessError.notKnown }
                // Programs stay when their person signs out; they are called back by name.
                return try snapshot.admitted(of: token.person, madeAt: nil, until: token.expiresAt, scopes, at: now)
            case .token(let use):
                return try snapshot.admitted(
                    of: use.person, madeAt: use.issuedAt ?? Timestamp(milliseconds: 0), until: use.expiresAt,
                    use.scopes ?? .all, at: now)
            }
        }
    }
}

extension Snapshot {
    /// - Parameter madeAt: nil: signing out does not end it.
    fileprivate func admitted(
        of person: PersonID, madeAt: Timestamp?, until end: Timestamp, _ scopes: Set<Scope>, at now: Timestamp
    ) throws -> Access {
        guard end > now else { throw AccessError.expired }
        guard let admission = try admission(of: person) else { throw AccessError.notOnRoster }
        guard !admission.isDisabled else { throw AccessError.disabled }
        // Tokens tell the second they were made in: one of the very second of the sign-out may be older than that.
        let isOlder = madeAt.map { admission.signedOutAt > Timestamp(milliseconds: 0) && $0 <= admission.signedOutAt }
        guard isOlder != true else { throw AccessError.signedOut }
        return Access(person: person, role: admission.role, scopes: scopes, until: end)
    }
}
