public import Attendance
public import Crypto
internal import JSON
internal import Store
internal import Synchronization

/// A browser that has just been let in.
public struct SignedIn: Sendable {
    public var person: PersonID
    public var role: Role
    /// What the browser shows from now on; told this once.
    public var session: SecretToken
    public var until: Timestamp
}

extension AttendanceService {
    /// Lets a browser in by name and password, and by a code where the account asks for one.
    ///
    /// Whoever is not known, has no password or gives a wrong one waits equally long and is told the same.
    /// - Parameters:
    ///   - name: the id on the roster, or an e-mail address that stands there for one person.
    ///   - code: of the second factor, or a recovery code.
    ///   - address: where it comes from, for slowing down whoever guesses.
    /// - Throws: `AccountError`; `StoreError`.
    public func signIn(
        as name: String, _ password: String, code: String?, from address: String, at now: Timestamp
    ) async throws -> SignedIn {
        let name = name.trimmingBlanks()
        let subject = name.lowercased()
        if let wait = signInLimit.withLock({ $0.begin(from: address, for: subject, at: now) }) {
            counters.signIns(.slowedDown)
            throw AccountError.slowedDown(wait: wait)
        }
        do {
            let signedIn = try await checked(name, password, code, from: address, at: now)
            signInLimit.withLock { $0.takeBack(from: address, for: subject, at: now) }
            counters.signIns(.done)
            return signedIn
        } catch let error as AccountError {
            // Who knows the password guesses nothing.
            if error == .codeNeeded || error == .busy {
                signInLimit.withLock { $0.takeBack(from: address, for: subject, at: now) }
            }
            counters.signIns(error == .codeNeeded ? .codeNeeded : .refused)
            throw error
        }
    }

    private func checked(
        _ name: String, _ password: String, _ code: String?, from address: String, at now: Timestamp
    ) async throws -> SignedIn {
        let account = try await database.readers.read { snapshot -> StoredAccount? in
            let people = try snapshot.people(calling: name, email: name.lowercased())
            guard people.count == 1, try snapshot.admission(of: people[0]) != nil else { return nil }
            return try snapshot.account(of: people[0])
        }
        guard try await passwords.isRight(password, account?.password, from: address), let account else {
            throw AccountError.notSignedIn
        }
        let fresh = await passwords.renewed(password, account.password, from: address)
        if account.disabledAt != nil { throw AccountError.disabled }
        return try await admit(account, renewing: fresh, code, at: now)
    }

    /// Once the password was right.
    private func admit(
        _ account: StoredAccount, renewing fresh: String?, _ code: String?, at now: Timestamp
    ) async throws -> SignedIn {
        let person = account.person
        if account.totpSince != nil {
            guard let code, !code.trimmingBlanks().isEmpty else { throw AccountError.codeNeeded }
            if let wait = codeLimit.withLock({ $0.wait(of: person, at: now) }) {
                throw AccountError.slowedDown(wait: wait)
            }
        }
        let session = SecretToken.random(.session)
        let outcome = try await database.writer.write { [settings, archive] transaction, _ in
            // As it is now, not as it was read.
            guard var current = try transaction.account(of: person), current.password == account.password,
                current.disabledAt == nil, let admission = try transaction.admission(of: person)
            else { return Result<SignedIn, AccountError>.failure(.notSignedIn) }
            if current.totpSince != nil {
                guard let code else { return .failure(.codeNeeded) }
                guard try SecondFactor(archive.vault).accepts(code, &current, in: transaction, at: now) else {
                    return .failure(.wrongCode)
                }
            }
            if let fresh { current.password = fresh }
            if current != account { try transaction.set(current) }
            let end = now + settings.accounts.session(of: admission.role)
            try transaction.addSession(session.hash.bytes, of: person, at: now, until: end)
            try transaction.log(
                AuditEntry(
                    at: now, actor: .person(person, admission.role.rawValue), action: .signedIn,
                    subject: person.rawValue,
                    detail: ["session": .string(AuditEntry.name(of: session.hash)), "until": .string(end.rfc3339)]))
            return .success(SignedIn(person: person, role: admission.role, session: session, until: end))
        }
        if case .failure(.wrongCode) = outcome { codeLimit.withLock { $0.charge(person, at: now) } }
        return try outcome.get()
    }

