internal import Attendance

/// How often a client asked within the second that began with its first request.
struct RequestCount: Hashable, Sendable {
    private var start = Timestamp(milliseconds: 0)
    private var count = 0

    /// - Parameter now: may also be earlier than before, where somebody set the clock.
    /// - Returns: whether there was room for one more.
    mutating func add(at now: Timestamp, limit: Int) -> Bool {
        let passed = now.milliseconds - start.milliseconds
        if !(0..<1000).contains(passed) { (start, count) = (now, 0) }
        count += 1
        return count <= limit
    }
}
