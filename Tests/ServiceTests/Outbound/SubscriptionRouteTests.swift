import Foundation
import JSON
import ServiceSupport
import TestSupport
import Testing

@Suite("Subscriptions over HTTP")
struct SubscriptionRouteTests {
    static let draft: JSON = ["name": "Case management", "url": "https://cases.example.gov/hooks?key=hunter2"]

    @Test("one is made, read, replaced, disabled, enabled and removed; its secret is told once")
    func life() async throws {
        let bridge = try await BridgeProcess.started()
        let made = try bridge.ask("POST", "/api/subscriptions", Self.draft)
        #expect(made.status == 201 && made["cache-control"] == "no-store")
        let id = try #require(try made.json["id"]?.string)
        let secret = try #require(try made.json["secret"]?.string)
        #expect(secret.hasPrefix("whsec_"))
        #expect(try made.json["publicKeys"]?[0]?["key"]?.string?.hasPrefix("whpk_") == true)
        #expect(try made.json["events"] == [] && made.json["courtRep"]?.isNull == true)

        let address = "/api/subscriptions/\(id)"
        let read = try bridge.ask("GET", address)
        #expect(try read.json["secret"] == nil && read.json["state"] == "active" && read.json["signatures"] == "both")
        #expect(
            try bridge.ask("GET", "/api/subscriptions").json["subscriptions"]?.array?.map { $0["id"]?.string } == [id])

        let tag = try #require(read["etag"])
        let wanted: JSON = [
            "name": "Cards", "url": "https://other.example.gov/", "courtRep": "rep0", "events": ["court-card-updated"],
            "rotate": true,
        ]
        #expect(try bridge.ask("PUT", address, wanted).status == 428)
        #expect(try bridge.ask("PUT", address, wanted, headers: [("if-match", "\"99\"")]).status == 412)
        let changed = try bridge.ask("PUT", address, wanted, headers: [("if-match", tag)])
        #expect(changed.status == 200)
        #expect(
            try changed.json["secret"]?.string?.hasPrefix("whsec_") == true && changed.json["secret"]?.string != secret)
        #expect(try changed.json["publicKeys"]?.array?.count == 2)
        #expect(try changed.json["courtRep"] == "rep0" && changed.json["events"] == ["court-card-updated"])
        #expect(try bridge.ask("PUT", address, wanted, headers: [("if-match", tag)]).status == 412, "it is another now")

        #expect(try bridge.ask("POST", address + "/disabling").json["state"] == "disabled")
        #expect(try bridge.ask("POST", address + "/enabling").json["state"] == "active")
        #expect(try bridge.ask("GET", address + "/attempts").json == ["attempts": [], "next": nil])
        #expect(try bridge.ask("DELETE", address).status == 204)
        #expect(try bridge.ask("GET", address).status == 404)
        let log = try bridge.ask("GET", "/api/audit-log?limit=1000").json["entries"]?.array ?? []
        let entries = log.filter { $0["action"] == "subscription-changed" }
        #expect(
            entries.map { $0["detail"]?["what"]?.string } == [
                "added", "secrets-rotated", "disabled", "enabled", "removed",
            ])
        #expect(entries.allSatisfy { $0["actor"] == "admin" && $0["subject"]?.string == id })
        for text in [bridge.logText, log.map { $0.pretty() }.joined(), try bridge.get("/metrics").text] {
            #expect(!text.contains("hunter2") && !text.contains(secret))
        }
    }

    @Test("for everybody but administrators there is nothing there")
    func rights() async throws {
        let bridge = try await BridgeProcess.started()
        let id = try #require(try bridge.ask("POST", "/api/subscriptions", Self.draft).json["id"]?.string)
        let absent = try bridge.get("/api/nothing", as: "rep0")
        let requests: [(String, String, JSON?)] = [
            ("GET", "", nil), ("POST", "", Self.draft), ("GET", "/\(id)", nil), ("PUT", "/\(id)", Self.draft),
            ("DELETE", "/\(id)", nil), ("POST", "/\(id)/enabling", nil), ("POST", "/\(id)/disabling", nil),
            ("POST", "/\(id)/redeliveries", ["from": 1]), ("GET", "/\(id)/attempts", nil),
        ]
        for (method, path, body) in requests {
            for person in ["rep0", "p0m0"] {
                let answer = try bridge.ask(method, "/api/subscriptions" + path, body, as: person)
                #expect(answer.status == 404 && answer.body == absent.body, "\(method) \(path) \(person)")
            }
            #expect(try bridge.ask(method, "/api/subscriptions" + path, body, as: nil).status == 401)
            guard path.contains(id) else { continue }
            let other = path.replacingOccurrences(of: id, with: "sub-0000000000000000")
            let headers = [("if-match", "*")]
            #expect(
                try bridge.ask(method, "/api/subscriptions" + other, body, headers: headers).status == 404, "\(path)")
        }
        #expect(try bridge.ask("GET", "/api/subscriptions").json["subscriptions"]?.array?.count == 1)
    }

    static let wrong: [(JSON, Int)] = [
        (["name": "x"], 400), (["url": "https://example.org/"], 400),
        (["name": "", "url": "https://example.org/"], 400),
        (["name": "x", "url": "https://example.org/", "events": "all"], 400),
        (["name": "x", "url": "https://example.org/", "events": ["meeting-started"]], 400),
        (["name": "x", "url": "https://example.org/", "events": ["erased", "erased"]], 400),
        (["name": "x", "url": "https://example.org/", "signatures": "none"], 400),
        (["name": "x", "url": "https://example.org/", "rotate": true], 400),
        (["name": "x", "url": "http://example.org/"], 422), (["name": "x", "url": "file:///etc/passwd"], 422),
        (["name": "x", "url": "https://user:password@example.org/"], 422),
        (["name": "x", "url": "https://example.org/", "courtRep": "p0m0"], 422),
        (["name": "x", "url": "https://example.org/", "courtRep": "nobody"], 422),
    ]

    @Test("what cannot be is refused with what is wrong")
    func refused() async throws {
        let bridge = try await BridgeProcess.started()
        for (body, status) in Self.wrong {
            let answer = try bridge.ask("POST", "/api/subscriptions", body)
            #expect(answer.status == status, "\(body.pretty()): \(answer.text)")
            #expect(!answer.text.contains("user:password"))
        }
        #expect(try bridge.ask("GET", "/api/subscriptions").json["subscriptions"] == [])
    }
}
