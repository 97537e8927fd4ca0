/// What people changed about somebody's time, each with a reason: the last word on every moment.
public struct Amendments: Hashable, Sendable {
    public enum Change: Hashable, Sendable {
        /// They were there.
        case add(Interval)
        /// They were not.
        case remove(Interval)
    }

    /// Disjoint from `removed`.
    public private(set) var added = IntervalSet()
    public private(set) var removed = IntervalSet()

    public init() {}

    /// - Parameter changes: in the order they were decided; a later one wins where two overlap.
    public init(_ changes: some Sequence<Change>) {
        for change in changes { apply(change) }
    }

    public var isEmpty: Bool { added.isEmpty && removed.isEmpty }

    public mutating func apply(_ change: Change) {
        switch change {
        case .add(let interval):
            added.insert(interval)
            removed = removed.subtracting(IntervalSet(interval))
        case .remove(let interval):
            removed.insert(interval)
            added = added.subtracting(IntervalSet(interval))
        }
    }
}

extension Presence {
    /// As people corrected it.
    ///
    /// What they added is `corrected` where Zoom had not proven it; what they took away is in `removed` alone, as far as
    /// it was there at all. An added time that reaches up to a leave without its join says when they came.
    public func amended(by amendments: Amendments) -> Presence {
        if amendments.isEmpty { return self }
        var result = self
        let added = amendments.added.subtracting(proven)
        result.corrected = corrected.union(added).subtracting(amendments.removed)
        result.inferred = inferred.subtracting(result.corrected).subtracting(amendments.removed)
        result.proven = proven.subtracting(amendments.removed)
        result.removed =
            removed.subtracting(amendments.added)
            .union(certain.union(inferred).intersection(amendments.removed))
        if !added.isEmpty { result.attended = true }
        result.amendOpenEnds(by: amendments)
        if result.hasOtherTimes(than: self) { result.flags.insert(.correctedByPerson) }
        if result.inferred.isEmpty { result.flags.remove(.inferredLeave) }
        if result.possiblyUntil == nil { result.flags.remove(.missingJoin) }
        return result
    }

    /// What is known at one end only: they are there still, or left without having been told to come.
    private mutating func amendOpenEnds(by amendments: Amendments) {
        if let since = presentSince, let taken = amendments.removed.interval(holding: since) {
            presentSince = taken.end
        }
        func before(_ moment: Timestamp) -> Timestamp { moment - Span(milliseconds: 1) }
        if let until = possiblyUntil, let taken = amendments.removed.interval(holding: before(until)) {
            possiblyUntil = taken.start
        }
        if let until = possiblyUntil, amendments.added.contains(before(until)) { possiblyUntil = nil }
    }

    private func hasOtherTimes(than other: Presence) -> Bool {
        proven != other.proven || corrected != other.corrected || inferred != other.inferred
            || presentSince != other.presentSince || possiblyUntil != other.possiblyUntil
    }
}

extension IntervalSet {
    fileprivate func interval(holding moment: Timestamp) -> Interval? {
        intervals.first { $0.start <= moment && moment < $0.end }
    }
}
