import Glibc

/// Runs work beside the main thread, which waits for it and for signals: told to stop, the work is cancelled and ends
/// tidily; told again, the process ends at once.
@MainActor
func waitForWork(_ work: @escaping @Sendable () async throws -> Void, onStop: () -> Void = {}) throws {
    let signals = StopSignals()
    let failure = Once<any Error>()
    // Ends before this function does.
    let task = Task.detached {
        do { try await work() } catch { failure.value = error }
        StopSignals.finish()
    }
    if signals.wait() == .told {
        onStop()
        task.cancel()
        if signals.wait() == .told { _exit(1) }
    }
    if let error = failure.value, !(error is CancellationError) { throw error }
}
