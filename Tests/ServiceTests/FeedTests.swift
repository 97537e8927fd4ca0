import Attendance
import Crypto
import Foundation
import JSON
import Server
import ServiceSupport
import Testing

@Suite("The feed, as its clients see it")
struct FeedTests {
    private let loop = EventLoop()

    @Test("each participant and their court representative hear of them, nobody else does, all on every connection")
    func audiences() async throws {
        let bridge = try await BridgeProcess.started()
        let occurrence = TestOccurrence(of: 0, "audiences==")
        let people = ["p0m0", "p0m0", "rep0", "rep0", "p1m0", "rep1", "p0m1", "admin"]
        let followers = people.map { FeedFollower($0, on: loop) }
        for follower in followers { try await follower.connect(to: bridge) }
        // Started, p0 joins, p0 leaves, ended.
        for body in [occurrence.started(), occurrence.joined(0), occurrence.left(0), occurrence.ended()] {
            #expect(try bridge.deliver(body).status == 200)
        }
        let whole = [
            "meeting-started", "participant-joined", "participant-left", "attendance-updated", "meeting-ended",
            "court-card-updated",
        ]
        for follower in followers where ["p0m0", "rep0"].contains(follower.person) {
            try await eventually("\(follower.person) hears everything") { follower.messages.count >= whole.count }
            #expect(follower.messages.map(\.event) == whole, "\(follower.person)")
        }
        let other = try #require(followers.first { $0.person == "p1m0" })
        try await eventually("p1m0 hears of the meeting") { other.messages.count >= 2 }
        #expect(other.messages.map(\.event) == ["meeting-started", "meeting-ended"])
        #expect(!other.messages.contains { $0.data["participant"] != nil })
        for follower in followers where ["rep1", "p0m1", "admin"].contains(follower.person) {
            #expect(follower.messages.isEmpty, "\(follower.person)")
        }
        for follower in followers { #expect(follower.complaints.isEmpty) }
        #expect(Set(followers[0].messages.map(\.id)).count == whole.count)
    }

    @Test("who resumes gets what was missed, once, in order, across restarts too")
    func resume() async throws {
        let bridge = try await BridgeProcess.started()
        let rep = FeedFollower("rep0", on: loop)
        try await rep.connect(to: bridge)
        let stories = (0..<3).map { TestOccurrence(of: 0, "resume\($0)==").story(participants: 2) }
        for body in stories[0] { _ = try bridge.deliver(body) }
        try await eventually("the first meeting is told") { rep.messages.contains { $0.event == "court-card-updated" } }
        rep.close()
        for body in stories[1] { _ = try bridge.deliver(body) }
        try await bridge.stop()
        try await bridge.start()
        try await rep.connect(to: bridge)
        for body in stories[2] { _ = try bridge.deliver(body) }
        let expected = try DatabaseFile(bridge.database)
            .column("SELECT position FROM feed WHERE person = 'rep0' ORDER BY position").compactMap { Int64($0) }
        try await eventually("everything is told") { rep.messages.count >= expected.count }
        #expect(rep.messages.map(\.id) == expected)
        #expect(rep.complaints.isEmpty)
    }

    @Test("the first message says who one is, and from where to resume")
    func connected() async throws {
        let bridge = try await BridgeProcess.started()
        let session = try await bridge.feed(of: "p0m0", on: loop)
        var messages = session.messages.makeAsyncIterator()
        let first = try JSON.parse(Array(try #require(await messages.next()).utf8))
        #expect(first["event"]?.string == "connected")
        #expect(first["data"]?["person"]?.string == "p0m0")
        #expect(first["data"]?["role"]?.string == "participant")
        #expect(first["id"]?.integer == 0)
        #expect(first["at"]?.string.flatMap { Timestamp(rfc3339: $0) } != nil)
        session.close()
    }

    @Test("a token is taken from Authorization, from Sec-WebSocket-Protocol and from the query")
    func tokenPlaces() async throws {
        let bridge = try await BridgeProcess.started()
        let token = try BridgeProcess.token(for: "p0m0")
        for (target, headers, offered) in [
            ("/ws", [HeaderField("Authorization", "Bearer \(token)")], []),
            ("/ws", [], ["attendance-bridge.v1", "bearer.\(token)"]),
            ("/ws?token=\(token)", [], []),
        ] {
            let session = try await WebSocketSession.connect(
                to: try bridge.endpoint, target: target, headers: headers, subprotocols: offered, on: loop)
            #expect(session.subprotocol == (offered.isEmpty ? nil : "attendance-bridge.v1"))
            session.close()
        }
    }

    @Test(
        "no token, a forged one, and one for nobody on the roster are refused before the handshake",
        arguments: ["none", "forged", "nobody", "algorithm none", "expired"])
    func refused(_ kind: String) async throws {
        let bridge = try await Self.shared.value()
        let good = try BridgeProcess.token(for: "p0m0")
        let token: String
        switch kind {
        case "forged": token = String(good.dropLast(4)) + "AAAA"
        case "nobody": token = try BridgeProcess.token(for: "stranger")
        case "algorithm none":
            let header = Data(#"{"alg":"none","typ":"JWT"}"#.utf8).base64EncodedString()
                .replacing("=", with: "")
            token = header + "." + good.split(separator: ".")[1] + "."
        case "expired":
            let issuer = TokenIssuer(
                secret: try TokenSecret(BridgeProcess.tokenSecret), issuer: "attendance-bridge",
                audience: "attendance-bridge")
            let now = Timestamp.testNow.milliseconds / 1000
            token = try issuer.token(
                for: TokenClaims(subject: "p0m0", role: "participant", issuedAt: now - 60, expiresAt: now - 1))
        default: token = ""
        }
        await #expect(throws: ClientError.refused(status: 401)) {
            _ = try await WebSocketSession.connect(
                to: try bridge.endpoint, target: token.isEmpty ? "/ws" : "/ws?token=\(token)", on: loop)
        }
    }

    @Test("a plain request to the feed is answered 426; a position that is none, 400")
    func notAHandshake() async throws {
        let bridge = try await Self.shared.value()
        let answer = try bridge.get("/ws", as: "p0m0")
        #expect(answer.status == 426)
        #expect(answer["upgrade"]?.lowercased() == "websocket")
        let token = try BridgeProcess.token(for: "p0m0")
        await #expect(throws: ClientError.refused(status: 400)) {
            _ = try await WebSocketSession.connect(
                to: try bridge.endpoint, target: "/ws?token=\(token)&since=yesterday", on: loop)
        }
    }

    @Test("a client that comes from the future is told to load everything again")
    func resync() async throws {
        let bridge = try await Self.shared.value()
        let session = try await bridge.feed(of: "p0m0", since: 1_000_000, on: loop)
        var events: [String] = []
        for await text in session.messages {
            events.append(try JSON.parse(Array(text.utf8))["event"]?.string ?? "")
            if events.count == 2 { break }
        }
        #expect(events == ["connected", "resync"])
        session.close()
    }

    @Test("a backlog longer than the queue of a connection arrives whole, in order")
    func longBacklog() async throws {
        let bridge = try await BridgeProcess.started(.init(environment: ["BRIDGE_FEED_MAX_QUEUED_BYTES": "131072"]))
        let connection = try bridge.connect()
        for number in 0..<60 {
            for body in TestOccurrence(of: 0, "backlog\(number)==").story(participants: 2) {
                #expect(try connection.deliver(body).status == 200)
            }
        }
        let expected = try DatabaseFile(bridge.database)
            .column("SELECT position FROM feed WHERE person = 'rep0' ORDER BY position").compactMap { Int64($0) }
        #expect(expected.count > 500)
        let rep = FeedFollower("rep0", on: loop)
        try await rep.connect(to: bridge)
        try await eventually("everything is told") { rep.messages.count >= expected.count }
        #expect(rep.messages.map(\.id) == expected)
        #expect(rep.complaints.isEmpty)
    }

    @Test("a connection ends with its token, with 4401")
    func expires() async throws {
        let bridge = try await Self.shared.value()
        let issuer = TokenIssuer(
            secret: try TokenSecret(BridgeProcess.tokenSecret), issuer: "attendance-bridge",
            audience: "attendance-bridge")
        let now = Timestamp.testNow.milliseconds / 1000
        let token = try issuer.token(
            for: TokenClaims(subject: "p0m0", role: "participant", issuedAt: now, expiresAt: now + 2))
        let session = try await WebSocketSession.connect(
            to: try bridge.endpoint, target: "/ws?token=\(token)", on: loop)
        #expect(await session.closeCode == CloseCode(rawValue: 4401))
    }

    @Test("SIGTERM closes connections with 1001 and ends with 0 within ten seconds")
    func stop() async throws {
        let bridge = try await BridgeProcess.started()
        let session = try await bridge.feed(of: "p0m0", on: loop)
        let start = ContinuousClock.now
        #expect(try await bridge.stop() == 0)
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(await session.closeCode == .goingAway)
        #expect(bridge.log.contains { $0["event"]?.string == "stopped" })
    }

    private static let shared = SharedBridge()
}
