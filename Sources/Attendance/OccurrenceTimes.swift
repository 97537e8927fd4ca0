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
    public var completion: Completion.Reason

    public init(
        slot: Slot?, scheduledDuration: Span? = nil, began: Timestamp?, finished: Timestamp?,
        completion: Completion.Reason
    ) {
        self.slot = slot
        self.scheduledDuration = scheduledDuration
        self.began = began
        self.finished = finished
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
            return Interval(slot.start, max(slot.end, (began ?? slot.start) + whole))
        }
        return began.map { Interval($0, max(finished ?? $0, $0 + whole)) }
    }

    /// The longest that anybody could have been there during the counted time; nil when not known.
    var possible: Span? {
        guard let began, let finished, let counted else { return nil }
        return IntervalSet(Interval(began, finished)).intersection(counted).total
    }

    /// Whoever comes after this moment is late.
    var lateAfter: Timestamp? {
        guard let slot else { return began }
        return max(slot.start, began ?? slot.start)
    }

    /// Whoever goes before this moment is early.
    var earlyBefore: Timestamp? {
        if let slot { return min(slot.end, finished ?? slot.end) }
        guard let began, let scheduled else { return finished }
        return min(began + scheduled, finished ?? began + scheduled)
    }
}
