public import Attendance

/// A mail that is to be sent, or was.
public struct StoredMail: Hashable, Sendable {
    /// Given out by the database: mails are in the order they were queued.
    public var id: Int64
    public var messageID: String
    public var kind: String
    /// Whom it is for.
    public var person: PersonID
    public var queuedAt: Timestamp
    /// When it is of no use any more.
    public var until: Timestamp
    /// How often it was tried.
    public var attempts: Int
    /// Address, subject and text, and the wrapped key that opens them; nil once they are not needed any more.
    public var sealed: [UInt8]?
    public var key: [UInt8]?
    /// When it is tried next; nil: never again.
    public var due: Timestamp?
    public var sentAt: Timestamp?
    public var givenUpAt: Timestamp?
    /// Why the newest attempt failed, in words that name nobody.
    public var failure: String?

    public init(
        id: Int64 = 0, messageID: String, kind: String, person: PersonID, queuedAt: Timestamp, until: Timestamp,
        sealed: [UInt8], key: [UInt8]
    ) {
        self.id = id
        self.messageID = messageID
        self.kind = kind
        self.person = person
        self.queuedAt = queuedAt
        self.until = until
        self.sealed = sealed
        self.key = key
        attempts = 0
        due = queuedAt
    }
}

extension Transaction {
    /// Queues a mail that is due at once; its `id` is given out here and returned.
    @discardableResult
    public func add(_ mail: StoredMail) throws(StoreError) -> Int64 {
        try connection.run(
            """
            INSERT INTO mail(message_id, kind, person, queued_ms, until_ms, due_ms, sealed, key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            mail.messageID, mail.kind, mail.person.rawValue, mail.queuedAt.milliseconds, mail.until.milliseconds,
            mail.due?.milliseconds, mail.sealed, mail.key)
        hasQueuedMail = true
        return connection.lastInsertedRow
    }

    /// It was tried in vain and is tried again.
    public func postponeMail(_ id: Int64, until due: Timestamp, because failure: String) throws(StoreError) {
        try connection.run(
            "UPDATE mail SET attempts = attempts + 1, due_ms = ?, failure = ? WHERE id = ? AND due_ms IS NOT NULL",
            due.milliseconds, failure, id)
    }

    /// A server took it. What it said is forgotten.
    public func noteSentMail(_ id: Int64, at now: Timestamp) throws(StoreError) {
        try connection.run(
            """
            UPDATE mail SET attempts = attempts + 1, due_ms = NULL, sent_ms = ?, sealed = NULL, key = NULL WHERE id = ?
            """,
            now.milliseconds, id)
    }

    /// It is tried no more. What it said is forgotten.
    public func giveUpMail(_ id: Int64, at now: Timestamp, because failure: String) throws(StoreError) {
        try connection.run(
            """
            UPDATE mail SET attempts = attempts + 1, due_ms = NULL, given_up_ms = ?, failure = ?, sealed = NULL, key = NULL
            WHERE id = ? AND due_ms IS NOT NULL
            """,
            now.milliseconds, failure, id)
    }

    /// Forgets every mail for somebody, those that wait too.
    public func forgetMail(for person: PersonID) throws(StoreError) {
        try connection.run("DELETE FROM mail WHERE person = ?", person.rawValue)
    }

    /// Forgets every mail that was queued before a moment, at most `limit` of them. Returns how many went.
    public func forgetMail(queuedBefore moment: Timestamp, limit: Int) throws(StoreError) -> Int {
        try connection.run(
            """
            DELETE FROM mail WHERE id IN (
              SELECT id FROM (SELECT id, queued_ms FROM mail ORDER BY id LIMIT ?) WHERE queued_ms < ?)
            """,
            limit, moment.milliseconds)
    }
}

extension Queries {
    /// What is to be tried now, what is due longest first.
    public func mailDue(at now: Timestamp, limit: Int) throws(StoreError) -> [StoredMail] {
        try connection.rows(
            """
            SELECT id, message_id, kind, person, queued_ms, until_ms, attempts, due_ms, sent_ms, given_up_ms, failure, sealed,
              key FROM mail WHERE due_ms IS NOT NULL AND due_ms <= ? ORDER BY due_ms, id LIMIT ?
            """,
            now.milliseconds, limit, read: mailRow)
    }

    /// When the next mail is due.
    public func nextMailDue() throws(StoreError) -> Timestamp? {
        try connection.first("SELECT min(due_ms) FROM mail WHERE due_ms IS NOT NULL") { row in
            row.optional(0, row.integer).map(Timestamp.init(milliseconds:))
        } ?? nil
    }

    /// How many mails wait.
    public func mailWaiting() throws(StoreError) -> Int {
        try connection.first("SELECT count(*) FROM mail WHERE due_ms IS NOT NULL") { Int($0.integer(0)) } ?? 0
    }

    public func mail(_ id: Int64) throws(StoreError) -> StoredMail? {
        try connection.first(
            """
            SELECT id, message_id, kind, person, queued_ms, until_ms, attempts, due_ms, sent_ms, given_up_ms, failure, sealed,
              key FROM mail WHERE id = ?
            """,
            id, read: mailRow)
    }

    /// Mail for somebody that is still kept, in the order it was queued.
    public func mail(for person: PersonID) throws(StoreError) -> [StoredMail] {
        try connection.rows(
            """
            SELECT id, message_id, kind, person, queued_ms, until_ms, attempts, due_ms, sent_ms, given_up_ms, failure, sealed,
              key FROM mail WHERE person = ? ORDER BY id
            """,
            person.rawValue, read: mailRow)
    }
}

private func mailRow(_ row: Row) -> StoredMail {
    func moment(_ column: Int32) -> Timestamp? { row.optional(column, row.integer).map(Timestamp.init(milliseconds:)) }
    var mail = StoredMail(
        id: row.integer(0), messageID: row.text(1), kind: row.text(2), person: PersonID(row.text(3)),
        queuedAt: Timestamp(milliseconds: row.integer(4)), until: Timestamp(milliseconds: row.integer(5)), sealed: [],
        key: [])
    mail.attempts = Int(row.integer(6))
    mail.due = moment(7)
    mail.sentAt = moment(8)
    mail.givenUpAt = moment(9)
    mail.failure = row.optional(10, row.text)
    mail.sealed = row.optional(11, row.blob)
    mail.key = row.optional(12, row.blob)
    return mail
}
