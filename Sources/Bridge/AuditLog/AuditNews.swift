internal import Synchronization

/// Tells whoever waits for it that the audit log went on. Says nothing of what was written: that stands in the database.
final class AuditNews: Sendable {
    fileprivate struct State {
        /// The newest entry that is known to be committed.
        var last: Int64 = 0
        var isClosed = false
        var waiters: [UInt64: Waiter] = [:]
        var lastWaiter: UInt64 = 0
    }

    fileprivate struct Waiter {
        let seen: Int64
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex(State())

    /// An entry was committed. On any thread.
    func note(_ entry: Int64) {
        let woken = state.withLock { state in
            state.last = max(state.last, entry)
            return state.release { $0.seen < entry }
        }
        for waiter in woken { waiter.continuation.resume() }
    }

    /// From now on nobody waits: the bridge stops.
    func close() {
        let woken = state.withLock { state in
            state.isClosed = true
            return state.release { _ in true }
        }
        for waiter in woken { waiter.continuation.resume() }
    }

    func open() { state.withLock { $0.isClosed = false } }

    /// Returns when there is an entry after `seen`, after `limit`, when the task is cancelled, or when the bridge stops.
    func wait(past seen: Int64, atMost limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait(past: seen) }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait(past seen: Int64) async {
        let number = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    // A task that was cancelled before it waits is not woken by its cancellation.
                    if state.isClosed || state.last > seen || Task.isCancelled { return true }
                    state.waiters[number] = Waiter(seen: seen, continuation: continuation)
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation.resume()
        }
    }
}

extension AuditNews.State {
    fileprivate mutating func release(_ isMeant: (AuditNews.Waiter) -> Bool) -> [AuditNews.Waiter] {
        let meant = waiters.filter { isMeant($0.value) }
        for number in meant.keys { waiters[number] = nil }
        return Array(meant.values)
    }
}
