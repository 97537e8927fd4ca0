import Attendance
import HTTPClient
import JSON
import ServiceSupport
import Testing

@testable import attendance_bridge

@Suite("Send")
struct SendTests {
    static func sample(_ text: String) -> Sample { Sample(path: "a.json", body: Array(text.utf8)) }

    @Test("fresh deliveries keep their distances, the last one is now, and an occurrence keeps one new name")
    func fresh() throws {
        let samples = [
            Self.sample(
                #"{"event":"a","event_ts":1000000500,"payload":{"object":{"uuid":"old==","start_time":"1970-01-12T13:46:40Z"}}}"#
            ),
            Self.sample(
                #"{"event":"b","event_ts":1000060500,"payload":{"object":{"uuid":"old==","participant":{"join_time":"1970-01-12T13:47:40Z","note":"1970-01-12T13:47:40Z"}}}}"#
            ),
            Self.sample(#"{"event":"c","event_ts":1000000500,"payload":{"object":{"uuid":"other"}}}"#),
        ]
        var names = ["new1", "new2"].makeIterator()
        let now = Timestamp(milliseconds: 2_000_000_777)
        let freshening = Freshening(samples, now: now) { names.next() ?? "too many" }
        let bodies = try samples.map { try JSON.parse(freshening($0.body)) }
        #expect(bodies.map { $0["event_ts"]?.integer } == [1_999_940_500, 2_000_000_500, 1_999_940_500])
        #expect(bodies.map { $0["payload"]?["object"]?["uuid"]?.string } == ["new1", "new1", "new2"])
        #expect(bodies[0]["payload"]?["object"]?["start_time"]?.string == "1970-01-24T03:32:20Z")
        let participant = bodies[1]["payload"]?["object"]?["participant"]
        #expect(participant?["join_time"]?.string == "1970-01-24T03:33:20Z")
        #expect(participant?["note"]?.string == "1970-01-12T13:47:40Z", "only what is called a time is one")
    }

    @Test(
        "what cannot be retold is sent as it is",
        arguments: [
            "not json", "", "[1,2]", #"{"event_ts":9223372036854775807}"#, #"{"event_ts":-9223372036854775808}"#,
        ])
    func unreadable(text: String) {
        let samples = [Self.sample(text), Self.sample(#"{"event_ts":5000}"#)]
        let freshening = Freshening(samples, now: Timestamp(milliseconds: 10_000)) { "x" }
        let retold = freshening(samples[0].body)
        #expect((try? JSON.parse(retold)) == (try? JSON.parse(samples[0].body)) || text.contains("event_ts"))
    }

    @Test("a refusal is reported with the problem's own words")
    func report() throws {
        var report = SendReport(url: "http://x/webhooks/zoom", total: 2)
        report.add(WebAnswer(status: 200, headers: [:], body: []), for: "1.json")
        let problem =
            #"{"type":"about:blank","title":"Not signed","detail":"The signature does not match.","status":401}"#
        report.add(WebAnswer(status: 401, headers: [:], body: Array(problem.utf8)), for: "2.json")
        report.add(WebAnswer(status: 308, headers: ["location": "https://x/"], body: []), for: "3.json")
        #expect(!report.isSuccess)
        #expect(report.text().contains("✕ 2.json: 401, Not signed: The signature does not match.\n"))
        #expect(report.text().contains("✕ 3.json: 308, it points to https://x/\n"))
        let json = try JSON.parse(Array(report.json.utf8))
        #expect(json["answers"]?["401"]?.integer == 1)
        #expect(json["refused"]?[0]?["file"]?.string == "2.json")
    }

    @Test(
        "a URL without a path gets the receiver's",
        arguments: [
            ("http://h:1", "http://h:1/webhooks/zoom"), ("https://h/", "https://h/webhooks/zoom"),
            ("http://h/x", "http://h/x"),
        ])
    func url(given: String, used: String) throws { #expect(try receiverURL(given) == used) }

    @Test("where nothing is said, deliveries go to the bridge of these settings")
    func ownURL() {
        var configuration = Configuration()
        configuration.listen = HostAndPort(host: "0.0.0.0", port: 18080)
        #expect(receiverURL(of: configuration) == "http://127.0.0.1:18080/webhooks/zoom")
        configuration.listen.host = "::1"
        configuration.tls.certificate = "c.pem"
        #expect(receiverURL(of: configuration) == "https://[::1]:18080/webhooks/zoom")
    }

    @Test("nobody there is said in plain words")
    func unreachable() throws {
        let client = try BlockingWebClient()
        let error = #expect(throws: WebFailure.self) { try client.send(WebRequest(url: "http://127.0.0.1:1/")) }
        #expect(error?.kind == .unreachable)
        #expect(throws: WebFailure.self) { try client.send(WebRequest(url: "file:///etc/passwd")) }
    }
}
