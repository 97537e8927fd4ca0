import Attendance
import Crypto
import Foundation
import JSON
import Server
import ServiceSupport
import Testing

@Suite("What is said of the API and the feed")
struct DescriptionTests {
    private let because: JSON = "as the tests want it"
    private let loop = EventLoop()

    @Test("every route answers, and the feed tells, what the descriptions say")
    func everything() async throws {
        let bridge = try await bridgeWithPast()
        let recording = Recording(bridge)
        let listeners = ["p0m0", "p1m0", "rep0", "admin"].map { FeedFollower($0, on: loop) }
        for listener in listeners { try await listener.connect(to: bridge) }
        let late = FeedFollower("p2m0", on: loop)
        try await late.connect(to: bridge, since: 1_000_000)

        let questions = [
            #"{"request":"1","ask":"ping"}"#, #"{"request":"2","ask":"follow","events":["erased"]}"#,
            #"{"request":"3","ask":"follow"}"#, #"{"ask":"dance"}"#,
        ]
        for question in questions { _ = try await late.ask(question) }
        let asked = try questions.dropLast().map { try JSON.parse(Array($0.utf8)) }
        try attend(recording)
        try decide(recording)
        try await comeIn(recording)
        let subscription = try change(recording)
        try readEverything(recording, subscription: subscription)
        try recording.send("DELETE", "/api/subscriptions/\(subscription)", as: "admin")
        try misunderstand(recording)
        let erased = try recording.send("POST", "/api/participants/p1m0/erasure", ["reason": because], as: "admin")
        #expect(erased.status == 200, "\(erased.text)")
        try await eventually("the erased one is told so") { listeners[1].events.contains("erased") }
        try await eventually("their court representative is told so") {
            listeners[2].events.contains("participant-erased")
        }
        let faults = try await recording.faults(
            (listeners + [late]).flatMap(\.everything) + asked + late.answers,
            unheard: ["alert", "alert-cleared", "closed"])
        #expect(faults == "")
    }

