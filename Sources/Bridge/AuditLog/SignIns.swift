internal import Crypto
internal import Synchronization

/// Which tokens were used since the start, so that the first use of each is told of and the others cost nothing.
///
/// Remembers so many and no more: of the two halves the older goes when the newer is full, and a token that was not used
/// for that long is told of again.
final class SignIns: Sendable {
    fileprivate struct State {
        var newer: Set<Digest> = []
        var older: Set<Digest> = []
        /// Those that are being told of, with whoever came with the same token meanwhile.
        var waiting: [Digest: [CheckedContinuation<Void, any Error>]] = [:]
    }

    private let state = Mutex(State())
    private let half: Int

    /// - Parameter limit: how many tokens are remembered at most.
    init(limit: Int = 100_000) { half = max(1, limit / 2) }

    /// Tells of a token when it is used for the first time, and returns when that is done. Where it fails, the next use is
    /// the first again.
    func note(_ token: Digest, _ tell: @escaping @Sendable () async throws -> Void) async throws {
        guard try await isFirst(token) else { return }
        let result: Result<Void, any Error>
        do { result = .success(try await tell()) } catch { result = .failure(error) }
        let waiting = state.withLock { state in
            if case .success = result { state.remember(token, half) }
            return state.waiting.removeValue(forKey: token) ?? []
        }
        for waiter in waiting { waiter.resume(with: result) }
        try result.get()
    }

    /// True for the one who is to tell of it; whoever comes meanwhile waits, and shares the outcome.
    private func isFirst(_ token: Digest) async throws -> Bool {
        let isFirst = state.withLock { state -> Bool? in
            if state.newer.contains(token) { return false }
            if state.older.contains(token) {
                state.remember(token, half)
                return false
            }
            guard state.waiting[token] == nil else { return nil }
            state.waiting[token] = []
            return true
        }
        if let isFirst { return isFirst }
        try await withCheckedThrowingContinuation { continuation in
            let isOver = state.withLock { state in
                guard state.waiting[token] != nil else { return true }
                state.waiting[token]?.append(continuation)
                return false
            }
            // Told of between two looks.
            if isOver { continuation.resume() }
        }
        return false
    }

    var count: Int { state.withLock { $0.newer.union($0.older).count } }
}

extension SignIns.State {
    fileprivate mutating func remember(_ token: Digest, _ half: Int) {
        if newer.count >= half {
            older = newer
            newer = []
        }
        newer.insert(token)
    }
}
