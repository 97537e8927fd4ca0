/// One person's open connections, in the order they came.
struct Audience {
    struct Member {
        let id: ConnectionID
        var filter: FeedFilter
        var state: State
    }

    enum State {
        /// Told everything after `after` as it is published.
        case live(after: Position)
        /// A part of what it missed is being read.
        case catchingUp(CatchUp)
    }

    var members: [Member] = []

    func index(of id: ConnectionID) -> Int? { members.firstIndex { $0.id == id } }

    /// The connections that are told `message` now. Those that are catching up keep it for later.
    mutating func receive(_ message: FeedMessage, keeping limit: Int) -> [ConnectionID] {
        var told: [ConnectionID] = []
        told.reserveCapacity(members.count)
        var subject = FeedSubject(of: message)
        for i in members.indices where members[i].filter.admits(message, &subject) {
            switch members[i].state {
            case .live(let after):
                if message.position > after { told.append(members[i].id) }
            case .catchingUp(var catchUp):
                catchUp.keep(message, limit: limit)
                members[i].state = .catchingUp(catchUp)
            }
        }
        return told
    }
}

/// How far a connection has caught up, and what was published meanwhile.
///
/// Without keeping what is published during a read, a connection would never catch up while the feed is busy.
struct CatchUp {
    /// Everything up to here was sent.
    var cursor: Position
    /// The read that is under way goes up to here.
    var through: Position
    /// What of the person's rows after `through` the connection wants to hear, all of it unless `overflowed`.
    var kept: [FeedMessage] = []
    /// More came than is kept: after this read, another one.
    var overflowed = false

    /// What was passed over while another filter held is read again.
    mutating func keepNothing(before head: Position) {
        guard head > through else { return }
        kept = []
        overflowed = true
    }

    mutating func keep(_ message: FeedMessage, limit: Int) {
        guard message.position > through, !overflowed else { return }
        if kept.count < limit {
            kept.append(message)
        } else {
            kept = []
            overflowed = true
        }
    }
}
