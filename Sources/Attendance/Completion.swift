/// Whether an occurrence is over, so that court cards can be made.
///
/// What is told after completion changes the cards; it does not reopen the occurrence.
public enum Completion: Hashable, Sendable {
    /// Not yet. At the deadline, ask again; nil when nothing was told yet.
    case waiting(until: Timestamp?)
    case complete(Reason)

    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// It ended, and every connection was told to have left.
        case allLeft = "all-left"
        /// It ended, and the leaves still missing did not come in time.
        case settled
        /// Its end was never told, and nothing more came.
        case stale
    }

    /// How long to wait, on our own clock.
    public struct Patience: Hashable, Sendable {
        /// For leaves, after the end was received.
        public var settle: Span
        /// For an end, after the last delivery was received and after the scheduled end.
        public var stale: Span
        /// For more to come, after the last delivery, where the occurrence went on after its end and everybody has left
        /// again without another end.
        public var quiet: Span
        /// An occurrence that ended longer than this before its scheduled end may start again, under a new uuid.
        public var restart: Span

        public init(
            settle: Span = .seconds(15), stale: Span = .hours(4), quiet: Span = .minutes(10),
            restart: Span = .minutes(10)
        ) {
            self.settle = settle
            self.stale = stale
            self.quiet = quiet
            self.restart = restart
        }
    }

    /// - Parameters:
    ///   - endReceived: when the latest `ended` reached us.
    ///   - lastReceived: when the latest delivery about the occurrence reached us.
    public init(
        of timeline: Timeline, endReceived: Timestamp?, lastReceived: Timestamp?, scheduledEnd: Timestamp?,
        now: Timestamp, patience: Patience = Patience()
    ) {
        if timeline.isEnded {
            if !timeline.hasOpenConnections, !timeline.wentOnAfterEnd {
                self = .complete(.allLeft)
                return
            }
            let wait =
                timeline.wentOnAfterEnd
                ? lastReceived.map { $0 + patience.quiet } : (endReceived ?? lastReceived).map { $0 + patience.settle }
            if let deadline = wait {
                self = now >= deadline ? .complete(.settled) : .waiting(until: deadline)
                return
            }
        }
        guard let lastReceived else {
            self = .waiting(until: nil)
            return
        }
        let deadline = max(lastReceived, scheduledEnd ?? lastReceived) + patience.stale
        self = now >= deadline ? .complete(.stale) : .waiting(until: deadline)
    }
}
