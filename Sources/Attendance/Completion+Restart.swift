extension Completion.Patience {
    /// How long to wait for an occurrence that ended to start again in the same slot; nil when there is no need to.
    ///
    /// A meeting that Zoom ended because everybody was gone for a moment, or that the host ended by mistake, goes on
    /// under a new uuid. Both are one sitting, and it is told of once.
    /// - Parameters:
    ///   - finished: when the last occurrence of the sitting ended.
    ///   - slot: the scheduled time it was held in; nil when it was outside any schedule.
    public func restartDeadline(finished: Timestamp, slot: Slot?, now: Timestamp) -> Timestamp? {
        guard let slot, slot.end - finished > restart, now < slot.end else { return nil }
        return slot.end
    }
}
