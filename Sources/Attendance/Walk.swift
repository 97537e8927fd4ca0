/// Works out the presence of one connection from its points.
///
/// `participant_uuid` is new after every leave and rejoin, `user_id` at every room move too. So a stay is joined once and
/// left once, and a connection that is known to have gone on to another room has left the one before.
struct Walk {
    let points: [Point]
    let stays: [Stay]
    var result = ConnectionPresence()
    var states: [State]
    /// Leaves that came with being put in the waiting room: no evidence of having been inside.
    var absorbed: Set<Int> = []
    var loneLeaves: [LoneLeave] = []

    struct State {
        enum Phase { case outside, inside, putOutside, waiting }
        var phase = Phase.outside
        /// Of the phase.
        var since = Int64.min
        /// The last moment it was certainly closed.
        var closed = Int64.min
        /// A join at this moment was followed by its end at the same moment.
        var answered: Int64?
    }

    /// An end without its beginning.
    struct LoneLeave {
        var time: Int64
        /// The stay; -1 when the connection was put in the waiting room.
        var stay: Int32
        /// Evidence counts only when later.
        var after: Int64
        var explained = false
    }

    init(_ points: Points) {
        self.points = points.points
        stays = points.stays
        states = Array(repeating: State(), count: stays.count)
    }
}

// MARK: - Pairing

extension Walk {
    mutating func pair() {
        var waitingSince: Int64?
        var lastLeave: Int64?
        var lastInWaitingRoom = Int64.min
        var joinedSinceWaiting = false
        func closeWaiting(at time: Int64, in waiting: inout [Interval]) {
            if let start = waitingSince, start < time { waiting.append(Interval(start, time)) }
            waitingSince = nil
        }
        for (index, point) in points.enumerated() {
            let time = point.time
            switch point.act {
            case .putInWaitingRoom:
                let wasInside = putInWaitingRoom(point)
                if !wasInside, !joinedSinceWaiting, waitingSince == nil, !isJoinedAtOnce(index) {
                    loneLeaves.append(LoneLeave(time: time, stay: -1, after: lastInWaitingRoom))
                }
                if waitingSince == nil { waitingSince = time }
                lastInWaitingRoom = time
                joinedSinceWaiting = false
            case .enteredWaitingRoom:
                enterWaitingRoom(at: time)
                if waitingSince == nil { waitingSince = time }
                lastInWaitingRoom = time
                joinedSinceWaiting = false
            case .leftWaitingRoom:
                closeWaiting(at: time, in: &result.waiting)
                for i in states.indices where states[i].phase == .putOutside && states[i].closed < time {
                    states[i].phase = .outside
                }
            case .left:
                leave(index, lastInWaitingRoom)
                lastLeave = time
            case .joined:
                guard states[Int(point.stay)].answered != time else { continue }
                closeWaiting(at: time, in: &result.waiting)
                join(point)
                joinedSinceWaiting = true
            case .seen:
                break
            }
        }
        if let lastLeave { closeWaiting(at: lastLeave, in: &result.waiting) }
    }

    /// - Returns: whether it was inside.
    private mutating func putInWaitingRoom(_ point: Point) -> Bool {
        let time = point.time
        // Who joined that stay in the same second did so before.
        if states[Int(point.stay)].phase != .inside { states[Int(point.stay)].answered = time }
        let wasInside = states.contains { $0.phase == .inside || $0.phase == .waiting }
        for i in states.indices {
            if states[i].phase == .inside { result.prove(states[i].since, time) }
            // A leave may come with it: of the stay it names, of one that was inside, or of any if none was known to be.
            if i == point.stay || states[i].phase != .outside || !wasInside {
                states[i].phase = .putOutside
                states[i].closed = time
            }
        }
        return wasInside
    }

    /// Zoom tells of the waiting room, but not that anybody was put there: time inside is certain up to here.
    private mutating func enterWaitingRoom(at time: Int64) {
        for i in states.indices where states[i].phase == .inside {
            result.prove(states[i].since, time)
            states[i].phase = .waiting
            states[i].since = time
            states[i].closed = time
        }
    }

    private mutating func join(_ point: Point) {
        let i = Int(point.stay)
        let state = states[i]
        if state.phase == .inside {
            if state.since == point.time { return }
            // Two joins without a leave between: it was lost, somewhere after the last evidence.
            let seen = lastEvidence(after: state.since, through: point.time, exceptOf: point.stay) ?? state.since
            result.prove(state.since, seen)
            result.infer(seen, point.time)
        }
        states[i].phase = .inside
        states[i].since = point.time
    }

    private mutating func leave(_ index: Int, _ lastInWaitingRoom: Int64) {
        let point = points[index]
        let i = Int(point.stay)
        let state = states[i]
        if state.closed == point.time, state.phase == .outside { return }
        switch state.phase {
        case .inside:
            result.prove(state.since, point.time)
        case .waiting:
            result.infer(state.since, point.time)
        case .outside, .putOutside:
            if isJoinedAndLeft(index) {
                states[i].answered = point.time
            } else if state.phase == .putOutside {
                absorbed.insert(index)
            } else {
                let after = max(state.closed, lastInWaitingRoom)
                loneLeaves.append(LoneLeave(time: point.time, stay: point.stay, after: after))
            }
        }
        states[i].phase = .outside
        states[i].closed = point.time
    }

    private func isJoinedAtOnce(_ index: Int) -> Bool {
        let point = points[index]
        return points[index...].prefix { $0.time == point.time }.contains { $0.act == .joined && $0.stay == point.stay }
    }

    /// A join and a leave of one stay at the same moment, while outside: came and went within a second. Unless a later
    /// leave shows that the join was the later of the two.
    private func isJoinedAndLeft(_ index: Int) -> Bool {
        let point = points[index]
        var isJoined = false
        for next in points[index...] {
            if next.time == point.time {
                if next.act == .joined, next.stay == point.stay { isJoined = true }
            } else if !isJoined {
                return false
            } else if next.stay == point.stay {
                return next.act == .joined
            }
        }
        return isJoined
    }
}

extension Point {
    /// Happens to those who are inside only.
    var isInside: Bool {
        switch act {
        case .joined, .left, .seen, .putInWaitingRoom: true
        case .enteredWaitingRoom, .leftWaitingRoom: false
        }
    }
}

extension ConnectionPresence {
    mutating func prove(_ start: Int64, _ end: Int64) {
        if start < end { proven.append(Interval(start, end)) }
    }

    mutating func infer(_ start: Int64, _ end: Int64) {
        if start < end { inferred.append(Interval(start, end)) }
    }
}
