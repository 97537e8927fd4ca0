public import Attendance

extension Hub {
    public var connectionCount: Int { listeners.count }
    public func connectionCount(of person: PersonID) -> Int { audiences[person]?.members.count ?? 0 }

    /// How many people have at least one connection.
    public var onlineCount: Int { audiences.count }
    public func isOnline(_ person: PersonID) -> Bool { audiences[person] != nil }
    /// In no particular order.
    public var online: some Collection<PersonID> { audiences.keys }
    /// Whose connection it is; nil when it is not known.
    public func person(of id: ConnectionID) -> PersonID? { listeners[id]?.person }
    /// Somebody's connections, in the order they came.
    public func connections(of person: PersonID) -> [ConnectionID] { audiences[person]?.members.map(\.id) ?? [] }

    /// - Parameter limit: how many of those with the most connections are named.
    public func crowd(naming limit: Int) -> HubCrowd {
        var crowd = HubCrowd()
        for (person, audience) in audiences {
            let count = audience.members.count
            crowd.peopleByConnections[count, default: 0] += 1
            crowd.largest.append(HubCrowd.Share(person: person, connections: count))
        }
        crowd.largest.sort { ($1.connections, $0.person) < ($0.connections, $1.person) }
        crowd.largest.removeLast(max(0, crowd.largest.count - max(0, limit)))
        return crowd
    }
}
