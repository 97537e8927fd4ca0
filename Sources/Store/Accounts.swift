public import Attendance

/// How a person shows who they are.
public struct StoredAccount: Hashable, Sendable {
    public var person: PersonID
    /// In PHC form; nil: none is set.
    public var password: String?
    /// Sealed; nil: none.
    public var totp: [UInt8]?
    /// Since when a code is asked for; nil: the secret was not confirmed.
    public var totpSince: Timestamp?
    /// The last time step whose code was used.
    public var totpStep: Int64
    public var disabledAt: Timestamp?
    /// What was made before this lets nobody in.
    public var signedOutAt: Timestamp
    public var createdAt: Timestamp

    public init(person: PersonID, createdAt: Timestamp) {
        self.person = person
        self.createdAt = createdAt
        totpStep = 0
        signedOutAt = Timestamp(milliseconds: 0)
    }
}

/// Somebody of the roster with what is known of how they come in, for a list.
public struct UserRow: Hashable, Sendable {
    public var id: PersonID
    public var role: Role
    public var name: String
    public var email: String?
    public var hasPassword: Bool
    public var hasSecondFactor: Bool
    public var disabledAt: Timestamp?
    /// How many browsers are signed in.
    public var sessions: Int
    /// Until when an invite may be used; nil where none may.
    public var invitedUntil: Timestamp?
}

extension Queries {
    public func account(of person: PersonID) throws(StoreError) -> StoredAccount? {
        try connection.first(
            """
            SELECT password, totp, totp_since_ms, totp_step, disabled_ms, signed_out_ms, created_ms FROM account
            WHERE person = ?
            """,
            person.rawValue
        ) { row in
            var account = StoredAccount(person: person, createdAt: Timestamp(milliseconds: row.integer(6)))
            account.password = row.optional(0, row.text)
            account.totp = row.optional(1, row.blob)
            account.totpSince = row.optional(2, row.integer).map(Timestamp.init(milliseconds:))
            account.totpStep = row.integer(3)
            account.disabledAt = row.optional(4, row.integer).map(Timestamp.init(milliseconds:))
            account.signedOutAt = Timestamp(milliseconds: row.integer(5))
            return account
        }
    }

    /// Whom somebody may mean who types this to sign in: an id, or an e-mail address of the roster.
    public func people(calling name: String, email: String) throws(StoreError) -> [PersonID] {
        try connection.rows(
            """
            SELECT id FROM person WHERE id = ?1
            UNION SELECT id FROM person WHERE email IS NOT NULL AND lower(email) = ?2
            UNION SELECT participant FROM identity WHERE kind = 'email' AND value = ?2 ORDER BY 1
            """,
            name, email
        ) { PersonID($0.text(0)) }
    }

    /// Everybody of the roster after an id, in the order of the ids; of one court representative the participants alone.
    public func users(after id: String, of courtRep: PersonID?, at now: Timestamp, limit: Int) throws(StoreError)
        -> [UserRow]
    {
        if let courtRep { return try participants(of: courtRep, after: id, at: now, limit: limit) }
        return try connection.rows(
            """
            SELECT p.id, p.role, p.name, p.email, a.password IS NOT NULL, a.totp_since_ms IS NOT NULL, a.disabled_ms,
              (SELECT count(*) FROM session AS s WHERE s.person = p.id AND s.expires_ms > ?2),
              (SELECT max(expires_ms) FROM invite AS i WHERE i.person = p.id AND i.expires_ms > ?2
                AND i.used_ms IS NULL AND i.revoked_ms IS NULL)
            FROM person AS p LEFT JOIN participant AS q ON q.person = p.id LEFT JOIN account AS a ON a.person = p.id
            WHERE p.id > ?1 AND q.erased_ms IS NULL ORDER BY p.id LIMIT ?3
            """,
            id, now.milliseconds, limit, read: userRow)
    }

    private func participants(
        of courtRep: PersonID, after id: String, at now: Timestamp, limit: Int
    ) throws(StoreError) -> [UserRow] {
        try connection.rows(
            """
            SELECT p.id, p.role, p.name, p.email, a.password IS NOT NULL, a.totp_since_ms IS NOT NULL, a.disabled_ms,
              (SELECT count(*) FROM session AS s WHERE s.person = p.id AND s.expires_ms > ?3),
              (SELECT max(expires_ms) FROM invite AS i WHERE i.person = p.id AND i.expires_ms > ?3
                AND i.used_ms IS NULL AND i.revoked_ms IS NULL)
            FROM participant AS q CROSS JOIN person AS p ON p.id = q.person LEFT JOIN account AS a ON a.person = q.person
            WHERE q.court_rep = ?1 AND q.person > ?2 AND q.erased_ms IS NULL ORDER BY q.person LIMIT ?4
            """,
            courtRep.rawValue, id, now.milliseconds, limit, read: userRow)
    }

