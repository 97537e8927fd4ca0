extension Timeline {
    /// The names under which things were told of a connection: its own, and those that turned out to mean the same.
    public func names(of connection: ConnectionKey) -> [ConnectionKey] { names.names(of: connection) }
}

extension MeetingEvent {
    /// The best name the event gives its connection; nil when it is about the occurrence, or names nobody.
    public var connectionName: ConnectionKey? { ConnectionKey(of: self) }
}
