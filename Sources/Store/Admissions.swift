public import Attendance

/// Whom something lets in, and what became of them since.
public struct Admission: Hashable, Sendable {
    public var person: PersonID
    public var role: Role
    public var isDisabled: Bool
    /// What was made before this lets nobody in.
    public var signedOutAt: Timestamp
}

/// A browser that is signed in.
public struct StoredSession: Hashable, Sendable {
    public var id: Int64
    public var person: PersonID
    public var createdAt: Timestamp
    public var expiresAt: Timestamp
}

/// What lets a program in.
public struct StoredAccessToken: Hashable, Sendable {
    public var id: Int64
    public var person: PersonID
    public var name: String
    /// Words, separated by spaces.
    public var scopes: String
    public var createdAt: Timestamp
    public var expiresAt: Timestamp
    public var revokedAt: Timestamp?
}

/// A link that lets somebody set their password, once.
public struct StoredInvite: Hashable, Sendable {
    public var id: Int64
    public var person: PersonID
    public var author: String
    public var createdAt: Timestamp
    public var expiresAt: Timestamp
    public var usedAt: Timestamp?
    public var revokedAt: Timestamp?
}

extension Queries {
    /// Nil for who is not on the roster, or was erased.
    public func admission(of person: PersonID) throws(StoreError) -> Admission? {
        try connection.first(
            """
            SELECT p.role, a.disabled_ms IS NOT NULL, ifnull(a.signed_out_ms, 0)
            FROM person AS p LEFT JOIN account AS a ON a.person = p.id LEFT JOIN participant AS q ON q.person = p.id
            WHERE p.id = ? AND q.erased_ms IS NULL
            """,
            person.rawValue
        ) { row in
            Role(rawValue: row.text(0)).map {
                Admission(
                    person: person, role: $0, isDisabled: row.integer(1) != 0,
                    signedOutAt: Timestamp(milliseconds: row.integer(2)))
            }
        } ?? nil
    }

    /// - Parameter hash: SHA-256 of what the browser holds.
    public func session(_ hash: [UInt8]) throws(StoreError) -> StoredSession? {
        try connection.first("SELECT id, person, created_ms, expires_ms FROM session WHERE hash = ?", hash) { row in
            StoredSession(
                id: row.integer(0), person: PersonID(row.text(1)), createdAt: Timestamp(milliseconds: row.integer(2)),
                expiresAt: Timestamp(milliseconds: row.integer(3)))
        }
    }

    /// - Parameter hash: SHA-256 of what the program holds.
    public func accessToken(_ hash: [UInt8]) throws(StoreError) -> StoredAccessToken? {
        try connection.first(
            "SELECT id, person, name, scopes, created_ms, expires_ms, revoked_ms FROM access_token WHERE hash = ?",
            hash,
            read: accessTokenRow)
    }

    /// Those of a person that were not revoked, in the order they were made.
    public func accessTokens(of person: PersonID) throws(StoreError) -> [StoredAccessToken] {
        try connection.rows(
            """
            SELECT id, person, name, scopes, created_ms, expires_ms, revoked_ms FROM access_token
            WHERE person = ? AND revoked_ms IS NULL ORDER BY id
            """,
            person.rawValue, read: accessTokenRow)
    }

    /// - Parameter hash: SHA-256 of what stands in the link.
    public func invite(_ hash: [UInt8]) throws(StoreError) -> StoredInvite? {
        try connection.first(
            "SELECT id, person, author, created_ms, expires_ms, used_ms, revoked_ms FROM invite WHERE hash = ?", hash,
            read: inviteRow)
    }

    public func invite(numbered id: Int64) throws(StoreError) -> StoredInvite? {
        try connection.first(
            "SELECT id, person, author, created_ms, expires_ms, used_ms, revoked_ms FROM invite WHERE id = ?", id,
            read: inviteRow)
    }

    /// Those that may be used at a moment, the newest first.
    /// - Parameter courtRep: nil: of everybody; else those for their participants alone.
    public func openInvites(of courtRep: PersonID?, at now: Timestamp, before: Int64?, limit: Int) throws(StoreError)
        -> [StoredInvite]
    {
        try connection.rows(
            """
            SELECT i.id, i.person, i.author, i.created_ms, i.expires_ms, i.used_ms, i.revoked_ms
            FROM invite AS i LEFT JOIN participant AS q ON q.person = i.person
            WHERE i.used_ms IS NULL AND i.revoked_ms IS NULL AND i.expires_ms > ?1 AND i.id < ?2
              AND (?3 IS NULL OR q.court_rep = ?3) ORDER BY i.id DESC LIMIT ?4
            """,
            now.milliseconds, before ?? .max, courtRep?.rawValue, limit, read: inviteRow)
    }
}

extension Transaction {
    /// - Parameter most: how many a person may have: one more ends their oldest.
    public func addSession(
        _ hash: [UInt8], of person: PersonID, at now: Timestamp, until end: Timestamp, most: Int = 50
    ) throws(StoreError) {
        try connection.run(
            "INSERT INTO session(hash, person, created_ms, expires_ms) VALUES (?, ?, ?, ?)", hash, person.rawValue,
            now.milliseconds, end.milliseconds)
        let ended = try connection.run(
            """
            DELETE FROM session WHERE person = ?1
              AND id <= (SELECT id FROM session WHERE person = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)
            """, person.rawValue, most)
        if ended > 0 { noteChangedAccess(of: person) }
    }

