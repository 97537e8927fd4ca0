import Attendance
import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Participants, meetings, disputes and deliveries, over the API")
struct ReadTests {
    @Test("what is answered is what the description says")
    func described() async throws {
        let bridge = try await ReadRightsTests.bridge()
        let recent = try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json["recent"]?[0]
        let card = recent?["card"] ?? nil
        let dispute = try bridge.post("/api/disputes", ["card": card, "reason": "r"], as: "p0m0").json
        let number = try #require(dispute["decision"]?.integer)
        _ = try bridge.post("/api/disputes/\(number)/answer", ["reason": "a"], as: "rep0")
        let document = try bridge.get("/openapi.json").json
        for (template, target) in [
            ("/api/participants", "/api/participants"), ("/api/participants/{id}", "/api/participants/p0m0"),
            ("/api/participants/{id}/attendance", "/api/participants/p0m0/attendance"),
            ("/api/participants/{id}/requirement", "/api/participants/p0m0/requirement"),
            ("/api/meetings", "/api/meetings"), ("/api/meetings/{id}", "/api/meetings/m0"),
            ("/api/meetings/{id}/occurrences", "/api/meetings/m0/occurrences"),
            ("/api/occurrences/{id}", "/api/occurrences/who%2Fwas%2Bthere=="), ("/api/disputes", "/api/disputes"),
            ("/api/deliveries", "/api/deliveries"), ("/api/deliveries/{id}", "/api/deliveries/2"),
        ] {
            let answer = try bridge.get(target, as: "admin")
            #expect(answer.status == 200 && answer["cache-control"] == "no-store", "\(target)")
            let content = document["paths"]?[template]?["get"]?["responses"]?["200"]?["content"]
            let schema = try #require(content?["application/json"]?["schema"], "\(template)")
            #expect(try differences(answer.json, from: schema, in: document) == [], "\(target)")
        }
    }

    @Test("every list is read a page at a time by its links, each thing once, and what was asked for is kept")
    func pages() async throws {
        let bridge = try await BridgeProcess.started()
        for number in 0..<5 {
            for body in TestOccurrence(of: 0, "page\(number)==").story(participants: 2) { _ = try bridge.deliver(body) }
        }
        for (target, list, member, person) in [
            ("/api/participants?limit=1", "participants", "participant", "rep0"),
            ("/api/participants?limit=1&rep=rep1", "participants", "participant", "admin"),
            ("/api/meetings?limit=1", "meetings", "meeting", "rep0"),
            ("/api/meetings/m0/occurrences?limit=2", "occurrences", "occurrence", "rep0"),
            ("/api/participants/p0m0/attendance?limit=2", "attendances", "occurrence", "p0m0"),
            ("/api/participants/p0m0/cards?limit=2", "cards", "number", "p0m0"),
            ("/api/deliveries?limit=7", "deliveries", "id", "admin"),
            ("/api/audit-log?limit=4", "entries", "id", "admin"),
        ] {
            var found: [JSON] = []
            var next: String? = target
            var pages = 0
            while let page = next, pages < 40 {
                let answer = try bridge.get(page, as: person)
                #expect(answer.status == 200, "\(page)")
                found += try answer.json[list]?.array?.compactMap { $0[member] } ?? []
                next = answer["link"].flatMap { $0.firstMatch(of: /^<([^>]+)>; rel="next"$/) }.map { String($0.1) }
                pages += 1
            }
            let whole = try bridge.get(target.replacing(/limit=\d/, with: "limit=100"), as: person)
            let all = try whole.json[list]?.array?.compactMap { $0[member] } ?? []
            #expect(whole["link"] == nil && pages > 1 && !all.isEmpty, "\(target)")
            // Reading the audit log is itself written down, with the first use of each token.
            #expect(list == "entries" ? all.starts(with: found) : all == found, "\(target)")
        }
        for wrong in ["limit=0", "limit=x", "limit=201", "after=" + String(repeating: "x", count: 201)] {
            #expect(try bridge.get("/api/participants?\(wrong)", as: "rep0").status == 400, "\(wrong)")
        }
        // What a client sends back is never taken for more than a name.
        let odd = try bridge.get("/api/participants?limit=1&rep=rep1&after=%22%3E%0D%0Ax", as: "admin")
        #expect(
            odd["link"]?.hasPrefix("</api/participants?rep=rep1&after=p0m1&limit=1>") == true, "\(odd["link"] ?? "")")
    }

    @Test("disputes: one's own, those of one's participants, all; open ones alone where that is asked")
    func disputes() async throws {
        let bridge = try await ReadRightsTests.bridge()
        let recent = try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json["recent"]?[0]
        let card = recent?["card"] ?? nil
        let first = try bridge.post("/api/disputes", ["card": card, "reason": "one"], as: "p0m0").json["decision"]
        let answer = try bridge.post("/api/disputes/\(first?.integer ?? 0)/answer", ["reason": "no"], as: "rep0")
        #expect(answer.status == 201)
        #expect(try bridge.post("/api/disputes", ["card": card, "reason": "two"], as: "p0m0").status == 201)
        func reasons(_ target: String, _ person: String) throws -> [String] {
            try (bridge.get(target, as: person).json["disputes"]?.array ?? []).compactMap { $0["reason"]?.string }
        }
        for person in ["p0m0", "rep0", "admin"] {
            #expect(try reasons("/api/disputes", person) == ["two", "one"], "\(person)")
            #expect(try reasons("/api/disputes?open=true", person) == ["two"], "\(person)")
        }
        for person in ["p1m0", "rep1"] { #expect(try reasons("/api/disputes", person) == [], "\(person)") }
        let old = try bridge.get("/api/disputes", as: "rep0").json["disputes"]?[1]
        #expect(old?["isOpen"]?.bool == false && old?["answer"]?["reason"]?.string == "no")
        #expect(try bridge.get("/api/disputes?open=perhaps", as: "rep0").status == 400)
    }

    @Test("a delivery is shown without the people in it, and its occurrence can be derived anew")
    func deliveries() async throws {
        let bridge = try await ReadRightsTests.bridge()
        let newest = try #require(try bridge.get("/api/deliveries?limit=1", as: "admin").json["deliveries"]?[0])
        #expect(newest["event"]?.string == "meeting.ended" && newest["body"] == nil)
        let database = try DatabaseFile(bridge.database)
        let join = try #require(
            try database.column("SELECT id FROM delivery WHERE event = 'meeting.participant_joined'").first)
        let body = try #require(try bridge.get("/api/deliveries/\(join)", as: "admin").json["body"]?.string)
        #expect(body.contains("participant_joined") && !body.contains("p0m0@example.com") && !body.contains("Person 0"))
        #expect(try bridge.get("/api/deliveries/9999", as: "admin").status == 404)

        let before = try database.rows("SELECT * FROM attendance")
        let asked = try bridge.connect().send(
            "POST", "/api/deliveries/\(join)/rederivation",
            headers: [("authorization", "Bearer \(try BridgeProcess.token(for: "admin"))")])
        #expect(asked.status == 202)
        #expect(try asked.json["occurrence"]?.string == "who/was+there==")
        try await eventually("it is derived anew") {
            try database.column("SELECT count(*) FROM occurrence WHERE stale > 0") == ["0"]
        }
        #expect(try database.rows("SELECT * FROM attendance") == before)
        #expect(
            try database.column("SELECT subject FROM audit_log WHERE action = 'rederivation-asked'")
                == ["who/was+there=="])
    }
}
