public import Attendance

/// What a court representative is told of one day.
public struct StoredDigest: Hashable, Sendable {
    /// Given out by the database.
    public var id: Int64
    public var courtRep: PersonID
    /// On the court's calendar.
    public var date: LocalDate
    public var madeAt: Timestamp
    /// A JSON object; people stand in it by their ids.
    public var document: [UInt8]
    /// How often somebody who was erased was taken out of it.
    public var erasures: Int

    public init(
        id: Int64 = 0, courtRep: PersonID, date: LocalDate, madeAt: Timestamp, document: [UInt8], erasures: Int = 0
    ) {
        self.id = id
        self.courtRep = courtRep
        self.date = date
        self.madeAt = madeAt
        self.document = document
        self.erasures = erasures
    }
}

extension Transaction {
    /// Keeps a digest, where there is none of the day yet.
    /// - Returns: whether it is new.
    public func add(_ digest: StoredDigest) throws(StoreError) -> Bool {
        guard try self.digest(of: digest.courtRep, digest.date) == nil else { return false }
        try connection.run(
            "INSERT INTO digest(court_rep, date, made_ms, document) VALUES (?, ?, ?, ?)", digest.courtRep.rawValue,
            digest.date.description, digest.madeAt.milliseconds, digest.document)
        return true
    }

    /// Takes out of a digest what it says of somebody who was erased.
    public func rewrite(digest id: Int64, without document: [UInt8]) throws(StoreError) {
        try connection.run("UPDATE digest SET document = ?, erasures = erasures + 1 WHERE id = ?", document, id)
    }

    /// Forgets digests of days before a date. Returns how many went.
    public func forgetDigests(before date: LocalDate, limit: Int) throws(StoreError) -> Int {
        try connection.run(
            """
            DELETE FROM digest WHERE id IN (
              SELECT id FROM (SELECT id, date FROM digest ORDER BY id LIMIT ?) WHERE date < ?)
            """,
            limit, date.description)
    }

    public func setDigestMail(wanted: Bool, by courtRep: PersonID) throws(StoreError) {
        try connection.run(
            """
            INSERT INTO digest_mail(court_rep, is_wanted) VALUES (?, ?)
            ON CONFLICT DO UPDATE SET is_wanted = excluded.is_wanted
            """,
            courtRep.rawValue, wanted)
    }

    /// Digests of this day and those before were made.
    public func setDigestedThrough(_ date: LocalDate) throws(StoreError) {
        try connection.run("UPDATE housekeeping SET digested_through = ?", date.description)
    }
}

extension Queries {
    public func digest(of courtRep: PersonID, _ date: LocalDate) throws(StoreError) -> StoredDigest? {
        try connection.first(
            """
            SELECT id, court_rep, date, made_ms, document, erasures FROM digest WHERE court_rep = ? AND date = ?
            """,
            courtRep.rawValue, date.description, read: digestRow)
    }

    public func digest(_ id: Int64) throws(StoreError) -> StoredDigest? {
        try connection.first(
            "SELECT id, court_rep, date, made_ms, document, erasures FROM digest WHERE id = ?", id, read: digestRow)
    }

    /// The days of which a court representative has a digest, the newest first, and when each was made.
    /// - Parameter before: only days before this one.
    public func digestDays(
        of courtRep: PersonID, before: LocalDate?, limit: Int
    ) throws(StoreError) -> [(date: LocalDate, madeAt: Timestamp)] {
        try connection.rows(
            """
            SELECT date, made_ms FROM digest WHERE court_rep = ?1 AND (?2 IS NULL OR date < ?2)
            ORDER BY date DESC LIMIT ?3
            """,
            courtRep.rawValue, before?.description, limit
        ) { row in LocalDate(row.text(0)).map { ($0, Timestamp(milliseconds: row.integer(1))) } }
        .compactMap { $0 }
    }

