import Attendance
import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Verifying a card, as a clerk with the paper in hand does")
struct VerifyTests {
    private let asJSON = [("accept", "application/json")]
    private let asPage = [("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]

    /// A bridge with one card, of the first participant of meeting 0.
    private func scene() async throws -> (bridge: BridgeProcess, card: String, code: String) {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "verify==").story(participants: 1) { _ = try bridge.deliver(body) }
        let card = try bridge.newestCard()
        return (bridge, card, try bridge.code(of: card))
    }

    private func decide(_ bridge: BridgeProcess, _ target: String, _ card: String, because reason: String) throws {
        let body: JSON = ["card": .string(card), "reason": .string(reason)]
        #expect(try bridge.post(target, body, as: "rep0").status == 201)
    }

    private func state(_ bridge: BridgeProcess, _ card: String) throws -> JSON {
        try bridge.get("/verify/\(card)?code=\(try bridge.code(of: card))", asJSON).json
    }

    @Test("a card is in force, then superseded, then the newer one is void: each says so, and nothing else is told")
    func states() async throws {
        let (bridge, card, code) = try await scene()
        let answer = try bridge.get("/verify/\(card)?code=\(code)", asJSON)
        #expect(answer.status == 200 && answer["cache-control"] == "no-store")
        let told = try #require(try answer.json.object)
        #expect(
            Set(told.keys) == [
                "state", "number", "initials", "caseEnding", "date", "verdict", "isExcused", "supersededBy", "reason",
            ])
        #expect(told["state"] == "in-force" && told["initials"] == "P. O." && told["caseEnding"] == "100")
        #expect(told["verdict"] == "failed" && told["isExcused"] == false)
        let page = try bridge.get("/verify/\(card)?code=\(code)", asPage)
        #expect(page.status == 200 && page.text.contains("This card is authentic and in force"))
        for secret in ["Person", "p0m0", "CR-1000", "example.com", "Group 0", "rep0", "Rep 0"] {
            #expect(!answer.text.contains(secret) && !page.text.contains(secret), "\(secret)")
        }

        try decide(bridge, "/api/voids", card, because: "Somebody <else> used her account")
        let newer = try bridge.newestCard()
        let old = try state(bridge, card)
        #expect(old["state"] == "superseded" && old["supersededBy"]?.string == newer && old["reason"]?.isNull == true)
        let void = try state(bridge, newer)
        #expect(void["state"] == "void" && void["reason"]?.string == "Somebody <else> used her account")
        let voidPage = try bridge.get("/verify/\(newer)?code=\(try bridge.code(of: newer))", asPage).text
        #expect(voidPage.contains("because: Somebody &lt;else&gt; used her account"))
    }

