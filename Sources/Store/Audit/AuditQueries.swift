public import Attendance

extension Queries {
    /// How many rows a table has whose rows are never removed, and the number of the last: they are the same.
    public func extent(of register: Register) throws(StoreError) -> (rows: Int, last: Int) {
        func read(_ row: Row) -> (rows: Int, last: Int) { (Int(row.integer(0)), Int(row.integer(1))) }
        let found =
            switch register {
            case .deliveries: try connection.first("SELECT count(*), ifnull(max(id), 0) FROM delivery", read: read)
            case .decisions: try connection.first("SELECT count(*), ifnull(max(id), 0) FROM decision", read: read)
            case .cards: try connection.first("SELECT count(*), ifnull(max(id), 0) FROM card", read: read)
            // One stands for none.
            case .occurrences: try connection.first("SELECT count(*) - 1, max(id) FROM occurrence", read: read)
            }
        return found ?? (0, 0)
    }

    /// The occurrences with keys in a range, in their order, and whether each is still to be derived anew.
    public func occurrences(
        from first: OccurrenceKey, below end: OccurrenceKey
    ) throws(StoreError) -> [(record: OccurrenceRecord, pending: Pending)] {
        try connection.rows(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms, stale FROM occurrence WHERE id >= ? AND id < ? ORDER BY id
            """,
            first.value, end.value
        ) { (occurrenceRecord($0, from: 0), Pending(rawValue: Int($0.integer(14))) ?? .failed) }
    }

    public func pending(_ key: OccurrenceKey) throws(StoreError) -> Pending {
        try connection.first("SELECT stale FROM occurrence WHERE id = ?", key.value) {
            Pending(rawValue: Int($0.integer(0))) ?? .failed
        } ?? .nothing
    }

    /// Entries that name no occurrence, some at a time, in the order they came.
    public func journalOfNone(after id: Int64, limit: Int) throws(StoreError) -> [JournalRow] {
        try connection.rows(
            """
            SELECT id, received_ms, sent_ms, event, understanding, late_signed, digest, body, form, source FROM delivery
            WHERE occurrence = 0 AND id > ? ORDER BY id LIMIT ?
            """,
            id, limit,
            read: { JournalRow(id: $0.integer(0), key: .none, occurrence: nil, entry: readEntry($0, from: 1)) })
    }

    /// Everybody who has a card, sorted.
    public func cardHolders() throws(StoreError) -> [PersonID] {
        try connection.rows("SELECT DISTINCT participant FROM card ORDER BY participant") { PersonID($0.text(0)) }
    }

    /// The cards beside the one in its row whose place a card took, sorted.
    public func replaced(by card: CardNumber) throws(StoreError) -> [CardNumber] {
        try connection.rows("SELECT number FROM card_replacement WHERE by = ? ORDER BY number", card.rawValue) {
            CardNumber($0.text(0))
        }
    }

    /// The last number given out for a case.
    public func lastCardSequence(ofCase digits: String) throws(StoreError) -> Int {
        try connection.first("SELECT last FROM case_sequence WHERE digits = ?", digits) { Int($0.integer(0)) } ?? 0
    }

    /// Every name of the roster with the keyed hash that stands beside it.
    public func hashedIdentities() throws(StoreError) -> [(participant: PersonID, key: IdentityKey, hash: String?)] {
        try connection.rows("SELECT participant, kind, value, hash FROM identity ORDER BY participant") { row in
            IdentityKey.Kind(rawValue: row.text(1)).map {
                (PersonID(row.text(0)), IdentityKey(stored: $0, value: row.text(2)), row.optional(3, row.text))
            }
        }.compactMap { $0 }
    }

    /// All decisions after one, some at a time, in the order they were made.
    public func decisions(after id: Int64, limit: Int) throws(StoreError) -> [StoredDecision] {
        try connection.rows(
            """
            SELECT id, at_ms, author, role, kind, occurrence, participant, attendee, identity_kind, identity_value, start_ms,
              end_ms, card, week, target, reason FROM decision WHERE id > ? ORDER BY id LIMIT ?
            """,
            id, limit, read: decisionRow)
    }

    /// The names that a decision gave somebody for good.
    public func claimed(
        because decision: Int64
    ) throws(StoreError) -> [(participant: PersonID, key: IdentityKey, hash: String)] {
        try connection.rows(
            "SELECT participant, kind, value, hash FROM claimed_identity WHERE decision = ? ORDER BY kind, value",
            decision
        ) { row in
            IdentityKey.Kind(rawValue: row.text(1)).map {
                (PersonID(row.text(0)), IdentityKey(stored: $0, value: row.text(2)), row.text(3))
            }
        }.compactMap { $0 }
    }

    /// For whom a decision let names be remembered, sorted.
    public func rememberedFor(because decision: Int64) throws(StoreError) -> [PersonID] {
        try connection.rows(
            "SELECT DISTINCT participant FROM claim_seen WHERE decision = ? ORDER BY participant", decision
        ) { PersonID($0.text(0)) }
    }

    /// Decisions that gave somebody a name or let one be remembered, though they are no claims.
    public func namesWithoutClaim() throws(StoreError) -> [Int64] {
        try connection.rows(
            """
            SELECT decision FROM (SELECT decision FROM claimed_identity UNION SELECT decision FROM claim_seen)
            WHERE decision NOT IN (SELECT id FROM decision WHERE kind = 'claim') ORDER BY decision
            """
        ) { $0.integer(0) }
    }
}

/// A table whose rows are numbered without a gap.
public enum Register: String, Sendable, CaseIterable {
    case deliveries = "delivery"
    case decisions = "decision"
    case cards = "card"
    case occurrences = "occurrence"
}

/// Whether an occurrence is to be derived anew.
public enum Pending: Int, Sendable {
    case nothing = 0
    case soon
    /// That failed.
    case failed
}

extension Queries {
    /// The cards from a place in the ledger on, in order: their hashes, and whether they are signed.
    public func ledgerRows(
        from index: Int64, limit: Int
    ) throws(StoreError) -> [(hash: [UInt8], isSigned: Bool)] {
        try connection.rows(
            "SELECT hash, signature IS NOT NULL FROM card WHERE id > ? ORDER BY id LIMIT ?", index, limit
        ) { ($0.blob(0), $0.bool(1)) }
    }

    public func ledgerNodeCount() throws(StoreError) -> Int {
        try connection.first("SELECT count(*) FROM ledger_node") { Int($0.integer(0)) } ?? 0
    }

    /// The head of a size, by each key that signed it.
    public func ledgerHeads(ofSize size: Int64) throws(StoreError) -> [StoredHead] {
        try connection.rows("SELECT size, key, signature FROM ledger_head WHERE size = ?", size) {
            StoredHead(size: $0.integer(0), key: $0.text(1), signature: $0.blob(2))
        }
    }
}
