import Attendance
import JSON
import TestSupport
import Testing

@testable import Zoom

@Suite("Webhook logs", .timeLimit(.minutes(1)))
struct WebhookLogTests {
    /// A row of the log; the body is JSON already.
    static func row(_ body: String, at time: String = "2026-11-20T09:00:00Z", event: String = "meeting.started")
        -> String
    {
        #"{"event":"\#(event)","status":503,"request_headers":"N/A","request_body":\#(body),"date_time":"\#(time)","#
            + #""request_id":"e8ca3e3c","retry_num":0}"#
    }

    static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.value(text)
        return writer.string
    }

    static func log(_ rows: [String]) async throws -> WebhookLog {
        let zoom = try FakeZoom { _, _ in
            .text(#"{"next_page_token":"","webhook_logs":[\#(rows.joined(separator: ","))]}"#)
        }
        return try await zoom.api().webhookLogs(app: "app", from: .distantPast, to: .distantFuture)
    }

    @Test("bodies come back byte for byte, once each, the oldest first")
    func verbatim() async throws {
        let sample = String(decoding: try Samples.event("meeting.participant_joined"), as: UTF8.self)
        let odd = "{ \"event\":\"a\\u00e9é\",\n\"event_ts\": 1.50 }"
        let log = try await Self.log([
            Self.row(Self.quoted(odd), at: "2026-11-20T10:00:00Z"), Self.row(Self.quoted(sample)),
            Self.row(Self.quoted(sample), at: "2026-11-20T09:05:00Z"),
        ])
        #expect(log.entries.map { String(decoding: $0.body, as: UTF8.self) } == [sample, odd])
        #expect(log.entries.first?.loggedAt == Timestamp(rfc3339: "2026-11-20T09:00:00Z"))
        #expect(log.unreadable == 0)
    }

    @Test("a body that is an object, or quoted twice, is understood too")
    func forms() async throws {
        let body = #"{"event":"meeting.started","payload":{"object":{"id":84712639219,"uuid":"a\/b"}}}"#
        let log = try await Self.log([
            Self.row(body), Self.row(Self.quoted(body.replacing("\"", with: "\\\"").replacing("\\/", with: "/"))),
        ])
        let delivery = try #require(log.entries.first.map { Delivery(body: $0.body) })
        #expect(delivery.event == "meeting.started")
        #expect(delivery.meeting == MeetingNumber("84712639219"))
        #expect(Set(log.entries.map { Delivery(body: $0.body) }).count == 1)
    }

    @Test("what is no body is counted, what has no time is kept, and an old question for the secret is left out")
    func oddities() async throws {
        let log = try await Self.log([
            Self.row(#""N/A""#), Self.row("null"), Self.row(#""{\"event\":\"cut""#), Self.row("[]"),
            // As in Zoom's own documentation.
            Self.row(Self.quoted("{}"), at: "2022-09-09T08:11:387Z"),
            Self.row(Self.quoted(#"{"event":"endpoint.url_validation"}"#), event: "endpoint.url_validation"),
        ])
        #expect(log.unreadable == 4)
        #expect(log.entries == [WebhookLog.Entry(body: Array("{}".utf8), loggedAt: nil)])
    }

    @Test("only what failed is asked for, and only within the 7 days that Zoom keeps")
    func window() async throws {
        let zoom = try FakeZoom { _, _ in .text(#"{"webhook_logs":[]}"#) }
        let api = try zoom.api()
        let now = zoom.now
        _ = try await api.webhookLogs(app: "a/b", from: now - .hours(400), to: now + .hours(1))
        _ = try await api.webhookLogs(app: "a", from: now - Span(milliseconds: 3_600_500), to: now - .minutes(30))
        #expect(try await api.webhookLogs(app: "a", from: now - .hours(400), to: now - .hours(300)).entries.isEmpty)
        #expect(
            zoom.targets == [
                "/v2/marketplace/apps/a%2Fb/webhook_logs?type=2&from=2026-11-14T10%3A01%3A00Z"
                    + "&to=2026-11-21T10%3A00%3A00Z&page_size=300",
                "/v2/marketplace/apps/a/webhook_logs?type=2&from=2026-11-21T08%3A59%3A59Z"
                    + "&to=2026-11-21T09%3A30%3A00Z&page_size=300",
            ])
    }

    @Test("an app that is not Zoom's, or not ours, is said so")
    func refused() async throws {
        for (status, body, error) in [
            (
                404, #"{"code":1401,"message":"APP ID does not exist: a."}"#,
                ZoomAPIError.notFound("APP ID does not exist: a.")
            ),
            (
                401, #"{"code":201,"message":"You do not have permission to access the targeted resource."}"#,
                .notPermitted("You do not have permission to access the targeted resource.")
            ),
        ] {
            let zoom = try FakeZoom { _, _ in .text(body, status: status) }
            let thrown = await ZoomAPIError.thrown {
                _ = try await zoom.api().webhookLogs(app: "a", from: .distantPast, to: .distantFuture)
            }
            #expect(thrown == error)
        }
    }
}
