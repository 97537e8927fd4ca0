import Attendance
import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("What the court asks of somebody is changed by whoever has seen it")
struct RequirementTests {
    private let target = "/api/participants/p0m0/requirement"

    private func put(
        _ body: JSON, _ tag: String?, as person: String = "rep0", at bridge: BridgeProcess
    ) throws -> HTTPAnswer {
        let headers = [
            ("authorization", "Bearer \(try BridgeProcess.token(for: person))"), ("content-type", "application/json"),
        ]
        return try bridge.connect().send(
            "PUT", target, headers: headers + (tag.map { [("if-match", $0)] } ?? []), body: Array(body.pretty().utf8))
    }

    @Test("without If-Match 428; with an old one 412 and the present tag; with the present one it is changed")
    func preconditions() async throws {
        let bridge = try await BridgeProcess.started()
        let first = try bridge.get(target, as: "rep0")
        let tag = try #require(first["etag"])
        #expect(!tag.hasPrefix("W/"))
        let wanted: JSON = ["meetingsPerWeek": 2, "meetingsInTotal": 48, "deadline": "2027-03-12"]
        #expect(try put(wanted, nil, at: bridge).status == 428)
        #expect(try put(wanted, "W/\(tag)", at: bridge).status == 412, "weak tags are never the same")
        #expect(try put(wanted, "etag", at: bridge).status == 400)
        let stale = try put(wanted, "\"other\"", at: bridge)
        #expect(stale.status == 412 && stale["etag"] == tag)
        let changed = try put(wanted, "\"other\", \(tag)", at: bridge)
        #expect(changed.status == 200, "\(changed.text)")
        #expect(try changed.json["meetingsInTotal"]?.integer == 48)
        #expect(try changed.json["minimumMinutes"]?.isNull == true)
        let now = try bridge.get(target, as: "rep0")
        #expect(now["etag"] == changed["etag"] && now["etag"] != tag && now.body == changed.body)
        #expect(try put(["meetingsPerWeek": 1], tag, at: bridge).status == 412)
        #expect(try put(["meetingsPerWeek": 1], "*", at: bridge).status == 200)
    }

    @Test("the participant hears of it, their progress follows, and the audit log names what changed but no number")
    func consequences() async throws {
        let bridge = try await BridgeProcess.started()
        let occurrence = TestOccurrence(of: 0, "measured==")
        for body in [occurrence.started(), occurrence.joined(0), occurrence.left(0), occurrence.ended()] {
            _ = try bridge.deliver(body)
        }
        let database = try DatabaseFile(bridge.database)
        #expect(try database.column("SELECT verdict FROM card WHERE participant = 'p0m0'") == ["passed"])
        #expect(try put(["meetingsPerWeek": 3, "minimumMinutes": 49], "*", at: bridge).status == 200)
        let told = try database.rows("SELECT person, data FROM feed WHERE event = 'progress-updated' ORDER BY person")
        #expect(told.map { $0[0] } == ["p0m0", "rep0"])
        #expect(try JSON.parse(Array(told[0][1].utf8))["decision"]?.isNull == true)
        #expect(
            try database.rows("SELECT actor, subject, detail FROM audit_log WHERE action = 'requirement-changed'")
                == [["rep0", "p0m0", #"{"changed":["meetingsPerWeek","minimumMinutes"]}"#]])
        // He was there for less than is asked now.
        try await eventually("the attendance is measured anew") {
            try database.column("SELECT verdict FROM card WHERE participant = 'p0m0' ORDER BY id DESC LIMIT 1")
                == ["failed"]
        }
        let progress = try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json
        #expect(progress["requirement"]?["minimumMinutes"]?.integer == 49)
        #expect(progress["total"]?["done"]?.integer == 0)
        // The same once more changes nothing and tells nobody.
        #expect(try put(["meetingsPerWeek": 3, "minimumMinutes": 49], "*", at: bridge).status == 200)
        #expect(try database.column("SELECT count(*) FROM feed WHERE event = 'progress-updated'") == ["2"])
    }

    @Test("what makes no sense is refused, and so is whoever may not")
    func refused() async throws {
        let bridge = try await BridgeProcess.started()
        let wrong: [(JSON, Int)] = [
            (["meetingsPerWeek": 0], 400), (["meetingsPerWeek": 101], 400), (["minimumMinutes": 1441], 400),
            (["deadline": "2026-02-30"], 400), (["perWeek": 2], 400), ([], 400),
            (["startsOn": "2026-10-01", "deadline": "2026-09-30"], 422),
        ]
        for (body, status) in wrong { #expect(try put(body, "*", at: bridge).status == status, "\(body)") }
        let absent = try bridge.get("/api/participants/nobody", as: "admin")
        for person in ["p0m0", "p1m0", "rep1"] {
            let answer = try put(["meetingsPerWeek": 1], "*", as: person, at: bridge)
            #expect(answer.status == 404 && answer.body == absent.body, "\(person)")
        }
        #expect(try put(["meetingsPerWeek": 1], "*", as: "admin", at: bridge).status == 200)
    }
}
