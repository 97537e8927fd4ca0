import Attendance
import Crypto
import Foundation
import JSON
import Server
import ServiceSupport
import Testing

@Suite("The feed over event streams and by polling")
struct FeedTransportTests {
    private let loop = EventLoop()

    private func stream(
        _ bridge: BridgeProcess, as person: String, _ query: String = "", headers: [(String, String)] = []
    ) throws -> EventStreamConnection {
        let token = ("authorization", "Bearer \(try BridgeProcess.token(for: person))")
        return try EventStreamConnection(port: try bridge.port, "/api/events" + query, headers: [token] + headers)
    }

    /// What the database says somebody was told, as position and event.
    private func told(_ person: String, _ bridge: BridgeProcess, and condition: String = "1") throws -> [String] {
        try DatabaseFile(bridge.database).rows(
            "SELECT position, event FROM feed WHERE person = '\(person)' AND \(condition) ORDER BY position"
        ).map { $0.joined(separator: " ") }
    }

    private func page(_ bridge: BridgeProcess, as person: String, _ query: String) throws -> JSON {
        let answer = try bridge.get("/api/feed?" + query, as: person)
        #expect(answer.status == 200, "\(query): \(answer.text)")
        return try answer.json
    }

    private func messages(in page: JSON) -> [String] {
        (page["messages"]?.array ?? []).map { "\($0["id"]?.integer ?? -1) \($0["event"]?.string ?? "")" }
    }

    @Test("an event stream tells what a WebSocket does, from the same positions, and is kept by nobody on the way")
    func sameStream() async throws {
        let bridge = try await BridgeProcess.started()
        let follower = FeedFollower("rep0", on: loop)
        try await follower.connect(to: bridge)
        let events = try stream(bridge, as: "rep0")
        #expect(events.status == 200)
        #expect(events["content-type"] == "text/event-stream")
        #expect(events["cache-control"] == "no-store")
        let first = try events.message()
        #expect(first.event == "connected" && first.id == 0)
        #expect(first.data["person"]?.string == "rep0" && first.data["role"]?.string == "court-rep")
        #expect((1000...4000).contains(events.retry ?? 0))

        for body in TestOccurrence(of: 0, "same==").story(participants: 2) { _ = try bridge.deliver(body) }
        let expected = try told("rep0", bridge)
        #expect(expected.count > 8)
        let streamed = try expected.map { _ in
            let message = try events.message()
            return "\(message.id) \(message.event)"
        }
        #expect(streamed == expected)
        try await eventually("the WebSocket is told everything") { follower.messages.count >= expected.count }
        #expect(follower.messages.map { "\($0.id) \($0.event)" } == expected)
        #expect(messages(in: try page(bridge, as: "rep0", "since=0")) == expected)
    }

