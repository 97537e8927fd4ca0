extension Sequence<AttendanceSummary> {
    /// Those that count: passed, not void, one for each slot of a meeting, and of two during which the participant was in
    /// two meetings at once the one that ended first. In any order; the answer is in the order of their ends.
    func counting() -> [AttendanceSummary] {
        let passed = filter(\.isPassed).map { (attendance: $0, there: $0.interval ?? Interval($0.start, $0.start)) }
            .sorted {
                ($0.there.end, $0.there.start, $0.attendance.occurrence)
                    < ($1.there.end, $1.there.start, $1.attendance.occurrence)
            }
        var counted: [AttendanceSummary] = []
        var keys: Set<AttendanceSummary.Key> = []
        // Whoever takes the one that ends first gets the most out of them that do not overlap, so that one more
        // attendance never makes the number less.
        var end = Timestamp.distantPast
        for (attendance, there) in passed where there.isEmpty || there.start >= end {
            guard keys.insert(attendance.key).inserted else { continue }
            counted.append(attendance)
            if !there.isEmpty { end = there.end }
        }
        return counted
    }
}
