internal import Glibc

/// The database of one bridge: one file, one process, one writer, some readers.
public final class Database<Memory: AnyObject>: Sendable {
    public let writer: Writer<Memory>
    public let readers: Readers
    /// Of what was written by `writer`.
    public let freshness = Freshness()
    private let lock: LockFile
    private let path: String

    /// Opens the file, makes it when it is not there, and brings it to the newest version.
    /// - Parameters:
    ///   - prepare: what the use cases do once, in a transaction of its own, before anything else is written. What it
    ///     throws is thrown on.
    ///   - memory: makes what the use cases remember between transactions.
    ///   - committed: called on the writer's thread after each transaction; must call `Commit.answer()`.
    public init(
        path: String, readers: Int = 2, prepare: (Transaction) throws -> Void = { _ in },
        memory: @escaping @Sendable () -> Memory, committed: @escaping Writer<Memory>.Committed = { $0.answer() }
    ) throws {
        self.path = path
        lock = try LockFile(beside: path)
        try prepared(path, prepare)
        let connection = try openForWriting(path)
        let last = try Snapshot(connection: connection).lastFeedPosition()
        writer = Writer(
            path: path, connection: connection, lastPosition: last, freshness: freshness, memory: memory,
            committed: committed)
        self.readers = try Readers(path: path, count: readers)
    }
}

extension Database {
    /// How long its file is, and the log (WAL) beside it, in bytes; nil where that cannot be found out.
    public var fileBytes: (database: Int64?, log: Int64?) { (length(of: path), length(of: path + "-wal")) }

    private func length(of path: String) -> Int64? {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int64(facts.st_size) : nil
    }
}

/// Names the master key a database file belongs to; nil for a file that has none yet, or is none of ours.
public func fingerprint(ofDatabase path: String) throws(StoreError) -> String? {
    let connection = try openForReading(path)
    guard try version(of: connection) >= 2 else { return nil }
    return try Snapshot(connection: connection).vaultFingerprint()
}

/// The version of the schema of a database file.
public func databaseVersion(_ path: String) throws(StoreError) -> Int {
    try version(of: try openForReading(path))
}

/// On a connection of its own, which is closed before any other is opened. Takes the right to write only where something
/// is written: a database that cannot be written to is still read.
private func prepared(_ path: String, _ prepare: (Transaction) throws -> Void) throws {
    let connection = try openForWriting(path)
    let last = try Snapshot(connection: connection).lastFeedPosition()
    let transaction = Transaction(connection: connection, lastPosition: last, heads: FeedHeads())
    try connection.script("BEGIN")
    do {
        try prepare(transaction)
        try connection.script("COMMIT")
    } catch {
        if connection.isInTransaction { try? connection.script("ROLLBACK") }
        throw error
    }
}

/// Opens the connection that writes, and migrates.
func openForWriting(_ path: String) throws(StoreError) -> sending Connection {
    // Made here and not by SQLite, so that nobody else may read it from its first moment on. Never opened when it is
    // there already: closing it would drop the locks of our own readers (POSIX advisory locks).
    let fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if fd >= 0 { close(fd) }
    let connection = try Connection(path: path, mode: .readWrite)
    try connection.script("PRAGMA journal_mode = WAL")
    try connection.script("PRAGMA synchronous = FULL")
    try connection.script("PRAGMA foreign_keys = ON")
    try connection.script("PRAGMA trusted_schema = OFF")
    try connection.script("PRAGMA temp_store = MEMORY")
    try connection.script("PRAGMA cache_size = -65536")
    // What is forgotten is gone from the file, not only from the tables.
    try connection.script("PRAGMA secure_delete = ON")
    try connection.script("PRAGMA wal_autocheckpoint = 4000")
    try connection.script("PRAGMA journal_size_limit = 67108864")
    try migrate(connection)
    return connection
}

func openForReading(_ path: String) throws(StoreError) -> sending Connection {
    let connection = try Connection(path: path, mode: .readOnly)
    try connection.script("PRAGMA query_only = ON")
    try connection.script("PRAGMA trusted_schema = OFF")
    try connection.script("PRAGMA cache_size = -4000")
    return connection
}
