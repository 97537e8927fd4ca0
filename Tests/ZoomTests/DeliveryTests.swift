import Attendance
import TestSupport
import Testing
import Zoom

@Suite("Reading deliveries")
struct DeliveryTests {
    static let joined: String = "2026-09-15T23:00:02Z"

    static func delivery(_ event: String) throws -> Delivery { Delivery(body: try Samples.event(event)) }

    @Test("there is a sample of every kind, and each is known", arguments: try Samples.events())
    func known(_ event: String) throws {
        let delivery = try Self.delivery(event)
        #expect(delivery.event == event)
        #expect(delivery.kind == .known)
    }

    @Test("a recorded joined is read whole")
    func wholeJoined() throws {
        let delivery = try Self.delivery("meeting.participant_joined")
        #expect(delivery.meeting == MeetingNumber("84712639219"))
        #expect(delivery.topic == "Tuesday evening group")
        #expect(delivery.scheduledMinutes == 60)
        #expect(delivery.meetingType == 8)
        #expect(!delivery.practiceSession)
        let event = try #require(delivery.meetingEvent)
        #expect(event.occurrence == delivery.occurrence)
        #expect(event.kind == .joined)
        #expect(event.time == Timestamp(rfc3339: Self.joined))
        #expect(event.connection?.userID == "16780288")
        #expect(event.connection?.participantUUID == "565EF9A1-A550-55D9-91A4-AEEB4555C095")
        #expect(event.connection?.parentUserID == nil)
        let identity = ObservedIdentity(displayName: "Ana Torres #K7QN", publicAddress: "203.0.113.109")
        #expect(event.identity == identity, "empty strings say nothing")
        let later = try #require(delivery.eventTime)
        #expect(later > event.time)
    }

    static let meanings: [(String, MeetingEvent.Kind, String)] = [
        ("meeting.started", .started, "2026-09-15T22:57:10Z"), ("webinar.started", .started, "2026-09-15T22:57:10Z"),
        ("meeting.ended", .ended, "2026-09-16T00:00:05Z"), ("webinar.ended", .ended, "2026-09-16T00:00:05Z"),
        ("meeting.participant_joined", .joined, joined), ("webinar.participant_joined", .joined, joined),
        ("meeting.participant_left", .left, "2026-09-16T00:00:03Z"),
        ("webinar.participant_left", .left, "2026-09-16T00:00:03Z"),
        ("meeting.participant_joined_waiting_room", .enteredWaitingRoom, "2026-09-15T22:59:30Z"),
        ("meeting.participant_left_waiting_room", .leftWaitingRoom, "2026-09-15T22:59:30Z"),
        ("meeting.participant_admitted", .admitted, "2026-09-15T22:59:30Z"),
        ("meeting.participant_put_in_waiting_room", .putInWaitingRoom, "2026-09-15T22:59:30Z"),
        ("meeting.participant_joined_breakout_room", .joinedBreakoutRoom, "2026-09-15T23:20:01Z"),
        ("meeting.participant_left_breakout_room", .leftBreakoutRoom, "2026-09-15T23:35:00Z"),
        ("meeting.participant_role_changed", .seen, "2026-09-15T23:10:00Z"),
        ("webinar.participant_role_changed", .seen, "2026-09-15T23:10:00Z"),
        ("meeting.sharing_started", .seen, "2026-09-15T23:40:00Z"),
        ("meeting.sharing_ended", .seen, "2026-09-15T23:45:00Z"),
        ("meeting.breakout_room_sharing_started", .seen, "2026-09-15T23:25:00Z"),
        ("meeting.chat_message_sent", .seen, "2026-09-15T23:41:20Z"),
        ("meeting.participant_qos", .seen, "2026-09-15T23:11:00Z"),
    ]

    @Test("what an event means, and when it happened", arguments: meanings.indices)
    func meaning(_ index: Int) throws {
        let (name, kind, time) = Self.meanings[index]
        let event = try #require(try Self.delivery(name).meetingEvent)
        #expect(event.kind == kind)
        #expect(event.time == Timestamp(rfc3339: time))
    }