    @Test("the page names every route and every message, and runs nothing")
    func page() async throws {
        let bridge = try await BridgeProcess.started()
        let page = try bridge.get("/docs").text
        for (path, item) in try #require(try bridge.get("/openapi.json").json["paths"]?.object) {
            for operation in (item.object ?? [:]).values {
                let name = try #require(operation["operationId"]?.string)
                #expect(page.contains("<h3 id=\"\(name)\">") && page.contains("<code>\(path)</code>"), "\(path)")
            }
        }
        let messages = try #require(try bridge.get("/asyncapi.json").json["components"]?["messages"]?.object)
        for name in messages.keys { #expect(page.contains("<h3 id=\"event-\(name)\">"), "\(name)") }
        #expect(!page.contains("<script") && !page.contains(" style=") && !page.contains("Optional("))
        // What is linked to is there.
        for link in page.matches(of: /href="#([^"]+)"/) { #expect(page.contains("id=\"\(link.1)\""), "\(link.1)") }
        for link in Set(page.matches(of: /href="(\/[^"]*)"/).map { String($0.1) }) {
            #expect(try bridge.get(link).status == 200, "\(link)")
        }
    }

    /// A bridge with an alert and, of a meeting of yesterday, a digest.
    private func bridgeWithPast() async throws -> BridgeProcess {
        let before = try await BridgeProcess.started(
            .init(
                environment: ["BRIDGE_DIGESTS_AT": "", "BRIDGE_SETTLE_SECONDS": "0"],
                roster: TestRoster(meetings: 1, participantsEach: 4)))
        var meeting = TestOccurrence(of: 0, "yesterday==")
        meeting.start = meeting.start - .hours(24)
        for body in meeting.story(participants: 2) { #expect(try before.deliver(body).status == 200) }
        try await before.stop()
        try DatabaseFile(before.database, isWritable: true).run(
            "INSERT INTO alert(kind, subject, since_ms, detail) VALUES ('deliveries-stopped', 'zoom', 1789514300000, 'n')"
        )
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_DIGESTS_AT": "00:00"], roster: nil), folder: before.folder)
        try await eventually("yesterday's digest is made") {
            try bridge.get("/api/court-reps/rep0/digests/latest", as: "rep0").status == 200
        }
        return bridge
    }

    /// A meeting with two who attend, and a stranger.
    private func attend(_ recording: Recording) throws {
        let occurrence = TestOccurrence(of: 0, "described==")
        let bodies =
            [occurrence.started(), occurrence.joined(0), occurrence.joined(1), occurrence.joined(7)]
            + [occurrence.left(0), occurrence.left(1), occurrence.left(7), occurrence.ended()]
        for body in bodies {
            let answer = try recording.bridge.deliver(body)
            recording.note("POST", "/webhooks/zoom", answer)
            #expect(answer.status == 200)
        }
        try recording.send("POST", "/webhooks/zoom", [:])
    }

    private func decide(_ recording: Recording) throws {
        func decide(_ target: String, _ body: [String: JSON], as person: String = "rep0") throws -> String {
            let body = body.merging(["reason": because]) { $1 }
            let answer = try recording.send("POST", target, .object(body), as: person)
            #expect(answer.status == 201, "\(target): \(answer.text)")
            return try answer.json["decision"]?.integer.map { "\($0)" } ?? ""
        }
        let attendee = try recording.get("/api/unmatched", as: "rep0").json["attendees"]?[0]
        _ = try decide(
            "/api/claims",
            [
                "occurrence": attendee?["occurrence"] ?? .null, "attendee": attendee?["attendee"] ?? .null,
                "participant": "p2m0",
            ])
        func card() throws -> JSON { .string(try recording.bridge.newestCard()) }
        _ = try decide(
            "/api/corrections",
            ["card": try card(), "add": interval(minutes: 50, 55)])
        _ = try decide("/api/excuses", ["card": try card()])
        _ = try decide("/api/voids", ["card": try card()])
        _ = try decide("/api/reissues", ["card": try card()])
        let week = try decide("/api/excused-weeks", ["participant": "p0m0", "date": "2026-11-26"])
        _ = try decide("/api/decisions/\(week)/withdrawal", [:])
        _ = try decide("/api/consents", ["participant": "p0m0"], as: "p0m0")
        let mine = try recording.get("/api/participants/p0m0/progress", as: "p0m0").json["recent"]?[0]?["card"]
        let dispute = try decide("/api/disputes", ["card": mine ?? .null], as: "p0m0")
        _ = try decide("/api/disputes/\(dispute)/answer", [:])
        // Once more under one key, and something else under it.
        for reason in ["one", "one", "two"] {
            try recording.send(
                "POST", "/api/excused-weeks",
                ["participant": "p0m0", "date": "2026-12-24", "reason": .string(reason)], as: "rep0",
                [("idempotency-key", "k")])
        }
    }

    private func interval(minutes start: Int64, _ end: Int64) -> JSON {
        let began = TestOccurrence(of: 0, "").start
        return [
            "start": .string((began + .minutes(start)).rfc3339), "end": .string((began + .minutes(end)).rfc3339),
        ]
    }

    /// Invites, sessions, second factors, tokens, users: by somebody who does nothing else, for it ends their tokens.
    private func comeIn(_ recording: Recording) async throws {
        func invite(_ person: String) throws -> (id: Int64, secret: JSON) {
            let answer = try recording.send("POST", "/api/invites", ["person": .string(person)], as: "admin").json
            return (
                answer["id"]?.integer ?? 0,
                .string(answer["link"]?.string?.split(separator: "#").last.map(String.init) ?? "")
            )
        }
        let one = try invite("p3m0")
        try recording.send("DELETE", "/api/invites/\(one.id)", as: "admin")
        let two = try invite("p3m0")
        try recording.send("POST", "/api/invites/inquiry", ["token": two.secret])
        let password = "four words in a row"
        let accepted = try recording.send(
            "POST", "/api/invites/acceptance", ["token": two.secret, "password": .string(password)])
        #expect(accepted.status == 201, "\(accepted.text)")
        try recording.send("POST", "/api/invites/acceptance", ["token": two.secret, "password": .string(password)])

        let browser = try Browser.signedIn(as: "p3m0", to: recording.bridge)
        @discardableResult
        func send(_ method: String, _ target: String, _ body: JSON? = nil) throws -> HTTPAnswer {
            let answer = try browser.send(method, target, body)
            recording.note(method, target, answer)
            return answer
        }
        try send("GET", "/api/session")
        let token =
            try send("POST", "/api/tokens", ["name": "t", "scopes": ["read"], "days": 9]).json["id"]?.integer ?? 0
        try send("GET", "/api/tokens")
        try send("DELETE", "/api/tokens/\(token)")
        let secret = try send("POST", "/api/totp").json["secret"]?.string ?? ""
        let code = TOTP(secret)?.code(at: Int64(Date().timeIntervalSince1970)) ?? ""
        try send("PUT", "/api/totp", ["code": .string(code)])
        try send("GET", "/api/totp")
        try recording.send("POST", "/api/sessions", ["name": "p3m0", "password": .string(password)])
        try recording.send("POST", "/api/sessions", ["name": "p3m0", "password": "wrong"])
        try send("POST", "/api/totp/removal", ["password": .string(password)])
        try recording.send("POST", "/api/sessions", ["name": "p3m0", "password": .string(password)])
        try send("PUT", "/api/password", ["current": .string(password), "new": "five other words in a row"])
        for target in ["/api/session", "/api/sessions"] {
            let browser = try Browser.signedIn(as: "p3m0", to: recording.bridge, password: "five other words in a row")
            recording.note("DELETE", target, try browser.send("DELETE", target))
        }
        try recording.send("POST", "/api/users", ["id": "new", "role": "court-rep", "name": "New Rep"], as: "admin")
        try recording.send(
            "PUT", "/api/users/new/role", ["role": "administrator"], as: "admin", [("if-match", "*")])
        let link = try recording.send("POST", "/api/users/p3m0/reset", as: "admin")
        #expect(link.status == 201, "\(link.text)")
        for word in ["disabling", "enabling", "sign-out", "reset"] {
            try recording.send("POST", "/api/users/new/\(word)", as: "admin")
        }
    }

    /// What is replaced only by who saw it, and what administrators set going. Returns a subscription.
    private func change(_ recording: Recording) throws -> String {
        let requirement = "/api/participants/p0m0/requirement"
        let tag = try recording.get(requirement, as: "rep0")["etag"] ?? ""
        for headers in [[("if-match", tag)], [("if-match", tag)], []] {
            try recording.send("PUT", requirement, ["meetingsPerWeek": 2], as: "rep0", headers)
        }
        try recording.send("POST", "/api/deliveries/1/rederivation", as: "admin")
        try recording.send("PUT", "/api/court-reps/rep0/digest-mail", ["wanted": true], as: "rep0")
        try recording.send("POST", "/api/feed/tickets", as: "p0m0")
        let wanted: JSON = ["name": "Case management", "url": "https://hooks.example.com/attendance"]
        let made = try recording.send("POST", "/api/subscriptions", wanted, as: "admin")
        let id = try made.json["id"]?.string ?? ""
        let target = "/api/subscriptions/\(id)"
        try recording.send("POST", target + "/disabling", as: "admin")
        let seen = try recording.get(target, as: "admin")["etag"] ?? ""
        try recording.send("PUT", target, wanted, as: "admin", [("if-match", seen)])
        try recording.send("PUT", target, wanted, as: "admin", [("if-match", "\"0\"")])
        try recording.send("POST", target + "/redeliveries", ["from": 1], as: "admin")
        try recording.send("POST", target + "/enabling", as: "admin")
        return id
    }

    /// Every address that is described, with things that are there in the places of its parameters.
    private func readEverything(_ recording: Recording, subscription: String) throws {
        let bridge = recording.bridge
        let card = try bridge.newestCard()
        let hash = try recording.get("/cards/\(card)", as: "admin").json["hash"]?.string ?? ""
        let queries = [
            "/verify": "?number=\(card)&code=\(try bridge.code(of: card))",
            "/verify/{number}": "?code=\(try bridge.code(of: card))", "/ledger/inclusion": "?hash=\(hash)",
            "/ledger/consistency": "?from=1",
            "/api/participants/{id}/hearing.pdf": "?from=2026-01-01&to=2099-12-31",
        ]
        let paths = try #require(try recording.get("/openapi.json").json["paths"]?.object)
        for (template, item) in paths.sorted(by: { $0.key < $1.key }) {
            // An event stream has no end to wait for.
            guard let answers = item["get"]?["responses"], answers["200"]?["content"]?["text/event-stream"] == nil
            else { continue }
            let target = Self.filledIn(template, card: card, subscription: subscription) + (queries[template] ?? "")
            for person in [nil, "p0m0", "rep0", "admin"] as [String?] {
                for accept in ["application/json", "text/html", "application/pdf", "text/csv"] {
                    try recording.get(target, as: person, [("accept", accept)])
                }
            }
            let tag = try recording.get(target, as: "admin")["etag"]
            if let tag, answers["304"] != nil {
                #expect(try recording.get(target, as: "admin", [("if-none-match", tag)]).status == 304, "\(target)")
            }
        }
    }

    /// What an `id` is of stands before it.
    private static func filledIn(_ template: String, card: String, subscription: String) -> String {
        var last: Substring = ""
        return template.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            defer { last = segment }
            guard segment.hasPrefix("{") else { return String(segment) }
            switch (segment, last) {
            case ("{type}", _): return "not-found"
            case ("{number}", _): return card
            case ("{date}", _): return "latest"
            case ("{occurrence}", _): return "described=="
            case (_, "subscriptions"): return subscription
            case (_, "participants"): return "p0m0"
            case (_, "users"), (_, "court-reps"): return "rep0"
            case (_, "meetings"): return "m0"
            case (_, "occurrences"): return "described=="
            default: return "1"
            }
        }.joined(separator: "/")
    }

    /// What is not understood, too long, of another kind, or nobody's business.
    private func misunderstand(_ recording: Recording) throws {
        try recording.send("POST", "/api/voids", ["shoe-size": 7], as: "rep0")
        try recording.send("POST", "/api/voids", [:], as: "rep0", form: "text/plain")
        try recording.send(
            "POST", "/api/voids", ["reason": .string(String(repeating: "x", count: 20_000))], as: "rep0")
        try recording.send("POST", "/api/voids", [:])
        try recording.send("POST", "/api/voids", [:], [("authorization", "Bearer nonsense")])
        try recording.send("POST", "/api/consents", ["participant": "p0m0", "reason": because], as: "p0m0")
        try recording.send("POST", "/api/disputes/999/answer", ["reason": because], as: "rep0")
        try recording.get("/api/audit-log?limit=many", as: "admin")
        try recording.get("/verify/CC-1?code=wrong", [("accept", "application/json")])
        try recording.get("/problems/none")
    }
}
