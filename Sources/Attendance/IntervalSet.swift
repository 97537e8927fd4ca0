/// From `start` up to but not including `end`.
public struct Interval: Hashable, Sendable {
    public var start: Timestamp
    public var end: Timestamp

    public init(_ start: Timestamp, _ end: Timestamp) {
        self.start = start
        self.end = end
    }

    public var length: Span { end - start }
    public var isEmpty: Bool { end <= start }
}

/// Moments of time: sorted intervals, none empty, no two of which overlap or touch.
public struct IntervalSet: Hashable, Sendable {
    public private(set) var intervals: [Interval]

    public init() { intervals = [] }

    /// - Parameter intervals: in any order; they may overlap, and empty ones are left out.
    public init(_ intervals: some Sequence<Interval>) {
        self.intervals = intervals.filter { !$0.isEmpty }
        if self.intervals.count > 1 { normalise() }
    }

    public init(_ interval: Interval) { intervals = interval.isEmpty ? [] : [interval] }

    public var isEmpty: Bool { intervals.isEmpty }
    public var start: Timestamp? { intervals.first?.start }
    public var end: Timestamp? { intervals.last?.end }

    /// Time in all.
    public var total: Span { intervals.reduce(.zero) { $0 + $1.length } }

    public func contains(_ moment: Timestamp) -> Bool {
        intervals.contains { $0.start <= moment && moment < $0.end }
    }

    public mutating func insert(_ interval: Interval) {
        if interval.isEmpty { return }
        intervals.append(interval)
        if intervals.count > 1 { normalise() }
    }

    public func union(_ other: Self) -> Self {
        if other.isEmpty { return self }
        if isEmpty { return other }
        return Self(intervals + other.intervals)
    }

    public func intersection(_ other: Self) -> Self {
        var common = Self()
        var (i, j) = (0, 0)
        while i < intervals.count, j < other.intervals.count {
            let (a, b) = (intervals[i], other.intervals[j])
            let shared = Interval(max(a.start, b.start), min(a.end, b.end))
            if !shared.isEmpty { common.intervals.append(shared) }
            if a.end < b.end { i += 1 } else { j += 1 }
        }
        return common
    }

    public func intersection(_ interval: Interval) -> Self { intersection(Self(interval)) }

    public func subtracting(_ other: Self) -> Self {
        if isEmpty || other.isEmpty { return self }
        var rest = Self()
        var j = 0
        for interval in intervals {
            var start = interval.start
            while j < other.intervals.count, other.intervals[j].end <= start { j += 1 }
            var k = j
            while k < other.intervals.count, other.intervals[k].start < interval.end {
                let gap = Interval(start, other.intervals[k].start)
                if !gap.isEmpty { rest.intervals.append(gap) }
                start = max(start, other.intervals[k].end)
                k += 1
            }
            let tail = Interval(start, interval.end)
            if !tail.isEmpty { rest.intervals.append(tail) }
        }
        return rest
    }

    /// Sorts, and merges what overlaps or touches.
    private mutating func normalise() {
        intervals.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        var last = 0
        for i in 1..<intervals.count {
            if intervals[i].start <= intervals[last].end {
                intervals[last].end = max(intervals[last].end, intervals[i].end)
            } else {
                last += 1
                intervals[last] = intervals[i]
            }
        }
        intervals.removeSubrange((last + 1)...)
    }
}
