public import Attendance

/// What the database keeps of an occurrence beside its journal.
public struct OccurrenceRecord: Hashable, Sendable {
    public var key: OccurrenceKey
    public var id: OccurrenceID
    /// Nil as long as no delivery named one.
    public var number: MeetingNumber?
    /// The meeting of the roster it was recognised as.
    public var meeting: MeetingID?
    public var firstReceivedAt: Timestamp
    /// As far as was told.
    public var began: Timestamp?
    public var ended: Timestamp?
    /// The scheduled time it was held in.
    public var slot: Slot?
    /// When the next look at its completion is due.
    public var deadline: Timestamp?
    public var completedAt: Timestamp?
    public var completion: String?
    /// When the cards of its sitting were issued while it was part of it; nil: that is still to be done.
    public var issuedAt: Timestamp?
    /// When the strangers in it were forgotten.
    public var forgottenAt: Timestamp?

    public init(
        key: OccurrenceKey, id: OccurrenceID, number: MeetingNumber?, meeting: MeetingID?, firstReceivedAt: Timestamp,
        deadline: Timestamp?
    ) {
        self.key = key
        self.id = id
        self.number = number
        self.meeting = meeting
        self.firstReceivedAt = firstReceivedAt
        self.deadline = deadline
    }
}

extension Queries {
    public func occurrence(_ id: OccurrenceID) throws(StoreError) -> OccurrenceRecord? {
        try connection.first(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms FROM occurrence
            WHERE uuid = ?
            """,
            id.rawValue, read: { occurrenceRecord($0, from: 0) })
    }

    public func occurrence(_ key: OccurrenceKey) throws(StoreError) -> OccurrenceRecord? {
        try connection.first(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms FROM occurrence
            WHERE id = ?
            """,
            key.value, read: { occurrenceRecord($0, from: 0) })
    }

    /// When the earliest look at an occurrence is due.
    public func nextDeadline() throws(StoreError) -> Timestamp? {
        try connection.first("SELECT min(deadline_ms) FROM occurrence WHERE deadline_ms IS NOT NULL") { row in
            row.optional(0, row.integer).map(Timestamp.init(milliseconds:))
        } ?? nil
    }

    public func occurrencesDue(at now: Timestamp, limit: Int) throws(StoreError) -> [OccurrenceKey] {
        try connection.rows(
            """
            SELECT id FROM occurrence WHERE deadline_ms IS NOT NULL AND deadline_ms <= ?
            ORDER BY deadline_ms LIMIT ?
            """,
            now.milliseconds, limit
        ) { OccurrenceKey($0.integer(0)) }
    }

    /// All occurrences of a meeting that were held in the slot that begins then: a meeting that ended and started again
    /// has several. In the order they began.
    public func sitting(of meeting: MeetingID, startingAt slot: Timestamp) throws(StoreError) -> [OccurrenceRecord] {
        try connection.rows(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms FROM occurrence
            WHERE meeting = ? AND slot_start_ms = ? ORDER BY began_ms, uuid
            """,
            meeting.rawValue, slot.milliseconds, read: { occurrenceRecord($0, from: 0) })
    }

    /// The occurrences of a meeting's number that began, or of which was first heard, in a stretch of time; in the order
    /// of their keys.
    public func occurrences(
        numbered number: MeetingNumber, from: Timestamp, through: Timestamp
    ) throws(StoreError) -> [OccurrenceRecord] {
        try connection.rows(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms FROM occurrence
            WHERE number = ? AND ifnull(began_ms, first_received_ms) BETWEEN ? AND ? ORDER BY id
            """,
            number.rawValue, from.milliseconds, through.milliseconds, read: { occurrenceRecord($0, from: 0) })
    }

