public import Attendance

/// Who is connected and what each connection has yet to be told. Knows no sockets and no store: what happens goes in,
/// what is to be done comes out.
///
/// Each connection is told its person's rows once, in order, whatever the order in which rows are published, connections
/// come and backlogs are read.
public struct Hub: Sendable {
    public struct Limits: Hashable, Sendable {
        /// One more closes the person's oldest.
        public var connectionsPerPerson: Int
        /// Rows kept for a connection while it catches up; beyond that they are read from the store.
        public var keptWhileCatchingUp: Int
        /// One more within a second closes the connection that asks.
        public var requestsPerSecond: Int

        public init(connectionsPerPerson: Int = 10, keptWhileCatchingUp: Int = 64, requestsPerSecond: Int = 20) {
            self.connectionsPerPerson = max(1, connectionsPerPerson)
            self.keptWhileCatchingUp = max(0, keptWhileCatchingUp)
            self.requestsPerSecond = max(1, requestsPerSecond)
        }
    }

    /// The last row published.
    public private(set) var head: Position
    /// Rows up to here are no longer in the store.
    public private(set) var forgottenThrough: Position

    public private(set) var counts = HubCounts()

    private let limits: Limits
    var audiences: [PersonID: Audience] = [:]
    var listeners: [ConnectionID: Listener] = [:]
    /// Nobody's access ends before; nil: nobody's ends at all.
    public private(set) var nextEnd: Timestamp?

    struct Listener {
        let person: PersonID
        /// When what let the connection in ends.
        let until: Timestamp?
        var requests = RequestCount()
    }

    /// - Parameters:
    ///   - head: the store's last position at start.
    ///   - forgottenThrough: the last position that the store no longer has; 0 when it has all.
    public init(head: Position, forgottenThrough: Position = 0, limits: Limits = Limits()) {
        self.head = head
        self.forgottenThrough = forgottenThrough
        self.limits = limits
    }

    // MARK: - Connections

    /// - Parameters:
    ///   - since: the last position the client knows; nil to begin with what comes next.
    ///   - until: when what let it in ends; nil: never.
    public mutating func connect(
        _ id: ConnectionID, _ person: PersonID, since: Position?, filter: FeedFilter = .everything,
        until: Timestamp? = nil
    ) -> [HubAction] {
        disconnect(id)
        counts.connects += 1
        var actions: [HubAction] = []
        var state = Audience.State.live(after: head)
        if let since, since <= head, since >= forgottenThrough { counts.resumes += 1 }
        if let since, since < head, since >= forgottenThrough {
            state = .catchingUp(CatchUp(cursor: since, through: head))
            actions = [
                .welcome(id, after: since), .readBacklog(id, person, after: since, through: head),
            ]
        } else if let since, since != head {
            actions = [.welcome(id, after: head), resync(id)]
        } else {
            actions = [.welcome(id, after: head)]
        }
        listeners[id] = Listener(person: person, until: until)
        if let until { nextEnd = min(nextEnd ?? until, until) }
        audiences[person, default: Audience()].members.append(Audience.Member(id: id, filter: filter, state: state))
        if let oldest = audiences[person]?.members.first?.id, connectionCount(of: person) > limits.connectionsPerPerson
        {
            actions.append(close(oldest, .tooManyConnections))
        }
        return actions
    }

    /// The connection is gone. Says nothing about one that is not known.
    ///
    /// - Parameter reason: why it was closed, where whoever holds the connections did that; only counted.
    public mutating func disconnect(_ id: ConnectionID, _ reason: CloseReason? = nil) {
        guard let person = listeners.removeValue(forKey: id)?.person else { return }
        if let reason { counts.closes[reason, default: 0] += 1 }
        audiences[person]?.members.removeAll { $0.id == id }
        if audiences[person]?.members.isEmpty == true { audiences[person] = nil }
    }

    /// Closes a connection for a reason that the hub does not see by itself.
    public mutating func end(_ id: ConnectionID, _ reason: CloseReason) -> [HubAction] {
        listeners[id] == nil ? [] : [close(id, reason)]
    }

    /// Closes all connections of somebody who may no longer listen.
    public mutating func revoke(_ person: PersonID) -> [HubAction] {
        connections(of: person).map { close($0, .revoked) }
    }

    /// Closes what was let in until `now` or earlier.
    public mutating func expire(at now: Timestamp) -> [HubAction] {
        guard let next = nextEnd, next <= now else { return [] }
        let over = listeners.filter { $0.value.until.map { $0 <= now } ?? false }.keys.sorted()
        let actions = over.map { close($0, .expired) }
        nextEnd = listeners.values.lazy.compactMap(\.until).min()
        return actions
    }

    /// Closes everything, in the order in which connections came.
    public mutating func stop() -> [HubAction] {
        listeners.keys.sorted().map { close($0, .goingAway) }
    }

    private mutating func close(_ id: ConnectionID, _ reason: CloseReason) -> HubAction {
        disconnect(id, reason)
        return .close(id, reason)
    }

    private mutating func resync(_ id: ConnectionID) -> HubAction {
        counts.resyncs += 1
        return .resync(id, after: head)
    }

