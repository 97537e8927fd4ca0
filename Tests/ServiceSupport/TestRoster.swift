public import Attendance
internal import Foundation
internal import JSON

/// A roster of invented people: every meeting has a court representative of its own and some participants, who are known
/// by their e-mail addresses.
public struct TestRoster: Sendable {
    public var meetings = 2
    public var participantsEach = 2
    /// Where mail to the first court representative goes; nil: the roster does not say.
    public var repAddress: String?

    public init(meetings: Int = 2, participantsEach: Int = 2, repAddress: String? = nil) {
        self.meetings = meetings
        self.participantsEach = participantsEach
        self.repAddress = repAddress
    }

    public static func meeting(_ meeting: Int) -> String { "m\(meeting)" }
    public static func number(_ meeting: Int) -> String { "\(84_700_000_000 + meeting)" }
    public static func courtRep(_ meeting: Int) -> String { "rep\(meeting)" }
    public static func participant(_ person: Int, of meeting: Int) -> String { "p\(person)m\(meeting)" }
    public static func email(_ person: Int, of meeting: Int) -> String {
        "\(participant(person, of: meeting))@example.com"
    }

    /// As `roster import` reads it.
    public var json: String {
        func list(_ rows: [[String: String]]) -> JSON {
            .array(rows.map { .object($0.mapValues { .string($0) }) })
        }
        let everyMeeting = 0..<meetings
        let roster: JSON = [
            "administrators": list([["id": "admin", "name": "Admin"]]),
            "courtReps": list(
                everyMeeting.map { meeting in
                    var rep = ["id": Self.courtRep(meeting), "name": "Rep \(meeting)"]
                    if meeting == 0 { rep["email"] = repAddress }
                    return rep
                }),
            "meetings": list(
                everyMeeting.map {
                    ["id": Self.meeting($0), "number": Self.number($0), "name": "Group \($0)"]
                }),
            "participants": list(
                everyMeeting.flatMap { meeting in
                    (0..<participantsEach).map { person in
                        [
                            "id": Self.participant(person, of: meeting), "name": "Person \(person) of \(meeting)",
                            "caseNumber": "CR-\(1000 + meeting)-\(100 + person)",
                            "courtRep": Self.courtRep(meeting), "timeZone": "America/New_York",
                            "email": Self.email(person, of: meeting), "meetings": Self.meeting(meeting),
                        ]
                    }
                }),
        ]
        return roster.pretty()
    }
}

/// One occurrence of a meeting of a `TestRoster`, as Zoom would tell it.
public struct TestOccurrence: Sendable {
    public let meeting: Int
    /// Any text; makes the deliveries of one occurrence different from those of every other.
    public let id: OccurrenceID
    public var start = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970) * 1000 - 3_600_000)

    public init(of meeting: Int, _ id: String) {
        self.meeting = meeting
        self.id = OccurrenceID(id)
    }

    public func started() -> [UInt8] { body("meeting.started", at: 0) }
    public func ended(minute: Int64 = 50) -> [UInt8] { body("meeting.ended", at: minute, time: "end_time") }

    public func joined(_ person: Int, minute: Int64 = 1) -> [UInt8] {
        body("meeting.participant_joined", at: minute, person: person, time: "join_time")
    }

    public func left(_ person: Int, minute: Int64 = 49) -> [UInt8] {
        body("meeting.participant_left", at: minute, person: person, time: "leave_time")
    }

    /// Started, everybody joins, everybody leaves, ended: when all of it has come, the occurrence is complete.
    public func story(participants: Int) -> [[UInt8]] {
        let people = 0..<participants
        return [started()] + people.map { joined($0, minute: Int64(1 + $0)) }
            + people.map { left($0, minute: Int64(40 + $0)) } + [ended()]
    }

    private func body(_ event: String, at minute: Int64, person: Int? = nil, time: String? = nil) -> [UInt8] {
        let moment = start + .minutes(minute)
        var object: [String: JSON] = [
            "uuid": .string(id.rawValue), "id": .string(TestRoster.number(meeting)), "topic": "Group \(meeting)",
            "type": 8, "duration": 60, "timezone": "America/New_York", "start_time": .string(start.rfc3339),
            "host_id": "x1yCzABCDEfg23HiJKl4mN",
        ]
        if let person, let time {
            object["participant"] = [
                "user_id": .string("\(16_778_240 + person * 1024)"), "user_name": "Person \(person)", "id": "",
                "participant_uuid": .string("C\(person)-\(id.rawValue)"), "participant_user_id": "",
                "registrant_id": "", "email": .string(TestRoster.email(person, of: meeting)),
                .init(time): .string(moment.rfc3339),
            ]
        } else if let time {
            object[time] = .string(moment.rfc3339)
        }
        let root: JSON = [
            "event": .string(event), "event_ts": .integer(moment.milliseconds + 700),
            "payload": ["account_id": "AbCdEfGhIjKlMnOpQrStUv", "object": .object(object)],
        ]
        return Array(root.pretty().utf8)
    }
}
