extension Timeline {
    /// The connection an event is about; nil when it is about the occurrence, or nothing was told of it.
    public func connection(of event: MeetingEvent) -> ConnectionKey? {
        if let key = reportKeys[event] { return key }
        guard let name = ConnectionNames.Name(of: event), names.contains(name) else { return nil }
        return names.key(of: name)
    }

    /// Everything that was told of the person behind one connection, by that connection itself.
    public func identities(of connection: ConnectionKey) -> Set<ObservedIdentity> {
        names.identities(of: connection)
    }

    /// Whether anything was told of a connection.
    public func knows(_ connection: ConnectionKey) -> Bool { presences[connection] != nil }

    /// The connections tied to one, itself included, of which anything was told. Sorted.
    public func connections(tiedTo connection: ConnectionKey) -> [ConnectionKey] {
        ties.component(of: connection, names: names).filter { presences[$0] != nil }
    }

    /// All connections, in no order.
    public var connections: some Collection<ConnectionKey> { presences.keys }
}