    /// Occurrences with keys above one, in the order of their keys: all there are, some at a time.
    public func occurrences(after key: OccurrenceKey?, limit: Int) throws(StoreError) -> [OccurrenceRecord] {
        try connection.rows(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms FROM occurrence WHERE id > ? ORDER BY id LIMIT ?
            """,
            key?.value ?? 0, limit, read: { occurrenceRecord($0, from: 0) })
    }

    /// Occurrences that must be derived anew because the roster changed.
    public func staleOccurrences(limit: Int) throws(StoreError) -> [OccurrenceKey] {
        try connection.rows("SELECT id FROM occurrence WHERE stale = 1 ORDER BY id LIMIT ?", limit) {
            OccurrenceKey($0.integer(0))
        }
    }
}

extension Transaction {
    /// Whose attendance, or excused absence, has the times of an occurrence.
    func people(concernedBy occurrence: OccurrenceKey) throws(StoreError) -> [PersonID] {
        try connection.rows(
            """
            SELECT participant FROM attendance WHERE occurrence = ?1
            UNION SELECT participant FROM decision WHERE occurrence = ?1 AND participant IS NOT NULL
            """,
            occurrence.value
        ) { PersonID($0.text(0)) }
    }

    public func addOccurrence(
        _ id: OccurrenceID, number: MeetingNumber?, meeting: MeetingID?, firstReceivedAt: Timestamp,
        deadline: Timestamp?
    ) throws(StoreError) -> OccurrenceKey {
        try connection.run(
            "INSERT INTO occurrence(uuid, number, meeting, first_received_ms, deadline_ms) VALUES (?, ?, ?, ?, ?)",
            id.rawValue, number?.rawValue, meeting?.rawValue, firstReceivedAt.milliseconds, deadline?.milliseconds)
        return OccurrenceKey(connection.lastInsertedRow)
    }

    /// Writes back all of a record that can change.
    public func update(_ record: OccurrenceRecord) throws(StoreError) {
        touchedOccurrences.insert(record.key)
        try connection.run(
            """
            UPDATE occurrence SET number = ?, meeting = ?, began_ms = ?, ended_ms = ?, slot_start_ms = ?, slot_end_ms = ?,
              deadline_ms = ?, completed_ms = ?, completion = ?, issued_ms = ?, forgotten_ms = ? WHERE id = ?
            """,
            record.number?.rawValue, record.meeting?.rawValue, record.began?.milliseconds, record.ended?.milliseconds,
            record.slot?.start.milliseconds, record.slot?.end.milliseconds, record.deadline?.milliseconds,
            record.completedAt?.milliseconds,
            record.completion, record.issuedAt?.milliseconds, record.forgottenAt?.milliseconds, record.key.value)
    }

    /// Marks all occurrences of a meeting, and those with its number, to be derived anew.
    public func markStale(occurrencesOf meeting: Meeting) throws(StoreError) {
        try connection.run(
            "UPDATE occurrence SET stale = 1 WHERE number = ? OR meeting = ?", meeting.number.rawValue,
            meeting.id.rawValue)
    }

    /// Marks what began in a stretch of time and a participant has a card for: what it says of them may have changed.
    public func markStale(
        occurrencesWithCardOf participant: PersonID, from: Timestamp, through: Timestamp
    ) throws(StoreError) {
        try connection.run(
            """
            UPDATE occurrence SET stale = 1 WHERE id IN (SELECT occurrence FROM card WHERE participant = ?)
              AND ifnull(began_ms, first_received_ms) BETWEEN ? AND ?
            """,
            participant.rawValue, from.milliseconds, through.milliseconds)
    }

    /// Marks where a participant was, or has a card for.
    public func markStale(occurrencesOf participant: PersonID) throws(StoreError) {
        try connection.run(
            """
            UPDATE occurrence SET stale = 1 WHERE id IN (SELECT occurrence FROM attendance WHERE participant = ?1
              UNION SELECT occurrence FROM card WHERE participant = ?1)
            """,
            participant.rawValue)
    }

    /// Marks where anybody was, matched or not: another name in the roster may be a stronger one than what somebody was
    /// recognised by, or make two people of one.
    public func markStaleWhereSomebodyWas() throws(StoreError) {
        try connection.run(
            """
            UPDATE occurrence SET stale = 1
            WHERE id IN (SELECT occurrence FROM unmatched UNION SELECT occurrence FROM attendance)
            """)
    }

    /// Looks at the completion of an occurrence again at another time.
    public func postpone(_ occurrence: OccurrenceKey, until deadline: Timestamp) throws(StoreError) {
        try connection.run(
            "UPDATE occurrence SET deadline_ms = ? WHERE id = ? AND deadline_ms IS NOT NULL", deadline.milliseconds,
            occurrence.value)
    }

    /// Whether other occurrences of a meeting are still to be derived anew.
    public func hasStale(of meeting: MeetingID, but key: OccurrenceKey) throws(StoreError) -> Bool {
        try connection.first(
            "SELECT 1 FROM occurrence WHERE meeting = ? AND id <> ? AND stale = 1", meeting.rawValue, key.value
        ) { _ in true } ?? false
    }

    /// Marks one occurrence to be derived anew.
    public func markStale(_ occurrence: OccurrenceKey) throws(StoreError) {
        try connection.run("UPDATE occurrence SET stale = 1 WHERE id = ?", occurrence.value)
    }

    /// Puts an occurrence aside that could not be derived: not tried again before the next start.
    public func markFailed(_ occurrence: OccurrenceKey) throws(StoreError) {
        try connection.run("UPDATE occurrence SET stale = 2 WHERE id = ?", occurrence.value)
    }

    /// Takes up again what was put aside.
    public func retryFailed() throws(StoreError) {
        try connection.run("UPDATE occurrence SET stale = 1 WHERE stale = 2")
    }

    public func markFresh(_ occurrence: OccurrenceKey) throws(StoreError) {
        try connection.run("UPDATE occurrence SET stale = 0 WHERE id = ?", occurrence.value)
    }
}

func occurrenceRecord(_ row: Row, from c: Int32) -> OccurrenceRecord {
    func moment(_ column: Int32) -> Timestamp? {
        row.optional(column, row.integer).map(Timestamp.init(milliseconds:))
    }
    var record = OccurrenceRecord(
        key: OccurrenceKey(row.integer(c)), id: OccurrenceID(row.text(c + 1)),
        number: row.optional(c + 2, row.text).map { MeetingNumber($0) },
        meeting: row.optional(c + 3, row.text).map { MeetingID($0) },
        firstReceivedAt: Timestamp(milliseconds: row.integer(c + 4)), deadline: moment(c + 9))
    record.began = moment(c + 5)
    record.ended = moment(c + 6)
    if let start = moment(c + 7), let end = moment(c + 8) { record.slot = Slot(start: start, end: end) }
    record.completedAt = moment(c + 10)
    record.completion = row.optional(c + 11, row.text)
    record.issuedAt = moment(c + 12)
    record.forgottenAt = moment(c + 13)
    return record
}
