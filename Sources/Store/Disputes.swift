public import Attendance

extension Queries {
    /// Disputes with numbers below one, the newest first; none of participants who were erased.
    /// - Parameters:
    ///   - participant: only theirs; nil: everybody's.
    ///   - courtRep: only those of their participants; nil: everybody's.
    ///   - isOpen: only those that were neither taken back nor answered.
    public func disputes(
        by participant: PersonID?, under courtRep: PersonID?, isOpen: Bool, before id: Int64, limit: Int
    ) throws(StoreError) -> [StoredDecision] {
        try connection.rows(
            """
            SELECT id, at_ms, author, role, kind, occurrence, participant, attendee, identity_kind, identity_value, start_ms,
              end_ms, card, week, target, reason FROM decision AS d INDEXED BY decision_dispute
            WHERE kind = 'dispute' AND id < ?1 AND (?2 IS NULL OR participant = ?2)
              AND EXISTS (SELECT 1 FROM participant AS q
                WHERE q.person = d.participant AND q.erased_ms IS NULL AND (?3 IS NULL OR q.court_rep = ?3))
              AND (NOT ?4 OR NOT EXISTS (SELECT 1 FROM decision AS a
                WHERE a.target = d.id AND a.kind IN ('dispute-answer', 'withdrawal')))
            ORDER BY id DESC LIMIT ?5
            """,
            id, participant?.rawValue, courtRep?.rawValue, isOpen, limit, read: decisionRow)
    }

    /// The decisions that take back or answer one of others, in the order they were made.
    public func decisions(onAll targets: [Int64]) throws(StoreError) -> [StoredDecision] {
        try connection.rows(
            """
            SELECT id, at_ms, author, role, kind, occurrence, participant, attendee, identity_kind, identity_value, start_ms,
              end_ms, card, week, target, reason FROM decision
            WHERE target IN (SELECT value FROM json_each(?)) ORDER BY id
            """,
            listed(targets), read: decisionRow)
    }

    /// Which cards took the place of these, for those that are superseded.
    public func successors(of cards: some Sequence<CardNumber>) throws(StoreError) -> [CardNumber: CardNumber] {
        let found = try connection.rows(
            """
            SELECT supersedes, number FROM card WHERE supersedes IN (SELECT value FROM json_each(?1))
            UNION ALL SELECT number, by FROM card_replacement WHERE number IN (SELECT value FROM json_each(?1))
            """,
            listed(cards)
        ) { (CardNumber($0.text(0)), CardNumber($0.text(1))) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }
}
