public import Attendance

/// What a person decided, as it is kept.
public struct StoredDecision: Hashable, Sendable {
    /// Given out by the database: decisions are in the order they were made.
    public var id: Int64
    public var at: Timestamp
    public var author: PersonID
    /// What the author was at that time.
    public var role: String
    public var kind: String
    public var occurrence: OccurrenceKey?
    public var participant: PersonID?
    /// The connections a claim is about.
    public var attendee: [String]
    /// The name that a claim gives the participant for good.
    public var identity: IdentityKey?
    /// The time a correction is about.
    public var interval: Interval?
    public var card: CardNumber?
    /// The first day of a week, ISO 8601.
    public var week: String?
    /// The decision that this one takes back or answers.
    public var target: Int64?
    public var reason: String

    public init(
        id: Int64 = 0, at: Timestamp, author: PersonID, role: String, kind: String, occurrence: OccurrenceKey? = nil,
        participant: PersonID? = nil, attendee: [String] = [], identity: IdentityKey? = nil,
        interval: Interval? = nil, card: CardNumber? = nil, week: String? = nil, target: Int64? = nil, reason: String
    ) {
        self.id = id
        self.at = at
        self.author = author
        self.role = role
        self.kind = kind
        self.occurrence = occurrence
        self.participant = participant
        self.attendee = attendee
        self.identity = identity
        self.interval = interval
        self.card = card
        self.week = week
        self.target = target
        self.reason = reason
    }
}

extension Transaction {
    /// Keeps a decision; its `id` is given out here and returned.
    public func add(_ decision: StoredDecision) throws(StoreError) -> Int64 {
        if let participant = decision.participant { touched.insert(.participant(participant)) }
        try connection.run(
            """
            INSERT INTO decision(at_ms, author, role, kind, occurrence, participant, attendee, identity_kind,
              identity_value, start_ms, end_ms, card, week, target, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            decision.at.milliseconds, decision.author.rawValue, decision.role, decision.kind,
            decision.occurrence?.value, decision.participant?.rawValue,
            decision.attendee.isEmpty ? nil : decision.attendee.joined(separator: "\n"),
            decision.identity?.kind.rawValue, decision.identity?.value, decision.interval?.start.milliseconds,
            decision.interval?.end.milliseconds, decision.card?.rawValue, decision.week, decision.target,
            decision.reason)
        return connection.lastInsertedRow
    }

    /// Lets a participant be recognised by a name from now on, because of a claim.
    public func addClaimed(
        _ identity: IdentityKey, hash: String, of participant: PersonID, because decision: Int64
    ) throws(StoreError) {
        try connection.run(
            "INSERT INTO claimed_identity(decision, kind, value, hash, participant) VALUES (?, ?, ?, ?, ?)", decision,
            identity.kind.rawValue, identity.value, hash, participant.rawValue)
    }

    /// Remembers that a claimed attendee was seen with a name.
    public func addSeen(hash: String, of participant: PersonID, because decision: Int64) throws(StoreError) {
        try connection.run(
            "INSERT INTO claim_seen(hash, participant, decision) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", hash,
            participant.rawValue, decision)
    }

    /// Takes back what a claim added.
    public func removeClaimed(because decision: Int64) throws(StoreError) {
        try connection.run("DELETE FROM claimed_identity WHERE decision = ?", decision)
        try connection.run("DELETE FROM claim_seen WHERE decision = ?", decision)
    }

    /// Gives every name of the roster its keyed hash that has none yet.
    public func hashIdentities(_ hash: (IdentityKey) -> String) throws(StoreError) {
        let missing = try connection.rows("SELECT DISTINCT kind, value FROM identity WHERE hash IS NULL") { row in
            IdentityKey.Kind(rawValue: row.text(0)).map { IdentityKey(stored: $0, value: row.text(1)) }
        }
        for case let key? in missing {
            try connection.run(
                "UPDATE identity SET hash = ? WHERE kind = ? AND value = ?", hash(key), key.kind.rawValue, key.value)
        }
    }
}

extension Queries {
    public func decision(_ id: Int64) throws(StoreError) -> StoredDecision? {
        try connection.first(
            """
            SELECT id, at_ms, author, role, kind, occurrence, participant, attendee, identity_kind, identity_value, start_ms,
              end_ms, card, week, target, reason FROM decision WHERE id = ?
            """,
            id, read: decisionRow)
    }

    /// What was decided about an occurrence, in the order it was decided. Those taken back are among them, those about
    /// participants who were erased are not.
    public func decisions(in occurrence: OccurrenceKey) throws(StoreError) -> [StoredDecision] {
        try connection.rows(
            """
            SELECT id, at_ms, author, role, kind, occurrence, participant, attendee, identity_kind, identity_value, start_ms,
              end_ms, card, week, target, reason FROM decision WHERE occurrence = ?
              AND NOT EXISTS (SELECT 1 FROM participant AS q WHERE q.person = decision.participant AND q.erased_ms IS NOT NULL)
            ORDER BY id
            """,
            occurrence.value, read: decisionRow)
    }

    /// What was decided about a participant, in the order it was decided.
    public func decisions(about participant: PersonID) throws(StoreError) -> [StoredDecision] {
        try connection.rows(
            """
            SELECT id, at_ms, author, role, kind, occurrence, participant, attendee, identity_kind, identity_value, start_ms,
              end_ms, card, week, target, reason FROM decision WHERE participant = ? ORDER BY id
            """,
            participant.rawValue, read: decisionRow)
    }

    /// The decisions that take back or answer another.
    public func decisions(on target: Int64) throws(StoreError) -> [StoredDecision] {
        try connection.rows(
            """
            SELECT id, at_ms, author, role, kind, occurrence, participant, attendee, identity_kind, identity_value, start_ms,
              end_ms, card, week, target, reason FROM decision WHERE target = ? ORDER BY id
            """,
            target, read: decisionRow)
    }

    /// Whose attendees were seen with a name before, as people decided.
    /// - Parameter hash: the keyed hash of the name.
    public func claimants(seenWith hash: String) throws(StoreError) -> [PersonID] {
        try connection.rows(
            "SELECT DISTINCT participant FROM claim_seen WHERE hash = ? ORDER BY participant", hash
        ) { PersonID($0.text(0)) }
    }
}

func decisionRow(_ row: Row) -> StoredDecision {
    var interval: Interval?
    if let start = row.optional(10, row.integer), let end = row.optional(11, row.integer) {
        interval = Interval(Timestamp(milliseconds: start), Timestamp(milliseconds: end))
    }
    var identity: IdentityKey?
    if let kind = row.optional(8, row.text).flatMap(IdentityKey.Kind.init), let value = row.optional(9, row.text) {
        identity = IdentityKey(stored: kind, value: value)
    }
    return StoredDecision(
        id: row.integer(0), at: Timestamp(milliseconds: row.integer(1)), author: PersonID(row.text(2)),
        role: row.text(3), kind: row.text(4), occurrence: row.optional(5, row.integer).map { OccurrenceKey($0) },
        participant: row.optional(6, row.text).map { PersonID($0) },
        attendee: row.optional(7, row.text)?.split(separator: "\n").map(String.init) ?? [], identity: identity,
        interval: interval, card: row.optional(12, row.text).map { CardNumber($0) },
        week: row.optional(13, row.text), target: row.optional(14, row.integer), reason: row.text(15))
}
