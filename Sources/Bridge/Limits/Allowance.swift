internal import Attendance

/// How many tries are free: some at once, and one more for each interval that passes. Counts by key, in bounded memory.
struct Allowance<Key: Hashable & Sendable>: Sendable {
    /// How many are free at once.
    let burst: Int
    /// How long it takes until one more is.
    let interval: Span
    /// How many keys are remembered at most.
    let capacity: Int
    /// When all that is charged to a key will be forgotten.
    private var clearAt: [Key: Timestamp] = [:]

    init(burst: Int, interval: Span, capacity: Int) {
        self.burst = burst
        self.interval = interval
        self.capacity = capacity
    }

    /// How long to wait before another try; nil when one is free.
    func wait(of key: Key, at now: Timestamp) -> Span? {
        let wait = owed(by: key, at: now) - most + interval
        return wait > .zero ? wait : nil
    }

    /// Whether something is still charged to the key.
    func remembers(_ key: Key, at now: Timestamp) -> Bool { owed(by: key, at: now) > .zero }

    mutating func charge(_ key: Key, at now: Timestamp) {
        clearAt[key] = now + min(owed(by: key, at: now) + interval, most)
        if clearAt.count > capacity { forget(at: now) }
    }

    /// Takes one charge back.
    mutating func refund(_ key: Key, at now: Timestamp) {
        let owed = owed(by: key, at: now) - interval
        clearAt[key] = owed > .zero ? now + owed : nil
    }

    private var most: Span { Span(milliseconds: interval.milliseconds * Int64(burst)) }

    /// Never more than the most there can be: the clock may have been set back.
    private func owed(by key: Key, at now: Timestamp) -> Span {
        guard let clear = clearAt[key], clear > now else { return .zero }
        return min(clear - now, most)
    }

    /// Those go first who matter least: many new keys must not wash out the few that try hardest. Half at a time, so that a
    /// flood of them costs little.
    private mutating func forget(at now: Timestamp) {
        clearAt = clearAt.filter { $0.value > now }
        guard clearAt.count > capacity else { return }
        let kept = clearAt.sorted { $0.value > $1.value }.prefix(capacity / 2)
        clearAt = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }

    /// How many keys are remembered.
    var count: Int { clearAt.count }
}
