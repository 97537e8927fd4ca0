public import Attendance

/// One write transaction: what is said to it becomes true, together and for good, when the commit has synced.
///
/// Used on the writer's thread only, and only while the closure that was given it runs.
public final class Transaction {
    let connection: Connection
    /// The position of the last feed row, committed or not.
    private(set) var lastPosition: Position
    /// The feed rows of this transaction, in the order of their positions.
    private(set) var told: [FeedRow] = []
    /// The newest entry of the audit log that this transaction wrote.
    var lastLogged: Int64?
    /// Whose access may have ended or changed.
    private(set) var accessChanged: Set<PersonID> = []
    /// What is another than before, for whoever keeps something that was made from it.
    var touched: Set<Freshness.Subject> = []
    /// Of what was told there, everybody concerned is touched.
    var touchedOccurrences: Set<OccurrenceKey> = []
    /// There is mail to be sent.
    var hasQueuedMail = false

    private var heads: FeedHeads

    init(connection: Connection, lastPosition: Position, heads: FeedHeads) {
        self.connection = connection
        self.lastPosition = lastPosition
        self.heads = heads
    }

    /// Tells one person of a fact; the row and the fact are committed together.
    /// - Parameter data: JSON text.
    public func tell(_ person: PersonID, _ event: String, at: Timestamp, data: [UInt8]) throws(StoreError) {
        let previous = try heads.head(of: person, connection)
        lastPosition += 1
        try connection.run(
            "INSERT INTO feed(position, person, previous, at_ms, event, data) VALUES (?, ?, ?, ?, ?, ?)",
            lastPosition, person.rawValue, previous, at.milliseconds, event, data)
        heads.set(person, lastPosition)
        told.append(FeedRow(position: lastPosition, person: person, at: at, event: event, data: data))
    }

    /// What somebody may do, or what lets them in, is another than before: whoever holds a connection open for them asks
    /// again after the commit.
    public func noteChangedAccess(of person: PersonID) { accessChanged.insert(person) }

    /// Writes what was put off until the end of the transaction. Nothing may be told after it.
    func finish() throws(StoreError) {
        try heads.write(connection)
        for occurrence in touchedOccurrences {
            for person in try people(concernedBy: occurrence) { touched.insert(.participant(person)) }
        }
    }

    /// What the next transaction goes on with.
    func takeHeads() -> FeedHeads {
        defer { heads = FeedHeads() }
        return heads
    }

    /// A part of the transaction that is undone alone when it fails. The error is thrown on.
    func part(_ body: () throws -> Void) throws {
        let (position, count, logged) = (lastPosition, told.count, lastLogged)
        try connection.script("SAVEPOINT part")
        do {
            try body()
            try connection.script("RELEASE part")
        } catch {
            (lastPosition, lastLogged) = (position, logged)
            let undone = Set(told[count...].map(\.person))
            told.removeSubrange(count...)
            for person in undone {
                heads.restore(person, to: told.last { $0.person == person }?.position)
            }
            do {
                try connection.script("ROLLBACK TO part; RELEASE part")
            } catch let second {
                // After a fault of the disk SQLite has rolled everything back already: the first error says why.
                throw connection.isInTransaction ? second : error
            }
            throw error
        }
    }
}

/// What readers see: one moment of the database. Used on a reader's thread only, while the closure given it runs.
public struct Snapshot {
    let connection: Connection
}

/// The questions that may be asked inside a write transaction and on a reader alike.
public protocol Queries {
    var source: QuerySource { get }
}

/// Where a question goes to; opaque outside the store.
public struct QuerySource {
    let connection: Connection
}

extension Transaction: Queries {
    public var source: QuerySource { QuerySource(connection: connection) }
}

extension Snapshot: Queries {
    public var source: QuerySource { QuerySource(connection: connection) }
}

extension Queries {
    var connection: Connection { source.connection }
}
