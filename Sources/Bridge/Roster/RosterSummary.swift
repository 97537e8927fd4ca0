/// What an import changes, or would change.
public struct RosterSummary: Hashable, Sendable {
    /// Identifiers of one kind, sorted.
    public struct Kind: Hashable, Sendable {
        public var added: [String] = []
        public var changed: [String] = []
        public var unchanged: [String] = []

        public init() {}
    }

    public var officials = Kind()
    public var participants = Kind()
    public var meetings = Kind()

    public init() {}

    public var changesNothing: Bool {
        [officials, participants, meetings].allSatisfy { $0.added.isEmpty && $0.changed.isEmpty }
    }
}

/// How a roster file is written.
public enum RosterFormat: String, Sendable, CaseIterable {
    case csv
    case json
}
