extension Progress {
    /// On track so far, but perhaps not for long: at this pace the deadline will be missed, or this week still lacks more
    /// meetings than it has days left.
    public var isAtRisk: Bool {
        guard standing == .onTrack else { return false }
        return projection.meetsDeadline == false || isThisWeekOutOfReach
    }

    /// Today is one of the days left.
    private var isThisWeekOutOfReach: Bool {
        guard let required = thisWeek.required else { return false }
        let last = min(thisWeek.firstDay.adding(days: 6), deadline ?? .init(day: .max))
        return Int64(required - thisWeek.done) > last.day - today.day + 1
    }
}
