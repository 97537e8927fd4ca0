import Attendance
import JSON

/// A meeting as Zoom tells it, minute by minute after a moment, for tests that need one of their own.
struct Told {
    var uuid = "told=="
    var number = "84712639219"
    var start = BridgeUnderTest.evening

    static let ana = "ana.torres@example.com"
    static let host = "host@example.com"

    func started(_ minute: Int64) -> [UInt8] { body("meeting.started", minute, nil, "start_time") }
    func ended(_ minute: Int64) -> [UInt8] { body("meeting.ended", minute, nil, "end_time") }

    func joined(_ email: String, _ minute: Int64, connection: String = "1") -> [UInt8] {
        body("meeting.participant_joined", minute, (email, connection), "join_time")
    }

    func left(_ email: String, _ minute: Int64, connection: String = "1") -> [UInt8] {
        body("meeting.participant_left", minute, (email, connection), "leave_time")
    }

    private func body(
        _ event: String, _ minute: Int64, _ person: (email: String, connection: String)?, _ time: String
    ) -> [UInt8] {
        let moment = start + .minutes(minute)
        var object: [String: JSON] = ["uuid": .string(uuid), "id": .string(number), "topic": "A meeting"]
        if let person {
            object["participant"] = [
                "user_id": .string(person.email + person.connection), "user_name": .string(person.email),
                "participant_uuid": .string(person.email + person.connection), "email": .string(person.email),
                .init(time): .string(moment.rfc3339),
            ]
        } else {
            object[time] = .string(moment.rfc3339)
        }
        let root: JSON = [
            "event": .string(event), "event_ts": .integer(moment.milliseconds), "payload": ["object": .object(object)],
        ]
        return Array(root.pretty().utf8)
    }
}
