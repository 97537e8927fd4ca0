/// Which events belong to which connection, by the names Zoom used in them.
///
/// Events are kept in groups by the best name they carry. A group that knows only a `user_id` belongs to the connection
/// whose `participant_uuid` was seen together with it, if there is exactly one. That is looked up when asked, never
/// written down, so the order of events cannot matter.
struct ConnectionNames {
    typealias Name = ConnectionKey

    private var groups: [Name: Group] = [:]
    /// The `participant_uuid`s and the parents a `user_id` was seen with, and the other way round.
    private var links: [String: Links] = [:]
    private var usersOfParticipant: [String: [String]] = [:]
    /// Without such groups, as nearly always, every group is a connection.
    private var groupsByUserAlone = 0

    struct Group: Equatable {
        /// In a total order, so that the same set is the same list.
        fileprivate(set) var events: [MeetingEvent] = []
        fileprivate(set) var identities: Set<ObservedIdentity> = []
        fileprivate(set) var points = Points()

        static func == (a: Self, b: Self) -> Bool { a.events == b.events }
    }

    private struct Links {
        var participants: [String] = []
        var parents: [String] = []
        var children: [String] = []
    }

    func contains(_ name: Name) -> Bool { groups[name] != nil }
    subscript(name: Name) -> Group? { groups[name] }

    // MARK: Telling

    /// - Returns: whether it brought a new identity; nil when the event was known already.
    mutating func insert(_ event: MeetingEvent, named name: Name) -> Bool? {
        let isNewGroup = groups[name] == nil
        guard let isNewIdentity = groups[name, default: Group()].insert(event) else { return nil }
        if isNewGroup, case .user = name { groupsByUserAlone += 1 }
        if let connection = event.connection { link(connection) }
        if case .bound(let other) = event.kind { link(other) }
        return isNewIdentity
    }

    private mutating func link(_ connection: MeetingEvent.Connection) {
        let (participant, user, parent) = (connection.participantUUID, connection.userID, connection.parentUserID)
        if let user {
            if let participant { pair(user, participant) }
            if let parent, parent != user {
                links[user, default: Links()].parents.add(parent)
                links[parent, default: Links()].children.add(user)
            }
        }
        if let parent, let participant { pair(parent, participant) }
    }

    private mutating func pair(_ user: String, _ participant: String) {
        links[user, default: Links()].participants.add(participant)
        usersOfParticipant[participant, default: []].add(user)
    }

    // MARK: Asking

    /// The connection that what is told under a name belongs to.
    func key(of name: Name) -> ConnectionKey {
        guard case .user(let user) = name, let known = links[user] else { return name }
        if known.participants.count == 1 { return .participant(known.participants[0]) }
        guard known.participants.isEmpty, known.parents.count == 1 else { return name }
        let parent = known.parents[0]
        guard let participants = links[parent]?.participants, participants.count == 1 else { return .user(parent) }
        return .participant(participants[0])
    }

    /// The names whose groups make up a connection, whether or not anything was told under them.
    func names(of key: ConnectionKey) -> [Name] {
        guard groupsByUserAlone > 0 else { return [key] }
        var users: [String] = []
        switch key {
        case .participant(let participant):
            users = usersOfParticipant[participant] ?? []
        case .user(let user):
            users = [user]
        case .unnamed, .reported:
            return [key]
        }
        for user in users { for child in links[user]?.children ?? [] { users.add(child) } }
        var names = users.map { Name.user($0) }.filter { self.key(of: $0) == key }
        if case .participant = key { names.append(key) }
        return names
    }

    /// The `user_id`s that mean a connection, for those who name it by them.
    func users(of key: ConnectionKey) -> [String] {
        switch key {
        case .participant(let participant):
            (usersOfParticipant[participant] ?? []).filter { self.key(of: .user($0)) == key }
        case .user(let user): [user]
        case .unnamed, .reported: []
        }
    }

    /// Every connection that an event may change, now or by linking names to each other.
    func affected(by event: MeetingEvent, named name: Name) -> [ConnectionKey] {
        if groupsByUserAlone == 0, case .participant = name { return [name] }
        var keys = [key(of: name)]
        var users = [event.connection?.userID, event.connection?.parentUserID]
        if case .bound(let other) = event.kind { users += [other.userID, other.parentUserID] }
        for user in users.compactMap(\.self) {
            keys.add(key(of: .user(user)))
            for participant in links[user]?.participants ?? [] { keys.add(.participant(participant)) }
            for child in links[user]?.children ?? [] { keys.add(key(of: .user(child))) }
        }
        return keys
    }

    func groups(of key: ConnectionKey) -> [Group] { names(of: key).compactMap { groups[$0] } }

    func identities(of key: ConnectionKey) -> Set<ObservedIdentity> {
        let groups = groups(of: key)
        return groups.dropFirst().reduce(into: groups.first?.identities ?? []) { $0.formUnion($1.identities) }
    }

    /// The presence of a connection; nil when nothing was told of it.
    func presence(of key: ConnectionKey) -> ConnectionPresence? {
        let groups = groups(of: key)
        return groups.isEmpty ? nil : ConnectionPresence(Self.points(of: groups))
    }

    func points(of key: ConnectionKey) -> Points { Self.points(of: groups(of: key)) }

    private static func points(of groups: [Group]) -> Points {
        var points = groups.first?.points ?? Points()
        for group in groups.dropFirst() { points.merge(group.points) }
        return points
    }

    /// All connections of which anything was told.
    var connections: Set<ConnectionKey> { Set(groups.keys.map { key(of: $0) }) }
}

extension ConnectionNames: Equatable {
    static func == (a: Self, b: Self) -> Bool { a.groups == b.groups }
}

extension ConnectionNames.Group {
    /// - Returns: whether it brought a new identity; nil when the event was known already.
    fileprivate mutating func insert(_ event: MeetingEvent) -> Bool? {
        let place = events.partitioningIndex { !MeetingEvent.precedes($0, event) }
        if place < events.count, events[place] == event { return nil }
        events.insert(event, at: place)
        if let act = Point.Act(event.kind) {
            let stay = Stay(userID: event.connection?.userID, inBreakoutRoom: event.isInBreakoutRoom)
            points.insert(act, at: event.time.milliseconds, in: act.isOfStay ? stay : nil)
        } else if let row = ReportedStay(event) {
            points.insert(row)
        }
        return identities.insert(event.attributableIdentity).inserted
    }
}

extension Array where Element: Equatable {
    fileprivate mutating func add(_ element: Element) {
        if !contains(element) { append(element) }
    }
}
