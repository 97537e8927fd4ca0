/// An identifier that is a string inside and a type of its own outside, so that two cannot be swapped.
public protocol StringIdentifier: RawRepresentable<String>, Hashable, Comparable, Sendable, CustomStringConvertible {
    init(rawValue: String)
}

extension StringIdentifier {
    public init(_ rawValue: String) { self.init(rawValue: rawValue) }
    public var description: String { rawValue }
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A person of the roster: a participant, a court representative or an administrator. One namespace for all three.
public struct PersonID: StringIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A meeting of the roster, for instance `tuesday-group`.
public struct MeetingID: StringIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Zoom's meeting number (`object.id`): the digits alone, the same for all occurrences of a meeting.
public struct MeetingNumber: StringIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Zoom's `object.uuid`: one instance of a meeting, from its start to its end. Base64, may hold `/`.
public struct OccurrenceID: StringIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// The number printed on a court card: `CC-<year>-<case digits>-<sequence>`.
public struct CardNumber: StringIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// What another system is sent of what happens, for instance `sub-3f9c27aa01b4d6e8`.
public struct SubscriptionID: StringIdentifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Who somebody is to the bridge.
public enum Role: String, Hashable, Sendable, CaseIterable {
    case participant
    case courtRep = "court-rep"
    case administrator
}
