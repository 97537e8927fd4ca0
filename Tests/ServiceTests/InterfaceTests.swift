import Attendance
import Foundation
import JSON
import Server
import ServiceSupport
import Testing

@Suite("The interfaces, as participants, court representatives and operators use them")
struct InterfaceTests {
    @Test("progress counts passed cards, shows the meeting one is in, and answers 304 until something changes")
    func progress() async throws {
        let bridge = try await BridgeProcess.started()
        let target = "/api/participants/p0m0/progress"
        let empty = try bridge.get(target, as: "p0m0")
        #expect(empty.status == 200)
        #expect(empty["cache-control"] == "no-store")
        #expect(empty["poll-interval"] == "5")
        #expect(try empty.json["total"]?["done"]?.integer == 0)
        #expect(try empty.json["currentMeeting"]?.isNull == true)
        #expect(try empty.json["lastUpdated"]?.isNull == true)

        let tag = try #require(empty["etag"])
        func again(_ tag: String) throws -> HTTPAnswer {
            let token = try BridgeProcess.token(for: "p0m0")
            return try bridge.connect().send(
                "GET", target, headers: [("authorization", "Bearer \(token)"), ("if-none-match", tag)])
        }
        #expect(try again(tag).status == 304)
        #expect(try again("W/\(tag)").status == 304)
        // News about somebody else changes nothing here.
        let elsewhere = TestOccurrence(of: 1, "elsewhere==")
        for body in elsewhere.story(participants: 1) { #expect(try bridge.deliver(body).status == 200) }
        #expect(try again(tag).status == 304)

        let occurrence = TestOccurrence(of: 0, "progress==")
        for body in [occurrence.started(), occurrence.joined(0)] { #expect(try bridge.deliver(body).status == 200) }
        let during = try again(tag)
        #expect(during.status == 200)
        #expect(try during.json["currentMeeting"]?["meeting"]?.string == "m0")
        // Joined in the first minute of a meeting that began an hour ago.
        let minutes = try #require(try during.json["currentMeeting"]?["minutesSoFar"]?.integer)
        #expect((58...60).contains(minutes))

        for body in [occurrence.left(0), occurrence.ended()] { #expect(try bridge.deliver(body).status == 200) }
        let after = try bridge.get(target, as: "p0m0").json
        #expect(after["currentMeeting"]?.isNull == true)
        #expect(after["total"]?["done"]?.integer == 1)
        #expect(after["recent"]?[0]?["verdict"]?.string == "passed")
        #expect(after["recent"]?[0]?["card"]?.string?.hasPrefix("CC-") == true)
        #expect(after["lastUpdated"]?.string.flatMap { Timestamp(rfc3339: $0) } != nil)
    }

    @Test("who may read a participant's progress and cards; whoever may not is told that nothing is there")
    func access() async throws {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "access==").story(participants: 1) { _ = try bridge.deliver(body) }
        let card = try #require(try DatabaseFile(bridge.database).column("SELECT number FROM card").first)
        for target in ["/api/participants/p0m0/progress", "/cards/\(card)"] {
            for person in ["p0m0", "rep0", "admin"] {
                #expect(try bridge.get(target, as: person).status == 200, "\(person) \(target)")
            }
            let absent = try bridge.get("/api/participants/nobody/progress", as: "admin")
            for person in ["p1m0", "rep1", "p0m1"] {
                let answer = try bridge.get(target, as: person)
                #expect(answer.status == 404, "\(person) \(target)")
                #expect(answer.body == absent.body, "absent and forbidden look the same")
            }
            #expect(try bridge.get(target).status == 401)
            #expect(try bridge.get(target, as: "stranger").status == 401)
        }
        let shown = try bridge.get("/cards/\(card)", as: "rep0")
        #expect(try shown.json["card"]?["number"]?.string == card)
        #expect(shown["link"] == nil, "nothing took its place")
    }

    @Test("methods: HEAD, OPTIONS, 405 with Allow, 404 for what is not there")
    func methods() async throws {
        let bridge = try await BridgeProcess.started()
        let connection = try bridge.connect()
        let get = try connection.send("GET", "/healthz")
        let head = try connection.send("HEAD", "/healthz")
        #expect(head.status == 200 && head["content-length"] == get["content-length"])
        #expect(try connection.send("OPTIONS", "/healthz")["allow"] == "GET, HEAD, OPTIONS")
        let refused = try connection.send("DELETE", "/webhooks/zoom")
        #expect(refused.status == 405 && refused["allow"] == "POST, OPTIONS")
        let literal = try connection.send("OPTIONS", "/api/invites/inquiry")
        #expect(literal["allow"] == "POST, OPTIONS", "DELETE is of /api/invites/{id}, and of none that is called so")
        #expect(try connection.send("GET", "/control/roster").status == 404)
        #expect(try connection.send("GET", "/nothing").status == 404)
    }

    @Test("the type of a problem leads to what it means, for people and for programs")
    func problemPages() async throws {
        let bridge = try await BridgeProcess.started()
        let type = try #require(try bridge.get("/nothing").json["type"]?.string)
        #expect(type == "/problems/not-found")
        let page = try bridge.get(type)
        #expect(page.status == 200 && page["content-type"] == "text/html; charset=utf-8")
        #expect(page.text.contains("Not found") && page["content-security-policy"]?.contains("unsafe") == false)
        let connection = try bridge.connect()
        func asked(_ target: String) throws -> HTTPAnswer {
            try connection.send("GET", target, headers: [("accept", "application/json")])
        }
        #expect(try asked(type).json["status"]?.integer == 404)
        let all = try #require(try asked("/problems").json["problems"]?.array)
        #expect(all.count > 10 && all.contains { $0["type"]?.string == type })
        #expect(try asked("/problems/nothing").status == 404)
    }

    @Test("the metrics are good Prometheus text and count what happened")
    func metrics() async throws {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "metrics==").story(participants: 2) { _ = try bridge.deliver(body) }
        let text = try bridge.get("/metrics").text
        for line in [
            #"bridge_deliveries_total{outcome="new"} 6"#, "bridge_cards_total 2", "bridge_unmatched_attendees 0",
            "bridge_ready 1", "bridge_feed_connections 0",
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
        let file = try bridge.folder.write(text, to: "metrics.txt")
        let checked = try await runCommand(
            ["/bin/sh", "-c", "promtool check metrics < \(file)"], environment: ["PATH": "/usr/bin:/bin"],
            in: bridge.folder)
        #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    }

    @Test("the API describes every route it has")
    func openAPI() async throws {
        let bridge = try await BridgeProcess.started()
        let document = try bridge.get("/openapi.json").json
        #expect(document["openapi"]?.string == "3.1.0")
        let paths = try #require(document["paths"]?.object)
        for (template, item) in paths where template != "/webhooks/zoom" {
            let path = template.replacing("{id}", with: "p0m0").replacing("{number}", with: "CC-1")
                .replacing("{type}", with: "not-found")
            for method in (item.object ?? [:]).keys {
                let status = try bridge.connect().send(method.uppercased(), path).status
                #expect(item[method]?["responses"]?["\(status)"] != nil, "\(method) \(path) answered \(status)")
            }
        }
    }

    @Test("no name, address, token or secret of anybody is in the log or the metrics")
    func privacy() async throws {
        let bridge = try await BridgeProcess.started(.init(environment: ["BRIDGE_LOG_LEVEL": "debug"]))
        for body in TestOccurrence(of: 0, "privacy==").story(participants: 2) { _ = try bridge.deliver(body) }
        let token = try BridgeProcess.token(for: "p0m0")
        _ = try bridge.connect().send("GET", "/ws?token=\(token)")
        _ = try bridge.get("/api/participants/p0m0/progress", as: "p0m0")
        _ = try bridge.connect().send("POST", "/webhooks/zoom", body: Array("p0m0@example.com".utf8))
        let metrics = try bridge.get("/metrics").text
        try await bridge.stop()
        for planted in [
            "@example.com", "Person 0", "CR-1000", token, BridgeProcess.zoomSecret, BridgeProcess.tokenSecret,
        ] {
            #expect(!bridge.logText.contains(planted), "\(planted) in the log")
            #expect(!metrics.contains(planted), "\(planted) in the metrics")
        }
    }

    @Test("a roster is imported into a running bridge; with a mistake nothing changes")
    func rosterWhileRunning() async throws {
        let bridge = try await BridgeProcess.started()
        let good = try bridge.folder.write(
            """
            kind,id,name,case_number,court_rep,time_zone,email
            participant,late,Late Comer,CR-9,rep0,America/New_York,late@example.com
            """, to: "late.csv")
        let preview = try await bridge.command(["roster", "import", "--dry-run", good])
        #expect(preview.status == 0 && preview.output.contains("late"), "\(preview.errors)")
        #expect(try DatabaseFile(bridge.database).column("SELECT count(*) FROM person WHERE id = 'late'") == ["0"])
        #expect(try await bridge.command(["roster", "import", good]).status == 0)
        #expect(try bridge.get("/api/participants/late/progress", as: "late").status == 200)
        let bad = try bridge.folder.write(
            """
            kind,id,name,case_number,court_rep,time_zone,email
            participant,one,One,CR-10,rep0,America/New_York,one@example.com
            participant,two,Two,CR-11,nobody,Mars/Olympus,two
            """, to: "bad.csv")
        let refused = try await bridge.command(["roster", "import", bad])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("line 3"), "\(refused.errors)")
        #expect(try DatabaseFile(bridge.database).column("SELECT count(*) FROM person WHERE id = 'one'") == ["0"])
    }

    @Test("a person who joins the roster later gets the attendance and the card of meetings long over")
    func lateRoster() async throws {
        let bridge = try await BridgeProcess.started(.init(roster: TestRoster(meetings: 1, participantsEach: 1)))
        for body in TestOccurrence(of: 0, "late==").story(participants: 2) { _ = try bridge.deliver(body) }
        let database = try DatabaseFile(bridge.database)
        #expect(try database.column("SELECT count(*) FROM unmatched") == ["1"])
        let roster = try bridge.folder.write(TestRoster(meetings: 1, participantsEach: 2).json, to: "more.json")
        #expect(try await bridge.command(["roster", "import", roster]).status == 0)
        try await eventually("the card is issued") {
            try database.column("SELECT count(*) FROM card WHERE participant = 'p1m0'") == ["1"]
        }
        #expect(try database.column("SELECT count(*) FROM unmatched") == ["0"])
    }
}
