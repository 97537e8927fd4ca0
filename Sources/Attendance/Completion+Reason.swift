extension Completion.Reason {
    /// Why an occurrence that is over is held to be over, by all that was told of it by now: how long it took to be told
    /// makes no difference.
    public init(of timeline: Timeline) {
        if !timeline.isEnded {
            self = .stale
        } else {
            self = timeline.hasOpenConnections || timeline.wentOnAfterEnd ? .settled : .allLeft
        }
    }
}
