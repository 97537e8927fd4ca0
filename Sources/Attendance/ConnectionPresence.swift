/// The presence of one connection, before it is known whether and when the occurrence ended.
struct ConnectionPresence {
    var proven: [Interval] = []
    var inferred: [Interval] = []
    var waiting: [Interval] = []
    /// Joined and not left.
    var open: Open?
    /// See `Presence.possiblyUntil`.
    var possiblyUntil: Int64?
    var firstSeen: Int64?
    var lastSeen: Int64?
    /// The last moment anything was told that happens inside only.
    var lastInside: Int64?

    struct Open {
        /// The first and the last join that no leave was told for: two only where one is to a breakout room.
        var since: Int64
        var latestJoin: Int64
        /// The latest evidence that the connection was still there. Not before `since`.
        var seen: Int64
    }
}
