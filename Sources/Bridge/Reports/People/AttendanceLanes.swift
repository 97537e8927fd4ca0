public import Attendance
internal import CourtCard

/// When somebody was in an occurrence, connection by connection: what people corrected is not of a connection.
public struct AttendanceLanes: Hashable, Sendable {
    /// In the order they began.
    public var lanes: [Lane]
    /// In the waiting room, over whatever connection: never counts.
    public var waiting: IntervalSet

    /// One connection.
    public struct Lane: Hashable, Sendable {
        /// `app`, `phone`, or `unknown` where it is known from Zoom's report alone.
        public var device: String
        public var proven: IntervalSet
        public var inferred: IntervalSet
        public var waiting: IntervalSet
        /// It has been there since; nil where it is not.
        public var presentSince: Timestamp?
    }
}

extension AttendanceLanes {
    init(of participant: PersonID, in state: OccurrenceState) {
        let connections = state.connectionsInOrder(of: participant)
        lanes = connections.map { key, presence in
            Lane(
                device: state.device(of: key).rawValue, proven: presence.proven, inferred: presence.inferred,
                waiting: presence.waiting, presentSince: presence.presentSince)
        }
        waiting = connections.reduce(into: IntervalSet()) { $0 = $0.union($1.presence.waiting) }
    }
}
