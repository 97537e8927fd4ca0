import Attendance
import Foundation
import JSON
import Server
import ServiceSupport
import Testing

@Suite("Privacy, as people and operators use it")
struct PrivacyTests {
    private let loop = EventLoop()

    /// A running bridge that was told of one occurrence with two participants.
    private func bridge() async throws -> BridgeProcess {
        let bridge = try await BridgeProcess.started(.init(environment: ["BRIDGE_SETTLE_SECONDS": "0"]))
        for body in TestOccurrence(of: 0, "private==").story(participants: 2) {
            #expect(try bridge.deliver(body).status == 200)
        }
        try await eventually("both have a card") {
            try DatabaseFile(bridge.database).rows("SELECT 1 FROM card").count == 2
        }
        return bridge
    }

    private func card(_ bridge: BridgeProcess, of person: String) throws -> String {
        let numbers = try DatabaseFile(bridge.database).column(
            "SELECT number FROM card WHERE participant = '\(person)'")
        return try #require(numbers.first)
    }

    @Test(
        "an administrator erases a participant: they are gone for everybody, their feed ends, others stay as they were")
    func erased() async throws {
        let bridge = try await bridge()
        let (number, other) = (try card(bridge, of: "p0m0"), try card(bridge, of: "p1m0"))
        let target = "/api/participants/p0m0/erasure"
        for person in ["p0m0", "rep0", "p1m0"] {
            #expect(try bridge.post(target, ["reason": "r"], as: person).status == 404, "\(person)")
        }
        #expect(try bridge.post(target, ["reason": "Case CR-1000-100"], as: "admin").status == 422)
        #expect(try bridge.post(target, ["reason": " "], as: "admin").status == 422)
        let followers = ["p0m0", "rep0"].map { FeedFollower($0, on: loop) }
        for follower in followers { try await follower.connect(to: bridge) }
        let before = try bridge.get("/cards/\(other)", as: "p1m0").body

        let answer = try bridge.post(target, ["reason": "Order of the court"], as: "admin")
        #expect(answer.status == 200 && answer["cache-control"] == "no-store")
        #expect(try answer.json["cards"] == 1)
        try await eventually("their feed is closed") { !followers[0].isOpen }
        #expect(followers[0].messages.last?.event == "erased")
        try await eventually("their court representative is told") {
            followers[1].messages.last?.event == "participant-erased"
        }
        #expect(followers[1].isOpen)
        #expect(try bridge.get("/api/participants/p0m0/progress", as: "p0m0").status == 401)
        #expect(try bridge.get("/api/participants/p0m0/progress", as: "rep0").status == 404)
        #expect(try bridge.get("/cards/\(number)", as: "rep0").status == 404)
        #expect(try bridge.get("/cards/\(number)", as: "admin").status == 200)
        #expect(try bridge.get("/cards/\(other)", as: "p1m0").body == before)
        #expect(try bridge.post(target, ["reason": "r"], as: "admin").status == 404)

        let file = try Data(contentsOf: URL(filePath: bridge.database))
        for word in ["Person 0 of 0", "p0m0@example.com", "CR-1000-100"] {
            #expect(file.range(of: Data(word.utf8)) == nil, "\(word)")
        }
        #expect(file.range(of: Data("Person 1 of 0".utf8)) != nil)
        let audit = try await bridge.command(["audit"])
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    }

    @Test("erasing by command: a dry run first, by an administrator only, whether a bridge runs or not")
    func erasedByCommand() async throws {
        let bridge = try await bridge()
        func erase(_ words: String..., by person: String = "admin") async throws -> CommandResult {
            try await bridge.command(["erase", "p0m0", "--by", person, "--reason", "Order"] + words)
        }
        let dry = try await erase("--dry-run")
        #expect(dry.status == 0 && dry.output.hasPrefix("Erasing p0m0 would take away:\n"))
        #expect(dry.output.contains("the personal values on 1 card\n"))
        #expect(try await erase(by: "rep0").errors.contains("only administrators erase"))
        #expect(try bridge.get("/api/participants/p0m0/progress", as: "rep0").status == 200)
        try await bridge.stop()
        let done = try await erase()
        #expect(done.status == 0 && done.output.hasPrefix("p0m0 was erased."), "\(done.errors)")
        #expect(try await erase().status == 1)
        let list = try await bridge.command(["roster", "list"])
        #expect(!list.output.contains("p0m0") && list.output.contains("p1m0"))
        let audit = try await bridge.command(["audit"])
        #expect(audit.status == 0, "\(audit.output)")
    }

