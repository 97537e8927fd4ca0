import Attendance
import JSON
import ServiceSupport
import Testing

@testable import attendance_bridge

@Suite("Alerts, as administrators get them")
struct AlertTests {
    /// A bridge that was alerted before its start: it judges nothing in its first fifteen minutes.
    private func alerted() async throws -> BridgeProcess {
        let bridge = try await BridgeProcess()
        try DatabaseFile(bridge.database, isWritable: true).run(
            """
            INSERT INTO alert(kind, subject, since_ms, cleared_ms, detail) VALUES
              ('meeting-silent', 'm0 2026-09-15T23:00:00Z', 1789514100000, 1789514200000, 'Nothing came.'),
              ('deliveries-stopped', 'zoom', 1789514300000, NULL, 'Nothing comes: see that it comes.')
            """)
        try await bridge.start()
        return bridge
    }

    @Test("administrators read them over HTTP, what is over too; for everybody else there is nothing there")
    func route() async throws {
        let bridge = try await alerted()
        let all = try bridge.get("/api/alerts", as: "admin")
        #expect(all.status == 200)
        #expect(all["cache-control"] == "no-store")
        #expect(
            try all.json["alerts"]?.array?.compactMap { $0["kind"]?.string } == [
                "deliveries-stopped", "meeting-silent",
            ])
        #expect(try all.json["next"]?.isNull == true)
        let open = try bridge.get("/api/alerts?open=true", as: "admin").json["alerts"]?.array ?? []
        #expect(open.compactMap { $0["subject"]?.string } == ["zoom"])
        let page = try bridge.get("/api/alerts?limit=1", as: "admin").json
        let next = try #require(page["next"]?.integer)
        let rest = try bridge.get("/api/alerts?limit=1&before=\(next)", as: "admin").json["alerts"]?.array ?? []
        #expect(rest.compactMap { $0["kind"]?.string } == ["meeting-silent"])
        for wrong in ["open=1", "limit=0", "limit=201", "before=x"] {
            #expect(try bridge.get("/api/alerts?\(wrong)", as: "admin").status == 400, "\(wrong)")
        }
        let absent = try bridge.get("/api/nothing", as: "rep0")
        for person in ["rep0", "p0m0"] {
            let answer = try bridge.get("/api/alerts", as: person)
            #expect(answer.status == 404 && answer.body == absent.body, "\(person)")
        }
        #expect(try bridge.get("/api/alerts").status == 401)
    }

    @Test("they stand in the metrics, and a command shows them with and without a running bridge")
    func metricsAndCommand() async throws {
        let bridge = try await alerted()
        let metrics = try bridge.get("/metrics").text
        #expect(metrics.contains(#"bridge_alerts{kind="deliveries-stopped"} 1"# + "\n"))
        #expect(metrics.contains(#"bridge_alerts{kind="meeting-silent"} 0"# + "\n"))
        let shown = try await bridge.command(["alerts"])
        #expect(shown.status == 0, "\(shown.errors)")
        #expect(shown.output.contains("deliveries-stopped  zoom\n") && shown.output.contains("see that it comes."))
        #expect(!shown.output.contains("meeting-silent"))
        try await bridge.stop()
        let all = try await bridge.command(["alerts", "--all"])
        #expect(all.output.contains("meeting-silent  m0 2026-09-15T23:00:00Z\n"), "\(all.errors)")
        let json = try await bridge.command(["alerts", "--all", "--json"])
        #expect(try JSON.parse(Array(json.output.utf8))["alerts"]?.array?.count == 2)
    }

    @Test("the request survives its way over the control socket")
    func control() {
        for request in [ControlRequest.alerts(isOpen: true, limit: 20), .alerts(isOpen: false, limit: 1000)] {
            let (method, target, body) = request.message
            let parts = target.split(separator: "?").map(String.init)
            let query = Dictionary(
                uniqueKeysWithValues: parts[1].split(separator: "&").map { pair in
                    let halves = pair.split(separator: "=").map(String.init)
                    return (halves[0], halves[1])
                })
            #expect(ControlRequest(method: method, path: parts[0], query: { query[$0] }, body: body) == request)
        }
        #expect(ControlRequest(method: "GET", path: "/alerts", query: { _ in nil }, body: []) == nil)
    }

    @Test("a person reads what each alert says, and that there is none")
    func listing() {
        #expect(alertListing(["alerts": []], width: 80) == "No alert.\n")
        let alert: JSON = [
            "kind": "meeting-silent", "subject": "m 2026-09-15T23:00:00Z", "since": "2026-09-15T23:15:00Z",
            "clearedAt": "2026-09-15T23:20:00Z", "detail": "Nothing came of the meeting at all this whole evening.",
        ]
        #expect(
            alertListing(["alerts": [alert]], width: 40)
                == """
                meeting-silent  m 2026-09-15T23:00:00Z
                  since 2026-09-15T23:15:00Z, over since 2026-09-15T23:20:00Z
                  Nothing came of the meeting at all
                  this whole evening.

                """)
    }
}
