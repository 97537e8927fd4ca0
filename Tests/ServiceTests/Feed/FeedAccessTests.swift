import Attendance
import Foundation
import JSON
import Server
import ServiceSupport
import Testing

@Suite("Who gets into the feed, and how many")
struct FeedAccessTests {
    private let loop = EventLoop()

    private func ticket(_ bridge: BridgeProcess, as person: String) throws -> String {
        let answer = try bridge.post("/api/feed/tickets", [:], as: person)
        #expect(answer.status == 201 && answer["cache-control"] == "no-store")
        let end = try #require(answer.json["expiresAt"]?.string.flatMap { Timestamp(rfc3339: $0) })
        #expect((25_000...30_000).contains((end - Timestamp.testNow).milliseconds))
        return try #require(answer.json["ticket"]?.string)
    }

    @Test("a ticket opens one connection of whoever asked for it, over either transport, and no other")
    func tickets() async throws {
        let bridge = try await BridgeProcess.started()
        let first = try ticket(bridge, as: "rep0")
        let session = try await WebSocketSession.connect(
            to: try bridge.endpoint, target: "/ws?ticket=\(first)", on: loop)
        var messages = session.messages.makeAsyncIterator()
        let welcome = try JSON.parse(Array(try #require(await messages.next()).utf8))
        #expect(welcome["data"]?["person"]?.string == "rep0")
        await #expect(throws: ClientError.refused(status: 401)) {
            _ = try await WebSocketSession.connect(to: try bridge.endpoint, target: "/ws?ticket=\(first)", on: loop)
        }
        let second = try ticket(bridge, as: "p0m0")
        let target = "/api/events?ticket=\(second)&since=0"
        let events = try EventStreamConnection(port: try bridge.port, target)
        #expect(try events.message().data["person"]?.string == "p0m0")
        #expect(try EventStreamConnection(port: try bridge.port, target).status == 401)
        // It opens the feed, and nothing else.
        let third = try ticket(bridge, as: "p0m0")
        #expect(try bridge.get("/api/feed?ticket=\(third)").status == 401)
        let headers = [("authorization", "Bearer \(third)")]
        #expect(try bridge.connect().send("GET", "/api/participants/p0m0/progress", headers: headers).status == 401)
        session.close()
        #expect(try bridge.post("/api/feed/tickets", [:]).status == 401)
        #expect(!bridge.logText.contains(first) && !bridge.logText.contains(second))
    }

    @Test("a page of another site may not listen, unless it is configured", arguments: ["/ws", "/api/events"])
    func origins(_ path: String) async throws {
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_ORIGINS": "https://court.example.gov, https://Other.example:443"]))
        let port = try bridge.port
        func status(_ origin: String?) throws -> Int {
            var headers = [("authorization", "Bearer \(try BridgeProcess.token(for: "p0m0"))")]
            if path == "/ws" {
                headers += [
                    ("connection", "upgrade"), ("upgrade", "websocket"), ("sec-websocket-version", "13"),
                    ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
                ]
            }
            if let origin { headers.append(("origin", origin)) }
            return try EventStreamConnection(port: port, path, headers: headers).status
        }
        let good = path == "/ws" ? 101 : 200
        #expect(try status(nil) == good)
        #expect(try status("http://127.0.0.1:\(port)") == good)
        #expect(try status("https://127.0.0.1:\(port)") == good)
        #expect(try status("https://court.example.gov") == good)
        #expect(try status("https://other.example") == good)
        for origin in ["https://evil.example", "null", "http://127.0.0.1:1", "http://court.example.gov", ""] {
            #expect(try status(origin) == 403, "\(origin)")
        }
    }

    @Test("an event stream whose access ends says so with 4401 within a second, and a ticket opens nothing any more")
    func disabled() async throws {
        let bridge = try await Self.withFreeRep()
        func stream(_ person: String) throws -> EventStreamConnection {
            let token = try BridgeProcess.token(for: person)
            return try EventStreamConnection(
                port: try bridge.port, "/api/events", headers: [("authorization", "Bearer \(token)")])
        }
        let (mine, theirs) = (try stream("free"), try stream("rep1"))
        #expect(try mine.message().event == "connected")
        #expect(try theirs.message().event == "connected")
        let early = try ticket(bridge, as: "free")
        let begin = ContinuousClock.now
        #expect(try bridge.post("/api/users/free/disabling", [:], as: "admin").status < 300)
        let last = try #require(try mine.next())
        #expect(ContinuousClock.now - begin < .seconds(1.5))
        #expect(try JSON.parse(Array(last.data.utf8))["data"]?["code"]?.integer == 4401)
        #expect(try mine.next() == nil)
        #expect(try EventStreamConnection(port: try bridge.port, "/api/events?ticket=\(early)").status == 401)
        #expect(try stream("free").status == 401)
        // Nobody else is disturbed.
        for body in TestOccurrence(of: 1, "disabled==").story(participants: 1) { _ = try bridge.deliver(body) }
        #expect(try theirs.message().event == "meeting-started")
        #expect(try bridge.get("/api/feed/stats", as: "admin").json["sinceStart"]?["closed"]?["accessChanged"] == 1)
    }

    @Test("whoever sends many requests behind a slow one keeps nobody else from listening")
    func pipelined() async throws {
        let bridge = try await BridgeProcess.started()
        func head(_ token: String) throws -> String {
            "GET /api/events HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer \(token)\r\n\r\n"
        }
        let known = try BridgeProcess.token(for: "p0m0")
        #expect(
            try bridge.connect().send("GET", "/api/session", headers: [("authorization", "Bearer \(known)")]).status
                == 200)
        // The first waits for the commit that writes its token's first use down; those behind it wait for the first.
        let greedy = try bridge.connect()
        let first = try BridgeProcess.token(for: "p0m0", expiresIn: 3000)
        try greedy.write(try head(first) + String(repeating: try head(known), count: 12))
        for _ in 0..<3 {
            let stream = try EventStreamConnection(
                port: try bridge.port, "/api/events",
                headers: [("authorization", "Bearer \(try BridgeProcess.token(for: "rep0"))")])
            #expect(try stream.message().event == "connected")
        }
    }

