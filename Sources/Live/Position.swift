/// A row's place in the feed: gap-free, in commit order, over all people. The first row has 1; 0 is before all rows.
public struct Position: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral,
    CustomStringConvertible
{
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }
    public init(_ rawValue: Int64) { self.init(rawValue: rawValue) }
    public init(integerLiteral value: Int64) { self.init(rawValue: value) }

    /// What a client sends as `since`: decimal digits, nothing else. Nil for anything else.
    public init?(parsing text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Int64(text) else { return nil }
        self.init(rawValue: value)
    }

    public var description: String { String(rawValue) }
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// Whether a row at this position is the one that comes right after `other`.
    func follows(_ other: Self) -> Bool { other.rawValue < Int64.max && rawValue == other.rawValue + 1 }
}

/// A client's connection, as whoever holds the sockets numbers them. Never used twice while the process lives.
public struct ConnectionID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: UInt64

    public init(rawValue: UInt64) { self.rawValue = rawValue }
    public init(_ rawValue: UInt64) { self.init(rawValue: rawValue) }

    public var description: String { String(rawValue) }
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
