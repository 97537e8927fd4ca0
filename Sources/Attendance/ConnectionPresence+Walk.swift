extension ConnectionPresence {
    init(_ points: Points) {
        self.init(toldBy: points)
        guard !points.reported.isEmpty else { return }
        // Whatever webhooks prove stays proven: reports add to it, and settle what was open.
        let proven = self.proven
        let completed = points.completedByReports()
        self.init(toldBy: completed.points)
        self.proven += proven
        self.inferred += completed.inferred
        for row in points.reported {
            prove(row.certainJoin, row.leave)
            let join = min(row.certainJoin, row.leave)
            firstSeen = min(firstSeen ?? join, join)
            lastSeen = max(lastSeen ?? row.leave, row.leave)
            lastInside = max(lastInside ?? row.leave, row.leave)
        }
    }

    /// Pairs the joins and leaves of each stay, then lets the stays of the connection explain what is left over.
    private init(toldBy points: Points) {
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
