import Attendance
import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Who may decide, over the API")
struct DecisionRightsTests {
    /// A bridge where there is something of everything: an attendee, a card, a dispute, decisions.
    private struct Scene {
        let bridge: BridgeProcess
        /// Every address that takes a decision, with a body that those may send who may decide about `p0m0`.
        var decisions: [(target: String, body: JSON)] = []

        init() async throws {
            bridge = try await BridgeProcess.started()
            let occurrence = TestOccurrence(of: 0, "rights==")
            for body in occurrence.story(participants: 3) { #expect(try bridge.deliver(body).status == 200) }
            let attendee = try bridge.get("/api/unmatched", as: "rep0").json["attendees"]?[0]
            let recent = try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json["recent"]?[0]
            let card = recent?["card"] ?? nil
            func decided(_ target: String, _ body: JSON, _ person: String) throws -> Int64 {
                try #require(try bridge.post(target, body, as: person).json["decision"]?.integer)
            }
            let dispute = try decided("/api/disputes", ["card": card, "reason": "r"], "p0m0")
            let week: JSON = ["participant": "p0m0", "date": "2026-09-15", "reason": "r"]
            let excused = try decided("/api/excused-weeks", week, "rep0")
            let other = try decided("/api/excused-weeks", week, "rep0")
            let withdrawal = try decided("/api/decisions/\(other)/withdrawal", ["reason": "r"], "rep0")
            let time: JSON = [
                "start": .string((occurrence.start + .minutes(5)).rfc3339),
                "end": .string((occurrence.start + .minutes(6)).rfc3339),
            ]
            let uuid = JSON.string(occurrence.id.rawValue)
            decisions = [
                // First: a card that has a successor is not made anew.
                ("/api/reissues", ["card": card, "reason": "r"]),
                (
                    "/api/claims",
                    [
                        "occurrence": uuid, "attendee": attendee?["attendee"] ?? nil, "participant": "p0m0",
                        "reason": "r",
                    ]
                ),
                ("/api/corrections", ["card": card, "remove": time, "reason": "r"]),
                ("/api/corrections", ["occurrence": uuid, "participant": "p0m0", "add": time, "reason": "r"]),
                ("/api/excuses", ["card": card, "reason": "r"]),
                ("/api/voids", ["occurrence": uuid, "participant": "p0m0", "reason": "r"]),
                ("/api/excused-weeks", week),
                ("/api/disputes", ["card": card, "reason": "r"]),
                ("/api/disputes/\(dispute)/answer", ["reason": "r"]),
                ("/api/decisions/\(dispute)/withdrawal", ["reason": "r"]),
                ("/api/decisions/\(excused)/withdrawal", ["reason": "r"]),
                ("/api/decisions/\(withdrawal)/withdrawal", ["reason": "r"]),
            ]
        }
    }

    @Test("whoever may not decide about somebody is told what is told of what is not there, and nothing is decided")
    func strangers() async throws {
        let scene = try await Scene()
        let bridge = scene.bridge
        let database = try DatabaseFile(bridge.database)
        let before = try database.column("SELECT count(*) FROM decision")
        let absent = try bridge.post("/api/disputes/999999/answer", ["reason": "r"], as: "admin")
        #expect(absent.status == 404)
        for (target, body) in scene.decisions {
            for person in ["rep1", "p0m1", "p1m0"] {
                let answer = try bridge.post(target, body, as: person)
                #expect(answer.status == 404, "\(person) \(target)")
                #expect(answer.body == absent.body, "\(person) \(target)")
            }
            #expect(try bridge.post(target, body).status == 401, "\(target)")
            let expired = try bridge.connect().send(
                "POST", target,
                headers: [("authorization", "Bearer \(try BridgeProcess.token(for: "rep0", expiresIn: -5))")],
                body: Array(body.pretty().utf8))
            #expect(expired.status == 401, "\(target)")
        }
        #expect(try database.column("SELECT count(*) FROM decision") == before)
        for person in ["rep1", "p0m1", "p1m0"] {
            #expect(try bridge.get("/api/participants/p0m0/decisions", as: person).body == absent.body, "\(person)")
        }
    }

