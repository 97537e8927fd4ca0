public import Attendance
import CourtCard
import JSON
import Store

@testable import Bridge

/// Somebody in a meeting of `Told`, with all that Zoom may say of them.
struct Visitor: Hashable {
    var name: String
    /// The `participant_uuid`; one connection each.
    var connection: String
    var email: String?
    var phone: String?
    var address: String?
}

extension Told {
    /// The deliveries of one stay.
    func visit(_ visitor: Visitor, _ from: Int64, _ to: Int64) -> [[UInt8]] {
        [comes(visitor, from), goes(visitor, to)]
    }

    func comes(_ visitor: Visitor, _ minute: Int64) -> [UInt8] {
        told("meeting.participant_joined", visitor, minute, "join_time")
    }

    func goes(_ visitor: Visitor, _ minute: Int64) -> [UInt8] {
        told("meeting.participant_left", visitor, minute, "leave_time")
    }

    /// The whole story of a meeting of some minutes.
    func meeting(_ minutes: Int64, _ visits: [[[UInt8]]]) -> [[UInt8]] {
        [started(0)] + visits.flatMap(\.self) + [ended(minutes)]
    }

    /// A stretch of time in minutes after the start.
    func time(_ from: Int64, _ to: Int64) -> Interval { Interval(start + .minutes(from), start + .minutes(to)) }

    private func told(_ event: String, _ visitor: Visitor, _ minute: Int64, _ time: String) -> [UInt8] {
        let moment = start + .minutes(minute)
        var person: [String: JSON] = [
            "user_id": .string("u" + visitor.connection), "participant_uuid": .string(visitor.connection),
            "user_name": .string(visitor.name), .init(time): .string(moment.rfc3339),
        ]
        person["email"] = visitor.email.map { .string($0) }
        person["phone_number"] = visitor.phone.map { .string($0) }
        person["public_ip"] = visitor.address.map { .string($0) }
        let root: JSON = [
            "event": .string(event), "event_ts": .integer(moment.milliseconds),
            "payload": ["object": ["uuid": .string(uuid), "id": .string(number), "participant": .object(person)]],
        ]
        return Array(root.pretty().utf8)
    }
}

/// Those of the example roster.
enum People {
    static let (ana, ben) = (PersonID("P-1001"), PersonID("P-1002"))
    static let (carmen, dmitri) = (PersonID("P-1003"), PersonID("P-1004"))
    static let maria = Author(id: PersonID("maria.lopez"), role: .courtRep)
    static let james = Author(id: PersonID("james.wright"), role: .courtRep)
    static let sam = Author(id: PersonID("sam.patel"), role: .administrator)
    static let anas = "ana.torres@example.com"
    static let carmens = "carmen.diaz@example.com"
}

extension BridgeUnderTest {
    /// With the example roster, and told of a meeting that was over an hour ago.
    static func told(_ bodies: [[UInt8]], roster: Bool = true) async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest()
        if roster { try await bridge.importRoster() }
        bridge.clock.move(by: .hours(2))
        try await bridge.post(all: bodies)
        try await bridge.service.catchUp()
        return bridge
    }

    func unmatched(for author: Author = People.james) async throws -> [UnmatchedAttendee] {
        try await service.unmatched(for: author).attendees
    }

    /// What somebody attended, by occurrence.
    func attendance(of person: PersonID) async throws -> [OccurrenceID: AttendanceRecord] {
        try await read { snapshot in
            try snapshot.attendances(of: person).reduce(into: [:]) { $0[$1.occurrence.id] = $1.attendance }
        }
    }

    /// The facts of somebody's cards in force, in the order they were issued.
    func factsInForce(of person: PersonID) async throws -> [CardFacts] {
        try CardChain(verifying: try await cards(of: person)).inForce.map(\.content.facts)
    }

    /// The names of what somebody was told, in order.
    func news(to person: PersonID, after position: Store.Position = 0) async throws -> [String] {
        try await read { try $0.feed(after: position, limit: 10_000).filter { $0.person == person }.map(\.event) }
    }

    func progress(of person: PersonID) async throws -> Progress {
        guard let report = try await service.reportProgress(of: person, at: clock.now) else {
            throw DecisionError.notFound("participant")
        }
        return report.progress
    }
}

extension CardFacts {
    var flagIDs: Set<String> { Set(flags.map(\.id)) }
    var minutes: [String: Int64] {
        [
            "proven": presence.proven.total.wholeMinutes, "inferred": presence.inferred.total.wholeMinutes,
            "corrected": presence.corrected.total.wholeMinutes, "removed": presence.removed.total.wholeMinutes,
        ].filter { $0.value != 0 }
    }
}

extension Dictionary where Key == OccurrenceID {
    /// By the `uuid` in writing.
    var byName: [String: Value] { reduce(into: [:]) { $0[$1.key.rawValue] = $1.value } }
}

extension OccurrenceID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}
