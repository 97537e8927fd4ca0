import Attendance
import Foundation
import JSON
import Server
import ServiceSupport
import Testing

@Suite("Decisions of people, over the API")
struct DecisionTests {
    private let loop = EventLoop()
    private let because: JSON = "as the tests want it"

    /// In meeting 0, of 50 minutes, the first participant was for 9 minutes, and somebody whom the roster does not know
    /// went on where they left, for 39.
    private func handover(_ id: String) -> [[UInt8]] {
        let occurrence = TestOccurrence(of: 0, id)
        return [
            occurrence.started(), occurrence.joined(0, minute: 1), occurrence.left(0, minute: 10),
            occurrence.joined(2, minute: 10), occurrence.left(2, minute: 49), occurrence.ended(minute: 50),
        ]
    }

    private func unmatched(_ bridge: BridgeProcess, as person: String) throws -> [JSON] {
        let answer = try bridge.get("/api/unmatched", as: person)
        #expect(answer.status == 200 && answer["cache-control"] == "no-store")
        return try answer.json["attendees"]?.array ?? []
    }

    /// The number of a decision that is taken.
    private func decide(_ bridge: BridgeProcess, _ target: String, _ body: JSON, as person: String) throws -> Int64 {
        let answer = try bridge.post(target, body, as: person)
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer["cache-control"] == "no-store")
        return try #require(try answer.json["decision"]?.integer)
    }

    private func cardInForce(_ bridge: BridgeProcess, of person: String) throws -> JSON {
        let progress = try bridge.get("/api/participants/\(person)/progress", as: person).json
        let number = try #require(progress["recent"]?[0]?["card"]?.string)
        let card = try bridge.get("/cards/\(number)", as: person)
        #expect(card["link"] == nil, "nothing took its place")
        return try #require(try card.json["card"])
    }

    @Test(
        "an attendee is offered to those whom the meeting concerns, and claimed: the card is superseded, both hear of it"
    )
    func claim() async throws {
        let bridge = try await BridgeProcess.started()
        for body in handover("claim==") { #expect(try bridge.deliver(body).status == 200) }
        let before = try cardInForce(bridge, of: "p0m0")
        #expect(before["verdict"]?.string == "failed")
        let followers = ["p0m0", "rep0", "rep1", "p1m0"].map { FeedFollower($0, on: loop) }
        for follower in followers { try await follower.connect(to: bridge) }

        let attendee = try #require(try unmatched(bridge, as: "rep0").first)
        #expect(try unmatched(bridge, as: "admin").count == 1)
        #expect(try unmatched(bridge, as: "rep1").isEmpty)
        #expect(try bridge.get("/api/unmatched", as: "p0m0").status == 404)
        #expect(attendee["names"] == ["Person 2"] && attendee["emails"] == ["p2m0@example.com"])
        #expect(attendee["provenMinutes"]?.integer == 39)
        #expect(attendee["forGood"]?.array?.contains("email") == true)

        let body: JSON = [
            "occurrence": attendee["occurrence"] ?? nil, "attendee": attendee["attendee"] ?? nil,
            "participant": "p0m0", "reason": because,
        ]
        let decision = try decide(bridge, "/api/claims", body, as: "rep0")
        #expect(try unmatched(bridge, as: "rep0").isEmpty)
        let after = try cardInForce(bridge, of: "p0m0")
        #expect(after["verdict"]?.string == "passed")
        #expect(after["supersedes"]?["number"] == before["number"])
        for follower in followers.prefix(2) {
            let told = try await eventually("\(follower.person) hears of the new card") {
                follower.messages.last { $0.event == "court-card-updated" && $0.data["number"] == after["number"] }
            }
            #expect(told.data["supersedes"] == before["number"] && told.data["verdict"] == "passed")
            #expect(told.data["minutes"]?.integer == 48)
        }
        #expect(!followers[2...].contains { $0.messages.contains { $0.event == "court-card-updated" } })
        #expect(try bridge.post("/api/claims", body, as: "rep0").status == 404, "nobody is unmatched any more")

        let target = "/api/decisions/\(decision)/withdrawal"
        _ = try decide(bridge, target, ["reason": because], as: "rep0")
        #expect(try unmatched(bridge, as: "rep0").count == 1)
        let again = try cardInForce(bridge, of: "p0m0")
        #expect(again["verdict"]?.string == "failed" && again["supersedes"]?["number"] == after["number"])
        let twice = try bridge.post(target, ["reason": because], as: "rep0")
        #expect(twice.status == 422)
        #expect(try twice.json["detail"]?.string == "That was taken back already.")
        for planted in ["as the tests want it", "Person 2", "p2m0@example.com"] {
            #expect(!bridge.logText.contains(planted), "\(planted) in the log")
        }
    }

    @Test("who was claimed for good is recognised the next time")
    func claimForGood() async throws {
        let bridge = try await BridgeProcess.started()
        for body in handover("good==") { _ = try bridge.deliver(body) }
        let attendee = try #require(try unmatched(bridge, as: "rep0").first)
        let body: JSON = [
            "occurrence": attendee["occurrence"] ?? nil, "attendee": attendee["attendee"] ?? nil,
            "participant": "p0m0", "forGood": "email", "reason": because,
        ]
        _ = try decide(bridge, "/api/claims", body, as: "rep0")
        // The day before: two meetings at once would count once.
        var next = TestOccurrence(of: 0, "next==")
        next.start = next.start + .minutes(-24 * 60)
        for body in [next.started(), next.joined(2), next.left(2), next.ended()] { _ = try bridge.deliver(body) }
        #expect(try unmatched(bridge, as: "rep0").isEmpty)
        let progress = try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json
        #expect(progress["recent"]?.array?.count == 2 && progress["total"]?["done"]?.integer == 2)
    }

    @Test("time is taken away and added, an attendance is excused and voided, each on a card of its own")
    func corrections() async throws {
        let bridge = try await BridgeProcess.started()
        let occurrence = TestOccurrence(of: 0, "correct==")
        for body in [occurrence.started(), occurrence.joined(0), occurrence.left(0), occurrence.ended()] {
            _ = try bridge.deliver(body)
        }
        func time(_ start: Int64, _ end: Int64) -> JSON {
            [
                "start": .string((occurrence.start + .minutes(start)).rfc3339),
                "end": .string((occurrence.start + .minutes(end)).rfc3339),
            ]
        }
        func recent() throws -> JSON {
            try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json["recent"]?[0] ?? nil
        }
        let first = try cardInForce(bridge, of: "p0m0")
        #expect(try recent()["provenMinutes"]?.integer == 48)
        // By the card: 20 of 48 minutes go.
        let removal: JSON = ["card": first["number"] ?? nil, "remove": time(10, 30), "reason": because]
        let removed = try decide(bridge, "/api/corrections", removal, as: "rep0")
        #expect(try recent()["provenMinutes"]?.integer == 28)
        #expect(try cardInForce(bridge, of: "p0m0")["verdict"]?.string == "failed")
        // By the occurrence: half of them come back, corrected. The newer decision counts where both speak.
        let place: [String: JSON] = [
            "occurrence": .string(occurrence.id.rawValue), "participant": "p0m0", "reason": because,
        ]
        let addition = JSON.object(place.merging(["add": time(20, 30)]) { $1 })
        _ = try decide(bridge, "/api/corrections", addition, as: "admin")
        #expect(try recent()["correctedMinutes"]?.integer == 0, "what the deliveries prove stays proven")
        #expect(try recent()["provenMinutes"]?.integer == 38)
        _ = try decide(bridge, "/api/decisions/\(removed)/withdrawal", ["reason": because], as: "rep0")
        #expect(try recent()["provenMinutes"]?.integer == 48)
        #expect(try recent()["verdict"]?.string == "passed")

        _ = try decide(bridge, "/api/excuses", .object(place), as: "rep0")
        #expect(try recent()["isExcused"]?.bool == true && recent()["verdict"]?.string == "passed")
        let void = try decide(bridge, "/api/voids", .object(place), as: "rep0")
        #expect(try recent()["isVoid"]?.bool == true)
        #expect(try cardInForce(bridge, of: "p0m0")["isVoid"]?.bool == true)
        #expect(try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json["total"]?["done"]?.integer == 0)
        _ = try decide(bridge, "/api/decisions/\(void)/withdrawal", ["reason": because], as: "admin")
        #expect(try recent()["isVoid"]?.bool == false)

        for (wrong, status) in [(time(30, 20), 422), (time(55, 90), 422), (time(-900, -800), 422), ("an hour", 400)] {
            let body = JSON.object(place.merging(["remove": wrong]) { $1 })
            let answer = try bridge.post("/api/corrections", body, as: "rep0")
            #expect(answer.status == status && answer["content-type"] == "application/problem+json", "\(answer.text)")
        }
    }

    @Test("a week is excused by any of its days")
    func excusedWeek() async throws {
        let bridge = try await BridgeProcess.started()
        func thisWeek() throws -> JSON {
            try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json["thisWeek"] ?? nil
        }
        let before = try thisWeek()
        #expect(before["status"]?.string == "current")
        let firstDay = try #require(before["firstDay"]?.string.flatMap { LocalDate($0) })
        let body: JSON = [
            "participant": "p0m0", "date": .string(firstDay.adding(days: 6).description), "reason": because,
        ]
        let decision = try decide(bridge, "/api/excused-weeks", body, as: "rep0")
        #expect(try thisWeek()["status"]?.string == "excused")
        let listed = try bridge.get("/api/participants/p0m0/decisions", as: "p0m0").json["decisions"]?[0]
        #expect(listed?["decision"]?.integer == decision && listed?["kind"]?.string == "excused-week")
        #expect(listed?["week"]?.string == firstDay.description && listed?["author"]?.string == "rep0")
    }

    @Test("a participant disputes a card and is answered: both are told of both")
    func dispute() async throws {
        let bridge = try await BridgeProcess.started()
        for body in handover("dispute==") { _ = try bridge.deliver(body) }
        let card = try cardInForce(bridge, of: "p0m0")["number"] ?? nil
        let followers = ["p0m0", "rep0", "p1m0", "rep1"].map { FeedFollower($0, on: loop) }
        for follower in followers { try await follower.connect(to: bridge) }
        let dispute = try decide(bridge, "/api/disputes", ["card": card, "reason": because], as: "p0m0")
        let progress = try bridge.get("/api/participants/p0m0/progress", as: "rep0").json
        #expect(progress["openDisputes"] == [["card": card, "dispute": .integer(dispute)]])
        let answer = "/api/disputes/\(dispute)/answer"
        #expect(try bridge.post(answer, ["reason": because], as: "p0m0").status == 404, "nobody answers themself")
        let answered = try decide(bridge, answer, ["reason": because], as: "rep0")
        #expect(try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json["openDisputes"] == [])
        for follower in followers.prefix(2) {
            let told = try await eventually("\(follower.person) is told") {
                let told = follower.messages.filter { $0.event.hasPrefix("dispute-") }
                return told.count == 2 ? told : nil
            }
            #expect(told.map(\.event) == ["dispute-opened", "dispute-answered"])
            #expect(told.map(\.data["decision"]) == [.integer(dispute), .integer(answered)])
            #expect(told.allSatisfy { $0.data["card"] == card && $0.data["reason"] == nil })
        }
        #expect(!followers[2...].contains { $0.messages.contains { $0.event.hasPrefix("dispute-") } })
        let listed = try bridge.get("/api/participants/p0m0/decisions", as: "rep0").json["decisions"]?.array ?? []
        #expect(listed.map { $0["answeredBy"]?.integer } == [answered, nil])
        #expect(listed.map { $0["kind"]?.string } == ["dispute", "dispute-answer"])

        let second = try decide(bridge, "/api/disputes", ["card": card, "reason": because], as: "p0m0")
        let target = "/api/decisions/\(second)/withdrawal"
        #expect(try bridge.post(target, ["reason": because], as: "rep0").status == 404, "it is the participant's own")
        _ = try decide(bridge, target, ["reason": because], as: "p0m0")
        #expect(try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json["openDisputes"] == [])
    }

    @Test("a card is made anew though nothing changed: it takes the place of the old one, and says why and for whom")
    func reissue() async throws {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "anew==").story(participants: 1) { _ = try bridge.deliver(body) }
        let first = try cardInForce(bridge, of: "p0m0")
        let body: JSON = ["card": first["number"] ?? nil, "reason": "Her name was spelled wrong."]
        let decision = try decide(bridge, "/api/reissues", body, as: "rep0")
        let second = try cardInForce(bridge, of: "p0m0")
        #expect(second["supersedes"]?["number"] == first["number"] && second["verdict"] == first["verdict"])
        #expect(second["supersedes"]?["author"]?["id"]?.string == "rep0")
        let file = try bridge.get("/cards/\(second["number"]?.string ?? "")", as: "p0m0").json
        let reason = file["disclosed"]?["supersedes.reason"]?[1]?.string
        #expect(reason == "The card was issued again: Her name was spelled wrong.")

        let old = try bridge.post("/api/reissues", body, as: "rep0")
        #expect(old.status == 422, "it is no longer in force")
        #expect(try old.json["detail"]?.string?.contains(second["number"]?.string ?? "?") == true)
        let withdrawal = try bridge.post("/api/decisions/\(decision)/withdrawal", ["reason": because], as: "rep0")
        #expect(withdrawal.status == 422)
        #expect(try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json["total"]?["done"]?.integer == 0)
        let audited = try await bridge.command(["audit"])
        #expect(audited.status == 0, "\(audited.output)")
    }
}
