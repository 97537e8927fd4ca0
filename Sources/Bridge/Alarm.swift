internal import Attendance
internal import Synchronization

/// Wakes the job that looks at deadlines. What is due stands in the database; this only says when to look, and may say
/// so too often.
final class Alarm: Sendable {
    fileprivate struct State {
        var isRinging = false
        var waiter: CheckedContinuation<Void, Never>?
        /// When the waiter will wake by itself; nil: never.
        var wakesAt: Timestamp?
    }

    private let state = Mutex(State())

    /// Something is due at this moment; call it after the commit that says so.
    func set(_ moment: Timestamp) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if state.waiter != nil, let wakesAt = state.wakesAt, wakesAt <= moment { return nil }
            return state.ring()
        }
        waiter?.resume()
    }

    /// Something may be due now.
    func ring() {
        state.withLock { $0.ring() }?.resume()
    }

    /// Waits until `moment`, or less when something earlier was set since the last wait; nil waits for that alone.
    /// One caller at a time.
    func wait(until moment: Timestamp?, now: Timestamp) async throws {
        let sleeper = moment.map { moment in
            Task {
                try await Task.sleep(for: .milliseconds(max(0, (moment - now).milliseconds)))
                ring()
            }
        }
        defer { sleeper?.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRinging = state.withLock { state in
                    if state.isRinging {
                        state.isRinging = false
                        return true
                    }
                    state.waiter = continuation
                    state.wakesAt = moment
                    return false
                }
                if isRinging { continuation.resume() }
            }
        } onCancel: {
            ring()
        }
        try Task.checkCancellation()
    }
}

extension Alarm.State {
    /// Whom to wake; where nobody waits, the next wait ends at once.
    fileprivate mutating func ring() -> CheckedContinuation<Void, Never>? {
        defer { waiter = nil }
        if waiter == nil { isRinging = true }
        return waiter
    }
}