    /// Ends the session of one browser.
    public func signOut(_ credential: Credential) async throws {
        guard case .session(let digest) = credential else { return }
        try await database.writer.write { transaction, _ in
            guard let session = try transaction.session(digest.bytes) else { return }
            try transaction.removeSession(session.id, of: session.person)
        }
    }

    /// Ends every session and every JSON Web Token of a person. Access tokens of programs stay: they are revoked by name.
    public func signOutEverywhere(_ person: PersonID, by actor: AuditEntry.Actor) async throws {
        try await database.writer.write { [now] transaction, _ in
            guard try transaction.admission(of: person) != nil else { throw AccountError.notFound }
            try transaction.endAccess(of: person, at: now())
            try transaction.logAccount(.signedOut, of: person, by: actor, at: now())
        }
    }

    /// Sets another password. Every other browser is signed out, and so is this one: it gets a new session.
    /// - Throws: `AccountError.notSignedIn` where the present one is wrong; `.refused` where the new one is not one to have.
    public func changePassword(
        of person: PersonID, from current: String, to new: String, address: String, at now: Timestamp
    ) async throws -> SignedIn {
        let names = try await database.readers.read { try $0.words(of: person) }
        // First what costs nothing: whoever asks for what is refused in the end must not keep others waiting.
        let chosen = try passwords.chosen(new, notBeing: names)
        let account = try await prove(current, of: person, from: address, at: now)
        let password = try await passwords.hash(chosen, from: address)
        return try await setPassword(
            password, of: person, by: .person(person, ""), after: account.password, at: now)
    }

    /// Asks somebody who is let in for their password once more. Counts as a sign-in does, right or wrong: each takes a
    /// place that somebody else waits for.
    /// - Throws: `AccountError.notSignedIn` where it is wrong.
    func prove(
        _ password: String, of person: PersonID, from address: String, at now: Timestamp
    ) async throws -> StoredAccount {
        let account = try await database.readers.read { try $0.account(of: person) }
        let subject = person.rawValue.lowercased()
        if let wait = signInLimit.withLock({ $0.begin(from: address, for: subject, at: now) }) {
            throw AccountError.slowedDown(wait: wait)
        }
        func takeBack() { signInLimit.withLock { $0.takeBack(from: address, for: subject, at: now) } }
        do throws(AccountError) {
            guard try await passwords.isRight(password, account?.password, from: address), let account else {
                throw .notSignedIn
            }
            takeBack()
            return account
        } catch {
            if error == .busy { takeBack() }
            throw error
        }
    }

    /// - Parameter before: what the password was when it was checked; it must still be that.
    func setPassword(
        _ password: String, of person: PersonID, by actor: AuditEntry.Actor, after before: String?,
        consuming invite: Int64? = nil, at now: Timestamp
    ) async throws -> SignedIn {
        let session = SecretToken.random(.session)
        return try await database.writer.write { [settings] transaction, _ in
            guard let admission = try transaction.admission(of: person), !admission.isDisabled else {
                throw AccountError.notInvited
            }
            if let invite {
                guard let stored = try transaction.invite(numbered: invite), try transaction.isStillGood(stored),
                    try transaction.useInvite(invite, at: now)
                else { throw AccountError.notInvited }
            }
            var account = try transaction.account(of: person) ?? StoredAccount(person: person, createdAt: now)
            guard account.password == before else { throw AccountError.changedSince }
            account.password = password
            try transaction.set(account)
            try transaction.endAccess(of: person, at: now)
            let end = now + settings.accounts.session(of: admission.role)
            try transaction.addSession(session.hash.bytes, of: person, at: now, until: end)
            try transaction.logAccount(
                .passwordSet, of: person, by: .person(person, admission.role.rawValue), at: now)
            return SignedIn(person: person, role: admission.role, session: session, until: end)
        }
    }
}

extension Queries {
    /// What a password of somebody must not be.
    func words(of person: PersonID) throws -> [String] {
        let name = try participant(person)?.name ?? official(person)?.name
        return [person.rawValue] + [name, try official(person)?.email].compactMap { $0 }
    }
}

extension Transaction {
    /// Every browser and every JSON Web Token that was let in so far is no more.
    func endAccess(of person: PersonID, at now: Timestamp) throws {
        var account = try account(of: person) ?? StoredAccount(person: person, createdAt: now)
        account.signedOutAt = now
        try set(account)
        try removeSessions(of: person)
    }
}
