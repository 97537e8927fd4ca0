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
        /// Each of them, in the order they began; empty on cards of a form that did not tell them apart.
        public var lanes: [Lane]

        public init(
            proven: IntervalSet, inferred: IntervalSet, corrected: IntervalSet, removed: IntervalSet = IntervalSet(),
            waiting: IntervalSet, connections: Int, lanes: [Lane] = []
        ) {
            self.proven = proven
            self.inferred = inferred
            self.corrected = corrected
            self.removed = removed
            self.waiting = waiting
            self.connections = connections
            self.lanes = lanes
        }

        /// One connection, as it was told: what people corrected is not of a connection.
        public struct Lane: Hashable, Sendable {
            public var device: Device
            public var proven: IntervalSet
            public var inferred: IntervalSet
            public var waiting: IntervalSet

            public init(device: Device, proven: IntervalSet, inferred: IntervalSet, waiting: IntervalSet) {
                self.device = device
                self.proven = proven
                self.inferred = inferred
                self.waiting = waiting
            }
        }

        /// By what somebody was connected, as far as Zoom tells.
        public enum Device: String, Hashable, Sendable, CaseIterable {
            /// The Zoom app or a browser.
            case app
            /// Dialled in by telephone.
            case phone
            /// Known from Zoom's report alone, which does not say.
            case unknown
        }

        /// How many connections there were by device.
        public var devices: [Device: Int] { lanes.reduce(into: [:]) { $0[$1.device, default: 0] += 1 } }

        var kindsAreApart: Bool {
            let sorted = [proven, inferred, corrected, removed].flatMap(\.intervals).sorted { $0.start < $1.start }
            return zip(sorted, sorted.dropFirst()).allSatisfy { $0.end <= $1.start }
        }
    }
}
