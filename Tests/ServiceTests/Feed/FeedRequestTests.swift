import Attendance
import JSON
import Server
import ServiceSupport
import Testing

@Suite("What clients ask over a WebSocket")
struct FeedRequestTests {
    private let loop = EventLoop()

    @Test("a ping is answered with where the feed stands, after what was told before, to nobody else")
    func ping() async throws {
        let bridge = try await BridgeProcess.started()
        let rep = FeedFollower("rep0", on: loop)
        let other = FeedFollower("rep0", on: loop)
        for follower in [rep, other] { try await follower.connect(to: bridge) }
        for body in TestOccurrence(of: 0, "ping==").story(participants: 2) { _ = try bridge.deliver(body) }
        let head = try #require(try DatabaseFile(bridge.database).column("SELECT max(position) FROM feed").first)
        try await eventually("everything is told") { rep.messages.last.map { "\($0.id)" } == head }
        let answer = try await rep.ask(#"{"request":"a-7","ask":"ping"}"#)
        #expect(answer["request"]?.string == "a-7" && answer["ok"]?.bool == true)
        #expect(answer["data"]?["position"]?.integer.map { "\($0)" } == head)
        #expect(answer["data"]?["head"] == answer["data"]?["position"])
        let at = try #require(answer["data"]?["at"]?.string.flatMap { Timestamp(rfc3339: $0) })
        #expect(abs(Timestamp.testNow.milliseconds - at.milliseconds) < 60_000)
        #expect(answer["id"] == nil && answer["event"] == nil)
        #expect(try await other.ask(#"{"request":"b","ask":"ping"}"#)["request"]?.string == "b")
        #expect(other.answers.count == 1 && rep.answers.count == 1)
        #expect(rep.complaints + other.complaints == [])
        let figures = try bridge.get("/api/feed/stats", as: "admin").json
        #expect(figures["sinceStart"]?["requests"]?.integer == 2)
    }

    @Test("follow changes what the connection is told after the position that is answered")
    func follow() async throws {
        let bridge = try await BridgeProcess.started()
        let rep = FeedFollower("rep0", on: loop)
        try await rep.connect(to: bridge)
        for body in TestOccurrence(of: 0, "first==").story(participants: 2) { _ = try bridge.deliver(body) }
        let answer = try await rep.ask(
            #"{"request":"1","ask":"follow","events":["participant-left"],"participant":"p1m0"}"#)
        let from = try #require(answer["data"]?["position"]?.integer)
        for body in TestOccurrence(of: 0, "second==").story(participants: 2) { _ = try bridge.deliver(body) }
        let everything = try await rep.ask(#"{"request":"2","ask":"follow","events":null}"#)
        let through = try #require(everything["data"]?["position"]?.integer)
        for body in TestOccurrence(of: 0, "third==").story(participants: 2) { _ = try bridge.deliver(body) }
        let expected = try DatabaseFile(bridge.database).column(
            """
            SELECT position FROM feed WHERE person = 'rep0' AND (position <= \(from) OR position > \(through)
                OR event = 'participant-left' AND json_extract(CAST(data AS TEXT), '$.participant') = 'p1m0')
            ORDER BY position
            """
        ).compactMap { Int64($0) }
        try await eventually("the rest is told") { rep.messages.count >= expected.count }
        #expect(rep.messages.map(\.id) == expected)
        #expect(rep.messages.filter { $0.id > from && $0.id <= through }.map(\.event) == ["participant-left"])
    }

    @Test("nobody is told of anybody else by following them")
    func followingIsNoRight() async throws {
        let bridge = try await BridgeProcess.started()
        let curious = FeedFollower("rep1", on: loop)
        try await curious.connect(to: bridge)
        let answer = try await curious.ask(#"{"request":"1","ask":"follow","participant":"p0m0"}"#)
        #expect(answer["ok"]?.bool == true)
        for body in TestOccurrence(of: 0, "right==").story(participants: 2) { _ = try bridge.deliver(body) }
        _ = try await curious.ask(#"{"request":"2","ask":"ping"}"#)
        #expect(curious.messages.isEmpty)
    }

    @Test("what cannot be asked is answered with a problem by its name, and the connection goes on")
    func misunderstood() async throws {
        let bridge = try await BridgeProcess.started()
        let follower = FeedFollower("p0m0", on: loop)
        try await follower.connect(to: bridge)
        let long = String(repeating: "x", count: 65)
        let questions: [(String, String?)] = [
            ("{", nil), ("[]", nil), ("7", nil), (#"{"ask":"ping"}"#, nil), (#"{"request":7,"ask":"ping"}"#, nil),
            (#"{"request":"","ask":"ping"}"#, nil), (#"{"request":"\#(long)","ask":"ping"}"#, nil),
            (#"{"request":"1"}"#, "1"), (#"{"request":"2","ask":"claim"}"#, "2"),
            (#"{"request":"3","ask":"ping","events":["alert"]}"#, "3"),
            (#"{"request":"4","ask":"follow","events":[]}"#, "4"),
            (#"{"request":"5","ask":"follow","events":["no-event"]}"#, "5"),
            (#"{"request":"6","ask":"follow","events":"alert"}"#, "6"),
            (#"{"request":"7","ask":"follow","participant":""}"#, "7"),
            (#"{"request":"8","ask":"ping","ask":"ping"}"#, nil),
        ]
        for (question, request) in questions {
            let answer = try await follower.ask(question)
            #expect(answer["ok"]?.bool == false && answer["request"]?.string == request, "\(question)")
            let problem = try #require(answer["problem"]?.object)
            #expect(problem["type"]?.string == "/problems/bad-request", "\(question)")
            #expect(problem["title"]?.string?.isEmpty == false && problem["detail"]?.string?.isEmpty == false)
        }
        #expect(follower.isOpen)
    }

    @Test("more than twenty requests within a second end the connection with 1008")
    func tooMany() async throws {
        let bridge = try await BridgeProcess.started()
        let session = try await bridge.feed(of: "p0m0", on: loop)
        for number in 0...20 { session.send(#"{"request":"\#(number)","ask":"ping"}"#) }
        #expect(await session.closeCode == CloseCode(rawValue: 1008))
        var requests: [String] = []
        for await text in session.messages {
            if let name = try JSON.parse(Array(text.utf8))["request"]?.string { requests.append(name) }
        }
        #expect(requests == (0..<20).map { "\($0)" })
        let figures = try bridge.get("/api/feed/stats", as: "admin").json
        #expect(figures["sinceStart"]?["closed"]?["tooManyRequests"]?.integer == 1)
    }

    @Test("a binary message ends the connection with 1003, one of more than 64 KiB with 1009")
    func otherMessages() async throws {
        let bridge = try await BridgeProcess.started()
        let binary = try await bridge.feed(of: "p0m0", on: loop)
        binary.send(binary: [1, 2, 3])
        #expect(await binary.closeCode == CloseCode(rawValue: 1003))
        let large = try await bridge.feed(of: "p0m0", on: loop)
        large.send(#"{"request":"1","ask":"ping"}"# + String(repeating: " ", count: 64 * 1024))
        #expect(await large.closeCode == .tooBig)
    }
}
