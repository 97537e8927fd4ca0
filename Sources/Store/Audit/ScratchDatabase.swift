internal import Attendance

/// An empty database in memory with the tables of this version: what was derived anew is written there as it would be for
/// good, and compared. Used by one thread at a time.
public final class ScratchDatabase {
    private let connection: Connection

    public init() throws(StoreError) {
        connection = try Connection(path: ":memory:", mode: .readWrite)
        try migrate(connection)
    }

    /// A transaction of which nothing stays.
    public func tryOut<T>(_ body: (Transaction) throws -> T) throws -> T {
        try connection.script("BEGIN")
        defer { if connection.isInTransaction { try? connection.script("ROLLBACK") } }
        return try body(Transaction(connection: connection, lastPosition: 0, heads: FeedHeads()))
    }
}

extension Transaction {
    /// Adds an occurrence under the key that it has elsewhere.
    public func copy(_ record: OccurrenceRecord) throws(StoreError) {
        try connection.run(
            "INSERT INTO occurrence(id, uuid, first_received_ms) VALUES (?, ?, ?)", record.key.value,
            record.id.rawValue, record.firstReceivedAt.milliseconds)
        try update(record)
    }
}
