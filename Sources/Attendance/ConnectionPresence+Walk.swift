extension ConnectionPresence {
    /// Pairs the joins and leaves of each stay, then lets the stays of the connection explain what is left over.
    init(_ points: Points) {
        guard let first = points.points.first, let last = points.points.last else { return }
        firstSeen = first.time
        lastSeen = last.time
        var walk = Walk(points)
        walk.pair()
        walk.resolveOpenStays()
        walk.resolveLoneLeaves()
        self.proven = walk.result.proven
        self.inferred = walk.result.inferred
        self.waiting = walk.result.waiting
        self.open = walk.result.open
        self.possiblyUntil = walk.result.possiblyUntil
        self.lastInside = points.points.last { $0.isInside }?.time
    }
}
