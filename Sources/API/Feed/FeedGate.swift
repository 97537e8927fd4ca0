internal import Synchronization

/// Lets so many in at a time; the others wait in the order in which they came.
///
/// After a restart all clients come back at once. What each of them makes the loop do is done for some at a time, so that a
/// delivery that comes meanwhile waits behind those and not behind all; `bridge-bench --only reconnect` measures it. No more
/// wait than there are connections.
final class FeedGate: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
        /// Those before it are in.
        var next = 0
    }

    private let state: Mutex<State>

    init(atOnce: Int) { state = Mutex(State(free: max(1, atOnce))) }

    func enter() async -> Pass {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isOpen { continuation.resume() }
        }
        return Pass(self)
    }

    fileprivate func leave() {
        let following = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.next < state.waiting.count else {
                state.free += 1
                return nil
            }
            let following = state.waiting[state.next]
            state.next += 1
            if state.next * 2 > state.waiting.count {
                state.waiting.removeFirst(state.next)
                state.next = 0
            }
            return following
        }
        following?.resume()
    }

    /// Somebody is in until they leave, at the latest when nobody knows of them any more.
    final class Pass: Sendable {
        private let gate: FeedGate
        private let hasLeft = Atomic(false)

        fileprivate init(_ gate: FeedGate) { self.gate = gate }

        func leave() {
            if !hasLeft.exchange(true, ordering: .relaxed) { gate.leave() }
        }

        deinit { leave() }
    }
}
