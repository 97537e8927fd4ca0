public import Attendance

/// What is derived of one participant in one occurrence.
public struct AttendanceRecord: Hashable, Sendable {
    public var participant: PersonID
    public var proven: IntervalSet
    public var inferred: IntervalSet
    public var corrected: IntervalSet
    /// Taken away by a person; part of none of the others.
    public var removed: IntervalSet
    public var presentSince: Timestamp?
    public var first: Timestamp?
    public var last: Timestamp?
    public var connections: Int
    public var strength: String
    public var matchedBy: String
    /// Sorted.
    public var flags: [String]

    public init(
        participant: PersonID, proven: IntervalSet, inferred: IntervalSet, corrected: IntervalSet,
        removed: IntervalSet = IntervalSet(), presentSince: Timestamp?, first: Timestamp?, last: Timestamp?,
        connections: Int, strength: String, matchedBy: String, flags: [String]
    ) {
        self.participant = participant
        self.proven = proven
        self.inferred = inferred
        self.corrected = corrected
        self.removed = removed
        self.presentSince = presentSince
        self.first = first
        self.last = last
        self.connections = connections
        self.strength = strength
        self.matchedBy = matchedBy
        self.flags = flags
    }
}

/// Somebody who was in a meeting of the roster and matches no participant.
public struct UnmatchedRecord: Hashable, Sendable {
    /// The first of the attendee's connection keys.
    public var attendee: String
    public var proven: Span
    public var inferred: Span
    public var first: Timestamp?
    public var last: Timestamp?
    public var connections: Int
    /// `nobody` or `ambiguous`.
    public var reason: String

    public init(
        attendee: String, proven: Span, inferred: Span, first: Timestamp?, last: Timestamp?, connections: Int,
        reason: String
    ) {
        self.attendee = attendee
        self.proven = proven
        self.inferred = inferred
        self.first = first
        self.last = last
        self.connections = connections
        self.reason = reason
    }
}

/// One attendance of a participant with what the meeting and the newest card say of it.
public struct AttendedOccurrence: Hashable, Sendable {
    public var occurrence: OccurrenceRecord
    public var attendance: AttendanceRecord
    /// The card in force that was issued for this occurrence; a sitting of several has one card, for one of them.
    public var cardNumber: CardNumber?
    public var verdict: String?
    public var isVoid: Bool
    public var isExcused: Bool
    public var issuedAt: Timestamp?
}

extension Transaction {
    public func setAttendance(_ record: AttendanceRecord, in occurrence: OccurrenceKey) throws(StoreError) {
        touched.insert(.participant(record.participant))
        try connection.run(
            """
            INSERT INTO attendance(occurrence, participant, proven_ms, inferred_ms, corrected_ms, present_since_ms,
              first_ms, last_ms, connections, strength, matched_by, flags, proven, inferred, corrected, removed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET proven_ms = excluded.proven_ms, inferred_ms = excluded.inferred_ms,
              corrected_ms = excluded.corrected_ms, present_since_ms = excluded.present_since_ms,
              first_ms = excluded.first_ms, last_ms = excluded.last_ms, connections = excluded.connections,
              strength = excluded.strength, matched_by = excluded.matched_by, flags = excluded.flags,
              proven = excluded.proven, inferred = excluded.inferred, corrected = excluded.corrected,
              removed = excluded.removed
            """,
            occurrence.value, record.participant.rawValue, record.proven.total.milliseconds,
            record.inferred.total.milliseconds, record.corrected.total.milliseconds, record.presentSince?.milliseconds,
            record.first?.milliseconds,
            record.last?.milliseconds, record.connections, record.strength, record.matchedBy,
            record.flags.joined(separator: " "), text(record.proven), text(record.inferred), text(record.corrected),
            text(record.removed))
    }

    public func removeAttendance(of participant: PersonID, in occurrence: OccurrenceKey) throws(StoreError) {
        touched.insert(.participant(participant))
        try connection.run(
            "DELETE FROM attendance WHERE occurrence = ? AND participant = ?", occurrence.value, participant.rawValue)
    }

    public func setUnmatched(_ record: UnmatchedRecord, in occurrence: OccurrenceKey) throws(StoreError) {
        touched.insert(.unmatched(occurrence))
        try connection.run(
            """
            INSERT INTO unmatched(occurrence, attendee, proven_ms, inferred_ms, first_ms, last_ms, connections, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET proven_ms = excluded.proven_ms, inferred_ms = excluded.inferred_ms,
              first_ms = excluded.first_ms, last_ms = excluded.last_ms, connections = excluded.connections,
              reason = excluded.reason
            """,
            occurrence.value, record.attendee, record.proven.milliseconds, record.inferred.milliseconds,
            record.first?.milliseconds, record.last?.milliseconds, record.connections, record.reason)
    }

    public func removeUnmatched(_ attendee: String, in occurrence: OccurrenceKey) throws(StoreError) {
        touched.insert(.unmatched(occurrence))
        try connection.run(
            "DELETE FROM unmatched WHERE occurrence = ? AND attendee = ?", occurrence.value, attendee)
    }
}

extension Queries {
    /// Sorted by participant.
    public func attendance(in occurrence: OccurrenceKey) throws(StoreError) -> [AttendanceRecord] {
        try connection.rows(
            """
            SELECT participant, proven, inferred, corrected, removed, present_since_ms, first_ms, last_ms, connections,
              strength, matched_by, flags FROM attendance WHERE occurrence = ? ORDER BY participant
            """,
            occurrence.value, read: { record($0, from: 0) })
    }

