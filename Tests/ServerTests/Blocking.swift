import Foundation
import Testing

/// For tests that wait for a socket where they stand: they run on threads of their own, so that the few threads of the
/// cooperative pool stay free for the server under test and for other tests.
struct Blocking: TestTrait, SuiteTrait, TestScoping {
    let isRecursive = true

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(ThreadPerJob.shared) { try await function() }
    }
}

extension Trait where Self == Blocking {
    static var blocking: Self { Blocking() }
}

/// Begins a thread for each job: right where jobs block, and are few.
private final class ThreadPerJob: TaskExecutor {
    static let shared = ThreadPerJob()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