    @Test("a participant may dispute, and nothing else; an administrator everything but dispute")
    func roles() async throws {
        let scene = try await Scene()
        let disputes = "/api/disputes"
        for (target, body) in scene.decisions where target != disputes && !target.contains("withdrawal") {
            #expect(try scene.bridge.post(target, body, as: "p0m0").status == 404, "\(target)")
            #expect(try scene.bridge.post(target, body, as: "admin").status == 201, "\(target)")
        }
        let dispute = try #require(scene.decisions.first { $0.target == disputes }).body
        #expect(try scene.bridge.post(disputes, dispute, as: "admin").status == 404)
        // Everything above gave the card successors; which one to dispute is said.
        let late = try scene.bridge.post(disputes, dispute, as: "p0m0")
        #expect(late.status == 422)
        #expect(try late.json["detail"]?.string?.hasPrefix("Another card took its place: dispute CC-") == true)
    }

    @Test("what is sent in another form is refused with what to do")
    func forms() async throws {
        let bridge = try await BridgeProcess.started()
        let authorization = ("authorization", "Bearer \(try BridgeProcess.token(for: "rep0"))")
        func send(_ body: String, _ type: String?) throws -> HTTPAnswer {
            let headers = [authorization] + (type.map { [("content-type", $0)] } ?? [])
            return try bridge.connect().send("POST", "/api/excuses", headers: headers, body: Array(body.utf8))
        }
        let good = #"{"card":"CC-1","reason":"r"}"#
        #expect(try send(good, "application/x-www-form-urlencoded").status == 415)
        #expect(try send(good, "Application/JSON; charset=utf-8").status == 404, "understood: there is no such card")
        #expect(try send(good, nil).status == 404)
        #expect(try send(good + String(repeating: " ", count: 16_384), nil).status == 413)
        #expect(try send("reason=r", nil).status == 400)
        let blank = try bridge.post("/api/excuses", ["card": "CC-1", "reason": ""], as: "rep0")
        #expect(blank.status == 400)
        #expect(try blank.json["detail"]?.string == "reason must be text of 1 to 2000 characters.")
        for query in ["limit=0", "limit=101", "limit=x", "before=0", "before=-1"] {
            #expect(try bridge.get("/api/unmatched?\(query)", as: "rep0").status == 400, "\(query)")
        }
        for id in ["x", "0", "-1", "99999999999999999999"] {
            #expect(try bridge.post("/api/disputes/\(id)/answer", ["reason": "r"], as: "rep0").status == 404, "\(id)")
        }
    }

    @Test("the list of unmatched attendees is read a page at a time, each once")
    func pages() async throws {
        let bridge = try await BridgeProcess.started()
        for number in 0..<5 {
            for body in TestOccurrence(of: 0, "page\(number)==").story(participants: 3) { _ = try bridge.deliver(body) }
        }
        var seen: [String] = []
        var next: Int64?
        repeat {
            let query = "/api/unmatched?limit=2" + (next.map { "&before=\($0)" } ?? "")
            let page = try bridge.get(query, as: "rep0").json
            seen += (page["attendees"]?.array ?? []).compactMap { $0["occurrence"]?.string }
            next = page["next"]?.integer
        } while next != nil && seen.count < 10
        #expect(seen == (0..<5).reversed().map { "page\($0)==" })
    }

    @Test("what is answered is what the description says, and its examples are understood")
    func described() async throws {
        let scene = try await Scene()
        let bridge = scene.bridge
        let document = try bridge.get("/openapi.json").json
        let paths = try #require(document["paths"]?.object)
        for target in [
            "/api/unmatched", "/api/participants/{id}/decisions", "/api/participants/{id}/progress",
        ] {
            let answer = try bridge.get(target.replacing("{id}", with: "p0m0"), as: "rep0")
            let schema = paths[target]?["get"]?["responses"]?["200"]?["content"]?["application/json"]?["schema"]
            #expect(try differences(answer.json, from: try #require(schema), in: document) == [], "\(target)")
        }
        var forms = 0
        for (template, item) in paths {
            guard let content = item["post"]?["requestBody"]?["content"]?["application/json"],
                let examples = content["examples"]?.object
            else { continue }
            let answered = item["post"]?["responses"]?["201"]?["content"]?["application/json"]?["schema"]?["$ref"]?
                .string
            let isDecision = answered?.hasSuffix("/Decided") == true
            if isDecision { forms += 1 }
            for example in examples.values {
                let body = try #require(example["value"])
                #expect(differences(body, from: try #require(content["schema"]), in: document) == [], "\(template)")
                guard isDecision else { continue }
                let answer = try bridge.post(template.replacing("{id}", with: "1"), body, as: "admin")
                #expect([201, 404, 422].contains(answer.status), "\(template): \(answer.text)")
                #expect(item["post"]?["responses"]?["\(answer.status)"] != nil, "\(template)")
            }
        }
        // Every decision there is, but for erasing.
        #expect(forms == 10)
    }
}
