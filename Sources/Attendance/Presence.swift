/// When somebody was in an occurrence, and how surely that is known.
public struct Presence: Hashable, Sendable {
    /// Told by Zoom from beginning to end.
    public var proven: IntervalSet
    /// Given by a person, with a reason. Disjoint from `proven`.
    public var corrected: IntervalSet
    /// Likely, because a leave was never told. Disjoint from both.
    public var inferred: IntervalSet
    /// Taken away by a person, with a reason, though Zoom told it: part of nothing else.
    public var removed: IntervalSet
    /// In the waiting room: never counts.
    public var waiting: IntervalSet
    /// They are in the occurrence now, and have been without a break since this moment.
    public var presentSince: Timestamp?
    /// A leave was told without its join: at any time before this moment they may have been there.
    public var possiblyUntil: Timestamp?
    /// The first and last moment anything was told of them, the waiting room included.
    public var firstSeen: Timestamp?
    public var lastSeen: Timestamp?
    public var connectionCount: Int
    /// They were in the occurrence, for however short a time: not only in its waiting room or practice session.
    public var attended: Bool
    public var flags: Set<PresenceFlag>

    public init(
        proven: IntervalSet = IntervalSet(), corrected: IntervalSet = IntervalSet(),
        inferred: IntervalSet = IntervalSet(), removed: IntervalSet = IntervalSet(),
        waiting: IntervalSet = IntervalSet(), presentSince: Timestamp? = nil, possiblyUntil: Timestamp? = nil,
        firstSeen: Timestamp? = nil, lastSeen: Timestamp? = nil, connectionCount: Int = 0, attended: Bool = false,
        flags: Set<PresenceFlag> = []
    ) {
        self.proven = proven
        self.corrected = corrected
        self.inferred = inferred
        self.removed = removed
        self.waiting = waiting
        self.presentSince = presentSince
        self.possiblyUntil = possiblyUntil
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.connectionCount = connectionCount
        self.attended = attended
        self.flags = flags
    }

    /// What a verdict may rest on: proven and corrected time.
    public var certain: IntervalSet { proven.union(corrected) }

    /// Certain time so far; whoever is there now is taken to have stayed until `now`.
    public func total(asOf now: Timestamp) -> Span {
        guard let presentSince else { return certain.total }
        return certain.union(IntervalSet(Interval(presentSince, now))).total
    }
}
