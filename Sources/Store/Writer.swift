public import Attendance
internal import Synchronization
internal import Threads

/// The one connection that writes. What queued while the previous commit synced goes into the next transaction
/// (group commit), and everybody is answered after the sync.
///
/// `Memory` holds what the use cases remember between transactions. It is made anew after every rollback: nothing in
/// it may be true only because it was remembered.
public actor Writer<Memory: AnyObject> {
    public typealias Write = @Sendable (Transaction, Memory) throws -> Void
    /// Called once, after the commit or the refusal.
    public typealias Answer = @Sendable (Result<Void, any Error>) -> Void
    public typealias Committed = @Sendable (Commit) -> Void

    /// What one transaction did. `answer()` tells everybody who waits for it.
    public struct Commit: Sendable {
        /// The feed rows that are now durable, in the order of their positions.
        public let feed: [FeedRow]
        /// The newest entry of the audit log; nil where none was written.
        public let lastLogged: Int64?
        /// Whose access may have ended or changed.
        public let accessChanged: Set<PersonID>
        /// There is mail to be sent.
        public let hasQueuedMail: Bool
        /// How many writes it held.
        public let writes: Int
        /// From taking the writes to the end of the sync.
        public let duration: Duration
        let answers: [@Sendable () -> Void]

        public func answer() { for one in answers { one() } }
    }

    private struct Pending: Sendable {
        let write: Write
        let answer: Answer
    }

    private struct Mailbox {
        var pending: [Pending] = []
        var isDraining = false
        var isClosed = false
    }

    private let executor: ThreadExecutor
    private nonisolated let mailbox = Mutex(Mailbox())
    private nonisolated let health = Mutex<StoreError?>(nil)
    private let path: String
    private let makeMemory: @Sendable () -> Memory
    private let committed: Committed
    private let freshness: Freshness
    private var memory: Memory
    /// Nil after a fault: opened again before it is used.
    private var connection: Connection?
    private var lastPosition: Position
    private var heads = FeedHeads()

    /// How many writes may share one commit, and how many may wait.
    private let (groupLimit, waitingLimit) = (512, 20_000)

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter committed: called on the writer's thread after each transaction; must call `answer()` once.
    init(
        path: String, connection: sending Connection, lastPosition: Position, freshness: Freshness = Freshness(),
        memory: @escaping @Sendable () -> Memory, committed: @escaping Committed
    ) {
        self.path = path
        self.connection = connection
        self.lastPosition = lastPosition
        self.freshness = freshness
        self.makeMemory = memory
        self.memory = memory()
        self.committed = committed
        self.executor = ThreadExecutor()
    }

    deinit { executor.stop() }

    /// The fault of storage that writes meet at present; nil when the last commit went well.
    public nonisolated var fault: StoreError? { health.withLock { $0 } }

    /// How many writes wait for the next commit.
    public nonisolated var waiting: Int { mailbox.withLock { $0.pending.count } }

    /// Queues a write. The answer comes after its commit, on whatever thread calls `Commit.answer()`.
    public nonisolated func submit(_ write: @escaping Write, answer: @escaping Answer) {
        let next: Submission = mailbox.withLock { box in
            if box.isClosed { return .refuse(.closed) }
            if box.pending.count >= waitingLimit { return .refuse(.overloaded) }
            box.pending.append(Pending(write: write, answer: answer))
            if box.isDraining { return .wait }
            box.isDraining = true
            return .wake
        }
        switch next {
        case .wake:
            executor.perform { self.assumeIsolated { $0.commitWaiting() } }
        case .wait: break
        case .refuse(let error): answer(.failure(error))
        }
    }

    /// Writes and waits for the commit.
    public nonisolated func write<T: Sendable>(
        _ body: @escaping @Sendable (Transaction, Memory) throws -> T
    ) async throws -> T {
        let result = Mutex<T?>(nil)
        let shared = Shared(result)
        return try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
            submit { transaction, memory in
                let value = try body(transaction, memory)
                shared.value.withLock { $0 = value }
            } answer: { outcome in
                switch outcome {
                case .success:
                    if let value = shared.value.withLock({ $0 }) {
                        continuation.resume(returning: value)
                    } else {
                        continuation.resume(throwing: StoreError.closed)
                    }
                case .failure(let error): continuation.resume(throwing: error)
                }
            }
        }
    }

    /// Tries to write when the last commit met a fault of storage, so that readiness returns without a restart.
    public func probe() {
        guard fault != nil else { return }
        do {
            let connection = try opened()
            try connection.run("BEGIN IMMEDIATE")
            try connection.run("UPDATE housekeeping SET probes = probes + 1")
            try connection.run("COMMIT")
            health.withLock { $0 = nil }
        } catch {
            fail(error)
        }
    }

    /// Moves the write-ahead log into the database file and empties it, so that nothing stands in it that was replaced.
    /// Where a reader is in its way it is done later, by the checkpoint that comes by itself.
    public func checkpoint() {
        guard fault == nil, let connection else { return }
        try? connection.script("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// Refuses new writes, commits what waits, moves the log into the database file.
    public func close() {
        mailbox.withLock { $0.isClosed = true }
        commitWaiting()
        // After a fault the file is left as it is: the log is replayed at the next start.
        if let connection, fault == nil { try? connection.script("PRAGMA wal_checkpoint(TRUNCATE)") }
        connection = nil
    }

    private func commitWaiting() {
        while true {
            let group: [Pending] = mailbox.withLock { box in
                if box.pending.count <= groupLimit {
                    defer { box.pending = [] }
                    if box.pending.isEmpty { box.isDraining = false }
                    return box.pending
                }
                defer { box.pending.removeFirst(groupLimit) }
                return Array(box.pending.prefix(groupLimit))
            }
            if group.isEmpty { return }
            let start = ContinuousClock.now
            let (outcomes, done) = commit(group)
            let answers = zip(group, outcomes).map { pending, outcome -> @Sendable () -> Void in
                { pending.answer(outcome) }
            }
            committed(
                Commit(
                    feed: done.feed, lastLogged: done.lastLogged, accessChanged: done.accessChanged,
                    hasQueuedMail: done.hasQueuedMail, writes: group.count,
                    duration: ContinuousClock.now - start, answers: answers))
        }
    }

    /// All in one transaction; where a write throws, once more with each write apart, so that one bad write cannot
    /// spoil the others.
    private func commit(_ group: [Pending]) -> ([Result<Void, any Error>], Done) {
        do {
            return (Array(repeating: .success(()), count: group.count), try together(group))
        } catch {
            fail(error)
            if isFault(error) { return (Array(repeating: .failure(error), count: group.count), Done()) }
        }
        do {
            return try apart(group)
        } catch {
            fail(error)
            return (Array(repeating: .failure(error), count: group.count), Done())
        }
    }

    private func together(_ group: [Pending]) throws -> Done {
        let connection = try opened()
        let changes = connection.totalChanges
        try connection.run("BEGIN IMMEDIATE")
        let transaction = Transaction(connection: connection, lastPosition: lastPosition, heads: takeHeads())
        for pending in group { try pending.write(transaction, memory) }
        try commit(transaction)
        return finish(transaction, since: changes)
    }

    private func apart(_ group: [Pending]) throws -> ([Result<Void, any Error>], Done) {
        let connection = try opened()
        let changes = connection.totalChanges
        try connection.run("BEGIN IMMEDIATE")
        let transaction = Transaction(connection: connection, lastPosition: lastPosition, heads: takeHeads())
        var outcomes: [Result<Void, any Error>] = []
        for pending in group {
            do {
                try transaction.part { try pending.write(transaction, memory) }
                outcomes.append(.success(()))
            } catch {
                if isFault(error) || !connection.isInTransaction { throw error }
                memory = makeMemory()
                outcomes.append(.failure(error))
            }
        }
        try commit(transaction)
        return (outcomes, finish(transaction, since: changes))
    }

    private func commit(_ transaction: Transaction) throws {
        try transaction.finish()
        freshness.begin(touching: transaction.touched)
        try transaction.connection.run("COMMIT")
        freshness.end()
    }

    /// - Parameter changes: how many rows the connection had written before.
    private func finish(_ transaction: Transaction, since changes: Int64) -> Done {
        lastPosition = transaction.lastPosition
        heads = transaction.takeHeads()
        // One that wrote nothing says nothing of the disk: it goes well where nothing can be written.
        if transaction.connection.totalChanges != changes { health.withLock { $0 = nil } }
        return Done(
            feed: transaction.told, lastLogged: transaction.lastLogged, accessChanged: transaction.accessChanged,
            hasQueuedMail: transaction.hasQueuedMail)
    }

    /// Moved, not copied: it may be large, and the transaction changes it. After a failure it begins anew.
    private func takeHeads() -> FeedHeads {
        defer { heads = FeedHeads() }
        return heads
    }

    private func isFault(_ error: any Error) -> Bool { (error as? StoreError)?.isFaultOfStorage ?? false }

    /// Rolls back and forgets. After a fault of storage the connection is closed, not trusted.
    private func fail(_ error: any Error) {
        memory = makeMemory()
        heads = FeedHeads()
        if let connection, connection.isInTransaction {
            do { try connection.run("ROLLBACK") } catch { self.connection = nil }
        }
        guard let error = error as? StoreError, error.isFaultOfStorage else { return }
        health.withLock { $0 = error }
        if error != .locked { connection = nil }
    }

    private func opened() throws -> Connection {
        if let connection { return connection }
        let fresh = try openForWriting(path)
        // What the disk held when the fault struck may be more than was answered for; positions go on from there.
        lastPosition = try Snapshot(connection: fresh).lastFeedPosition()
        connection = fresh
        return fresh
    }
}

/// What a transaction that was committed leaves to be told.
private struct Done {
    var feed: [FeedRow] = []
    var lastLogged: Int64?
    var accessChanged: Set<PersonID> = []
    var hasQueuedMail = false
}

/// What becomes of a write that is handed in.
private enum Submission {
    case wake
    case wait
    case refuse(StoreError)
}

/// Lets a `Mutex` be captured by closures.
private final class Shared<Value: ~Copyable & Sendable>: Sendable {
    let value: Value
    init(_ value: consuming Value) { self.value = value }
}
