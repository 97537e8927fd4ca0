public import Attendance

extension CardFacts {
    /// When the person was there. The kinds of time never overlap; waiting is no presence and stands apart.
    public struct Presence: Hashable, Sendable {
        public var proven: IntervalSet
        public var inferred: IntervalSet
        public var corrected: IntervalSet
        /// What a person took away: it was told, and does not count.
        public var removed: IntervalSet
        public var waiting: IntervalSet
        /// How many connections (devices, rejoins) it is made of.
        public var connections: Int

        public init(
            proven: IntervalSet, inferred: IntervalSet, corrected: IntervalSet, removed: IntervalSet = IntervalSet(),
            waiting: IntervalSet, connections: Int
        ) {
            self.proven = proven
            self.inferred = inferred
            self.corrected = corrected
            self.removed = removed
            self.waiting = waiting
            self.connections = connections
        }

        var kindsAreApart: Bool {
            let sorted = [proven, inferred, corrected, removed].flatMap(\.intervals).sorted { $0.start < $1.start }
            return zip(sorted, sorted.dropFirst()).allSatisfy { $0.end <= $1.start }
        }
    }
}
