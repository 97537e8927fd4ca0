public import Attendance

/// A card as it was issued.
public struct StoredCard: Hashable, Sendable {
    /// Counted from 1 over all cards, without a gap. Given out by the database.
    public var id: Int64
    public var number: CardNumber
    public var participant: PersonID
    public var occurrence: OccurrenceKey
    public var issuedAt: Timestamp
    public var verdict: String
    public var supersedes: CardNumber?
    /// The RFC 8785 bytes.
    public var document: [UInt8]
    /// SHA-256 of `document`.
    public var hash: [UInt8]
    public var isVoid: Bool
    public var isExcused: Bool
    /// The id of the key it is signed with; nil on cards of a time before cards were signed.
    public var key: String?
    /// Over `document`.
    public var signature: [UInt8]?
    /// The personal values that the document names by their hashes, as JSON; nil where it names none, and once they were
    /// erased.
    public var disclosed: [UInt8]?

    public init(
        id: Int64 = 0, number: CardNumber, participant: PersonID, occurrence: OccurrenceKey, issuedAt: Timestamp,
        verdict: String,
        supersedes: CardNumber?, document: [UInt8], hash: [UInt8], isVoid: Bool = false, isExcused: Bool = false,
        key: String? = nil, signature: [UInt8]? = nil, disclosed: [UInt8]? = nil
    ) {
        self.id = id
        self.number = number
        self.participant = participant
        self.occurrence = occurrence
        self.issuedAt = issuedAt
        self.verdict = verdict
        self.supersedes = supersedes
        self.document = document
        self.hash = hash
        self.isVoid = isVoid
        self.isExcused = isExcused
        self.key = key
        self.signature = signature
        self.disclosed = disclosed
    }
}

extension Transaction {
    /// The next number of a case, counted from 1. Never given out twice once committed.
    public func nextCardSequence(ofCase digits: String) throws(StoreError) -> Int {
        try connection.first(
            """
            INSERT INTO case_sequence(digits, last) VALUES (?, 1)
            ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last
            """,
            digits, read: { Int($0.integer(0)) }) ?? 1
    }

