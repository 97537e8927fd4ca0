/// One stay of a connection as a report tells it: both ends, rounded down to seconds or minutes.
struct ReportedStay: Hashable {
    /// As told.
    var join: Int64
    var leave: Int64
    /// In milliseconds.
    var precision: Int64
    /// Where the report names it; a stay without a `user_id` is still to be found.
    var stay: Stay

    /// Nil for what is no row of a report.
    init?(_ event: MeetingEvent) {
        guard case .reported(let until, let precision) = event.kind else { return nil }
        join = event.time.milliseconds
        leave = until.milliseconds
        self.precision = precision.milliseconds
        stay = Stay(userID: event.connection?.userID, inBreakoutRoom: event.isInBreakoutRoom)
    }

    /// Webhooks are told in whole seconds too, and may differ from a report by one or two of them.
    private static let second: Int64 = 1000
    private static let tolerance: Int64 = 2000

    /// To the second, as webhooks are.
    var isExact: Bool { precision <= Self.second }

    /// From here on it is certain: a minute that was cut off may have been spent outside. May be after `leave`.
    var certainJoin: Int64 { isExact ? join : join + precision }

    /// Whether a webhook that tells of a join at that moment may tell of this stay.
    func beganNear(_ moment: Int64) -> Bool { isNear(moment, join) }
    func endedNear(_ moment: Int64) -> Bool { isNear(moment, leave) }

    private func isNear(_ moment: Int64, _ own: Int64) -> Bool {
        isExact ? abs(moment - own) <= Self.tolerance : own <= moment && moment < own + precision
    }

    /// The surer one first.
    static func precedes(_ a: Self, _ b: Self) -> Bool {
        if a.precision != b.precision { return a.precision < b.precision }
        if a.join != b.join { return a.join < b.join }
        if a.leave != b.leave { return a.leave < b.leave }
        return Stay.precedes(a.stay, b.stay)
    }
}

extension MeetingEvent {
    /// A row of a report that does not say whose connection it was, as in the file that a host downloads.
    public var isUnconnectedReport: Bool {
        guard case .reported = kind else { return false }
        return connection == nil || connection == Connection()
    }
}
