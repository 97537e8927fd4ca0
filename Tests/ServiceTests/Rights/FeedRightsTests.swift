import Foundation
import JSON
import Server
import ServiceSupport
import Testing

@Suite("Who is told what, over the feed")
struct FeedRightsTests {
    /// Whom something is told that concerns p0m0, of the meeting m0, whose court representative is rep0.
    private static let told: [String: Set<String>] = [
        "meeting-started": expected, "meeting-ended": expected,
        "participant-joined": them, "participant-left": them, "attendance-updated": them, "court-card-updated": them,
        "progress-updated": them, "consent-updated": them, "dispute-opened": them, "dispute-answered": them,
        "unmatched-attendees": ["rep0"], "participant-erased": ["rep0"], "erased": them,
        "alert": ["admin"], "alert-cleared": ["admin"],
    ]
    private static let them: Set<String> = ["p0m0", "rep0"]
    /// p1m0 is expected at the same meeting.
    private static let expected: Set<String> = ["p0m0", "p1m0", "rep0"]
    private static let people = ["p0m0", "p1m0", "p0m1", "rep0", "rep1", "admin"]

    private let loop = EventLoop()
    private let because: JSON = "as the tests want it"

    @Test("every message reaches those it is for, and nobody else")
    func everyMessage() async throws {
        var setup = BridgeProcess.Setup.withSubscribersHere
        setup.environment["BRIDGE_SETTLE_SECONDS"] = "0"
        let bridge = try await BridgeProcess.started(setup)
        try happen(to: bridge)
        try await alert(in: bridge)
        var heard = try telling(in: bridge)
        // In the place of what a court representative was told is said that it was taken away; they themself hear it as long
        // as they listen, for nobody is left to ask later.
        let follower = FeedFollower("p0m0", on: loop)
        try await follower.connect(to: bridge)
        try await eventually("they have what was told so far") { follower.events.contains("dispute-answered") }
        let erased = try bridge.post("/api/participants/p0m0/erasure", ["reason": because], as: "admin")
        #expect(erased.status == 200, "\(erased.text)")
        try await eventually("they are told so") { follower.events.contains("erased") }
        heard["erased"] = ["p0m0"]
        heard.merge(try telling(in: bridge)) { $0.union($1) }
        for (event, people) in Self.told { #expect(heard[event] == people, "\(event)") }
        #expect(Set(heard.keys) == Set(Self.told.keys), "every message that can be told stands in the table")
        #expect(
            Set(try described(by: bridge)).subtracting(Self.told.keys) == [
                "connected", "resync", "closed", "ping", "follow", "answer", "refusal",
            ], "those concern a connection, whoever's it is")

        try await refused(by: bridge)
    }

    /// All that may happen to p0m0, while p1m0 only is expected at the meeting.
    private func happen(to bridge: BridgeProcess) throws {
        let occurrence = TestOccurrence(of: 0, "rights==")
        for body in [
            occurrence.started(), occurrence.joined(0), occurrence.joined(7), occurrence.left(0), occurrence.left(7),
            occurrence.ended(),
        ] {
            #expect(try bridge.deliver(body).status == 200)
        }
        let card = try bridge.newestCard()
        func decide(_ target: String, _ body: [String: JSON], as person: String) throws -> String {
            let answer = try bridge.post(target, .object(body.merging(["reason": because]) { $1 }), as: person)
            #expect(answer.status == 201, "\(target): \(answer.text)")
            return try answer.json["decision"]?.integer.map { "\($0)" } ?? ""
        }
        _ = try decide("/api/excused-weeks", ["participant": "p0m0", "date": "2026-12-24"], as: "rep0")
        _ = try decide("/api/consents", ["participant": "p0m0"], as: "p0m0")
        let dispute = try decide("/api/disputes", ["card": .string(card)], as: "p0m0")
        _ = try decide("/api/disputes/\(dispute)/answer", [:], as: "rep0")
    }

    /// A subscriber that is gone is given up, which administrators are told; and told again when it is tried once more.
    private func alert(in bridge: BridgeProcess) async throws {
        let subscriber = try Subscriber()
        subscriber.answer(410)
        let made = try bridge.post(
            "/api/subscriptions", ["url": .string(subscriber.url), "name": "Gone"], as: "admin")
        let id = try #require(try made.json["id"]?.string, "\(made.text)")
        for body in TestOccurrence(of: 1, "gone==").story(participants: 1) {
            #expect(try bridge.deliver(body).status == 200)
        }
        try await eventually("administrators are alerted") {
            try messages(for: "admin", in: bridge).contains { $0["event"] == "alert" }
        }
        subscriber.answer(200)
        #expect(try bridge.post("/api/subscriptions/\(id)/enabling", [:], as: "admin").status < 300)
        try await eventually("they are told that it is over") {
            try messages(for: "admin", in: bridge).contains { $0["event"] == "alert-cleared" }
        }
    }

    /// For each message the people it was told to, of those about anything but p0m1's own meeting.
    private func telling(in bridge: BridgeProcess) throws -> [String: Set<String>] {
        var heard: [String: Set<String>] = [:]
        for person in Self.people {
            for message in try messages(for: person, in: bridge) where message["data"]?["meeting"] != "m1" {
                heard[message["event"]?.string ?? "", default: []].insert(person)
            }
        }
        return heard
    }

    private func messages(for person: String, in bridge: BridgeProcess) throws -> [JSON] {
        try bridge.get("/api/feed?since=0&limit=500", as: person).json["messages"]?.array ?? []
    }

    private func described(by bridge: BridgeProcess) throws -> [String] {
        try (bridge.get("/asyncapi.json").json["components"]?["messages"]?.object ?? [:]).keys.map { $0 }
    }

    /// Nobody, somebody whose time is over, and somebody who was disabled hear nothing, over no transport.
    private func refused(by bridge: BridgeProcess) async throws {
        #expect(try await bridge.command(["user", "disable", "p1m0"]).status == 0)
        let expired = try BridgeProcess.token(for: "rep0", expiresIn: -120)
        let disabled = try BridgeProcess.token(for: "p1m0")
        for path in ["/api/feed", "/api/events", "/ws"] {
            for token in [nil, expired, disabled] {
                let headers = token.map { [("authorization", "Bearer \($0)")] } ?? []
                let answer = try bridge.connect().send("GET", "\(path)?since=0", headers: headers)
                #expect(answer.status == 401, "\(path): \(answer.text)")
                #expect(!answer.text.contains("m0"))
            }
        }
    }
}
