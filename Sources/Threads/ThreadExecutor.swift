internal import Glibc

/// A serial executor with a thread of its own, for actors that wait for the disk or for somebody else's server: nothing
/// blocks the cooperative pool.
///
/// `@unchecked Sendable`: everything that changes is touched only while `mutex` is held; the pointers never change.
public final class ThreadExecutor: SerialExecutor, @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [Job] = []
    private var thread: pthread_t?
    private var stopping = false

    public init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
        // The thread holds the executor until `stop`: its actor may go first, its last job may not be lost.
        let held = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, runThread, held.toOpaque())
        precondition(code == 0, "a thread could not be made")
        pthread_detach(thread)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
    }

    private enum Job {
        case task(UnownedJob)
        case work(@Sendable () -> Void)
    }

    public func enqueue(_ job: consuming ExecutorJob) { append(.task(UnownedJob(job))) }

    /// Runs plain work in its turn: without a task, which would begin on the cooperative pool and cost a change of threads.
    public func perform(_ work: @escaping @Sendable () -> Void) { append(.work(work)) }

    /// Asked by `assumeIsolated` within `perform`, where no task says on which executor it is.
    public func checkIsolated() {
        pthread_mutex_lock(mutex)
        let isOurs = thread.map { pthread_equal(pthread_self(), $0) != 0 } ?? false
        pthread_mutex_unlock(mutex)
        precondition(isOurs, "This must run on its executor's thread.")
    }

    private func append(_ job: Job) {
        pthread_mutex_lock(mutex)
        jobs.append(job)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Lets the thread end once it has run what was enqueued until then.
    public func stop() {
        pthread_mutex_lock(mutex)
        stopping = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    fileprivate func run() {
        pthread_mutex_lock(mutex)
        thread = pthread_self()
        pthread_mutex_unlock(mutex)
        var taken: [Job] = []
        while true {
            pthread_mutex_lock(mutex)
            while jobs.isEmpty && !stopping { pthread_cond_wait(condition, mutex) }
            swap(&taken, &jobs)
            pthread_mutex_unlock(mutex)
            if taken.isEmpty { return }
            for job in taken {
                switch job {
                case .task(let job): job.runSynchronously(on: asUnownedSerialExecutor())
                case .work(let work): work()
                }
            }
            taken.removeAll(keepingCapacity: true)
        }
    }
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<ThreadExecutor>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
