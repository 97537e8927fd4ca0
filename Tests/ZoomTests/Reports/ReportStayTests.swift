import Attendance
import JSON
import Testing
import Zoom

@Suite("Rows of reports as evidence")
struct ReportStayTests {
    static let join = Timestamp(milliseconds: 1_789_513_203_000)

    static func stay() -> ReportStay {
        ReportStay(
            in: OccurrenceID("Ab+/="), of: MeetingNumber("84712639219"), from: join, until: join + .minutes(31),
            source: .csv)
    }

    @Test("a row is one body, with nothing in it that the report does not say")
    func leastBody() throws {
        let body = String(decoding: Self.stay().body, as: UTF8.self)
        #expect(
            body == #"{"event":"report.stay","event_ts":1789513203000,"payload":{"object":{"id":"84712639219","#
                + #""participant":{"join_time":"2026-09-15T23:00:03Z","leave_time":"2026-09-15T23:31:03Z"},"#
                + #""uuid":"Ab+/="},"report":{"precision_seconds":1,"source":"csv"}}}"#)
    }

    @Test("everything a report can say is in the body")
    func wholeBody() throws {
        var stay = Self.stay()
        stay.source = .api
        stay.precision = .minutes(1)
        stay.meeting = nil
        stay.name = "Bénny \"B\""
        stay.originalName = "Ben Carter"
        stay.email = "ben@example.com"
        stay.userID = "16778240"
        stay.participantUUID = "565EF9A1-A550-55D9-91A4-AEEB4555C095"
        stay.registrantID = "r"
        stay.customerKey = "c"
        stay.zoomUserID = "z"
        stay.phoneNumber = "12125550123"
        stay.publicAddress = "192.0.2.7"
        stay.isInBreakoutRoom = true
        let json = try JSON.parse(stay.body)
        let object = try #require(json["payload"]?["object"])
        #expect(object["id"] == nil)
        #expect(
            object["participant"] == [
                "user_name": "Bénny \"B\"", "original_name": "Ben Carter", "email": "ben@example.com",
                "user_id": "16778240", "participant_uuid": "565EF9A1-A550-55D9-91A4-AEEB4555C095",
                "registrant_id": "r", "customer_key": "c", "participant_user_id": "z", "phone_number": "12125550123",
                "public_ip": "192.0.2.7", "join_time": "2026-09-15T23:00:03Z", "leave_time": "2026-09-15T23:31:03Z",
                "breakout_room": true,
            ])
        #expect(json["payload"]?["report"] == ["precision_seconds": 60, "source": "api"])
        #expect(try json.canonical() == stay.body)
    }

    @Test("when it began and ended is a body each")
    func bounds() throws {
        let began = ReportBound(
            .started, at: Self.join, in: OccurrenceID("u"), of: MeetingNumber("84712639219"), source: .csv)
        #expect(
            String(decoding: began.body, as: UTF8.self)
                == #"{"event":"report.started","event_ts":1789513203000,"payload":{"object":{"id":"84712639219","#
                + #""start_time":"2026-09-15T23:00:03Z","uuid":"u"},"report":{"source":"csv"}}}"#)
        let ended = try JSON.parse(
            ReportBound(.ended, at: Self.join, in: OccurrenceID("u"), of: nil, source: .api).body)
        #expect(ended["event"] == "report.ended")
        #expect(ended["payload"]?["object"] == ["uuid": "u", "end_time": "2026-09-15T23:00:03Z"])
    }

    @Test("waiting is no stay, and two equal rows are one body")
    func whatIsJournaled() throws {
        let report = try ReportFileTests.read(
            """
            Topic,Meeting ID,Start time,End time
            Group,847 1263 9219,09/15/2026 18:57,09/15/2026 20:00
            Name,Email,Join time,Leave time,In waiting room
            Ana,,09/15/2026 18:58,09/15/2026 19:00,Yes
            Ana,,09/15/2026 19:00,09/15/2026 19:31,No
            Ana,,09/15/2026 19:00,09/15/2026 19:31,No
            """)
        let bodies = report.bodies(in: OccurrenceID("u")).map { String(decoding: $0, as: UTF8.self) }
        #expect(bodies.count == 3)
        // The minute ends before the second it began in is known: a webhook's start must stay the earlier one.
        #expect(bodies[0].contains(#""start_time":"2026-09-15T22:58:00Z""#))
        #expect(bodies[1].contains(#""end_time":"2026-09-16T00:00:00Z""#))
        #expect(bodies[2].contains(#""join_time":"2026-09-15T23:00:00Z""#))
        #expect(bodies[2].contains(#""precision_seconds":60"#))
        #expect(bodies.allSatisfy { $0.contains(#""id":"84712639219""#) })
        #expect(report.stays(in: OccurrenceID("u")).count == 2)
        #expect(report.occurrence == OccurrenceID("report:84712639219:2026-09-15T22:57:00Z"))
        let interval = try #require(report.interval)
        #expect(interval.first.rfc3339 == "2026-09-15T23:00:00Z")
        #expect(interval.last.rfc3339 == "2026-09-15T23:31:00Z")
    }

    @Test("every stay of a report is read back as it was", arguments: ["sessions.csv", "german.csv", "webinar.csv"])
    func readBack(_ name: String) throws {
        let clock = try #require(LocalClock("Europe/Berlin"))
        let report = try ReportFile(try ReportSampleTests.bytes(name), clock: clock)
        let stays = report.stays(in: OccurrenceID("Ab+/="))
        #expect(!stays.isEmpty)
        for stay in stays {
            let event = try #require(Delivery(body: stay.body).meetingEvent)
            #expect(event.kind == .reported(until: stay.leave, precision: stay.precision))
            #expect(event.time == stay.join)
            #expect(event.occurrence == stay.occurrence)
            #expect(event.identity.displayName == stay.name)
            #expect(event.identity.originalName == stay.originalName)
            #expect(event.identity.email == stay.email)
        }
        let bounds = report.bodies(in: OccurrenceID("Ab+/=")).compactMap { Delivery(body: $0).meetingEvent }
            .filter { $0.kind == .started || $0.kind == .ended }
        #expect(bounds.count == [report.meeting?.start, report.meeting?.end].compactMap(\.self).count)
    }
}