    /// Nil where nobody of the roster has the id.
    public func user(_ id: PersonID, at now: Timestamp) throws(StoreError) -> UserRow? {
        try connection.first(
            """
            SELECT p.id, p.role, p.name, p.email, a.password IS NOT NULL, a.totp_since_ms IS NOT NULL, a.disabled_ms,
              (SELECT count(*) FROM session AS s WHERE s.person = p.id AND s.expires_ms > ?2),
              (SELECT max(expires_ms) FROM invite AS i WHERE i.person = p.id AND i.expires_ms > ?2
                AND i.used_ms IS NULL AND i.revoked_ms IS NULL)
            FROM person AS p LEFT JOIN participant AS q ON q.person = p.id LEFT JOIN account AS a ON a.person = p.id
            WHERE p.id = ?1 AND q.erased_ms IS NULL
            """,
            id.rawValue, now.milliseconds, read: userRow)
    }

    /// How many administrators may sign in or are let in by a token, but for one.
    public func otherAdministrators(than person: PersonID) throws(StoreError) -> Int {
        try connection.first(
            """
            SELECT count(*) FROM person AS p LEFT JOIN account AS a ON a.person = p.id
            WHERE p.role = 'administrator' AND p.id <> ? AND a.disabled_ms IS NULL
            """,
            person.rawValue
        ) { Int($0.integer(0)) } ?? 0
    }

    /// Whether a recovery code is one of theirs that was not used.
    public func hasRecoveryCode(_ hash: [UInt8], _ person: PersonID) throws(StoreError) -> Bool {
        try connection.first(
            "SELECT 1 FROM recovery_code WHERE person = ? AND hash = ?", person.rawValue, hash
        ) { _ in true } ?? false
    }

    public func recoveryCodeCount(of person: PersonID) throws(StoreError) -> Int {
        try connection.first("SELECT count(*) FROM recovery_code WHERE person = ?", person.rawValue) {
            Int($0.integer(0))
        } ?? 0
    }
}

extension Transaction {
    /// Adds or replaces.
    public func set(_ account: StoredAccount) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO account(person, password, totp, totp_since_ms, totp_step, disabled_ms, signed_out_ms, created_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET password = excluded.password, totp = excluded.totp,
              totp_since_ms = excluded.totp_since_ms, totp_step = excluded.totp_step,
              disabled_ms = excluded.disabled_ms, signed_out_ms = excluded.signed_out_ms
            """,
            account.person.rawValue, account.password, account.totp, account.totpSince?.milliseconds, account.totpStep,
            account.disabledAt?.milliseconds, account.signedOutAt.milliseconds, account.createdAt.milliseconds)
    }

    /// The codes that may be used once each in the place of a second factor's; those before are of no use any more.
    public func setRecoveryCodes(_ hashes: [[UInt8]], of person: PersonID) throws(StoreError) {
        try connection.run("DELETE FROM recovery_code WHERE person = ?", person.rawValue)
        for hash in hashes {
            try connection.run("INSERT INTO recovery_code(person, hash) VALUES (?, ?)", person.rawValue, hash)
        }
    }

    /// Uses one up. Returns false where it was none.
    public func useRecoveryCode(_ hash: [UInt8], of person: PersonID) throws(StoreError) -> Bool {
        try connection.run("DELETE FROM recovery_code WHERE person = ? AND hash = ?", person.rawValue, hash) > 0
    }

    /// Everything by which somebody could come in.
    func removeAccount(of person: PersonID) throws(StoreError) {
        let id = person.rawValue
        try connection.run("DELETE FROM recovery_code WHERE person = ?", id)
        try connection.run("DELETE FROM session WHERE person = ?", id)
        try connection.run("DELETE FROM access_token WHERE person = ?", id)
        try connection.run("DELETE FROM invite WHERE person = ?", id)
        try connection.run("DELETE FROM account WHERE person = ?", id)
        noteChangedAccess(of: person)
    }

    /// Another role for an official.
    public func setRole(_ role: Role, of person: PersonID) throws(StoreError) {
        try connection.run("UPDATE person SET role = ? WHERE id = ?", role.rawValue, person.rawValue)
        noteChangedAccess(of: person)
    }
}

private func userRow(_ row: Row) -> UserRow {
    UserRow(
        id: PersonID(row.text(0)), role: Role(rawValue: row.text(1)) ?? .participant, name: row.text(2),
        email: row.optional(3, row.text), hasPassword: row.integer(4) != 0, hasSecondFactor: row.integer(5) != 0,
        disabledAt: row.optional(6, row.integer).map(Timestamp.init(milliseconds:)), sessions: Int(row.integer(7)),
        invitedUntil: row.optional(8, row.integer).map(Timestamp.init(milliseconds:)))
}
