public import Attendance

// What is asked of many participants at once: a question each, however many they are.

extension Queries {
    /// Those of them who are on the roster, sorted by id.
    public func participants(among ids: some Sequence<PersonID>) throws(StoreError) -> [Participant] {
        let ids = listed(ids)
        var identities: [PersonID: Set<IdentityKey>] = [:]
        let keys = try connection.rows(
            """
            SELECT participant, kind, value FROM identity
            WHERE participant IN (SELECT value FROM json_each(?)) AND kind <> 'code'
            """, ids
        ) { row in
            (
                PersonID(row.text(0)),
                IdentityKey.Kind(rawValue: row.text(1)).map { IdentityKey(stored: $0, value: row.text(2)) }
            )
        }
        for case (let person, let key?) in keys { identities[person, default: []].insert(key) }
        var meetings: [PersonID: Set<MeetingID>] = [:]
        let enrolled = try connection.rows(
            "SELECT participant, meeting FROM enrollment WHERE participant IN (SELECT value FROM json_each(?))", ids
        ) { (PersonID($0.text(0)), MeetingID($0.text(1))) }
        for (person, meeting) in enrolled { meetings[person, default: []].insert(meeting) }
        return try connection.rows(
            """
            SELECT p.id, p.name, q.case_number, q.court_rep, q.time_zone, q.meetings_per_week, q.meetings_in_total,
              q.minimum_minutes, q.join_code, q.policy, q.starts_on, q.deadline
            FROM participant AS q JOIN person AS p ON p.id = q.person
            WHERE q.person IN (SELECT value FROM json_each(?)) AND q.erased_ms IS NULL ORDER BY p.id
            """, ids
        ) { row throws(StoreError) in
            var one = try participantWithoutSets(row)
            one.identities = identities[one.id] ?? []
            one.meetings = meetings[one.id] ?? []
            return one
        }
    }

    /// A page of the ids of participants, sorted.
    /// - Parameters:
    ///   - courtRep: only theirs; nil: all.
    ///   - id: the last one of the page before.
    public func participants(
        of courtRep: PersonID?, after id: PersonID?, limit: Int
    ) throws(StoreError) -> [PersonID] {
        guard let courtRep else {
            return try connection.rows(
                "SELECT person FROM participant WHERE person > ? AND erased_ms IS NULL ORDER BY person LIMIT ?",
                id?.rawValue ?? "", limit
            ) { PersonID($0.text(0)) }
        }
        return try connection.rows(
            """
            SELECT person FROM participant WHERE court_rep = ? AND person > ? AND erased_ms IS NULL
            ORDER BY person LIMIT ?
            """,
            courtRep.rawValue, id?.rawValue ?? "", limit
        ) { PersonID($0.text(0)) }
    }

    /// All attendances of each of them, newest occurrence first.
    public func attendances(
        ofAll people: some Sequence<PersonID>
    ) throws(StoreError) -> [PersonID: [AttendedOccurrence]] {
        let found = try connection.rows(
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
            WHERE a.participant IN (SELECT value FROM json_each(?)) ORDER BY o.id DESC
            """,
            listed(people), read: attendedOccurrence)
        return Dictionary(grouping: found, by: \.attendance.participant)
    }

    /// Attendances of a participant in occurrences with keys below one, the newest first.
    public func attendances(
        of participant: PersonID, before key: OccurrenceKey?, limit: Int
    ) throws(StoreError) -> [AttendedOccurrence] {
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
            WHERE a.participant = ? AND a.occurrence < ? ORDER BY a.occurrence DESC LIMIT ?
            """,
            participant.rawValue, key?.value ?? .max, limit, read: attendedOccurrence)
    }

    /// Who attended an occurrence, sorted by participant; nobody who was erased.
    /// - Parameter courtRep: only their participants; nil: everybody.
    public func attendances(
        in occurrence: OccurrenceKey, under courtRep: PersonID?
    ) throws(StoreError) -> [AttendedOccurrence] {
        try connection.rows(
            """
            SELECT o.id, o.uuid, o.number, o.meeting, o.first_received_ms, o.began_ms, o.ended_ms, o.slot_start_ms,
              o.slot_end_ms, o.deadline_ms, o.completed_ms, o.completion, o.issued_ms, o.forgotten_ms,
              a.participant, a.proven, a.inferred, a.corrected, a.removed, a.present_since_ms, a.first_ms, a.last_ms,
              a.connections, a.strength, a.matched_by, a.flags, c.number, c.verdict, c.is_void, c.is_excused, c.issued_ms
            FROM attendance AS a JOIN occurrence AS o ON o.id = a.occurrence
            JOIN participant AS q ON q.person = a.participant
            LEFT JOIN card AS c ON c.occurrence = a.occurrence AND c.participant = a.participant
              AND +c.id = (SELECT max(id) FROM card
                WHERE card.occurrence = a.occurrence AND card.participant = a.participant)
              AND NOT EXISTS (SELECT 1 FROM card AS s WHERE s.supersedes = c.number)
              AND NOT EXISTS (SELECT 1 FROM card_replacement AS r WHERE r.number = c.number)
            WHERE a.occurrence = ?1 AND q.erased_ms IS NULL AND (?2 IS NULL OR q.court_rep = ?2) ORDER BY a.participant
            """,
            occurrence.value, courtRep?.rawValue, read: attendedOccurrence)
    }

    /// What was decided about each of them, in the order it was decided.
    public func decisions(
        aboutAll people: some Sequence<PersonID>
    ) throws(StoreError) -> [PersonID: [StoredDecision]] {
        let found = try connection.rows(
            """
            SELECT id, at_ms, author, role, kind, occurrence, participant, attendee, identity_kind, identity_value, start_ms,
              end_ms, card, week, target, reason FROM decision
            WHERE participant IN (SELECT value FROM json_each(?)) ORDER BY id
            """,
            listed(people), read: decisionRow)
        return found.reduce(into: [:]) { all, decision in
            if let participant = decision.participant { all[participant, default: []].append(decision) }
        }
    }

    /// Those of these cards that there are, in no order.
    public func cards(among numbers: some Sequence<CardNumber>) throws(StoreError) -> [StoredCard] {
        try connection.rows(
            """
            SELECT id, number, participant, occurrence, issued_ms, verdict, supersedes, document, hash, is_void,
              is_excused, key, signature, (SELECT disclosed FROM card_personal AS p WHERE p.card = card.id) FROM card
            WHERE number IN (SELECT value FROM json_each(?))
            """,
            listed(numbers), read: cardRow)
    }
}