    /// Digests with ids above one that hold a text, in the order of their ids.
    public func digests(holding text: [UInt8], after id: Int64) throws(StoreError) -> [StoredDigest] {
        try connection.rows(
            """
            SELECT id, court_rep, date, made_ms, document, erasures FROM digest
            WHERE id > ? AND instr(document, ?) > 0 ORDER BY id
            """,
            id, text, read: digestRow)
    }

    /// The number of the newest digest, 0 where there is none.
    public func lastDigest() throws(StoreError) -> Int64 {
        try connection.first("SELECT ifnull(max(id), 0) FROM digest") { $0.integer(0) } ?? 0
    }

    /// Nil where they did not say.
    public func wantsDigestMail(_ courtRep: PersonID) throws(StoreError) -> Bool? {
        try connection.first("SELECT is_wanted FROM digest_mail WHERE court_rep = ?", courtRep.rawValue) {
            $0.bool(0)
        }
    }

    /// Digests of this day and those before were made; nil: none yet.
    public func digestedThrough() throws(StoreError) -> LocalDate? {
        try connection.first("SELECT digested_through FROM housekeeping") { row in
            row.optional(0, row.text).flatMap { LocalDate($0) }
        } ?? nil
    }

    /// Whoever has participants, sorted.
    public func courtRepsWithParticipants() throws(StoreError) -> [PersonID] {
        try connection.rows(
            "SELECT DISTINCT court_rep FROM participant WHERE erased_ms IS NULL ORDER BY court_rep"
        ) { PersonID($0.text(0)) }
    }

    /// Cards that were issued to any of these participants in a stretch of time, in the order they were.
    public func cards(
        ofAll people: some Sequence<PersonID>, issuedFrom start: Timestamp, before end: Timestamp
    ) throws(StoreError) -> [StoredCard] {
        try connection.rows(
            """
            SELECT c.id, c.number, c.participant, c.occurrence, c.issued_ms, c.verdict, c.supersedes, c.document, c.hash,
              c.is_void, c.is_excused, c.key, c.signature, (SELECT disclosed FROM card_personal AS p WHERE p.card = c.id)
            FROM card AS c WHERE c.participant IN (SELECT value FROM json_each(?)) AND c.issued_ms >= ? AND c.issued_ms < ?
            ORDER BY c.id
            """,
            listed(people), start.milliseconds, end.milliseconds, read: cardRow)
    }

    /// How many attendees match nobody in occurrences that concern a court representative and whose strangers are not
    /// forgotten, by when the occurrence began.
    public func unmatchedWaiting(
        for courtRep: PersonID
    ) throws(StoreError) -> [(began: Timestamp, attendees: Int)] {
        try connection.rows(
            """
            WITH concerned(id) AS (
              SELECT o.id FROM occurrence AS o WHERE o.forgotten_ms IS NULL AND o.meeting IN (
                SELECT e.meeting FROM participant AS q JOIN enrollment AS e ON e.participant = q.person
                WHERE q.court_rep = ?1)
              UNION
              SELECT a.occurrence FROM participant AS q JOIN attendance AS a ON a.participant = q.person
              JOIN occurrence AS o ON o.id = a.occurrence WHERE q.court_rep = ?1 AND o.forgotten_ms IS NULL)
            SELECT ifnull(o.began_ms, o.first_received_ms), count(*) FROM concerned AS c
            CROSS JOIN occurrence AS o ON o.id = c.id CROSS JOIN unmatched AS u ON u.occurrence = c.id
            GROUP BY c.id ORDER BY c.id
            """,
            courtRep.rawValue
        ) { (Timestamp(milliseconds: $0.integer(0)), Int($0.integer(1))) }
    }
}

private func digestRow(_ row: Row) throws(StoreError) -> StoredDigest {
    guard let date = LocalDate(row.text(2)) else { throw .corrupt("the date of digest \(row.integer(0)) is none") }
    return StoredDigest(
        id: row.integer(0), courtRep: PersonID(row.text(1)), date: date,
        madeAt: Timestamp(milliseconds: row.integer(3)), document: row.blob(4), erasures: Int(row.integer(5)))
}
