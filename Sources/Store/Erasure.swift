public import Attendance

/// How much of a participant the database holds beside the journal and the feed.
public struct PersonalExtent: Hashable, Sendable {
    /// Under how many names Zoom may know them.
    public var names: Int
    /// Cards whose personal values are still there.
    public var cards: Int
    /// Decisions whose words are still there.
    public var decisions: Int

    public init(names: Int, cards: Int, decisions: Int) {
        self.names = names
        self.cards = cards
        self.decisions = decisions
    }
}

extension Queries {
    /// When the personal data of somebody was erased; nil where it was not, or where nobody has the id.
    public func erasedAt(_ participant: PersonID) throws(StoreError) -> Timestamp? {
        try connection.first(
            "SELECT erased_ms FROM participant WHERE person = ?", participant.rawValue
        ) { row in row.optional(0, row.integer).map(Timestamp.init(milliseconds:)) } ?? nil
    }

    /// Everybody who was erased, sorted.
    public func erasedParticipants() throws(StoreError) -> [PersonID] {
        try connection.rows("SELECT person FROM participant WHERE erased_ms IS NOT NULL ORDER BY person") {
            PersonID($0.text(0))
        }
    }

    public func personalExtent(of participant: PersonID) throws(StoreError) -> PersonalExtent {
        try connection.first(
            """
            SELECT (SELECT count(*) FROM identity WHERE participant = ?1)
                + (SELECT count(*) FROM claimed_identity WHERE participant = ?1),
              (SELECT count(*) FROM card WHERE participant = ?1 AND (document <> x'' AND key IS NULL
                OR EXISTS (SELECT 1 FROM card_personal AS p WHERE p.card = card.id))),
              (SELECT count(*) FROM decision WHERE participant = ?1 AND reason <> '')
            """,
            participant.rawValue
        ) { PersonalExtent(names: Int($0.integer(0)), cards: Int($0.integer(1)), decisions: Int($0.integer(2))) }
            ?? PersonalExtent(names: 0, cards: 0, decisions: 0)
    }

    /// Every name by which Zoom may know somebody: by the roster, and by claims for good.
    public func names(of participant: PersonID) throws(StoreError) -> [IdentityKey] {
        try connection.rows(
            """
            SELECT kind, value FROM identity WHERE participant = ?1
            UNION SELECT kind, value FROM claimed_identity WHERE participant = ?1 ORDER BY kind, value
            """,
            participant.rawValue
        ) { row in IdentityKey.Kind(rawValue: row.text(0)).map { IdentityKey(stored: $0, value: row.text(1)) } }
        .compactMap { $0 }
    }

    /// The occurrences that may hold something of a participant, sorted: where they were or may have been, where something
    /// was decided about them, and those of meetings that the roster does not know, in which nobody was looked for.
    public func occurrences(concerning participant: PersonID) throws(StoreError) -> [OccurrenceKey] {
        try connection.rows(
            """
            SELECT occurrence FROM attendance WHERE participant = ?1
            UNION SELECT occurrence FROM card WHERE participant = ?1
            UNION SELECT occurrence FROM decision WHERE participant = ?1 AND occurrence IS NOT NULL
            UNION SELECT occurrence FROM unmatched WHERE reason = 'ambiguous'
            UNION SELECT id FROM occurrence AS o WHERE meeting IS NULL AND id > 0 AND EXISTS (
              SELECT 1 FROM delivery AS d WHERE d.occurrence = o.id AND d.form <> 'redacted'
                AND ifnull(d.event, '') NOT GLOB '*.started' AND ifnull(d.event, '') NOT GLOB '*.ended')
            ORDER BY 1
            """,
            participant.rawValue
        ) { OccurrenceKey($0.integer(0)) }
    }

    /// The number of the newest entry of the journal, 0 where there is none.
    public func lastDelivery() throws(StoreError) -> Int64 {
        try connection.first("SELECT ifnull(max(id), 0) FROM delivery") { $0.integer(0) } ?? 0
    }

    /// The occurrences that entries after one are of, sorted.
    public func occurrences(ofDeliveriesAfter id: Int64) throws(StoreError) -> [OccurrenceKey] {
        try connection.rows(
            "SELECT DISTINCT occurrence FROM delivery WHERE id > ? AND occurrence > 0 ORDER BY occurrence", id
        ) { OccurrenceKey($0.integer(0)) }
    }

    /// Messages after a position that were told to somebody, or hold a text, in their order.
    public func messages(
        to person: PersonID, orHolding text: [UInt8], after position: Position
    ) throws(StoreError) -> [Position] {
        try connection.rows(
            """
            SELECT position FROM feed WHERE position > ?1 AND (person = ?2 OR instr(data, ?3) > 0) ORDER BY position
            """,
            position, person.rawValue, text
        ) { $0.integer(0) }
    }
}

extension Transaction {
    /// Takes everything personal of a participant out of the roster, their cards, the decisions about them, and what is
    /// derived. What stays are ids, numbers, hashes and signatures. The journal and the feed are the caller's.
    public func erase(_ participant: PersonID, at now: Timestamp) throws(StoreError) {
        touched.insert(.participant(participant))
        let id = participant.rawValue
        // First: what follows is let through only for those who are erased. No join code looks like this one.
        try connection.run(
            """
            UPDATE participant SET erased_ms = ?, case_number = '', time_zone = 'UTC', meetings_per_week = NULL,
              meetings_in_total = NULL, minimum_minutes = NULL, join_code = 'erased ' || person, policy = NULL,
              starts_on = NULL, deadline = NULL WHERE person = ?
            """,
            now.milliseconds, id)
        try connection.run("UPDATE person SET name = '', email = NULL WHERE id = ?", id)
        try removeAccount(of: participant)
        try forgetRequests(of: participant)
        try forgetAnswersToRequests()
        try connection.run("DELETE FROM identity WHERE participant = ?", id)
        try connection.run("DELETE FROM claimed_identity WHERE participant = ?", id)
        try connection.run("DELETE FROM claim_seen WHERE participant = ?", id)
        try connection.run("DELETE FROM enrollment WHERE participant = ?", id)
        try connection.run("DELETE FROM attendance WHERE participant = ?", id)
        try connection.run(
            "DELETE FROM card_personal WHERE card IN (SELECT id FROM card WHERE participant = ?)", id)
        try connection.run("UPDATE card SET document = x'' WHERE participant = ? AND key IS NULL", id)
        try connection.run(
            "UPDATE decision SET reason = '', identity_kind = NULL, identity_value = NULL WHERE participant = ?", id)
    }

    /// Takes out what a message told; its position stays.
    public func empty(message position: Position, event: String, data: [UInt8]) throws(StoreError) {
        try connection.run("UPDATE feed SET event = ?, data = ? WHERE position = ?", event, data, position)
    }
}
