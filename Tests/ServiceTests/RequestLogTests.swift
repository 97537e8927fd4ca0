import JSON
import ServiceSupport
import Testing

@Suite("What the log tells of requests")
struct RequestLogTests {
    private static let traceID = "4bf92f3577b34da6a3ce929d0e0e4736"

    @Test("a trace is taken up, answered and logged, with the route and never the address")
    func trace() async throws {
        let bridge = try await BridgeProcess.started(.init(environment: ["BRIDGE_LOG_LEVEL": "debug"]))
        let token = try BridgeProcess.token(for: "rep0")
        let answer = try bridge.connect().send(
            "GET", "/api/participants/p0m0/cards?limit=7&code=planted",
            headers: [
                ("authorization", "Bearer \(token)"), ("traceparent", "00-\(Self.traceID)-00f067aa0ba902b7-01"),
            ])
        let returned = try #require(answer["traceresponse"])
        #expect(returned.hasPrefix("00-\(Self.traceID)-") && returned.hasSuffix("-01"))
        #expect(!returned.contains("00f067aa0ba902b7"), "the span is ours")
        try await eventually("it is logged") { bridge.log.contains { $0["trace"]?.string == Self.traceID } }
        let line = try #require(bridge.log.first { $0["trace"]?.string == Self.traceID })
        #expect(line["event"]?.string == "request" && line["level"]?.string == "debug")
        #expect(line["route"]?.string == "/api/participants/{id}/cards")
        #expect(line["method"]?.string == "GET" && line["status"]?.integer == 200)
        #expect(line["ms"]?.number ?? -1 >= 0)
        for planted in ["planted", "limit=7", "p0m0", token] { #expect(!bridge.logText.contains(planted)) }
        let own = try #require(try bridge.get("/nothing")["traceresponse"])
        #expect(!own.contains(Self.traceID))
    }

    @Test("what changes something is told of where reading is not; deliveries and questions about health never are")
    func levels() async throws {
        let bridge = try await BridgeProcess.started()
        let body: JSON = ["card": "CC-none", "reason": "planted reason"]
        #expect(try bridge.post("/api/disputes", body, as: "p0m0").status == 404)
        _ = try bridge.get("/api/participants/p0m0/progress", as: "p0m0")
        _ = try bridge.post("/no/such/address", body)
        for body in TestOccurrence(of: 0, "log==").story(participants: 1) { _ = try bridge.deliver(body) }
        _ = try bridge.get("/healthz")
        // The last of all, so that all others would stand before it.
        #expect(try bridge.post("/api/voids", body).status == 401)
        try await eventually("it is logged") { bridge.log.contains { $0["route"]?.string == "/api/voids" } }
        let told = bridge.log.filter { $0["event"]?.string == "request" }
        #expect(told.map { $0["route"]?.string } == ["/api/disputes", "/api/voids"])
        #expect(told.map { $0["status"]?.integer } == [404, 401])
        #expect(told.allSatisfy { $0["level"]?.string == "info" })
        #expect(!bridge.logText.contains("planted"))
    }
}