    // MARK: - Requests

    /// A client asks for something.
    ///
    /// - Returns: nothing where it may be answered.
    public mutating func asked(_ id: ConnectionID, at now: Timestamp) -> [HubAction] {
        guard listeners[id] != nil else { return [] }
        counts.requests += 1
        return listeners[id]?.requests.add(at: now, limit: limits.requestsPerSecond) == true
            ? [] : [close(id, .tooManyRequests)]
    }

    /// Tells a connection from now on what `filter` admits.
    ///
    /// - Returns: after which position that is so; nil for a connection that is not known.
    public mutating func follow(_ id: ConnectionID, _ filter: FeedFilter) -> Position? {
        guard let person = listeners[id]?.person, let member = audiences[person]?.index(of: id) else { return nil }
        audiences[person]?.members[member].filter = filter
        if case .catchingUp(var catchUp)? = audiences[person]?.members[member].state {
            catchUp.keepNothing(before: head)
            audiences[person]?.members[member].state = .catchingUp(catchUp)
        }
        return toldThrough(id)
    }

    /// Up to here a connection was told everything it is to hear; nil where it is not known.
    public func toldThrough(_ id: ConnectionID) -> Position? {
        guard let person = listeners[id]?.person, let audience = audiences[person], let member = audience.index(of: id)
        else { return nil }
        switch audience.members[member].state {
        case .live(let after): return max(after, head)
        case .catchingUp(let catchUp): return catchUp.cursor
        }
    }

    // MARK: - Rows

    /// - Parameter rows: what was committed, in order. Rows already published are passed over; where some are missing
    ///   before a row, that one and all after it are not taken, and `.reload` asks for them.
    public mutating func publish(_ rows: some Sequence<FeedMessage>) -> [HubAction] {
        var actions: [HubAction] = []
        for row in rows where row.position > head {
            guard row.position.follows(head) else {
                actions.append(.reload(after: head))
                break
            }
            head = row.position
            guard let listening = audiences.index(forKey: row.person) else { continue }
            let told = audiences.values[listening].receive(row, keeping: limits.keptWhileCatchingUp)
            if !told.isEmpty { actions.append(.send(row, to: told)) }
        }
        return actions
    }

    /// Answers `.readBacklog`.
    ///
    /// - Parameters:
    ///   - rows: the person's rows after the position asked for, in order.
    ///   - readThrough: no row of the person up to here is missing in `rows`.
    public mutating func caughtUp(
        _ id: ConnectionID, _ rows: some Sequence<FeedMessage>, readThrough: Position
    ) -> [HubAction] {
        guard let person = listeners[id]?.person, let member = audiences[person]?.index(of: id),
            case .catchingUp(var catchUp)? = audiences[person]?.members[member].state,
            let filter = audiences[person]?.members[member].filter
        else { return [] }
        guard readThrough > catchUp.cursor else { return [close(id, .backlogUnavailable)] }

        var actions: [HubAction] = []
        for row in rows
        where row.position > catchUp.cursor && row.position <= readThrough && row.person == person {
            catchUp.cursor = row.position
            if filter.admits(row) { actions.append(.send(row, to: [id])) }
        }
        catchUp.cursor = readThrough

        let state: Audience.State
        if readThrough < catchUp.through {
            state = .catchingUp(catchUp)
            actions.append(.readBacklog(id, person, after: readThrough, through: catchUp.through))
        } else if catchUp.overflowed, readThrough < head {
            state = .catchingUp(CatchUp(cursor: readThrough, through: head))
            actions.append(.readBacklog(id, person, after: readThrough, through: head))
        } else {
            for row in catchUp.kept where row.position > readThrough { actions.append(.send(row, to: [id])) }
            state = .live(after: max(readThrough, head))
        }
        audiences[person]?.members[member].state = state
        return actions
    }

    /// The backlog of a connection could not be read: it is closed, and may resume later from what it has.
    public mutating func backlogUnavailable(_ id: ConnectionID) -> [HubAction] {
        end(id, .backlogUnavailable)
    }

    /// The store has deleted its rows up to `position`. A connection that had yet to be told of them must read afresh.
    public mutating func forget(through position: Position) -> [HubAction] {
        guard position > forgottenThrough else { return [] }
        forgottenThrough = position
        var actions: [HubAction] = []
        for id in listeners.keys.sorted() {
            guard let person = listeners[id]?.person, let member = audiences[person]?.index(of: id),
                case .catchingUp(let catchUp)? = audiences[person]?.members[member].state, catchUp.cursor < position
            else { continue }
            audiences[person]?.members[member].state = .live(after: head)
            actions.append(resync(id))
        }
        return actions
    }

    /// What a connection missed is more than is worth reading to it: it has to load everything again.
    public mutating func tooFarBehind(_ id: ConnectionID) -> [HubAction] {
        guard let person = listeners[id]?.person, let member = audiences[person]?.index(of: id),
            case .catchingUp? = audiences[person]?.members[member].state
        else { return [] }
        audiences[person]?.members[member].state = .live(after: head)
        return [resync(id)]
    }
}
