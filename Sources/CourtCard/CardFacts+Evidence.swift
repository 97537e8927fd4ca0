public import Attendance
public import Crypto

extension CardFacts {
    /// What the card rests on: the deliveries about the meeting as such and about this person, and lines of Zoom's
    /// reports. Nobody else's are among them.
    public struct Evidence: Hashable, Sendable {
        public var deliveries: Int
        /// How many came from where; they add up to `deliveries`.
        public var sources: [String: Int]
        public var digest: Digest
        /// When the first and the last of them came; nil on cards of a form that did not say.
        public var first: Timestamp?
        public var last: Timestamp?

        /// One entry of the journal.
        public struct Item: Hashable, Sendable {
            public var source: String
            public var receivedAt: Timestamp

            public init(source: String, receivedAt: Timestamp) {
                self.source = source
                self.receivedAt = receivedAt
            }
        }

        /// - Parameter bodies: SHA-256 of each delivery's body, in any order; repetitions count once.
        ///
        /// The digest is SHA-256 over the sorted lower-case hex digests, each followed by a newline, so that whoever has
        /// the bodies can check it with `sha256sum`, `cut`, `sort -u` and `sha256sum`.
        public init(bodies: [Digest: Item]) {
            let lines = bodies.keys.map(\.hex).sorted()
            self.init(
                deliveries: lines.count,
                sources: bodies.values.reduce(into: [:]) { $0[$1.source, default: 0] += 1 },
                digest: SHA256.hash(Array((lines.map { $0 + "\n" }.joined()).utf8)),
                first: bodies.values.map(\.receivedAt).min(), last: bodies.values.map(\.receivedAt).max())
        }

        public init(
            deliveries: Int, sources: [String: Int], digest: Digest, first: Timestamp? = nil, last: Timestamp? = nil
        ) {
            self.deliveries = deliveries
            self.sources = sources
            self.digest = digest
            self.first = first
            self.last = last
        }

        /// Whether both name the same deliveries; what one of an older form does not say is no difference.
        public func isSame(as other: Self) -> Bool {
            deliveries == other.deliveries && sources == other.sources && digest == other.digest
                && (first == other.first || first == nil || other.first == nil)
                && (last == other.last || last == nil || other.last == nil)
        }

        /// Whether Zoom's own record of the meeting is among it.
        public var isReconciled: Bool { sources.contains { $0.key.hasPrefix("report") && $0.value > 0 } }
    }
}