    @Test("a wrong code and a number never issued are answered with the same bytes, as page and as JSON")
    func unknown() async throws {
        let (bridge, card, code) = try await scene()
        let wrong = code.hasPrefix("0") ? "1" + code.dropFirst() : "0" + code.dropFirst()
        for form in [asJSON, asPage] {
            let answers = try [
                "/verify/\(card)?code=\(wrong)", "/verify/CC-2026-999-1?code=\(code)", "/verify/x%2F'y?code=\(code)",
                "/verify/\(card)?code=nonsense",
            ].map { try bridge.get($0, form) }
            for answer in answers {
                #expect(answer.status == 404)
                #expect(answer.body == answers[0].body)
                #expect(
                    answer.headers.filter { !["date", "traceresponse"].contains($0.name) }.map { "\($0)" }
                        == answers[0].headers.filter { !["date", "traceresponse"].contains($0.name) }.map { "\($0)" })
            }
        }
        #expect(try bridge.get("/verify/\(card)?code=\(wrong)", asJSON).json == ["state": "unknown"])
    }

    @Test("codes and numbers are taken as people type them")
    func typed() async throws {
        let (bridge, card, code) = try await scene()
        let plain = code.replacing("-", with: "")
        for typed in [plain, plain.lowercased(), "%20\(code)%20", code.replacing("-", with: "%E2%80%93")] {
            #expect(try bridge.get("/verify/\(card)?code=\(typed)", asJSON).status == 200, "\(typed)")
            #expect(try bridge.get("/verify?number=+\(card.lowercased())&code=\(typed)", asPage).status == 200)
        }
    }

    @Test("without a code there is a form that needs no script, and lets nothing into the page")
    func form() async throws {
        let (bridge, card, code) = try await scene()
        for target in ["/verify", "/verify/\(card)", "/verify/CC-1-1-1", "/verify/\(card)?code="] {
            let page = try bridge.get(target, asPage)
            #expect(page.status == 200 && page["content-type"] == "text/html; charset=utf-8")
            #expect(page.text.contains("<form method=\"get\">") && page.text.contains("name=\"code\""))
            #expect(page.text.contains("name=\"number\"") == (target == "/verify"))
            #expect(!page.text.contains("<script") && page["cache-control"] == "no-store")
            #expect(page["referrer-policy"] == "no-referrer")
            let policy = try #require(page["content-security-policy"])
            #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"))
        }
        #expect(try bridge.get("/verify/\(card)", asJSON).status == 400)
        let spanish = try bridge.get("/verify/\(card)?code=\(code)", asPage + [("accept-language", "es-MX,es;q=0.9")])
        #expect(spanish.text.contains("lang=\"es\"") && spanish.text.contains("está vigente"))
        let asked = try bridge.get("/verify?lang=es", asPage + [("accept-language", "en")])
        #expect(asked.text.contains("Verificar una tarjeta"))
        let typed = try bridge.get("/verify?number=%22%3E%3Cb%3E&code=1", asPage)
        #expect(typed.status == 404 && typed.text.contains("value=\"&quot;&gt;&lt;B&gt;\""))
    }

    @Test("whoever guesses is slowed down and told how long; nobody else is")
    func guessing() async throws {
        let (bridge, card, code) = try await scene()
        func ask(_ code: String, from address: String) throws -> HTTPAnswer {
            try bridge.get("/verify/\(card)?code=\(code)", asJSON + [("x-forwarded-for", address)])
        }
        for number in 0..<10 { #expect(try ask("00000-0000\(number)", from: "203.0.113.7").status == 404) }
        let slowed = try ask(code, from: "203.0.113.7")
        #expect(slowed.status == 429, "also with the right code: it might be the next guess")
        let seconds = try #require(slowed["retry-after"].flatMap { Int($0) })
        #expect((1...30).contains(seconds))
        #expect(try slowed.json["state"] == "slowed-down")
        let page = try bridge.get("/verify/\(card)?code=\(code)", asPage + [("x-forwarded-for", "203.0.113.7")])
        #expect(page.status == 429 && page.text.contains("Too many tries"))
        #expect(try ask(code, from: "203.0.113.8").status == 200)
        #expect(try ask(code, from: "2001:db8::1").status == 200)
        #expect(try bridge.get("/verify/\(card)?code=\(code)", asJSON).status == 200)
    }

    @Test("of a person who was erased nothing is shown, and the card is authentic still")
    func erased() async throws {
        let (bridge, card, code) = try await scene()
        await bridge.kill()
        let database = try DatabaseFile(bridge.database, isWritable: true)
        try database.run("UPDATE participant SET erased_ms = 1 WHERE person = 'p0m0'; DELETE FROM card_personal")
        try await bridge.start()
        let answer = try bridge.get("/verify/\(card)?code=\(code)", asJSON).json
        #expect(answer["state"] == "in-force" && answer["verdict"] == "failed")
        #expect(answer["initials"]?.isNull == true && answer["caseEnding"]?.isNull == true)
        #expect(try bridge.get("/verify/\(card)?code=\(code)", asPage).text.contains("<dd>(removed)</dd>"))
    }

    @Test("a stored card that was changed is not called authentic")
    func damaged() async throws {
        let (bridge, card, code) = try await scene()
        await bridge.kill()
        let database = try DatabaseFile(bridge.database, isWritable: true)
        for trigger in try database.column(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'card'")
        {
            try database.run("DROP TRIGGER \(trigger)")
        }
        try database.run(
            "UPDATE card SET document = CAST(replace(CAST(document AS TEXT), '\"failed\"', '\"passed\"') AS BLOB)")
        try await bridge.start()
        let answer = try bridge.get("/verify/\(card)?code=\(code)", asJSON)
        #expect(try answer.json["state"] == "damaged")
        #expect(try bridge.get("/verify/\(card)?code=\(code)", asPage).text.contains("Do not rely on this card"))
    }
}