    public func removeSession(_ id: Int64, of person: PersonID) throws(StoreError) {
        try connection.run("DELETE FROM session WHERE id = ?", id)
        noteChangedAccess(of: person)
    }

    public func removeSessions(of person: PersonID) throws(StoreError) {
        try connection.run("DELETE FROM session WHERE person = ?", person.rawValue)
        noteChangedAccess(of: person)
    }

    /// Those that are over let nobody in anyway.
    /// - Returns: how many were removed, at most `limit`.
    public func removeSessions(endedBefore moment: Timestamp, limit: Int) throws(StoreError) -> Int {
        try connection.run(
            "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_ms < ? LIMIT ?)",
            moment.milliseconds, limit)
    }

    /// Those that were used, revoked or too old by then.
    /// - Returns: how many were removed, at most `limit`.
    public func removeInvites(endedBefore moment: Timestamp, limit: Int) throws(StoreError) -> Int {
        try connection.run(
            """
            DELETE FROM invite WHERE id IN (SELECT id FROM invite
              WHERE min(expires_ms, ifnull(used_ms, expires_ms), ifnull(revoked_ms, expires_ms)) < ? LIMIT ?)
            """, moment.milliseconds, limit)
    }

    /// Those that were revoked or too old by then.
    /// - Returns: how many were removed, at most `limit`.
    public func removeAccessTokens(endedBefore moment: Timestamp, limit: Int) throws(StoreError) -> Int {
        try connection.run(
            """
            DELETE FROM access_token WHERE id IN (SELECT id FROM access_token
              WHERE min(expires_ms, ifnull(revoked_ms, expires_ms)) < ? LIMIT ?)
            """, moment.milliseconds, limit)
    }

    public func addAccessToken(
        _ hash: [UInt8], of person: PersonID, named name: String, _ scopes: String, at now: Timestamp,
        until end: Timestamp
    ) throws(StoreError) -> Int64 {
        try connection.run(
            "INSERT INTO access_token(hash, person, name, scopes, created_ms, expires_ms) VALUES (?, ?, ?, ?, ?, ?)",
            hash, person.rawValue, name, scopes, now.milliseconds, end.milliseconds)
        return connection.lastInsertedRow
    }

    /// Returns false where the person has none of this number.
    public func revokeAccessToken(_ id: Int64, of person: PersonID, at now: Timestamp) throws(StoreError) -> Bool {
        noteChangedAccess(of: person)
        return try connection.run(
            "UPDATE access_token SET revoked_ms = ? WHERE id = ? AND person = ? AND revoked_ms IS NULL",
            now.milliseconds, id, person.rawValue) > 0
    }

    public func revokeAccessTokens(of person: PersonID, at now: Timestamp) throws(StoreError) {
        try connection.run(
            "UPDATE access_token SET revoked_ms = ? WHERE person = ? AND revoked_ms IS NULL", now.milliseconds,
            person.rawValue)
        noteChangedAccess(of: person)
    }

    public func addInvite(
        _ hash: [UInt8], for person: PersonID, by author: String, at now: Timestamp, until end: Timestamp
    ) throws(StoreError) -> Int64 {
        try connection.run(
            "INSERT INTO invite(hash, person, author, created_ms, expires_ms) VALUES (?, ?, ?, ?, ?)", hash,
            person.rawValue, author, now.milliseconds, end.milliseconds)
        return connection.lastInsertedRow
    }

    /// Returns false where it was used or revoked before.
    public func useInvite(_ id: Int64, at now: Timestamp) throws(StoreError) -> Bool {
        try connection.run(
            "UPDATE invite SET used_ms = ? WHERE id = ? AND used_ms IS NULL AND revoked_ms IS NULL", now.milliseconds,
            id) > 0
    }

    /// Those that were not used: a newer one takes their place, or none shall be used.
    public func revokeInvites(for person: PersonID, at now: Timestamp) throws(StoreError) {
        try connection.run(
            "UPDATE invite SET revoked_ms = ? WHERE person = ? AND used_ms IS NULL AND revoked_ms IS NULL",
            now.milliseconds, person.rawValue)
    }
}

private func accessTokenRow(_ row: Row) -> StoredAccessToken {
    StoredAccessToken(
        id: row.integer(0), person: PersonID(row.text(1)), name: row.text(2), scopes: row.text(3),
        createdAt: Timestamp(milliseconds: row.integer(4)), expiresAt: Timestamp(milliseconds: row.integer(5)),
        revokedAt: row.optional(6, row.integer).map(Timestamp.init(milliseconds:)))
}

private func inviteRow(_ row: Row) -> StoredInvite {
    StoredInvite(
        id: row.integer(0), person: PersonID(row.text(1)), author: row.text(2),
        createdAt: Timestamp(milliseconds: row.integer(3)), expiresAt: Timestamp(milliseconds: row.integer(4)),
        usedAt: row.optional(5, row.integer).map(Timestamp.init(milliseconds:)),
        revokedAt: row.optional(6, row.integer).map(Timestamp.init(milliseconds:)))
}
