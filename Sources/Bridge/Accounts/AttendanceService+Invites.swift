public import Attendance
public import Crypto
internal import JSON
internal import Store
internal import Synchronization

/// A link that was just made; its secret is told this once.
public struct MadeInvite: Sendable {
    public var id: Int64
    public var person: PersonID
    public var secret: SecretToken
    public var until: Timestamp
    /// The link is on its way to them by mail.
    public var isMailed = false
}

/// A link that may still be used, without its secret.
public struct OpenInvite: Hashable, Sendable {
    public var id: Int64
    public var person: PersonID
    public var author: String
    public var createdAt: Timestamp
    public var until: Timestamp
}

extension AttendanceService {
    /// Mail can be sent at all.
    public var sendsMail: Bool { settings.sendsMail }

    /// Makes a link with which somebody of the roster sets their password, once. One that was made before is of no use any
    /// more. Administrators invite everybody, court representatives their own participants.
    /// - Parameter byMail: sends the link to the address that the roster has of them.
    /// - Throws: `AccountError.notFound`, `.refused`.
    public func invite(
        _ person: PersonID, byMail: Bool = false, by actor: AccountActor, at now: Timestamp
    ) async throws -> MadeInvite {
        let secret = SecretToken.random(.invite)
        if byMail, !settings.sendsMail {
            throw AccountError.refused("No mail is sent here (mail.url is not set): hand the link over.")
        }
        return try await commit { [settings, archive] transaction, _ in
            guard try actor.mayInvite(person, in: transaction) else { throw AccountError.notFound }
            if try transaction.admission(of: person)?.isDisabled == true {
                throw AccountError.refused("The account is disabled: enable it first.")
            }
            if try transaction.account(of: person)?.password != nil {
                throw AccountError.refused("They have a password already. To give them another one, reset it.")
            }
            var made = try transaction.invite(person, secret, settings.accounts.invite, by: actor, at: now)
            guard byMail else { return made }
            try transaction.enqueue(
                try transaction.mail(made, to: self.link(for: made)), in: archive, at: now)
            made.isMailed = true
            return made
        }
    }

    /// Takes the password and the second factor of somebody away, signs them out everywhere, and makes a link with which
    /// they set a new one.
    public func resetAccount(of person: PersonID, by actor: AccountActor, at now: Timestamp) async throws -> MadeInvite
    {
        let secret = SecretToken.random(.invite)
        return try await commit { [settings] transaction, _ in
            guard try actor.mayInvite(person, in: transaction) else { throw AccountError.notFound }
            if try transaction.admission(of: person)?.isDisabled == true {
                throw AccountError.refused("The account is disabled: enable it first.")
            }
            var account = try transaction.account(of: person) ?? StoredAccount(person: person, createdAt: now)
            account.password = nil
            account.totp = nil
            account.totpSince = nil
            try transaction.set(account)
            try transaction.setRecoveryCodes([], of: person)
            try transaction.endAccess(of: person, at: now)
            try transaction.revokeAccessTokens(of: person, at: now)
            try transaction.logAccount(.reset, of: person, by: actor.inLog, at: now)
            return try transaction.invite(person, secret, settings.accounts.invite, by: actor, at: now)
        }
    }

    /// Sets the password of whoever was invited, and lets their browser in.
    /// - Throws: `AccountError.notInvited`; `.refused` where the password is not one to have: the link stays good.
    public func accept(
        invite text: String, password: String, from address: String, at now: Timestamp
    ) async throws -> SignedIn {
        if let wait = signInLimit.withLock({ $0.wait(of: address, for: "", at: now) }) {
            throw AccountError.slowedDown(wait: wait)
        }
        let found = try await database.readers.read { snapshot -> (StoredInvite, [String], String?)? in
            guard let token = SecretToken(text.trimmingBlanks(), kind: .invite),
                let invite = try snapshot.invite(token.hash.bytes), invite.isOpen(at: now),
                try snapshot.isStillGood(invite),
                let admission = try snapshot.admission(of: invite.person), !admission.isDisabled
            else { return nil }
            return (
                invite, try snapshot.words(of: invite.person), try snapshot.account(of: invite.person)?.password
            )
        }
        guard let (invite, words, before) = found else {
            signInLimit.withLock { $0.note(.wrong, from: address, for: "", at: now) }
            throw AccountError.notInvited
        }
        let chosen = try passwords.chosen(password, notBeing: words)
        // A link can be shown many times before it is used: each time takes a place that somebody else waits for.
        signInLimit.withLock { $0.note(.right, from: address, for: "", at: now) }
        let hash = try await passwords.hash(chosen, from: address)
        return try await setPassword(
            hash, of: invite.person, by: .person(invite.person, ""), after: before, consuming: invite.id, at: now)
    }