    @Test("nobody slips in while their access ends", arguments: 0..<5)
    func slippingIn(_ round: Int) async throws {
        let bridge = try await Self.withFreeRep()
        let (endpoint, token) = (try bridge.endpoint, try BridgeProcess.token(for: "free"))
        let came = try await withThrowingTaskGroup(of: WebSocketSession?.self) { group in
            for number in 0..<40 {
                group.addTask { [loop] in
                    if number == 10 + 4 * round {
                        #expect(try bridge.post("/api/users/free/disabling", [:], as: "admin").status < 300)
                        return nil
                    }
                    do {
                        return try await WebSocketSession.connect(to: endpoint, target: "/ws?token=\(token)", on: loop)
                    } catch ClientError.refused(status: 401) {
                        return nil
                    }
                }
            }
            return try await group.reduce(into: [WebSocketSession]()) { if let session = $1 { $0.append(session) } }
        }
        // Each ends, whether it came before or at the very moment; the oldest had given way to the eleventh.
        for session in came { #expect([4401, 4429].contains(await session.closeCode.rawValue)) }
        #expect(try bridge.get("/api/feed/stats", as: "admin").json["peopleOnline"]?.integer == 0)
    }

    /// A bridge that knows a court representative who has no participants.
    private static func withFreeRep() async throws -> BridgeProcess {
        let bridge = try await BridgeProcess.started()
        let roster = "kind,id,name\ncourt-rep,free,Free Rep\n"
        _ = try await bridge.command(["roster", "import", try bridge.folder.write(roster, to: "free.csv")])
        return bridge
    }

    @Test("one connection more than a person may have closes their oldest, over all transports together")
    func limit() async throws {
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_FEED_CONNECTIONS_PER_PERSON": "3"]))
        let token = try BridgeProcess.token(for: "p0m0")
        let events = try EventStreamConnection(
            port: try bridge.port, "/api/events", headers: [("authorization", "Bearer \(token)")])
        #expect(try events.message().event == "connected")
        var sessions: [WebSocketSession] = []
        for _ in 0..<3 { sessions.append(try await bridge.feed(of: "p0m0", on: loop)) }
        let last = try #require(try events.next())
        #expect(last.name == "closed")
        #expect(try JSON.parse(Array(last.data.utf8))["data"]?["code"]?.integer == 4429)
        // A browser waits long before it would close another in its turn.
        #expect(events.retry == 300_000)
        #expect(try events.next() == nil)
        sessions.append(try await bridge.feed(of: "p0m0", on: loop))
        #expect(await sessions[0].closeCode == CloseCode(rawValue: 4429))
        let other = try await bridge.feed(of: "p1m0", on: loop)
        let figures = try bridge.get("/api/feed/stats", as: "admin").json
        #expect(figures["connections"]?["webSocket"]?.integer == 4)
        #expect(figures["sinceStart"]?["closed"]?["tooManyConnections"]?.integer == 2)
        for session in sessions + [other] { session.close() }
    }

    @Test("ten is the limit where nothing is said")
    func standardLimit() async throws {
        let bridge = try await BridgeProcess.started()
        var sessions: [WebSocketSession] = []
        for _ in 0..<11 { sessions.append(try await bridge.feed(of: "p0m0", on: loop)) }
        #expect(await sessions[0].closeCode == CloseCode(rawValue: 4429))
        #expect(try bridge.get("/api/feed/stats", as: "admin").json["perPerson"]?["highest"]?.integer == 10)
        for session in sessions { session.close() }
    }

    @Test("administrators see who listens and how that goes; for everybody else there is nothing there")
    func statistics() async throws {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "stats==").story(participants: 1) { _ = try bridge.deliver(body) }
        let events = try EventStreamConnection(
            port: try bridge.port, "/api/events?since=0",
            headers: [("authorization", "Bearer \(try BridgeProcess.token(for: "rep0"))")])
        #expect(try events.message().event == "connected")
        let follower = FeedFollower("rep0", on: loop)
        try await follower.connect(to: bridge)
        let late = try await bridge.feed(of: "p0m0", since: 999_999, on: loop)
        _ = try bridge.get("/api/feed?since=0", as: "p0m0")
        _ = try bridge.get("/api/feed?since=999999", as: "p0m0")
        _ = try ticket(bridge, as: "p0m0")
        _ = try EventStreamConnection(port: try bridge.port, "/api/events?ticket=\(try ticket(bridge, as: "p1m0"))")
        _ = try EventStreamConnection(port: try bridge.port, "/api/events?ticket=fti_none")
        let head = try #require(
            try DatabaseFile(bridge.database).column("SELECT max(position) FROM feed").first.flatMap { Int64($0) })

