extension ConnectionKey {
    /// The best name an event carries; nil when it carries none.
    ///
    /// A breakout room has `user_id`s of its own, so that an event from there without a `participant_uuid` goes by the
    /// one it has in that room; its parent is a link to follow.
    init?(of event: MeetingEvent) {
        guard let connection = event.connection else { return nil }
        if let name = Self(connection) {
            self = name
        } else if let identity = event.attributableIdentity.tyingKeys.first {
            self = .unnamed(identity)
        } else {
            return nil
        }
    }

    init?(_ connection: MeetingEvent.Connection) {
        if let participant = connection.participantUUID {
            self = .participant(participant)
        } else if let user = connection.userID ?? connection.parentUserID {
            self = .user(user)
        } else {
            return nil
        }
    }
}

extension MeetingEvent {
    var isInBreakoutRoom: Bool {
        switch kind {
        case .joinedBreakoutRoom, .leftBreakoutRoom: true
        case .reported: connection?.userID == nil && connection?.parentUserID != nil
        default: false
        }
    }

    /// What may be held to be true of the person: in breakout rooms Zoom's webhooks send the e-mail of the room, not
    /// theirs.
    var attributableIdentity: ObservedIdentity {
        guard kind == .joinedBreakoutRoom || kind == .leftBreakoutRoom, identity.email != nil else { return identity }
        var identity = identity
        identity.email = nil
        return identity
    }

    /// A total order in which time comes first.
    static func precedes(_ a: Self, _ b: Self) -> Bool {
        if a.time != b.time { return a.time < b.time }
        if a.kind.rank != b.kind.rank { return a.kind.rank < b.kind.rank }
        if a.connection != b.connection { return Connection.precedes(a.connection, b.connection) }
        if a.token != b.token { return a.token.precedes(b.token) }
        if a.identity != b.identity { return ObservedIdentity.precedes(a.identity, b.identity) }
        if case .bound(let x) = a.kind, case .bound(let y) = b.kind, x != y { return Connection.precedes(x, y) }
        if case .reported(let x, let p) = a.kind, case .reported(let y, let q) = b.kind, (x, p) != (y, q) {
            return (x, p) < (y, q)
        }
        return a.occurrence < b.occurrence
    }
}

extension String? {
    /// Nothing comes before anything.
    func precedes(_ other: Self) -> Bool {
        guard let self, let other else { return self == nil && other != nil }
        return self < other
    }
}

extension MeetingEvent.Connection {
    fileprivate static func precedes(_ a: Self?, _ b: Self?) -> Bool {
        guard let a, let b else { return a == nil && b != nil }
        for field in [\Self.participantUUID, \.userID, \.parentUserID] {
            let (x, y) = (a[keyPath: field], b[keyPath: field])
            if x != y { return x.precedes(y) }
        }
        return false
    }
}

extension MeetingEvent.Kind {
    fileprivate var rank: Int {
        switch self {
        case .started: 0
        case .ended: 1
        case .practiceEnded: 2
        case .joined: 3
        case .left: 4
        case .joinedBreakoutRoom: 5
        case .leftBreakoutRoom: 6
        case .enteredWaitingRoom: 7
        case .leftWaitingRoom: 8
        case .admitted: 9
        case .putInWaitingRoom: 10
        case .waitedForHost: 11
        case .bound: 12
        case .seen: 13
        case .noted: 14
        case .reported: 15
        }
    }
}

extension Point.Act {
    /// Nil for what says nothing about presence.
    init?(_ kind: MeetingEvent.Kind) {
        switch kind {
        case .joined, .joinedBreakoutRoom: self = .joined
        case .left, .leftBreakoutRoom: self = .left
        case .putInWaitingRoom: self = .putInWaitingRoom
        case .enteredWaitingRoom: self = .enteredWaitingRoom
        case .leftWaitingRoom, .admitted: self = .leftWaitingRoom
        // A phone is bound to its computer while it is in the meeting.
        case .seen, .bound: self = .seen
        // A stay from end to end, not a moment: see `ReportedStay`.
        case .reported: return nil
        case .started, .ended, .practiceEnded, .waitedForHost, .noted: return nil
        }
    }
}
