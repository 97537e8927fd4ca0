import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Links and tokens end with the right of whoever made them")
struct LinkTests {
    private func token(
        _ scopes: [String], of browser: Browser
    ) throws -> (_ method: String, _ target: String, _ body: JSON?) throws -> HTTPAnswer {
        let made = try browser.send(
            "POST", "/api/tokens",
            ["name": .string(scopes.joined(separator: " ")), "scopes": .array(scopes.map { .string($0) }), "days": 1])
        let secret = try #require(try made.json["secret"]?.string, "\(made.text)")
        return { method, target, body in
            try browser.bridge.connect().send(
                method, target,
                headers: [("authorization", "Bearer \(secret)"), ("content-type", "application/json")],
                body: body.map { Array($0.pretty().utf8) })
        }
    }

    private func secret(of answer: HTTPAnswer) throws -> JSON {
        #expect(answer.status == 201, "\(answer.text)")
        return .string(String(try #require(try answer.json["link"]?.string?.split(separator: "#").last)))
    }

    private func isOfUse(_ secret: JSON, to bridge: BridgeProcess) throws -> Bool {
        let inquiry = try bridge.post("/api/invites/inquiry", ["token": secret])
        let acceptance = try bridge.post(
            "/api/invites/acceptance", ["token": secret, "password": "five quite other words here"])
        #expect((inquiry.status == 200) == (acceptance.status < 300), "\(inquiry.text) \(acceptance.text)")
        return acceptance.status < 300
    }

    @Test("no token lets an official in, and one that decides lets nobody in")
    func tokensMakeNoLinks() async throws {
        let bridge = try await BridgeProcess.started()
        let admin = try await Browser.invited("admin", to: bridge)
        for scopes in [["read", "decide", "feed"], ["read", "decide", "feed", "administer"]] {
            let asProgram = try token(scopes, of: admin)
            let mayAdminister = scopes.contains("administer")
            for (target, body) in [
                ("/api/invites", ["person": "rep1"] as JSON), ("/api/users/rep1/reset", [:]),
                ("/api/users/admin/reset", [:]),
            ] {
                let answer = try asProgram("POST", target, body)
                let problem = mayAdminister ? "session-needed" : "missing-scope"
                #expect(answer.status == 403 && answer.text.contains(problem), "\(target): \(answer.text)")
                #expect(!answer.text.contains("#"))
            }
            let forParticipant = try asProgram("POST", "/api/invites", ["person": "p0m0"])
            #expect(forParticipant.status == (mayAdminister ? 201 : 403), "\(forParticipant.text)")
        }
        let rep = try await Browser.invited("rep1", to: bridge)
        let asProgram = try token(["read", "decide", "feed"], of: rep)
        #expect(try asProgram("POST", "/api/users/p0m1/reset", [:]).status == 403)
        #expect(try rep.send("POST", "/api/users/p0m1/reset", [:]).status == 201)
    }

    @Test("a token does not come back to life when its person may come in again")
    func tokensStayDead() async throws {
        let bridge = try await BridgeProcess.started()
        let asProgram = try token(["read"], of: try await Browser.invited("rep0", to: bridge))
        #expect(try asProgram("GET", "/api/participants/p0m0/progress", nil).status == 200)
        for word in ["disabling", "enabling"] {
            #expect(try bridge.post("/api/users/rep0/\(word)", [:], as: "admin").status < 300)
            #expect(try asProgram("GET", "/api/participants/p0m0/progress", nil).status == 401, "after \(word)")
        }
    }

    @Test("a link is of no use once who made it was disabled or is something else, or the participant is another's")
    func linksEndWithTheirAuthor() async throws {
        let bridge = try await BridgeProcess.started(.init(roster: TestRoster(meetings: 2, participantsEach: 4)))
        func added(_ id: String) async throws -> Browser {
            let made = try bridge.post(
                "/api/users", ["id": .string(id), "role": "administrator", "name": "Another"], as: "admin")
            #expect(made.status == 201)
            return try await Browser.invited(id, to: bridge)
        }
        let (gone, lower, stays) = (
            try await added("gone"), try await added("lower"), try await added("stays")
        )
        let byGone = try secret(of: try gone.send("POST", "/api/invites", ["person": "p0m0"]))
        let byLower = try secret(of: try lower.send("POST", "/api/invites", ["person": "p1m0"]))
        let byStaying = try secret(of: try stays.send("POST", "/api/invites", ["person": "p2m0"]))
        let byRep = try secret(of: try bridge.post("/api/invites", ["person": "p3m0"], as: "rep0"))
        #expect(try bridge.post("/api/users/gone/disabling", [:], as: "admin").status < 300)
        let seen = try bridge.get("/api/users/lower", as: "admin")["etag"] ?? ""
        let change = try bridge.connect().send(
            "PUT", "/api/users/lower/role",
            headers: [
                ("authorization", "Bearer \(try BridgeProcess.token(for: "admin"))"), ("if-match", seen),
                ("content-type", "application/json"),
            ], body: Array(#"{"role":"court-rep"}"#.utf8))
        #expect(change.status == 200, "\(change.text)")
        let moved = TestRoster(meetings: 2, participantsEach: 4).json
            .replacing(
                #/("caseNumber": "CR-1000-103",\s*"courtRep": )"rep0"/#, with: { "\($0.1)\"rep1\"" })
        #expect(moved.contains(#/"CR-1000-103",\s*"courtRep": "rep1"/#))
        let file = bridge.folder.file("moved.json")
        try Data(moved.utf8).write(to: URL(filePath: file))
        let imported = try await bridge.command(["roster", "import", file])
        #expect(imported.status == 0, "\(imported.errors)")

        #expect(try !isOfUse(byGone, to: bridge))
        #expect(try !isOfUse(byLower, to: bridge))
        #expect(try !isOfUse(byRep, to: bridge))
        #expect(try isOfUse(byStaying, to: bridge))
    }

    @Test("after an erasure nothing that was answered before is answered again")
    func keptAnswers() async throws {
        let bridge = try await BridgeProcess.started()
        let before = try bridge.post("/api/users/p0m0/disabling", [:], as: "admin", key: "again")
        #expect(before.status < 300 && before.text.contains("Person 0 of 0"), "\(before.text)")
        #expect(try bridge.post("/api/users/p0m0/disabling", [:], as: "admin", key: "again").text == before.text)
        #expect(
            try bridge.post("/api/participants/p0m0/erasure", ["reason": "As asked."], as: "admin").status == 200)
        let after = try bridge.post("/api/users/p0m0/disabling", [:], as: "admin", key: "again")
        #expect(after.status == 409 && !after.text.contains("Person 0 of 0"), "\(after.text)")
    }
}
