public import Attendance
internal import Foundation
internal import JSON
internal import Zoom

/// One of `webhook-samples/scenarios`: deliveries in the order they arrive, and the attendance they make.
public struct Scenario: Sendable, CustomStringConvertible {
    public let name: String
    /// File names without ending, in the order of `bodies`.
    public let labels: [String]
    public let bodies: [[UInt8]]
    public let expected: [ExpectedOccurrence]
    /// What a roster would tie together; most scenarios have none.
    public let people: [ExpectedPerson]

    /// What the deliveries say of attendance, those that say something.
    public let events: [MeetingEvent]

    public var description: String { name }

    public static func all() throws -> [Scenario] {
        try Samples.files(in: Samples.folder.appending(path: "scenarios")).map { try Scenario(folder: $0) }
    }

    public static func named(_ name: String) throws -> Scenario {
        try Scenario(folder: Samples.folder.appending(path: "scenarios/\(name)"))
    }

    private init(folder: URL) throws {
        let files = try Samples.files(in: folder).filter { $0.lastPathComponent != "expected.json" }
        let json = try JSON.parse(Samples.bytes(folder.appending(path: "expected.json")))
        guard let occurrences = json["occurrences"]?.array else { throw ScenarioError(folder) }
        name = folder.lastPathComponent
        labels = files.map { $0.deletingPathExtension().lastPathComponent }
        bodies = try files.map(Samples.bytes)
        events = bodies.compactMap { Delivery(body: $0).meetingEvent }
        expected = try occurrences.map { try ExpectedOccurrence($0).orThrow(ScenarioError(folder)) }
        people = try (json["people"]?.array ?? []).map { try ExpectedPerson($0).orThrow(ScenarioError(folder)) }
    }
}

/// A scenario whose `expected.json` is not as `webhook-samples/README.md` says.
public struct ScenarioError: Error, CustomStringConvertible {
    public let description: String
    init(_ folder: URL) { description = "\(folder.lastPathComponent)/expected.json cannot be read" }
}

public struct ExpectedOccurrence: Sendable {
    public let uuid: OccurrenceID
    /// Nil: never told.
    public let start: Timestamp?
    public let end: Timestamp?
    public let attendees: [ExpectedAttendee]

    init?(_ json: JSON) {
        guard let uuid = json["uuid"]?.string, let attendees = json["attendees"]?.array else { return nil }
        self.uuid = OccurrenceID(uuid)
        self.start = json["start"].flatMap(timestamp)
        self.end = json["end"].flatMap(timestamp)
        self.attendees = attendees.compactMap(ExpectedAttendee.init)
        guard self.attendees.count == attendees.count else { return nil }
    }
}

public struct ExpectedAttendee: Hashable, Sendable {
    /// `participant_uuid`, or `user_id` where there is none.
    public let connections: Set<String>
    public let names: Set<String>
    public let proven: Span
    public let inferred: Span
    public let presentSince: Timestamp?
    /// As the raw values of the attendance's flags.
    public let flags: Set<String>

    public init(
        connections: Set<String>, names: Set<String>, proven: Span, inferred: Span, presentSince: Timestamp?,
        flags: Set<String>
    ) {
        self.connections = connections
        self.names = names
        self.proven = proven
        self.inferred = inferred
        self.presentSince = presentSince
        self.flags = flags
    }

    init?(_ json: JSON) {
        guard let connections = json["connections"]?.array, let names = json["names"]?.array,
            let proven = json["proven_seconds"]?.integer, let inferred = json["inferred_seconds"]?.integer,
            let flags = json["flags"]?.array
        else { return nil }
        self.connections = Set(connections.compactMap(\.string))
        self.names = Set(names.compactMap(\.string))
        self.proven = .seconds(proven)
        self.inferred = .seconds(inferred)
        self.presentSince = json["present_since"].flatMap(timestamp)
        self.flags = Set(flags.compactMap(\.string))
    }
}

/// Somebody of the roster, over all their attendees.
public struct ExpectedPerson: Sendable {
    public let name: String
    public let email: String?
    public let phone: String?
    public let proven: Span

    init?(_ json: JSON) {
        guard let name = json["name"]?.string, let proven = json["proven_seconds"]?.integer else { return nil }
        self.name = name
        self.email = json["email"]?.string
        self.phone = json["phone"]?.string
        self.proven = .seconds(proven)
    }
}

private func timestamp(_ json: JSON) -> Timestamp? { json.string.flatMap { Timestamp(rfc3339: $0) } }

extension Optional {
    fileprivate func orThrow(_ error: some Error) throws -> Wrapped {
        guard let self else { throw error }
        return self
    }
}
