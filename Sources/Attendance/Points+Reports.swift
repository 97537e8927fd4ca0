extension Points {
    /// With the joins and leaves that only reports told.
    ///
    /// A join or leave that webhooks told of the same stay stays the only one: where both tell, they differ by seconds
    /// at most, or one of them is late, and two of them would look like a visit of which half was lost.
    /// - Returns: also what lies between an end told in seconds and the minutes that a report proves. Another stay of the
    ///   person may have begun or ended in that minute, so it is likely and no more.
    func completedByReports() -> (points: Points, inferred: [Interval]) {
        var result = self
        var inferred: [Interval] = []
        for row in reported {
            guard let stay = row.stay.userID == nil ? place(of: row) : row.stay else { continue }
            let told = result.ends(of: stay)
            // `user_id` is new at every join and every room move: what it did once was the same visit.
            let isOneVisit = stay.userID != nil && Set(told.joins).count <= 1 && Set(told.leaves).count <= 1
            let join = told.joins.first { row.beganNear($0) || isOneVisit && $0 <= row.leave }
            let leave = told.leaves.first { row.endedNear($0) || isOneVisit && $0 >= row.join }
            switch (join, leave) {
            case (_?, _?):
                break
            case (let join?, nil):
                result.insert(.left, at: row.isExact ? max(row.leave, join) : join, in: stay)
                if !row.isExact { inferred.append(Interval(join, min(row.certainJoin, row.leave))) }
            case (nil, let leave?):
                result.insert(.joined, at: row.isExact ? min(row.join, leave) : leave, in: stay)
                if !row.isExact { inferred.append(Interval(row.leave, leave)) }
            case (nil, nil):
                guard row.certainJoin <= row.leave else { continue }
                result.insert(.joined, at: row.certainJoin, in: stay)
                result.insert(.left, at: row.leave, in: stay)
            }
        }
        return (result, inferred.filter { !$0.isEmpty })
    }

    /// Whether a join near the stay's was told, or, of a stay whose join was lost, a leave.
    func mayHold(_ row: ReportedStay) -> Bool {
        !stays(of: row).isEmpty || reported.contains { row.beganNear($0.join) }
    }

    /// Whether both ends near the stay's were told.
    func surelyHolds(_ row: ReportedStay) -> Bool {
        let isTold = stays.contains { stay in
            let told = ends(of: stay)
            return told.joins.contains { row.beganNear($0) } && told.leaves.contains { row.endedNear($0) }
        }
        return isTold || reported.contains { row.beganNear($0.join) && row.endedNear($0.leave) }
    }

    /// The stay that a report did not name. Where that cannot be decided it is one of its own, in a breakout room: that
    /// says least, since it shows no other stay to have ended. Nil where the times are too coarse even for that.
    private func place(of row: ReportedStay) -> Stay? {
        let candidates = stays(of: row)
        if candidates.count == 1 { return candidates[0] }
        let ended = candidates.filter { stay in ends(of: stay).leaves.contains { row.endedNear($0) } }
        if ended.count == 1 { return ended[0] }
        return row.isExact ? Stay(userID: "\(row.join)-\(row.leave)", inBreakoutRoom: true) : nil
    }

    private func stays(of row: ReportedStay) -> [Stay] {
        let possible = stays.filter { $0.inBreakoutRoom || !row.stay.inBreakoutRoom }
        let begun = possible.filter { stay in ends(of: stay).joins.contains { row.beganNear($0) } }
        if !begun.isEmpty { return begun }
        return possible.filter { stay in
            let told = ends(of: stay)
            return told.joins.isEmpty && told.leaves.contains { row.endedNear($0) }
        }
    }

    /// When a stay was told to have been joined and left.
    private func ends(of stay: Stay) -> (joins: [Int64], leaves: [Int64]) {
        guard let index = stays.firstIndex(of: stay) else { return ([], []) }
        var ends: (joins: [Int64], leaves: [Int64]) = ([], [])
        for point in points where point.stay == index {
            if point.act == .joined { ends.joins.append(point.time) }
            if point.act.isEndOfStay { ends.leaves.append(point.time) }
        }
        return ends
    }
}

extension Point.Act {
    fileprivate var isEndOfStay: Bool { self == .left || self == .putInWaitingRoom }
}