    /// Whose link it is, for the page that greets them; nil where it is of no use.
    public func invited(by text: String, at now: Timestamp) async throws -> PersonID? {
        try await database.readers.read { snapshot in
            guard let token = SecretToken(text.trimmingBlanks(), kind: .invite),
                let invite = try snapshot.invite(token.hash.bytes), invite.isOpen(at: now),
                try snapshot.isStillGood(invite)
            else { return nil }
            return try snapshot.admission(of: invite.person).map { $0.isDisabled ? nil : invite.person } ?? nil
        }
    }

    /// Links that may be used, the newest first: all, or those for a court representative's participants.
    public func openInvites(
        for actor: AccountActor, before: Int64?, limit: Int, at now: Timestamp
    ) async throws -> [OpenInvite] {
        try await database.readers.read { snapshot in
            try snapshot.openInvites(of: actor.courtRep, at: now, before: before, limit: limit).map {
                OpenInvite(
                    id: $0.id, person: $0.person, author: $0.author, createdAt: $0.createdAt, until: $0.expiresAt)
            }
        }
    }

    /// Makes a link useless.
    public func revokeInvite(_ id: Int64, by actor: AccountActor, at now: Timestamp) async throws {
        try await commit { transaction, _ in
            guard let invite = try transaction.invite(numbered: id), invite.isOpen(at: now),
                try actor.mayInvite(invite.person, in: transaction)
            else { throw AccountError.notFound }
            try transaction.revokeInvites(for: invite.person, at: now)
            try transaction.logAccount(.inviteRevoked, of: invite.person, by: actor.inLog, at: now)
        }
    }
}

extension StoredInvite {
    fileprivate func isOpen(at now: Timestamp) -> Bool { usedAt == nil && revokedAt == nil && expiresAt > now }
}

extension Queries {
    /// Whether who made a link might make it still: what somebody may no more, their links may no more.
    func isStillGood(_ invite: StoredInvite) throws -> Bool {
        let author = PersonID(invite.author)
        guard let admission = try admission(of: author) else {
            return invite.author == AccountActor.operatorOfMachine.name
        }
        return try !admission.isDisabled
            && AccountActor.person(Author(id: author, role: admission.role)).mayInvite(invite.person, in: self)
    }
}

extension Transaction {
    /// It says nothing of courts, meetings or what somebody is: others may see the screen.
    fileprivate func mail(_ invite: MadeInvite, to link: String) throws -> OutgoingMail {
        let addresses =
            try official(invite.person)?.email.map { [$0] }
            ?? participant(invite.person)?.identities.filter { $0.kind == .email }.map(\.value) ?? []
        guard addresses.count == 1 else {
            throw AccountError.refused(
                addresses.isEmpty
                    ? "The roster has no e-mail address of them: hand the link over."
                    : "The roster has several e-mail addresses of them: hand the link over.")
        }
        return OutgoingMail(
            .invite, to: invite.person, at: addresses[0], subject: "Set your password",
            text: """
                Somebody asked us to let you in to Attendance Bridge. Open this link and choose a password:

                \(link)

                It works once, until \(invite.until.rfc3339). Show it to nobody. If you do not know what this is about,
                do nothing.

                This message was sent by a program: nobody reads an answer.

                """, until: invite.until)
    }

    fileprivate func invite(
        _ person: PersonID, _ secret: SecretToken, _ length: Span, by actor: AccountActor, at now: Timestamp
    ) throws -> MadeInvite {
        try revokeInvites(for: person, at: now)
        let end = now + length
        let id = try addInvite(secret.hash.bytes, for: person, by: actor.name, at: now, until: end)
        try logAccount(.invited, of: person, by: actor.inLog, at: now, ["until": .string(end.rfc3339)])
        return MadeInvite(id: id, person: person, secret: secret, until: end)
    }
}