    @Test("what is due to be forgotten is shown, and forgotten only where asked to")
    func retention() async throws {
        let bridge = try await bridge()
        #expect(try await bridge.command(["retention"]).output == "Nothing is due to be forgotten.\n")
        try await bridge.stop()
        try DatabaseFile(bridge.database, isWritable: true).run(
            "UPDATE delivery SET received_ms = 1000; UPDATE occurrence_key SET since_ms = 1000")
        for _ in 0..<2 {
            let due = try await bridge.command(["retention"])
            #expect(due.output.contains("who strangers were in 1 occurrence: private==\n"), "\(due.errors)")
            #expect(due.output.contains("nothing was changed"))
        }
        #expect(try await bridge.command(["retention", "--apply"]).output.hasPrefix("Forgotten:\n"))
        #expect(try await bridge.command(["retention"]).output == "Nothing is due to be forgotten.\n")
    }

    @Test("consent is given and revoked over the API and by command, and stands in the progress")
    func consent() async throws {
        let bridge = try await bridge()
        func standing() throws -> JSON? {
            try bridge.get("/api/participants/p0m0/progress", as: "rep0").json["consent"]
        }
        #expect(try standing() == .null)
        let body: JSON = ["participant": "p0m0", "reason": "Attendance is recorded."]
        for person in ["p1m0", "rep1"] {
            #expect(try bridge.post("/api/consents", body, as: person).status == 404, "\(person)")
        }
        let given = try bridge.post("/api/consents", body, as: "p0m0")
        let id = try #require(try given.json["decision"]?.integer)
        #expect(given.status == 201)
        #expect(try standing()?["decision"] == .integer(id) && standing()?["revokedAt"] == .null)
        #expect(try bridge.post("/api/decisions/\(id)/withdrawal", ["reason": "r"], as: "p0m0").status == 201)
        #expect(try standing()?["revokedAt"]?.string != nil)
        let paper = try await bridge.command(["consent", "p0m0", "--by", "rep0", "--reason", "Form 12, signed"])
        #expect(paper.status == 0, "\(paper.errors)")
        let listed = try await bridge.command(["decisions", "p0m0"])
        #expect(listed.output.contains("Form 12, signed"))
    }

    @Test("nothing on the way may keep what is answered about a person, whatever the route and the answer")
    func noStore() async throws {
        let bridge = try await bridge()
        let number = try card(bridge, of: "p0m0")
        let paths = try #require(try bridge.get("/openapi.json").json["paths"]?.object)
        let open = ["/healthz", "/readyz", "/metrics", "/openapi.json", "/ws", "/webhooks/zoom"]
        var walked = 0
        for (path, methods) in paths where !open.contains(path) {
            let target = path.replacing("{id}", with: "p0m0").replacing("{number}", with: number)
            for person in ["p0m0", "rep0", "admin", "rep1"] where methods["get"] != nil {
                // What is public has nothing personal in it.
                guard try bridge.get(target).status == 401 else { continue }
                // Whoever is told events is told for ever: of these, the head alone.
                let method = path == "/api/events" ? "HEAD" : "GET"
                let token = try BridgeProcess.token(for: person)
                let answer = try bridge.connect().send(
                    method, target, headers: [("authorization", "Bearer \(token)")])
                #expect(answer["cache-control"] == "no-store", "\(person) \(target) \(answer.status)")
                walked += 1
            }
        }
        #expect(walked >= 20)
    }
}
