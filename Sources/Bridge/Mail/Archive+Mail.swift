internal import Attendance
internal import Crypto
internal import JSON
internal import Store

extension Archive {
    /// As it waits in the database: under a key of its own, which goes with it.
    func seal(_ mail: OutgoingMail, at now: Timestamp) throws -> StoredMail {
        let (id, key) = (Random.identifier(), SealingKey.random())
        let content: JSON = [
            "address": .string(mail.address), "subject": .string(mail.subject), "text": .string(mail.text),
        ]
        return StoredMail(
            messageID: id, kind: mail.kind.rawValue, person: mail.person, queuedAt: now,
            until: mail.until ?? now + MailPatience.usual,
            sealed: key.seal(try content.canonical(), binding: Array(id.utf8)),
            key: vault.wrap(key, for: Self.name(ofMail: id)))
    }

    /// Nil where what it said is there no more.
    func open(_ stored: StoredMail) throws -> MailInHand? {
        guard let sealed = stored.sealed, let wrapped = stored.key else { return nil }
        let key = try vault.unwrap(wrapped, for: Self.name(ofMail: stored.messageID))
        let content = try JSON.parse(try key.open(sealed, binding: Array(stored.messageID.utf8)))
        guard let address = content["address"]?.string, let subject = content["subject"]?.string,
            let text = content["text"]?.string
        else { return nil }
        return MailInHand(
            id: stored.messageID, address: address, subject: subject, text: text, writtenAt: stored.queuedAt)
    }

    private static func name(ofMail id: String) -> String { "mail \(id)" }
}

extension Transaction {
    /// Queues a mail: it is sent once this transaction is committed, and never where it is not.
    func enqueue(_ mail: OutgoingMail, in archive: Archive, at now: Timestamp) throws {
        try add(try archive.seal(mail, at: now))
    }
}
