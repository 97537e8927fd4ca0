extension Walk {
    /// A stay without its leave ends where the connection is known to be elsewhere; else it is open.
    mutating func resolveOpenStays() {
        for i in states.indices where states[i].phase == .inside {
            let since = states[i].since
            if let (time, leave) = end(ofStay: i) {
                result.prove(since, time)
                if let leave { loneLeaves[leave].explained = true }
                continue
            }
            let seen = lastEvidence(after: since, through: .max, exceptOf: Int32(i)) ?? since
            result.prove(since, seen)
            let open = result.open ?? .init(since: since, latestJoin: since, seen: seen)
            result.open = .init(
                since: min(open.since, since), latestJoin: max(open.latestJoin, since), seen: max(open.seen, seen))
        }
    }

    /// - Returns: when the connection is known to have left that stay, and the lone leave that shows it, if one does.
    private func end(ofStay i: Int) -> (Int64, leave: Int?)? {
        let since = states[i].since
        for point in points where point.time >= since {
            guard point.stay >= 0, point.stay != Int32(i) else { continue }
            let other = stays[Int(point.stay)]
            switch point.act {
            case .joined:
                // A breakout room does not show that the main room was left, but it ends when anything else is joined.
                guard stays[i].inBreakoutRoom || !other.inBreakoutRoom else { continue }
                if point.time > since { return (point.time, nil) }
                if other.inBreakoutRoom == stays[i].inBreakoutRoom, supersedes(Int(point.stay), i) {
                    return (point.time, nil)
                }
            case .left:
                if let leave = loneLeaves.firstIndex(where: { $0.time == point.time && $0.stay == point.stay }),
                    other.inBreakoutRoom == stays[i].inBreakoutRoom, !loneLeaves[leave].explained
                {
                    return (point.time, leave)
                }
                // Whoever leaves the main room later than they came to the breakout room has left both.
                if stays[i].inBreakoutRoom, !other.inBreakoutRoom, point.time > since { return (point.time, nil) }
            default:
                continue
            }
        }
        return nil
    }

    /// Of two stays joined at the same moment, whether the first is the later room: a closed one ended the open one, and
    /// of two open ones one must go on.
    private func supersedes(_ a: Int, _ b: Int) -> Bool {
        guard states[a].phase == .inside, states[a].since == states[b].since else { return true }
        return stays[b].userID.precedes(stays[a].userID)
    }

    /// A leave without its join: certain from the earliest evidence of the same connection, since it was last outside.
    mutating func resolveLoneLeaves() {
        for leave in loneLeaves where !leave.explained {
            let evidence = points.indices.first { i in
                points[i].time > leave.after && points[i].time < leave.time && isEvidence(i)
            }
            if let evidence { result.prove(points[evidence].time, leave.time) }
            // From a join on there is nothing missing.
            if let evidence, points[evidence].act == .joined { continue }
            let known = evidence.map { points[$0].time } ?? leave.time
            result.possiblyUntil = max(result.possiblyUntil ?? known, known)
        }
    }

    /// The latest moment, not counting what that stay says of itself.
    func lastEvidence(after start: Int64, through end: Int64, exceptOf stay: Int32) -> Int64? {
        let evidence = points.indices.last { i in
            let point = points[i]
            return point.time <= start || point.time <= end && point.stay != stay && isEvidence(i)
        }
        return evidence.map { points[$0].time }.flatMap { $0 > start ? $0 : nil }
    }

    private func isEvidence(_ index: Int) -> Bool { points[index].isInside && !absorbed.contains(index) }
}
