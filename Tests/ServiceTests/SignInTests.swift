import Attendance
import Crypto
import Foundation
import JSON
import Server
import ServiceSupport
import Testing

@Suite("How people come in, and are let in no more")
struct SignInTests {
    @Test("an invite sets a password once, and lets the browser in; after it, name and password do")
    func invite() async throws {
        let bridge = try await BridgeProcess.started()
        let made = try await bridge.command(["user", "invite", "rep0", "--json"])
        let link = try #require(try JSON.parse(Array(made.output.utf8))["link"]?.string)
        let secret = String(try #require(link.split(separator: "#").last))
        #expect(try bridge.post("/api/invites/inquiry", ["token": .string(secret)]).json["person"]?.string == "rep0")

        let short = try bridge.post("/api/invites/acceptance", ["token": .string(secret), "password": "too short"])
        #expect(short.status == 422)
        #expect(try short.json["detail"]?.string?.contains("at least 12 characters") == true)
        let body: JSON = ["token": .string(secret), "password": "four words in a row"]
        let accepted = try bridge.post("/api/invites/acceptance", body)
        #expect(accepted.status == 201)
        let cookie = try #require(accepted["set-cookie"])
        for part in ["__Host-session=", "HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
            #expect(cookie.contains(part), "\(part)")
        }
        let again = try bridge.post("/api/invites/acceptance", body)
        #expect(again.status == 410, "a link works once")

        let browser = try Browser.signedIn(as: "rep0", to: bridge)
        let session = try browser.send("GET", "/api/session").json
        #expect(session["person"]?.string == "rep0" && session["role"]?.string == "court-rep")
        #expect(try browser.send("GET", "/api/unmatched").status == 200)
        // Somebody who was not invited has no password to give.
        let wrong = try bridge.post("/api/sessions", ["name": "rep1", "password": "four words in a row"])
        let unknown = try bridge.post("/api/sessions", ["name": "nobody", "password": "four words in a row"])
        #expect(wrong.status == 401 && wrong.body == unknown.body, "who is known is not told")
    }

    @Test("with a cookie nothing is changed without the proof, nor for another site's page")
    func crossSite() async throws {
        let bridge = try await BridgeProcess.started()
        let browser = try await Browser.invited("rep0", to: bridge)
        let body: JSON = ["participant": "p0m0", "date": "2026-12-24", "reason": "Holiday"]
        for headers in [
            [("x-csrf-token", "")], [("x-csrf-token", "0000")],
            [("x-csrf-token", browser.proof), ("origin", "https://evil.example")],
            [("x-csrf-token", browser.proof), ("origin", "null")],
            [("x-csrf-token", browser.proof), ("sec-fetch-site", "cross-site")],
            [("x-csrf-token", browser.proof), ("sec-fetch-site", "same-site")],
        ] {
            let answer = try browser.send("POST", "/api/excused-weeks", body, headers: headers)
            #expect(answer.status == 403, "\(headers)")
        }
        #expect(try browser.send("GET", "/api/unmatched", headers: [("origin", "https://evil.example")]).status == 403)
        let port = try bridge.port
        let own = [("origin", "http://127.0.0.1:\(port)"), ("x-csrf-token", browser.proof)]
        #expect(try browser.send("POST", "/api/excused-weeks", body, headers: own).status == 201)
        // Nor does another site's page sign a visitor in as somebody else.
        let login = try bridge.connect().send(
            "POST", "/api/sessions",
            headers: [("origin", "https://evil.example"), ("content-type", "application/json")],
            body: Array(#"{"name":"rep0","password":"four words in a row"}"#.utf8))
        #expect(login.status == 403)
    }

    @Test(
        "what lets somebody in does so no more once it is called back, and their feed closes with 4401 within a second",
        arguments: ["sign-out", "everywhere", "disable", "reset", "role", "password"])
    func calledBack(how: String) async throws {
        let bridge = try await BridgeProcess.started()
        let roster = "kind,id,name\ncourt-rep,free,Free Rep\n"
        _ = try await bridge.command(["roster", "import", try bridge.folder.write(roster, to: "free.csv")])
        let browser = try await Browser.invited("free", to: bridge)
        let other = try await Browser.invited("rep0", to: bridge)
        let loop = EventLoop()
        let mine = try await WebSocketSession.connect(
            to: try bridge.endpoint, target: "/ws", headers: [HeaderField("Cookie", browser.cookie)], on: loop)
        let theirs = try await WebSocketSession.connect(
            to: try bridge.endpoint, target: "/ws", headers: [HeaderField("Cookie", other.cookie)], on: loop)
        var (heard, heardByOther) = (mine.messages.makeAsyncIterator(), theirs.messages.makeAsyncIterator())
        #expect(await heard.next()?.contains("connected") == true)
        #expect(await heardByOther.next()?.contains("connected") == true)

        let begin = ContinuousClock.now
        switch how {
        case "sign-out": #expect(try browser.send("DELETE", "/api/session").status == 204)
        case "everywhere": #expect(try browser.send("DELETE", "/api/sessions").status == 204)
        case "password":
            let body: JSON = ["current": "four words in a row", "new": "five words in a row"]
            #expect(try browser.send("PUT", "/api/password", body).status == 200)
        case "role":
            let done = try await bridge.command(["user", "role", "free", "--role", "administrator"])
            #expect(done.status == 0, "\(done.errors)")
        default:
            let done = try await bridge.command(["user", how, "free"])
            #expect(done.status == 0, "\(done.errors)")
        }
        #expect(await mine.closeCode.rawValue == 4401)
        #expect(ContinuousClock.now - begin < .seconds(3), "of which commands take most")
        // Another role is no other person: what they are let in by stays good.
        #expect(try browser.send("GET", "/api/session").status == (how == "role" ? 200 : 401))
        // Nobody else is disturbed.
        #expect(try other.send("GET", "/api/session").status == 200)
        theirs.close()
        #expect(await theirs.closeCode == .normal)
    }

    @Test("a second factor is asked for once it is confirmed; each code counts once; recovery codes replace it")
    func secondFactor() async throws {
        let bridge = try await BridgeProcess.started()
        let browser = try await Browser.invited("admin", to: bridge)
        let secret = try #require(try browser.send("POST", "/api/totp").json["secret"]?.string)
        let totp = try #require(TOTP(secret))
        // Not confirmed: nothing is asked for.
        _ = try Browser.signedIn(as: "admin", to: bridge)
        let now = Int64(Date().timeIntervalSince1970)
        #expect(try browser.send("PUT", "/api/totp", ["code": "000000"]).status == 401)
        let confirmed = try browser.send("PUT", "/api/totp", ["code": .string(totp.code(at: now - 30))])
        let recovery = try #require(try confirmed.json["recoveryCodes"]?.array?.compactMap(\.string))
        #expect(recovery.count == 8)

        func signIn(_ code: String?) throws -> HTTPAnswer {
            var body: [String: JSON] = ["name": "admin", "password": "four words in a row"]
            if let code { body["code"] = .string(code) }
            return try bridge.post("/api/sessions", .object(body))
        }
        let without = try signIn(nil)
        #expect(try without.status == 401 && without.json["type"]?.string == "/problems/code-needed")
        #expect(try signIn(totp.code(at: now - 30)).status == 401, "it was used")
        #expect(try signIn(totp.code(at: now)).status == 201)
        #expect(try signIn(totp.code(at: now)).status == 401, "it was used")
        #expect(try signIn(recovery[0].lowercased()).status == 201)
        #expect(try signIn(recovery[0]).status == 401, "it was used")
        #expect(try browser.send("GET", "/api/totp").json["recoveryCodes"]?.integer == 7)

        #expect(try browser.send("POST", "/api/totp/removal", ["password": "not this one at all"]).status == 401)
        #expect(try browser.send("POST", "/api/totp/removal", ["password": "four words in a row"]).status == 204)
        #expect(try signIn(nil).status == 201)
    }

    @Test("a program's token does what its scopes say and no more, until it is revoked")
    func accessTokens() async throws {
        let bridge = try await BridgeProcess.started()
        let browser = try await Browser.invited("rep0", to: bridge)
        let asked: JSON = ["name": "case management", "scopes": ["read"], "days": 30]
        let made = try browser.send("POST", "/api/tokens", asked)
        #expect(made.status == 201)
        let secret = try #require(try made.json["secret"]?.string)
        let id = try #require(try made.json["id"]?.integer)
        func asProgram(_ method: String, _ target: String, _ body: JSON? = nil) throws -> HTTPAnswer {
            try bridge.connect().send(
                method, target,
                headers: [("authorization", "Bearer \(secret)"), ("content-type", "application/json")],
                body: body.map { Array($0.pretty().utf8) })
        }
        #expect(try asProgram("GET", "/api/participants/p0m0/progress").status == 200)
        #expect(try asProgram("GET", "/api/participants/p0m1/progress").status == 404)
        let write = try asProgram(
            "POST", "/api/excused-weeks", ["participant": "p0m0", "date": "2026-12-24", "reason": "Holiday"])
        #expect(write.status == 403 && write["www-authenticate"]?.contains("insufficient_scope") == true)
        #expect(try asProgram("POST", "/api/tokens", asked).status == 403, "no token makes another")
        #expect(try asProgram("DELETE", "/api/session").status == 422)
        #expect(try bridge.connect().send("GET", "/ws?token=\(secret)").status == 403, "it is not for the feed")
        #expect(try browser.send("GET", "/api/tokens").json["tokens"]?.array?.count == 1)
        #expect(try !browser.send("GET", "/api/tokens").text.contains(secret))
        #expect(try browser.send("DELETE", "/api/tokens/\(id)").status == 204)
        #expect(try asProgram("GET", "/api/participants/p0m0/progress").status == 401)
        #expect(try browser.send("DELETE", "/api/tokens/\(id)").status == 404)
    }

    @Test("nobody makes themself a court representative, and only administrators make others one")
    func nobodyRises() async throws {
        let bridge = try await BridgeProcess.started()
        let new: JSON = ["id": "new.rep", "role": "court-rep", "name": "New Rep"]
        for person in ["p0m0", "rep0"] {
            #expect(try bridge.post("/api/users", new, as: person).status == 404)
            #expect(try bridge.get("/api/users/admin", as: person).status == 404)
        }
        #expect(try bridge.post("/api/users", new, as: "admin").status == 201)
        #expect(try bridge.post("/api/users", new, as: "admin").status == 422)
        let participant: JSON = ["id": "new.person", "role": "participant", "name": "New Person"]
        #expect(try bridge.post("/api/users", participant, as: "admin").status == 400)
        // A token that says otherwise changes nothing: the roster says what somebody is.
        let claims = TokenClaims(subject: "p0m0", role: "administrator", issuedAt: 0, expiresAt: 4_000_000_000)
        let token = try TokenIssuer(
            secret: try TokenSecret(BridgeProcess.tokenSecret), issuer: "attendance-bridge",
            audience: "attendance-bridge"
        ).token(for: claims)
        let answer = try bridge.connect().send(
            "GET", "/api/users", headers: [("authorization", "Bearer \(token)")])
        #expect(answer.status == 404)
        // Court representatives invite their own participants.
        #expect(try bridge.post("/api/invites", ["person": "p0m0"], as: "rep0").status == 201)
        for (person, by) in [("p0m1", "rep0"), ("rep1", "rep0"), ("admin", "rep0"), ("p1m0", "p0m0")] {
            #expect(try bridge.post("/api/invites", ["person": .string(person)], as: by).status == 404)
        }
        // An administrator cannot shut out themself, nor the last one.
        #expect(try bridge.post("/api/users/admin/disabling", [:], as: "admin").status == 422)
    }

    @Test("an official whose invite cannot be mailed is not added", arguments: [["--email", "new@example.org"], []])
    func addedByMail(address: [String]) async throws {
        let bridge = try await BridgeProcess.started()
        let arguments = ["user", "add", "new.rep", "--role", "court-rep", "--name", "New Rep", "--mail"]
        let refused = try await bridge.command(arguments + address)
        #expect(refused.status == 1 && refused.errors.contains("nothing was changed. No mail is sent here"))
        #expect(try await !bridge.command(["user", "list"]).output.contains("new.rep"))
    }

    @Test("whoever guesses is slowed down; the person and Zoom are not")
    func guessing() async throws {
        let bridge = try await BridgeProcess.started()
        _ = try await Browser.invited("rep0", to: bridge)
        func signIn(_ password: String, from address: String) throws -> HTTPAnswer {
            try bridge.connect().send(
                "POST", "/api/sessions",
                headers: [("x-forwarded-for", address), ("content-type", "application/json")],
                body: Array(#"{"name":"rep0","password":"\#(password)"}"#.utf8))
        }
        var slowed: HTTPAnswer?
        for guess in 0..<40 where slowed == nil {
            let answer = try signIn("guess number \(guess)", from: "198.51.100.7")
            if answer.status == 429 { slowed = answer } else { #expect(answer.status == 401) }
        }
        #expect(try #require(slowed)["retry-after"].flatMap { Int($0) } ?? 0 > 0)
        #expect(try signIn("four words in a row", from: "198.51.100.7").status == 429, "right or wrong")
        #expect(try signIn("four words in a row", from: "203.0.113.9").status == 201)
        #expect(try bridge.deliver(TestOccurrence(of: 0, "guessing==").started()).status == 200)
    }

    @Test("a flood of sign-ins is turned away, and Zoom is answered meanwhile")
    func flood() async throws {
        let bridge = try await BridgeProcess.started()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for client in 0..<150 {
                group.addTask {
                    try await onThread {
                        try bridge.connect().send(
                            "POST", "/api/sessions",
                            headers: [
                                ("x-forwarded-for", "198.51.\(client / 100).\(client % 100)"),
                                ("content-type", "application/json"),
                            ], body: Array(#"{"name":"rep0","password":"is not known"}"#.utf8)
                        ).status
                    }
                }
            }
            for event in 0..<20 {
                let occurrence = TestOccurrence(of: 0, "flood-\(event)==")
                group.addTask { try await onThread { try bridge.deliver(occurrence.started()).status } }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == 200 }.count == 20, "every delivery")
        #expect(statuses.filter { $0 == 503 }.count > 0, "those who would wait too long")
        #expect(statuses.allSatisfy { [200, 401, 503, 429].contains($0) })
    }

    @Test("no secret is in the log, and accounts leave their trace in the audit log")
    func traces() async throws {
        let bridge = try await BridgeProcess.started(.init(environment: ["BRIDGE_LOG_LEVEL": "debug"]))
        let browser = try await Browser.invited("rep0", to: bridge)
        let made = try browser.send("POST", "/api/tokens", ["name": "x", "scopes": ["read"], "days": 1])
        let secret = try #require(try made.json["secret"]?.string)
        _ = try bridge.connect().send("GET", "/ws?token=\(secret)")
        let log = try bridge.get("/api/audit-log?limit=1000", as: "admin").text
        for word in ["account-changed", "signed-in", "password-set", "invited", "access-token-made"] {
            if word == "signed-in" { _ = try Browser.signedIn(as: "rep0", to: bridge) }
            #expect(try bridge.get("/api/audit-log?limit=1000", as: "admin").text.contains(word), "\(word)")
        }
        try await bridge.stop()
        let cookie = String(try #require(browser.cookie.split(separator: "=").last))
        let database = try Data(contentsOf: URL(filePath: bridge.database))
        for secret in [secret, cookie, "four words in a row", browser.proof] {
            #expect(!bridge.logText.contains(secret) && !log.contains(secret))
            #expect(database.firstRange(of: Data(secret.utf8)) == nil, "nor in the database")
        }
    }
}
