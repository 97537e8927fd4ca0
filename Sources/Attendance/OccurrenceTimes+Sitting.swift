extension OccurrenceTimes {
    /// Of all occurrences of a sitting: from the first beginning to the last end.
    ///
    /// - Parameter occurrences: in any order. None: nothing is known.
    public init(merging occurrences: some Collection<OccurrenceTimes>) {
        let isFinished = !occurrences.isEmpty && occurrences.allSatisfy { $0.finished != nil }
        self.init(
            slot: occurrences.compactMap(\.slot).min(),
            scheduledDuration: occurrences.compactMap(\.scheduledDuration).max(),
            began: occurrences.compactMap(\.began).min(),
            finished: isFinished ? occurrences.compactMap(\.finished).max() : nil,
            pauses: Self.pauses(between: occurrences),
            completion: occurrences.map(\.completion).max { $0.doubt < $1.doubt } ?? .stale)
    }
}

extension Completion.Reason {
    /// How much less surely it is over. The least sure of a sitting's occurrences tells how sure the sitting is.
    fileprivate var doubt: Int {
        switch self {
        case .allLeft: 0
        case .settled: 1
        case .stale: 2
        }
    }
}