        // The stream of the ticket was dropped at once, and is gone as soon as the bridge notices.
        let figures = try await eventually("three connections are left") { () -> JSON? in
            let json = try bridge.get("/api/feed/stats", as: "admin").json
            return json["connections"] == ["webSocket": 2, "eventStream": 1] ? json : nil
        }
        #expect(figures["peopleOnline"]?.integer == 2)
        #expect(
            figures["perPerson"] == [
                "highest": 2,
                "people": [["connections": 1, "people": 1], ["connections": 2, "people": 1]],
                "most": [["person": "rep0", "connections": 2], ["person": "p0m0", "connections": 1]],
            ])
        let counts = try #require(figures["sinceStart"])
        #expect(counts["connected"]?.integer == 4)
        #expect(counts["resumed"]?.integer == 2)
        #expect(counts["resynced"]?.integer == 1)
        #expect(counts["polled"]?.integer == 2)
        #expect(counts["pollsResynced"]?.integer == 1)
        #expect(figures["tickets"] == ["open": 1, "issued": 2, "used": 1, "refused": 1])
        #expect(figures["position"]?.integer == head)
        #expect(figures["forgottenThrough"]?.integer == 0)
        #expect(figures["queuedBytes"]?.integer == 0)

        for person in ["rep0", "p0m0"] { #expect(try bridge.get("/api/feed/stats", as: person).status == 404) }
        #expect(try bridge.get("/api/feed/stats").status == 401)
        follower.close()
        late.close()
    }
}
