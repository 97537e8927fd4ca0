public import Attendance
internal import JSON
internal import Store

/// Somebody of the roster and how they come in.
public struct User: Hashable, Sendable {
    public var id: PersonID
    public var role: Role
    public var name: String
    public var email: String?
    public var state: State
    public var hasSecondFactor: Bool
    /// How many browsers are signed in.
    public var sessions: Int
    /// Until when their invite may be used; nil where there is none.
    public var invitedUntil: Timestamp?

    public enum State: String, Hashable, Sendable, CaseIterable {
        /// No password, and no invite that could be used.
        case notInvited = "not-invited"
        case invited
        case active
        case disabled
    }

    init(_ row: UserRow) {
        id = row.id
        role = row.role
        name = row.name
        email = row.email
        hasSecondFactor = row.hasSecondFactor
        sessions = row.sessions
        invitedUntil = row.invitedUntil
        state =
            row.disabledAt != nil
            ? .disabled : row.hasPassword ? .active : row.invitedUntil != nil ? .invited : .notInvited
    }
}

extension AttendanceService {
    /// Everybody of the roster in the order of their ids; a court representative is shown their participants alone.
    /// - Returns: at most `limit`, and whether there are more.
    public func users(
        for actor: AccountActor, after id: PersonID?, limit: Int, at now: Timestamp
    ) async throws -> (users: [User], hasMore: Bool) {
        let rows = try await database.readers.read {
            try $0.users(after: id?.rawValue ?? "", of: actor.courtRep, at: now, limit: limit + 1)
        }
        return (rows.prefix(limit).map { User($0) }, rows.count > limit)
    }

    /// Nil where there is no such person.
    public func user(_ id: PersonID, at now: Timestamp) async throws -> User? {
        // The row whose id follows whatever is less than it.
        try await database.readers.read { try $0.user(id, at: now) }.map { User($0) }
    }

    /// Puts a court representative or an administrator on the roster. Participants come with a roster, for more is to be
    /// known of them.
    public func addOfficial(
        _ id: PersonID, _ role: Role, name: String, email: String?, by actor: AccountActor, at now: Timestamp
    ) async throws {
        guard role != .participant else {
            throw AccountError.refused("Participants are put on the roster: attendance-bridge roster import.")
        }
        try await commit { transaction, memory in
            guard try transaction.admission(of: id) == nil, try transaction.erasedAt(id) == nil else {
                throw AccountError.refused("There is somebody with this id already.")
            }
            try transaction.set(Official(id: id, role: role, name: name, email: email))
            try transaction.logAccount(.added, of: id, by: actor.inLog, at: now, ["role": .string(role.rawValue)])
            memory.forgetAll()
        }
    }

    /// Whatever would let somebody in does so no more, until they are enabled again.
    public func disable(_ person: PersonID, by actor: AccountActor, at now: Timestamp) async throws {
        try await commit { transaction, _ in
            guard let admission = try transaction.admission(of: person) else { throw AccountError.notFound }
            try actor.mayLose(person, admission.role, in: transaction)
            var account = try transaction.account(of: person) ?? StoredAccount(person: person, createdAt: now)
            if account.disabledAt != nil { return }
            account.disabledAt = now
            try transaction.set(account)
            try transaction.endAccess(of: person, at: now)
            try transaction.revokeInvites(for: person, at: now)
            try transaction.revokeAccessTokens(of: person, at: now)
            try transaction.logAccount(.disabled, of: person, by: actor.inLog, at: now)
        }
    }

    /// They may sign in again; what let them in before does not.
    public func enable(_ person: PersonID, by actor: AccountActor, at now: Timestamp) async throws {
        try await commit { transaction, _ in
            guard try transaction.admission(of: person) != nil else { throw AccountError.notFound }
            guard var account = try transaction.account(of: person), account.disabledAt != nil else { return }
            account.disabledAt = nil
            try transaction.set(account)
            transaction.noteChangedAccess(of: person)
            try transaction.logAccount(.enabled, of: person, by: actor.inLog, at: now)
        }
    }

    /// Makes a court representative an administrator, or the other way round.
    /// - Parameter seen: the role they had when it was read; another one is refused.
    public func changeRole(
        of person: PersonID, from seen: Role, to role: Role, by actor: AccountActor, at now: Timestamp
    ) async throws {
        try await commit { transaction, memory in
            guard let admission = try transaction.admission(of: person) else { throw AccountError.notFound }
            guard admission.role == seen else { throw AccountError.changedSince }
            if role == seen { return }
            guard seen != .participant, role != .participant else {
                throw AccountError.refused("A participant stays one, and nobody becomes one: use another id.")
            }
            if seen == .administrator { try actor.mayLose(person, seen, in: transaction) }
            if seen == .courtRep, try !transaction.participants(of: person).isEmpty {
                throw AccountError.refused(
                    "They have participants: give these to another court representative with a roster first.")
            }
            try transaction.setRole(role, of: person)
            try transaction.logAccount(
                .roleChanged, of: person, by: actor.inLog, at: now,
                ["from": .string(seen.rawValue), "to": .string(role.rawValue)])
            memory.forgetAll()
        }
    }
}

extension AccountActor {
    /// Refuses what would leave nobody to administer, or shut out whoever does it. The operator may always add another.
    fileprivate func mayLose(_ person: PersonID, _ role: Role, in queries: some Queries) throws {
        guard case .person(let author) = self else { return }
        if author.id == person { throw AccountError.refused("That is yourself: another administrator can do it.") }
        if role == .administrator, try queries.otherAdministrators(than: person) == 0 {
            throw AccountError.refused("They are the only administrator who may come in.")
        }
    }
}