    /// Sorted by attendee.
    public func unmatched(in occurrence: OccurrenceKey) throws(StoreError) -> [UnmatchedRecord] {
        try connection.rows(
            """
            SELECT attendee, proven_ms, inferred_ms, first_ms, last_ms, connections, reason FROM unmatched
            WHERE occurrence = ? ORDER BY attendee
            """,
            occurrence.value, read: unmatchedRecord)
    }

    public func unmatchedCount() throws(StoreError) -> Int {
        try connection.first("SELECT count(*) FROM unmatched") { Int($0.integer(0)) } ?? 0
    }

    /// All attendances of a participant, newest occurrence first.
    public func attendances(of participant: PersonID) throws(StoreError) -> [AttendedOccurrence] {
        try connection.rows(
            """
            SELECT o.id, o.uuid, o.number, o.meeting, o.first_received_ms, o.began_ms, o.ended_ms, o.slot_start_ms,
              o.slot_end_ms, o.deadline_ms, o.completed_ms, o.completion, o.issued_ms, o.forgotten_ms,
              a.participant, a.proven, a.inferred, a.corrected, a.removed, a.present_since_ms, a.first_ms, a.last_ms,
              a.connections, a.strength, a.matched_by, a.flags, c.number, c.verdict, c.is_void, c.is_excused, c.issued_ms
            FROM attendance AS a JOIN occurrence AS o ON o.id = a.occurrence
            LEFT JOIN card AS c ON c.occurrence = a.occurrence AND c.participant = a.participant
              AND +c.id = (SELECT max(id) FROM card
                WHERE card.occurrence = a.occurrence AND card.participant = a.participant)
              AND NOT EXISTS (SELECT 1 FROM card AS s WHERE s.supersedes = c.number)
              AND NOT EXISTS (SELECT 1 FROM card_replacement AS r WHERE r.number = c.number)
            WHERE a.participant = ? ORDER BY o.id DESC
            """,
            participant.rawValue, read: attendedOccurrence)
    }

    /// What a participant attended elsewhere in a stretch of time, in the order of the occurrences.
    public func attendances(
        of participant: PersonID, between start: Timestamp, and end: Timestamp
    ) throws(StoreError) -> [(occurrence: OccurrenceKey, meeting: MeetingID?, record: AttendanceRecord)] {
        try connection.rows(
            """
            SELECT o.id, o.meeting, a.participant, a.proven, a.inferred, a.corrected, a.removed, a.present_since_ms,
              a.first_ms, a.last_ms, a.connections, a.strength, a.matched_by, a.flags
            FROM attendance AS a JOIN occurrence AS o ON o.id = a.occurrence
            WHERE a.participant = ? AND a.first_ms BETWEEN ? AND ? ORDER BY o.id
            """,
            participant.rawValue, start.milliseconds, end.milliseconds
        ) { row in
            (OccurrenceKey(row.integer(0)), row.optional(1, row.text).map { MeetingID($0) }, record(row, from: 2))
        }
    }
}

/// `start/end start/end …` in milliseconds.
private func text(_ set: IntervalSet) -> String {
    var text = ""
    for interval in set.intervals {
        if !text.isEmpty { text += " " }
        text += "\(interval.start.milliseconds)/\(interval.end.milliseconds)"
    }
    return text
}

private func intervals(_ text: String) -> IntervalSet {
    IntervalSet(
        text.split(separator: " ").compactMap { part in
            let ends = part.split(separator: "/")
            guard ends.count == 2, let start = Int64(ends[0]), let end = Int64(ends[1]) else { return nil }
            return Interval(Timestamp(milliseconds: start), Timestamp(milliseconds: end))
        })
}

private func record(_ row: Row, from column: Int32) -> AttendanceRecord {
    func moment(_ c: Int32) -> Timestamp? { row.optional(c, row.integer).map(Timestamp.init(milliseconds:)) }
    return AttendanceRecord(
        participant: PersonID(row.text(column)), proven: intervals(row.text(column + 1)),
        inferred: intervals(row.text(column + 2)), corrected: intervals(row.text(column + 3)),
        removed: intervals(row.text(column + 4)), presentSince: moment(column + 5), first: moment(column + 6),
        last: moment(column + 7), connections: Int(row.integer(column + 8)), strength: row.text(column + 9),
        matchedBy: row.text(column + 10), flags: row.text(column + 11).split(separator: " ").map(String.init))
}

func attendedOccurrence(_ row: Row) -> AttendedOccurrence {
    AttendedOccurrence(
        occurrence: occurrenceRecord(row, from: 0), attendance: record(row, from: 14),
        cardNumber: row.optional(26, row.text).map { CardNumber($0) }, verdict: row.optional(27, row.text),
        isVoid: row.bool(28), isExcused: row.bool(29),
        issuedAt: row.optional(30, row.integer).map(Timestamp.init(milliseconds:)))
}

private func unmatchedRecord(_ row: Row) -> UnmatchedRecord {
    UnmatchedRecord(
        attendee: row.text(0), proven: Span(milliseconds: row.integer(1)),
        inferred: Span(milliseconds: row.integer(2)),
        first: row.optional(3, row.integer).map(Timestamp.init(milliseconds:)),
        last: row.optional(4, row.integer).map(Timestamp.init(milliseconds:)),
        connections: Int(row.integer(5)), reason: row.text(6))
}
