internal import Synchronization
internal import Threads

/// Read-only connections, each with a thread of its own. They never write and never checkpoint.
public final class Readers: Sendable {
    private let readers: [Reader]
    private let turn = Atomic<Int>(0)

    public init(path: String, count: Int) throws(StoreError) {
        var readers: [Reader] = []
        for _ in 0..<count { readers.append(try Reader(path: path)) }
        self.readers = readers
    }

    /// Asks questions that are all answered from the same moment of the database.
    public func read<T: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> T) async throws -> T {
        let next = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return try await readers[Int(UInt(bitPattern: next) % UInt(readers.count))].read(body)
    }
}

private actor Reader {
    private let executor = ThreadExecutor()
    private let path: String
    private var connection: Connection?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(path: String) throws(StoreError) {
        self.path = path
        // Opened here so that a file that cannot be read stops the start.
        connection = try openForReading(path)
    }

    deinit { executor.stop() }

    func read<T: Sendable>(_ body: @Sendable (Snapshot) throws -> T) throws -> T {
        let connection = try self.connection ?? openForReading(path)
        self.connection = connection
        do {
            try connection.run("BEGIN")
            let value = try body(Snapshot(connection: connection))
            try connection.run("COMMIT")
            return value
        } catch {
            if connection.isInTransaction { _ = try? connection.run("ROLLBACK") }
            if let error = error as? StoreError, error.isFaultOfStorage { self.connection = nil }
            throw error
        }
    }
}