    @Test(
        "no presence, whatever is in it",
        arguments: [
            ("meeting.participant_jbh_waiting", .waitedForHost),
            ("meeting.participant_jbh_waiting_left", .waitedForHost),
            ("meeting.participant_jbh_joined", .noted), ("meeting.participant_feedback", .noted),
            ("meeting.participant_data", .noted), ("meeting.participant_qos_summary", .noted),
            ("meeting.converted_to_webinar", .noted), ("meeting.created", nil), ("meeting.updated", nil),
            ("meeting.deleted", nil), ("meeting.recovered", nil), ("meeting.device_tested", nil),
            ("meeting.invitation_accepted", nil), ("meeting.participant_phone_callout_accepted", nil),
            ("meeting.participant_room_system_callout_accepted", nil),
        ] as [(String, MeetingEvent.Kind?)])
    func noPresence(_ name: String, _ kind: MeetingEvent.Kind?) throws {
        #expect(try Self.delivery(name).meetingEvent?.kind == kind)
    }

    @Test("a bind names the telephone and the attendee it belongs to")
    func bind() throws {
        let event = try #require(try Self.delivery("meeting.participant_bind").meetingEvent)
        let attendee = MeetingEvent.Connection(
            participantUUID: "565EF9A1-A550-55D9-91A4-AEEB4555C095", userID: "16780288")
        #expect(event.kind == .bound(to: attendee))
        #expect(event.connection?.userID == "16782336")
        #expect(event.identity.phoneNumber == "12025550143")
    }

    @Test("in a breakout room the parent's user_id is kept and the e-mail is not trusted")
    func breakout() throws {
        let event = try #require(try Self.delivery("meeting.participant_joined_breakout_room").meetingEvent)
        #expect(event.connection?.parentUserID == "16783360")
        #expect(event.connection?.userID == "167833602026-09-15 23:20:01:000")
        #expect(event.identity.email == nil)
        #expect(event.identity.displayName == "Ana Torres")
    }

    @Test("all of an identity is read")
    func identity() throws {
        let event = try #require(try Self.delivery("webinar.participant_joined").meetingEvent)
        #expect(event.identity.email == "ana.torres@example.com")
        #expect(event.identity.zoomUserID == "aT5rQ1vTR1y6WnXk2bZ0Hb")
        #expect(event.identity.registrantID == "r7Qk2mXv9LtB4hYp0sZc1a")
    }

    @Test("a schedule event tells of the schedule")
    func schedule() throws {
        let delivery = try Self.delivery("meeting.updated")
        #expect(delivery.scheduledMinutes == 90)
        #expect(delivery.meeting == MeetingNumber("84712639219"))
        #expect(delivery.occurrence == nil)
    }

    @Test("a joined in other bytes makes an equal event")
    func otherBytes() throws {
        let scenario = try Scenario.named("retried-in-other-bytes")
        let events = scenario.events
        #expect(events.count == 5)
        #expect(Set(events).count == 3)
    }

    @Test("every delivery of every scenario is known", arguments: try Scenario.all())
    func scenarios(_ scenario: Scenario) {
        for (label, body) in zip(scenario.labels, scenario.bodies) {
            #expect(Delivery(body: body).kind == .known, "\(label)")
        }
        #expect(!scenario.events.isEmpty)
        #expect(Set(scenario.events.map(\.occurrence)) == Set(scenario.expected.map(\.uuid)))
    }

    @Test("the public address is read where Zoom sends one")
    func publicAddress() throws {
        let body =
            #"{"event":"meeting.participant_joined","payload":{"object":{"uuid":"u","participant":{"user_id":"1","public_ip":"192.0.2.7","join_time":"2026-09-15T23:00:00Z"}}}}"#
        #expect(Delivery(body: Array(body.utf8)).meetingEvent?.identity == ObservedIdentity(publicAddress: "192.0.2.7"))
    }
}
