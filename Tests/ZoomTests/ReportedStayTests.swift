import Attendance
import Testing
import Zoom

/// Rows of reports in the shape in which they are journaled.
@Suite struct ReportedStayTests {
    private func delivery(_ participant: String, report: String = #"{"source":"api","precision_seconds":1}"#)
        -> Delivery
    {
        let body = """
            {"event":"report.stay","event_ts":1789513203000,"payload":{"object":{"uuid":"4444AAA==","id":"84712639219",\
            "participant":{\(participant)}},"report":\(report)}}
            """
        return Delivery(body: Array(body.utf8))
    }

    private let times = #""join_time":"2026-09-15T23:00:03Z","leave_time":"2026-09-15T23:50:00Z""#

    @Test("a row is a stay from end to end, with all that it says of the person")
    func whole() throws {
        let read = delivery(
            #""user_name":"New name","original_name":"Old name","email":"ana@example.com","user_id":"16778240","#
                + #""participant_uuid":"P","registrant_id":"r","customer_key":"c","participant_user_id":"z","#
                + #""phone_number":"12025550143","public_ip":"192.0.2.7","# + times)
        #expect(read.kind == .known && read.meeting == MeetingNumber("84712639219"))
        let event = try #require(read.meetingEvent)
        let leave = try #require(Timestamp(rfc3339: "2026-09-15T23:50:00Z"))
        #expect(event.kind == .reported(until: leave, precision: .seconds(1)))
        #expect(event.time == Timestamp(rfc3339: "2026-09-15T23:00:03Z"))
        #expect(event.connection == .init(participantUUID: "P", userID: "16778240"))
        #expect(
            event.identity
                == ObservedIdentity(
                    displayName: "New name", email: "ana@example.com", zoomUserID: "z", registrantID: "r",
                    customerKey: "c", phoneNumber: "12025550143", originalName: "Old name", publicAddress: "192.0.2.7"))
    }

    @Test("a row without a connection is kept, and is one to be found by name")
    func unconnected() throws {
        let event = try #require(
            delivery(#""user_name":"Ana","# + times, report: #"{"source":"csv","precision_seconds":60}"#).meetingEvent)
        #expect(event.connection == nil)
        #expect(Timeline([event]).attendee(of: event)?.names == ["Ana"])
        guard case .reported(_, let precision) = event.kind else {
            Issue.record("\(event.kind)")
            return
        }
        #expect(precision == .minutes(1))
    }

    @Test("in a breakout room the user_id names the connection, not the stay")
    func breakoutRoom() throws {
        let event = try #require(delivery(#""user_id":"16778240","breakout_room":true,"# + times).meetingEvent)
        #expect(event.connection == .init(parentUserID: "16778240"))
    }

    @Test(
        "a precision that is not told, or absurd, is a minute",
        arguments: ["{}", "null", #"{"precision_seconds":0}"#, #"{"precision_seconds":"x"}"#])
    func precision(_ report: String) throws {
        let leave = try #require(Timestamp(rfc3339: "2026-09-15T23:50:00Z"))
        #expect(delivery(times, report: report).meetingEvent?.kind == .reported(until: leave, precision: .minutes(1)))
    }

    @Test(
        "a row without both ends, or with the later first, says nothing",
        arguments: [
            #""join_time":"2026-09-15T23:00:03Z""#, #""leave_time":"2026-09-15T23:00:03Z""#, #""user_name":"Ana""#,
            #""join_time":"2026-09-15T23:00:03Z","leave_time":"2026-09-15T23:00:02Z""#,
            #""join_time":"yesterday","leave_time":"2026-09-15T23:00:02Z""#,
        ])
    func incomplete(_ participant: String) {
        let read = delivery(participant)
        #expect(read.kind == .unknown && read.meetingEvent == nil)
    }

    @Test("a report tells when the occurrence began and ended", arguments: ["started", "ended"])
    func occurrence(_ what: String) throws {
        let name = what == "started" ? "start_time" : "end_time"
        let body =
            #"{"event":"report.\#(what)","event_ts":1,"payload":{"object":{"uuid":"u","id":"1","\#(name)":"2026-09-15T23:00:00Z"}}}"#
        let event = try #require(Delivery(body: Array(body.utf8)).meetingEvent)
        #expect(event.kind == (what == "started" ? .started : .ended))
        #expect(event.time == Timestamp(rfc3339: "2026-09-15T23:00:00Z"))
    }
}
