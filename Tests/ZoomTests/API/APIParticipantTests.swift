import Attendance
import JSON
import TestSupport
import Testing

@testable import Zoom

@Suite("API participants", .timeLimit(.minutes(1)))
struct APIParticipantTests {
    static let occurrence = OccurrenceID("4444AAAiAAAAAiAiAiiAii==")
    static let number = MeetingNumber("84712639219")

    /// A list of as many rows as named, `first`, `second` and so on being their names.
    static func page(_ names: [String], next: String = "") -> LocalServer.Reply {
        let rows = names.map { #"{"name":"\#($0)","user_id":"1","join_time":"2026-11-21T09:00:00Z"}"# }
        return .text(
            #"{"next_page_token":"\#(next)","page_size":300,"participants":[\#(rows.joined(separator: ","))]}"#)
    }

    static func names(_ zoom: FakeZoom) async throws -> [String?] {
        try await zoom.api().participants(of: occurrence).map(\.name)
    }

    @Test(
        "a uuid is encoded twice where it starts with a slash or holds two, and only there",
        arguments: [
            ("abc==", "abc%3D%3D"), ("a/b+c==", "a%2Fb%2Bc%3D%3D"), ("/ab=", "%252Fab%253D"),
            ("a//b+", "a%252F%252Fb%252B"), ("a/b/", "a%2Fb%2F"),
        ])
    func encoding(uuid: String, component: String) async throws {
        let zoom = try FakeZoom { _, _ in Self.page(["a"]) }
        _ = try await zoom.api().participants(of: OccurrenceID(uuid))
        #expect(
            zoom.targets == [
                "/v2/report/meetings/\(component)/participants?include_fields=registrant_id&page_size=300"
            ])
    }

    @Test("all pages are read, each with the token of the one before")
    func paging() async throws {
        let zoom = try FakeZoom { request, _ in
            switch request.query["next_page_token"] {
            case nil: Self.page(["a", "b"], next: "t+1")
            case "t%2B1": Self.page(["c"], next: "t2")
            default: Self.page(["d"])
            }
        }
        #expect(try await Self.names(zoom) == ["a", "b", "c", "d"])
        #expect(zoom.targets.count == 3)
    }

    @Test("a page token that expired begins the list again, and no row comes twice")
    func expiredPageToken() async throws {
        let zoom = try FakeZoom { request, number in
            if number == 2 {
                return .text(#"{"code":300,"message":"The next page token is invalid or expired."}"#, status: 400)
            }
            return request.query["next_page_token"] == nil ? Self.page(["a"], next: "t\(number)") : Self.page(["b"])
        }
        #expect(try await Self.names(zoom) == ["a", "b"])
        #expect(zoom.targets.count == 4)
    }

    @Test("a list whose page tokens always expire, or that never ends, is given up")
    func endless() async throws {
        let expiring = try FakeZoom { request, _ in
            request.query["next_page_token"] == nil
                ? Self.page(["a"], next: "t")
                : .text(#"{"code":300,"message":"The next page token is invalid or expired."}"#, status: 400)
        }
        let looping = try FakeZoom { _, _ in Self.page(["a"], next: "t") }
        for zoom in [expiring, looping] {
            let error = await ZoomAPIError.thrown { _ = try await Self.names(zoom) }
            guard case .unreadable = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        #expect(expiring.targets.count == 6)
        #expect(looping.targets.count == 2)
    }

    @Test(
        "null, nothing and an empty list are a report that is not ready",
        arguments: [
            (200, #"{"participants":null}"#), (200, #"{"participants":[]}"#), (200, "{}"),
            (400, #"{"code":3001,"message":"Meeting ID is invalid or not end."}"#),
        ])
    func notReady(status: Int, body: String) async throws {
        let zoom = try FakeZoom { _, _ in .text(body, status: status) }
        #expect(await ZoomAPIError.thrown { _ = try await Self.names(zoom) } == .notReady)
    }

    @Test("a report is asked for 5, 15 and 35 minutes after the end, and what it says then is final")
    func patience() {
        let end = Timestamp(seconds: 1_000_000)
        func next(_ minutes: Int64) -> Int64? {
            ReportPatience.nextAttempt(ended: end, now: end + .minutes(minutes)).map { ($0 - end).wholeMinutes }
        }
        #expect([-10, 0, 5, 14, 15, 34, 35, 500].map(next) == [5, 5, 15, 15, 35, 35, nil, nil])
    }

    @Test(
        "without the report's scope or plan, the host's list is read",
        arguments: [
            (400, #"{"code":4711,"message":"Invalid access token, does not contain scopes:[report:read:x:admin]."}"#),
            (401, #"{"code":124,"message":"Invalid access token, does not contain scopes:[report:read:x:admin]."}"#),
            (403, #"{"code":403,"message":"No"}"#), (400, #"{"code":200,"message":"No permission."}"#),
            (200, #"{"code":200,"message":"Only available for Paid or ZMP account: x."}"#),
        ])
    func fallback(status: Int, body: String) async throws {
        let zoom = try FakeZoom { request, _ in
            request.path.hasPrefix("/v2/report") ? .text(body, status: status) : Self.page(["a"])
        }
        #expect(try await Self.names(zoom) == ["a"])
        #expect(zoom.targets.last == "/v2/past_meetings/4444AAAiAAAAAiAiAiiAii%3D%3D/participants?page_size=300")
        #expect(zoom.tokensIssued == 1)

        let closed = try FakeZoom { _, _ in .text(body, status: status) }
        guard case .notPermitted(let words) = await ZoomAPIError.thrown(by: { _ = try await Self.names(closed) }) else {
            Issue.record("not said")
            return
        }
        #expect(body.contains(words))
    }

    @Test("what Zoom does not have is said so", arguments: [(404, 3001), (404, 1001), (400, 12702)])
    func notFound(status: Int, code: Int) async throws {
        let zoom = try FakeZoom { _, _ in .text(#"{"code":\#(code),"message":"Gone."}"#, status: status) }
        #expect(await ZoomAPIError.thrown { _ = try await Self.names(zoom) } == .notFound("Gone."))
    }

    @Test("a row becomes a body of the journal, with what it says and nothing else")
    func bodies() async throws {
        let zoom = try FakeZoom { _, _ in
            .text(
                #"""
                {"participants":[
                {"id":"30R7kT7bTIKSNUFEuH_Qlg","name":"Ana Ruiz","user_id":"16778240","registrant_id":"r1",
                "user_email":"ana@example.com","join_time":"2026-11-21T09:00:03.0000000+00:00",
                "leave_time":"2026-11-21T04:30:00-05:00","duration":1797,"failover":false,"status":"in_meeting",
                "customer_key":"k","bo_mtg_id":"b1","participant_user_id":""},
                {"id":"","name":"Ana Ruiz","user_id":16779264,"user_email":"","join_time":"2026-11-21T08:59:00Z",
                "leave_time":"2026-11-21T09:00:03Z","status":"in_waiting_room"},
                {"name":"Guest","join_time":"2026-11-21T09:00:00Z","leave_time":"2026-11-21T09:00:01Z"},
                {"name":"Still there","join_time":"2026-11-21T09:00:00Z","leave_time":"","status":"in_meeting"},
                {"name":"Nobody"}]}
                """#)
        }
        let rows = try await zoom.api().participants(of: Self.occurrence)
        let bodies = rows.map { $0.body(occurrence: Self.occurrence, number: Self.number) }
        #expect(bodies.map { $0 == nil } == [false, true, false, true, true])
        let expected =
            #"{"event":"report.stay","event_ts":1795251603000,"payload":{"object":{"id":"84712639219","participant":"#
            + #"{"breakout_room":true,"customer_key":"k","email":"ana@example.com","join_time":"2026-11-21T09:00:03Z","#
            + #""leave_time":"2026-11-21T09:30:00Z","participant_user_id":"30R7kT7bTIKSNUFEuH_Qlg","registrant_id":"r1","#
            + #""user_id":"16778240","user_name":"Ana Ruiz"},"uuid":"4444AAAiAAAAAiAiAiiAii=="},"#
            + #""report":{"precision_seconds":1,"source":"api"}}}"#
        #expect(bodies[0].map { String(decoding: $0, as: UTF8.self) } == expected)
        let guest = try JSON.parse(try #require(bodies[2]))["payload"]?["object"]?["participant"]
        #expect(
            guest == [
                "user_name": "Guest", "join_time": "2026-11-21T09:00:00Z", "leave_time": "2026-11-21T09:00:01Z",
            ])
    }

    @Test("instances come in order, and an occurrence's times become bodies of the journal")
    func occurrences() async throws {
        let zoom = try FakeZoom { request, _ in
            request.path.hasSuffix("/instances")
                ? .text(
                    #"{"meetings":[{"uuid":"b","start_time":"2026-11-21T09:00:00Z"},{"uuid":"","start_time":""},"#
                        + #"{"uuid":"a","start_time":"2026-11-14T09:00:00Z"}]}"#)
                : .text(
                    #"{"uuid":"b","id":84712639219,"start_time":"2026-11-21T09:00:00Z","end_time":"2026-11-21T10:00:09Z","#
                        + #""duration":61,"total_minutes":300,"participants_count":12}"#)
        }
        let api = try zoom.api()
        #expect(try await api.instances(of: Self.number).map(\.occurrence.rawValue) == ["a", "b"])
        let meeting = try await api.meeting(OccurrenceID("b"))
        #expect(meeting.number == Self.number)
        #expect(meeting.participants == 12)
        let bodies = try meeting.bodies.map { try JSON.parse($0) }
        #expect(bodies.map { $0["event"]?.string } == ["report.started", "report.ended"])
        #expect(bodies.map { $0["event_ts"]?.integer } == [1_795_251_600_000, 1_795_255_209_000])
        #expect(
            bodies[1]["payload"]?["object"] == ["uuid": "b", "id": "84712639219", "end_time": "2026-11-21T10:00:09Z"])
        #expect(zoom.targets == ["/v2/past_meetings/84712639219/instances", "/v2/past_meetings/b"])
    }
}