    @Test("a browser that lost its event stream goes on from the last event, whatever its address says")
    func lastEventID() async throws {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "last==").story(participants: 1) { _ = try bridge.deliver(body) }
        let expected = try told("p0m0", bridge)
        let events = try stream(bridge, as: "p0m0", "?since=0")
        #expect(try events.message().id == 0)
        _ = try events.next()
        let last = try #require(try events.next()?.lastID)
        #expect(expected[1].hasPrefix(last + " "))
        let again = try stream(bridge, as: "p0m0", "?since=0", headers: [("last-event-id", last)])
        #expect(try again.message().event == "connected")
        let rest = try expected.dropFirst(2).map { _ in
            let message = try again.message()
            return "\(message.id) \(message.event)"
        }
        #expect(rest == Array(expected.dropFirst(2)))
    }

    @Test(
        "who asks now and then gets pages, each going on where the one before ended, and 304 while there is nothing new"
    )
    func polling() async throws {
        let bridge = try await BridgeProcess.started()
        #expect(try page(bridge, as: "p0m0", "") == ["messages": [], "position": 0, "resync": false, "more": false])
        for body in TestOccurrence(of: 0, "poll==").story(participants: 2) { _ = try bridge.deliver(body) }
        let expected = try told("rep0", bridge)
        var found: [String] = []
        var position: Int64 = 0
        while true {
            let page = try page(bridge, as: "rep0", "since=\(position)&limit=3")
            found += messages(in: page)
            position = try #require(page["position"]?.integer)
            if page["more"]?.bool != true { break }
        }
        #expect(found == expected)
        let head = try #require(try DatabaseFile(bridge.database).column("SELECT max(position) FROM feed").first)
        #expect("\(position)" == head)

        let target = "/api/feed?since=\(position)"
        let quiet = try bridge.get(target, as: "rep0")
        #expect(quiet["poll-interval"] == "5" && quiet["cache-control"] == "no-store")
        let headers = [
            ("authorization", "Bearer \(try BridgeProcess.token(for: "rep0"))"),
            ("if-none-match", try #require(quiet["etag"])),
        ]
        #expect(try bridge.connect().send("GET", target, headers: headers).status == 304)
        // The same messages as on the wire, whole.
        let session = try await bridge.feed(of: "p0m0", since: 0, on: loop)
        let polled = try #require(try page(bridge, as: "p0m0", "since=0")["messages"]?.array)
        var heard: [JSON] = []
        for await text in session.messages {
            heard.append(try JSON.parse(Array(text.utf8)))
            if heard.count == polled.count + 1 { break }
        }
        #expect(Array(heard.dropFirst()) == polled)
        session.close()
    }

    @Test("who comes from the future or from too long ago is told to load everything again, whatever the transport")
    func resync() async throws {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "resync==").story(participants: 1) { _ = try bridge.deliver(body) }
        let head = try #require(
            try DatabaseFile(bridge.database).column("SELECT max(position) FROM feed").first.flatMap { Int64($0) })
        func check(_ since: Int64) throws {
            #expect(
                try page(bridge, as: "p0m0", "since=\(since)")
                    == ["messages": [], "position": .integer(head), "resync": true, "more": false])
            let events = try stream(bridge, as: "p0m0", "?since=\(since)")
            #expect(try events.message().event == "connected")
            let second = try events.message()
            #expect(second.event == "resync" && second.id == head)
        }
        for since in [head + 1, 1_000_000, Int64.max] { try check(since) }

        try await bridge.stop()
        try DatabaseFile(bridge.database, isWritable: true).run(
            "UPDATE housekeeping SET feed_forgotten_through = 4; DELETE FROM feed WHERE position <= 4")
        try await bridge.start()
        for since in [Int64(0), 3] { try check(since) }
        // What comes after the last one that went is all there.
        let expected = try told("p0m0", bridge)
        #expect(messages(in: try page(bridge, as: "p0m0", "since=4")) == expected)
        let events = try stream(bridge, as: "p0m0", "?since=4")
        #expect(try events.message().event == "connected")
        #expect(try expected.map { _ in "\(try events.message().id)" } == expected.map { "\($0.prefix { $0 != " " })" })
    }

    @Test("every transport can be narrowed to some events, and to one participant")
    func narrowing() async throws {
        let bridge = try await BridgeProcess.started()
        let joined = try stream(bridge, as: "rep0", "?events=participant-joined,court-card-updated")
        let one = try stream(bridge, as: "rep0", "?participant=p1m0")
        let session = try await WebSocketSession.connect(
            to: try bridge.endpoint,
            target: "/ws?token=\(try BridgeProcess.token(for: "rep0"))&events=participant-left&participant=p0m0",
            on: loop)
        for body in TestOccurrence(of: 0, "narrow==").story(participants: 2) { _ = try bridge.deliver(body) }

        func check(_ events: EventStreamConnection, _ query: String, _ condition: String) throws {
            let expected = try told("rep0", bridge, and: condition)
            #expect(!expected.isEmpty)
            #expect(try events.message().event == "connected")
            let found = try expected.map { _ in
                let message = try events.message()
                return "\(message.id) \(message.event)"
            }
            #expect(found == expected, "\(query)")
            // From a backlog it is the same.
            let again = try stream(bridge, as: "rep0", "?since=0&" + query)
            #expect(try again.message().event == "connected")
            #expect(
                try expected.map { _ in "\(try again.message().id)" } == expected.map { "\($0.prefix { $0 != " " })" })
            #expect(messages(in: try page(bridge, as: "rep0", "since=0&" + query)) == expected, "\(query)")
        }
        try check(
            joined, "events=participant-joined,court-card-updated",
            "event IN ('participant-joined', 'court-card-updated')")
        try check(one, "participant=p1m0", "json_extract(CAST(data AS TEXT), '$.participant') = 'p1m0'")

        var heard: [String] = []
        for await text in session.messages {
            heard.append(try JSON.parse(Array(text.utf8))["event"]?.string ?? "")
            if heard.count == 2 { break }
        }
        #expect(heard == ["connected", "participant-left"])
        session.close()
        // A narrowed page reaches as far as any other, though it shows less.
        let narrow = try page(bridge, as: "rep0", "since=0&participant=nobody")
        #expect(narrow["messages"]?.array == [])
        #expect(narrow["position"] == (try page(bridge, as: "rep0", "since=0")["position"]))
    }

    @Test("nobody is told of anybody else by naming them")
    func narrowingIsNoRight() async throws {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "right==").story(participants: 2) { _ = try bridge.deliver(body) }
        for person in ["rep1", "p1m0", "admin"] {
            #expect(try page(bridge, as: person, "since=0&participant=p0m0")["messages"]?.array == [], "\(person)")
        }
    }

    @Test("what is asked for wrongly is 400, with a sentence", arguments: ["/api/events", "/api/feed", "/ws"])
    func wrong(_ path: String) async throws {
        let bridge = try await Self.shared.value()
        var queries = [
            "since=yesterday", "since=-1", "events=", "events=alert,,erased", "events=no-event", "participant=",
        ]
        if path == "/api/feed" { queries += ["limit=0", "limit=501", "limit=x"] }
        for query in queries {
            var headers = [("authorization", "Bearer \(try BridgeProcess.token(for: "p0m0"))")]
            if path == "/ws" {
                headers += [
                    ("connection", "upgrade"), ("upgrade", "websocket"), ("sec-websocket-version", "13"),
                    ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
                ]
            }
            let answer = try bridge.connect().send("GET", "\(path)?\(query)", headers: headers)
            #expect(answer.status == 400, "\(query)")
            #expect(try answer.json["detail"]?.string?.isEmpty == false)
        }
    }

    @Test("nobody listens without a good token", arguments: ["/api/events", "/api/feed"])
    func strangers(_ path: String) async throws {
        let bridge = try await Self.shared.value()
        #expect(try bridge.get(path).status == 401)
        #expect(try bridge.get(path, as: "stranger").status == 401)
        let expired = [("authorization", "Bearer \(try BridgeProcess.token(for: "p0m0", expiresIn: -1))")]
        #expect(try bridge.connect().send("GET", path, headers: expired).status == 401)
        // A token in the address is only for the WebSocket.
        #expect(try bridge.get("\(path)?token=\(try BridgeProcess.token(for: "p0m0"))").status == 401)
    }

    @Test("HEAD to an event stream is its head alone, and other methods are not allowed")
    func head() async throws {
        let bridge = try await Self.shared.value()
        let headers = [("authorization", "Bearer \(try BridgeProcess.token(for: "p0m0"))")]
        let answer = try bridge.connect().send("HEAD", "/api/events", headers: headers)
        #expect(answer.status == 200 && answer["content-type"] == "text/event-stream" && answer.body.isEmpty)
        let post = try bridge.connect().send("POST", "/api/events", headers: headers, body: [])
        #expect(post.status == 405 && post["allow"] == "GET, HEAD, OPTIONS")
    }

    @Test("an event stream ends within a second after its token: the last event says so with 4401")
    func expires() async throws {
        let bridge = try await Self.shared.value()
        let token = try BridgeProcess.token(for: "p0m0", expiresIn: 2)
        let events = try EventStreamConnection(
            port: try bridge.port, "/api/events", headers: [("authorization", "Bearer \(token)")])
        #expect(try events.message().event == "connected")
        let last = try #require(try events.next())
        let payload = try #require(Base64.decode(token.split(separator: ".")[1].utf8, .url))
        let end = try #require(try JSON.parse(payload)["exp"]?.integer)
        #expect((0..<1000).contains(Timestamp.testNow.milliseconds - end * 1000))
        #expect(last.name == "closed")
        #expect(try JSON.parse(Array(last.data.utf8))["data"]?["code"]?.integer == 4401)
        #expect(try events.next() == nil)
    }

    @Test("when the service stops, event streams are told to come again, and end as they should")
    func stop() async throws {
        let bridge = try await BridgeProcess.started()
        let events = try stream(bridge, as: "p0m0")
        #expect(try events.message().event == "connected")
        #expect(try await bridge.stop() == 0)
        let last = try #require(try events.next())
        #expect(try JSON.parse(Array(last.data.utf8))["data"]?["code"]?.integer == 1001)
        #expect(try events.next() == nil)
    }

    @Test("a stream that has nothing to say is kept awake by comments, which no client sees")
    func heartbeat() async throws {
        let bridge = try await BridgeProcess.started(.init(environment: ["BRIDGE_FEED_PING_SECONDS": "1"]))
        let events = try stream(bridge, as: "p0m0")
        #expect(try events.message().event == "connected")
        let quiet = try await onThread { [port = try bridge.port] in
            let token = try BridgeProcess.token(for: "p0m0", expiresIn: 4)
            let other = try EventStreamConnection(
                port: port, "/api/events", headers: [("authorization", "Bearer \(token)")])
            while try other.next() != nil {}
            return other.comments
        }
        #expect(quiet >= 2)
    }

    private static let shared = SharedBridge()
}
