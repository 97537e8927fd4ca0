public import Attendance

/// What a hub has seen since its start.
public struct HubCounts: Hashable, Sendable {
    /// Connections ever let in.
    public var connects = 0
    /// Of these, those that went on from a position that was still there to go on from.
    public var resumes = 0
    /// How often a client was told to load everything again.
    public var resyncs = 0
    /// What clients asked for over their connections.
    public var requests = 0
    /// Connections closed by us, by the reason why.
    public var closes: [CloseReason: Int] = [:]
}

/// How the connections of now are spread over people.
public struct HubCrowd: Hashable, Sendable {
    /// How many people have so many connections, by the number of connections.
    public var peopleByConnections: [Int: Int] = [:]
    /// Who has the most, the one with the most first; people with as many stand in the order of their ids.
    public var largest: [Share] = []

    public struct Share: Hashable, Sendable {
        public var person: PersonID
        public var connections: Int

        public init(person: PersonID, connections: Int) {
            self.person = person
            self.connections = connections
        }
    }

    /// The most connections anybody has.
    public var highest: Int { peopleByConnections.keys.max() ?? 0 }
}
