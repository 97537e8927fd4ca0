/// What something that lets somebody in may be used for; never more than its person may do.
public enum Scope: String, Hashable, Sendable, CaseIterable {
    /// Reading what the person may read.
    case read
    /// Deciding, disputing and all else that changes what is known of attendance.
    case decide
    /// Listening to the feed.
    case feed
    /// Users, subscriptions and all else that administrators do.
    case administer
}

extension Set<Scope> {
    public static var all: Self { Set(Scope.allCases) }

    /// Reads words separated by spaces; nil where one is no scope, or there is none.
    public init?(words: String) {
        var scopes: Self = []
        for word in words.split(separator: " ") {
            guard let scope = Scope(rawValue: String(word)) else { return nil }
            scopes.insert(scope)
        }
        if scopes.isEmpty { return nil }
        self = scopes
    }

    /// In the order of the type, separated by spaces.
    public var words: String { Scope.allCases.filter(contains).map(\.rawValue).joined(separator: " ") }
}
