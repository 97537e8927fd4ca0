internal import Store
internal import Synchronization

/// Values made from the database, each kept for as long as no commit touches what it is made from.
///
/// Of the two halves the older goes when the newer is full; what is asked for moves into the newer.
final class FreshValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let value: Value
        /// From before the snapshot that it was made from.
        let mark: Freshness.Mark
    }

    private struct State {
        var newer: [Key: Entry] = [:]
        var older: [Key: Entry] = [:]

        mutating func add(_ entry: Entry, for key: Key, _ half: Int) {
            if newer.count >= half { (older, newer) = (newer, [:]) }
            newer[key] = entry
        }
    }

    private let state = Mutex(State())
    private let freshness: Freshness
    private let half: Int
    private let subject: @Sendable (Key) -> Freshness.Subject

    /// - Parameters:
    ///   - limit: how many are kept at most.
    ///   - subject: what a value is made from.
    init(_ freshness: Freshness, limit: Int, subject: @escaping @Sendable (Key) -> Freshness.Subject) {
        self.freshness = freshness
        self.half = max(1, limit / 2)
        self.subject = subject
    }

    /// Those that are kept and are the same in a snapshot taken after the mark.
    func values(of keys: some Sequence<Key>, at mark: Freshness.Mark) -> [Key: Value] {
        // Before it is asked what was touched: what another reader keeps meanwhile may be newer than the snapshot.
        let found = state.withLock { state in
            keys.compactMap { key -> (key: Key, entry: Entry)? in
                if let entry = state.newer[key] { return (key, entry) }
                guard let entry = state.older.removeValue(forKey: key) else { return nil }
                state.add(entry, for: key, half)
                return (key, entry)
            }
        }
        let untouched = freshness.areUntouched(found.map { (subject($0.key), since: min($0.entry.mark, mark)) })
        return zip(found, untouched).reduce(into: [:]) { values, each in
            if each.1 { values[each.0.key] = each.0.entry.value }
        }
    }

    /// - Parameter mark: from before the snapshot that they were made from.
    func keep(_ values: [Key: Value], at mark: Freshness.Mark) {
        state.withLock { state in
            for (key, value) in values {
                if let known = state.newer[key] ?? state.older[key], known.mark > mark { continue }
                state.add(Entry(value: value, mark: mark), for: key, half)
            }
        }
    }
}