    /// Keeps a card; its `id` is given out here and returned.
    @discardableResult
    public func add(_ card: StoredCard) throws(StoreError) -> Int64 {
        touched.insert(.participant(card.participant))
        try connection.run(
            """
            INSERT INTO card(number, participant, occurrence, issued_ms, verdict, supersedes, document, hash, is_void,
              is_excused, key, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            card.number.rawValue, card.participant.rawValue, card.occurrence.value, card.issuedAt.milliseconds,
            card.verdict, card.supersedes?.rawValue, card.document, card.hash, card.isVoid, card.isExcused, card.key,
            card.signature)
        let id = connection.lastInsertedRow
        if let disclosed = card.disclosed {
            try connection.run("INSERT INTO card_personal(card, disclosed) VALUES (?, ?)", id, disclosed)
        }
        return id
    }

    /// Says that a card took the place of another beside the one that its row names.
    public func replace(_ card: CardNumber, by successor: CardNumber) throws(StoreError) {
        try connection.run(
            "INSERT INTO card_replacement(number, by) VALUES (?, ?)", card.rawValue, successor.rawValue)
    }
}

extension Queries {
    /// Whether there is a card of this number that somebody may read: its participant, their court representative, an
    /// administrator; of who was erased, administrators alone.
    public func isCard(_ number: CardNumber, readableBy person: PersonID, _ role: Role) throws(StoreError) -> Bool {
        try connection.first(
            """
            SELECT 1 FROM card AS c JOIN participant AS q ON q.person = c.participant WHERE c.number = ?1
              AND (?3 = 'administrator' OR (q.erased_ms IS NULL
                AND ((?3 = 'participant' AND q.person = ?2) OR (?3 = 'court-rep' AND q.court_rep = ?2))))
            """,
            number.rawValue, person.rawValue, role.rawValue
        ) { _ in true } ?? false
    }

    public func card(_ number: CardNumber) throws(StoreError) -> StoredCard? {
        try connection.first(
            """
            SELECT id, number, participant, occurrence, issued_ms, verdict, supersedes, document, hash, is_void,
              is_excused, key, signature, (SELECT disclosed FROM card_personal AS p WHERE p.card = card.id) FROM card
            WHERE number = ?
            """,
            number.rawValue, read: cardRow)
    }

    /// The newest card of a participant, of whatever occurrence: the one the next card names as its predecessor.
    public func lastCard(of participant: PersonID) throws(StoreError) -> StoredCard? {
        try connection.first(
            """
            SELECT id, number, participant, occurrence, issued_ms, verdict, supersedes, document, hash, is_void,
              is_excused, key, signature, (SELECT disclosed FROM card_personal AS p WHERE p.card = card.id) FROM card
            WHERE participant = ? ORDER BY id DESC LIMIT 1
            """,
            participant.rawValue, read: cardRow)
    }

    /// The hash of the newest card of a participant.
    public func lastCardHash(of participant: PersonID) throws(StoreError) -> [UInt8]? {
        try connection.first(
            "SELECT hash FROM card WHERE participant = ? ORDER BY id DESC LIMIT 1", participant.rawValue
        ) { $0.blob(0) }
    }

    /// The card in force that was issued to a participant for an occurrence: the newest that no other took the place of.
    public func cardInForce(of participant: PersonID, in occurrence: OccurrenceKey) throws(StoreError) -> StoredCard? {
        try connection.first(
            """
            SELECT id, number, participant, occurrence, issued_ms, verdict, supersedes, document, hash, is_void,
              is_excused, key, signature, (SELECT disclosed FROM card_personal AS p WHERE p.card = card.id) FROM card WHERE occurrence = ? AND participant = ?
              AND NOT EXISTS (SELECT 1 FROM card AS s WHERE s.supersedes = card.number)
              AND NOT EXISTS (SELECT 1 FROM card_replacement AS r WHERE r.number = card.number)
            ORDER BY id DESC LIMIT 1
            """,
            occurrence.value, participant.rawValue, read: cardRow)
    }

    /// The card that took the place of this one, if any.
    public func successor(of number: CardNumber) throws(StoreError) -> CardNumber? {
        try connection.first(
            """
            SELECT number FROM card WHERE supersedes = ?1
            UNION ALL SELECT by FROM card_replacement WHERE number = ?1
            """,
            number.rawValue
        ) { CardNumber($0.text(0)) }
    }

    /// All cards of a participant in the order they were issued: the chain.
    public func cards(of participant: PersonID) throws(StoreError) -> [StoredCard] {
        try connection.rows(
            """
            SELECT id, number, participant, occurrence, issued_ms, verdict, supersedes, document, hash, is_void,
              is_excused, key, signature, (SELECT disclosed FROM card_personal AS p WHERE p.card = card.id) FROM card
            WHERE participant = ? ORDER BY id
            """,
            participant.rawValue, read: cardRow)
    }

    /// Cards of a participant, the newest first, with ids below one.
    public func cards(
        of participant: PersonID, before id: Int64, limit: Int
    ) throws(StoreError) -> [StoredCard] {
        try connection.rows(
            """
            SELECT id, number, participant, occurrence, issued_ms, verdict, supersedes, document, hash, is_void,
              is_excused, key, signature, (SELECT disclosed FROM card_personal AS p WHERE p.card = card.id) FROM card
            WHERE participant = ? AND id < ? ORDER BY id DESC LIMIT ?
            """,
            participant.rawValue, id, limit, read: cardRow)
    }

    /// Who has a card for an occurrence.
    public func participantsWithCard(in occurrence: OccurrenceKey) throws(StoreError) -> [PersonID] {
        try connection.rows(
            "SELECT DISTINCT participant FROM card WHERE occurrence = ? ORDER BY participant", occurrence.value
        ) { PersonID($0.text(0)) }
    }

    /// How many were ever issued: none is ever removed, so the newest id tells.
    public func cardCount() throws(StoreError) -> Int {
        try connection.first("SELECT ifnull(max(id), 0) FROM card") { Int($0.integer(0)) } ?? 0
    }
}

func cardRow(_ row: Row) -> StoredCard {
    StoredCard(
        id: row.integer(0), number: CardNumber(row.text(1)), participant: PersonID(row.text(2)),
        occurrence: OccurrenceKey(row.integer(3)), issuedAt: Timestamp(milliseconds: row.integer(4)),
        verdict: row.text(5), supersedes: row.optional(6, row.text).map(CardNumber.init), document: row.blob(7),
        hash: row.blob(8), isVoid: row.bool(9), isExcused: row.bool(10), key: row.optional(11, row.text),
        signature: row.optional(12, row.blob), disclosed: row.optional(13, row.blob))
}
