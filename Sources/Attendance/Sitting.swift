extension Presence {
    /// Of one person in all occurrences of a sitting: a meeting that ended and started again within its scheduled time.
    ///
    /// Time that is proven in one of them is proven, whatever the others say of it; so also what a person gave or took
    /// away. Each moment counts once.
    public init(merging presences: some Sequence<Presence>) {
        self.init()
        for other in presences {
            proven = proven.union(other.proven)
            corrected = corrected.union(other.corrected)
            inferred = inferred.union(other.inferred)
            removed = removed.union(other.removed)
            waiting = waiting.union(other.waiting)
            // Whoever is in the one that began later has left the other, even where that was never told.
            presentSince = [presentSince, other.presentSince].compactMap(\.self).max()
            possiblyUntil = [possiblyUntil, other.possiblyUntil].compactMap(\.self).max()
            firstSeen = [firstSeen, other.firstSeen].compactMap(\.self).min()
            lastSeen = [lastSeen, other.lastSeen].compactMap(\.self).max()
            connectionCount += other.connectionCount
            attended = attended || other.attended
            flags.formUnion(other.flags)
        }
        corrected = corrected.subtracting(proven)
        inferred = inferred.subtracting(certain)
        removed = removed.subtracting(certain).subtracting(inferred)
        if inferred.isEmpty { flags.remove(.inferredLeave) }
    }
}
