internal import Attendance

/// The position of each person's newest message. Every message names the one before it, so that what one person missed
/// is read from message to message: an index by person would write a page of its own for nearly every message.
struct FeedHeads {
    private var known: [PersonID: Position] = [:]
    /// Those that the database does not have yet.
    private var changed: Set<PersonID> = []

    /// Some 100 bytes each.
    private static let limit = 100_000

    /// 0 when there is none.
    mutating func head(of person: PersonID, _ connection: Connection) throws(StoreError) -> Position {
        if let head = known[person] { return head }
        let head =
            try connection.first("SELECT position FROM feed_head WHERE person = ?", person.rawValue) { $0.integer(0) }
            ?? 0
        known[person] = head
        return head
    }

    mutating func set(_ person: PersonID, _ position: Position) {
        known[person] = position
        changed.insert(person)
    }

    /// What was set is undone.
    /// - Parameter position: what was told before in the same transaction; nil: nothing, and the database knows.
    mutating func restore(_ person: PersonID, to position: Position?) {
        known[person] = position
        if position == nil { changed.remove(person) }
    }

    /// One row for each person told, however much they were told.
    mutating func write(_ connection: Connection) throws(StoreError) {
        for person in changed.sorted() {
            guard let head = known[person] else { continue }
            try connection.run(
                """
                INSERT INTO feed_head(person, position) VALUES (?, ?)
                ON CONFLICT DO UPDATE SET position = excluded.position
                """,
                person.rawValue, head)
        }
        changed = []
        if known.count > Self.limit { known = [:] }
    }
}
