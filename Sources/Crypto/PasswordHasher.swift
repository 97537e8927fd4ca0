internal import Glibc
internal import Synchronization
internal import Threads

/// Hashes passwords on threads of its own, so many at a time and no more, so that sign-ins hold up nothing else.
///
/// Each takes one thread for some 20 ms, and 19 MiB; a flood of sign-ins fills the queue and is turned away, and all that it
/// takes from others is what these threads get when nobody else wants the processor. Whoever floods from one place fills
/// only that one's places in the queue. The threads end with their hasher.
public final class PasswordHasher: Sendable {
    /// How new hashes are made.
    public let parameters: PasswordParameters
    private let maxWaiting: Int
    private let maxWaitingEach: Int
    private let threads: [ThreadExecutor]
    private let state: Mutex<State>
    /// What is hashed where there is no account: the salt does not matter.
    private let nobody = [UInt8](repeating: 0, count: 16)

    /// - Parameters:
    ///   - threads: how many are hashed at the same time.
    ///   - maxWaiting: how many more may wait: with the standard parameters about 50 a second get their turn.
    ///   - maxWaitingEach: how many of these may come from one place.
    public init(
        parameters: PasswordParameters = .standard, threads: Int = 1, maxWaiting: Int = 32, maxWaitingEach: Int = 4
    ) {
        precondition(threads > 0 && maxWaiting >= 0 && maxWaitingEach >= 0)
        self.parameters = parameters
        self.maxWaiting = maxWaiting
        self.maxWaitingEach = maxWaitingEach
        self.threads = (0..<threads).map { _ in ThreadExecutor() }
        state = Mutex(State(idle: Array(0..<threads)))
        // Behind all that answers Zoom and the feed. Where it is not allowed, it is no matter of right or wrong.
        for thread in self.threads { thread.perform { _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, 10) } }
    }

    deinit { for thread in threads { thread.stop() } }

    /// - Parameter place: where whoever asks is, such as a network address; only counted by.
    public func hash(
        _ password: Password, askedFrom place: String
    ) async throws(PasswordHasherError) -> PasswordHash {
        let parameters = parameters
        let result = try await perform(askedFrom: place) {
            Result { () throws(PasswordHashError) in try PasswordHash(password, parameters: parameters) }
        }
        do { return try result.get() } catch { throw .noMemory }
    }

    /// Whether the password is the one of the hash.
    ///
    /// - Parameters:
    ///   - hash: nil where there is no account or it has no password: false, after just as much work, so that nobody learns
    ///     from the time who has an account.
    ///   - place: where whoever asks is, such as a network address; only counted by.
    public func verify(
        _ password: Password, against hash: PasswordHash?, askedFrom place: String
    ) async throws(PasswordHasherError) -> Bool {
        let (parameters, nobody) = (parameters, nobody)
        let result = try await perform(askedFrom: place) {
            Result { () throws(PasswordHashError) in
                if let hash { return try hash.matches(password) }
                _ = try PasswordHash(password, parameters: parameters, salt: nobody)
                return false
            }
        }
        do { return try result.get() } catch { throw .noMemory }
    }

    /// How many wait for a thread.
    public var waiting: Int { state.withLock { $0.waiting.count } }
}

/// Why nothing was hashed. None of them says anything of the password.
public enum PasswordHasherError: Error, Hashable, Sendable, CustomStringConvertible {
    /// As many wait already as may, in all or of one place. In a second there is room again.
    case busy
    case noMemory
    /// The task that asked was cancelled before its turn.
    case cancelled

    public var description: String {
        switch self {
        case .busy: "too many passwords are being checked"
        case .noMemory: PasswordHashError.noMemory.description
        case .cancelled: "nobody waits for the password to be checked any longer"
        }
    }
}

extension PasswordHasher {
    private struct State {
        var idle: [Int]
        var waiting: [Job] = []
        var lastJob = 0
    }

    private struct Job {
        let number: Int
        let place: String
        /// Works, and answers how to tell: the thread is free again before whoever waits for it goes on.
        let run: @Sendable () -> @Sendable () -> Void
        let abandon: @Sendable () -> Void
    }

    /// Runs `work` on one of the threads, in the order of asking.
    func perform<Value: Sendable>(
        askedFrom place: String, _ work: @escaping @Sendable () -> Value
    ) async throws(PasswordHasherError) -> Value {
        let number = state.withLock { state in
            state.lastJob += 1
            return state.lastJob
        }
        let result: Result<Value, PasswordHasherError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = Job(
                    number: number, place: place,
                    run: {
                        let value = work()
                        return { continuation.resume(returning: .success(value)) }
                    },
                    abandon: { continuation.resume(returning: .failure(.cancelled)) })
                guard take(job) else { return continuation.resume(returning: .failure(.busy)) }
                // Cancelled before it stood in the queue: the handler did not find it there.
                if Task.isCancelled { abandon(number) }
            }
        } onCancel: {
            abandon(number)
        }
        return try result.get()
    }

    /// False where the queue is full.
    private func take(_ job: Job) -> Bool {
        enum Place {
            case thread(Int)
            case queue, none
        }
        let place: Place = state.withLock { state in
            if let thread = state.idle.popLast() { return .thread(thread) }
            guard state.waiting.count < maxWaiting,
                state.waiting.count(where: { $0.place == job.place }) < maxWaitingEach
            else { return .none }
            state.waiting.append(job)
            return .queue
        }
        switch place {
        case .thread(let thread): threads[thread].perform { self.work(job, thread) }
        case .queue: break
        case .none: return false
        }
        return true
    }

    private func work(_ first: Job, _ thread: Int) {
        var next: Job? = first
        while let job = next {
            let tell = job.run()
            next = state.withLock { state in
                if !state.waiting.isEmpty { return state.waiting.removeFirst() }
                state.idle.append(thread)
                return nil
            }
            tell()
        }
    }

    /// Takes a job out of the queue; one that has begun goes on.
    private func abandon(_ number: Int) {
        let job: Job? = state.withLock { state in
            guard let index = state.waiting.firstIndex(where: { $0.number == number }) else { return nil }
            return state.waiting.remove(at: index)
        }
        job?.abandon()
    }
}
