/// What an attendance is measured against: when the occurrence was to be held, and when it was.
public struct OccurrenceTimes: Hashable, Sendable {
    /// The scheduled time it was held in; nil when it was outside any schedule.
    public var slot: Slot?
    /// How long it was to last, where that is known without a slot. Nil or zero: not known.
    public var scheduledDuration: Span?
    /// When it began, or the first join if that was never told. Nil: not known.
    public var began: Timestamp?
    /// When it ended, or the last leave if that was never told. Nil: not known.
    public var finished: Timestamp?
    /// When it was interrupted for everybody: between the occurrences of one sitting. Nobody is away then.
    public var pauses: IntervalSet
    public var completion: Completion.Reason

    public init(
        slot: Slot?, scheduledDuration: Span? = nil, began: Timestamp?, finished: Timestamp?,
        pauses: IntervalSet = IntervalSet(), completion: Completion.Reason
    ) {
        self.slot = slot
        self.scheduledDuration = scheduledDuration
        self.began = began
        self.finished = finished
        self.pauses = pauses
        self.completion = completion
    }

    public init(_ timeline: Timeline, slot: Slot?, scheduledDuration: Span? = nil, completion: Completion.Reason) {
        self.init(
            slot: slot, scheduledDuration: scheduledDuration, began: timeline.began, finished: timeline.finished,
            completion: completion)
    }

    /// How long it was to last; nil when nothing was scheduled.
    var scheduled: Span? {
        if let slot, slot.length > .zero { return slot.length }
        return scheduledDuration.flatMap { $0 > .zero ? $0 : nil }
    }

    /// What a share is a share of: the scheduled duration, else the actual one.
    var whole: Span? {
        if let scheduled { return scheduled }
        guard let began, let finished, finished > began else { return nil }
        return finished - began
    }

    /// The time that counts towards the share: all of the slot and, where the occurrence began late, its full length
    /// from then on. Coming early is fine and counts nothing.
    var counted: Interval? {
        guard let whole else { return nil }
        if let slot, slot.length > .zero {
            return Interval(slot.start, max(slot.end, (lateAfter ?? slot.start) + whole))
        }
        return began.map { Interval($0, max(finished ?? $0, $0 + whole)) }
    }

    /// The longest that anybody could have been there during the counted time; nil when not known.
    var possible: Span? {
        guard let began, let finished, let counted else { return nil }
        return IntervalSet(Interval(began, finished)).subtracting(pauses).intersection(counted).total
    }

    /// Whoever comes after this moment is late: not before it is held, also where a host tried it out earlier.
    var lateAfter: Timestamp? {
        guard let slot else { return began }
        let due = max(slot.start, began ?? slot.start)
        return pauses.intervals.first { $0.start <= due && due < $0.end }?.end ?? due
    }

    /// Whoever goes before this moment is early.
    var earlyBefore: Timestamp? {
        if let slot {
            let due = min(slot.end, finished ?? slot.end)
            return pauses.intervals.first { $0.start < due && due <= $0.end }?.start ?? due
        }
        guard let began, let scheduled else { return finished }
        return min(began + scheduled, finished ?? began + scheduled)
    }

    /// When none of the occurrences of a sitting was held, between the first and the last. One whose end was never told
    /// is taken to have gone on.
    static func pauses(between occurrences: some Sequence<OccurrenceTimes>) -> IntervalSet {
        let held = occurrences.reduce(IntervalSet()) { held, times in
            guard let began = times.began else { return held }
            let whole = IntervalSet(Interval(began, times.finished ?? .distantFuture))
            return held.union(whole.subtracting(times.pauses))
        }
        guard let first = held.start, let last = held.end else { return held }
        return IntervalSet(Interval(first, last)).subtracting(held)
    }
}
