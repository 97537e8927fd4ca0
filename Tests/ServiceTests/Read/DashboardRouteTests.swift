import Attendance
import CSV
import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("The dashboard, over the API")
struct DashboardRouteTests {
    private let target = "/api/court-reps/rep0/dashboard"

    @Test("a court representative sees their participants, what goes on, and what waits; 304 until something changes")
    func dashboard() async throws {
        // No digest: that there is one is news, too.
        let bridge = try await BridgeProcess.started(.init(environment: ["BRIDGE_DIGESTS_AT": ""]))
        let empty = try bridge.get(target, as: "rep0")
        #expect(empty.status == 200)
        #expect(empty["cache-control"] == "no-store" && empty["poll-interval"] == "5")
        #expect(try empty.json["counts"]?["participants"]?.integer == 2)
        #expect(try empty.json["participants"]?[0]?["currentMeeting"]?.isNull == true)
        let tag = try #require(empty["etag"])
        func again(_ tag: String) throws -> HTTPAnswer { try bridge.get(target, as: "rep0", [("if-none-match", tag)]) }
        #expect(try again(tag).status == 304)
        // News about others' participants changes nothing here.
        for body in TestOccurrence(of: 1, "other==").story(participants: 1) { _ = try bridge.deliver(body) }
        #expect(try again(tag).status == 304)

        let occurrence = TestOccurrence(of: 0, "now==")
        for body in [occurrence.started(), occurrence.joined(0)] { _ = try bridge.deliver(body) }
        let during = try again(tag)
        #expect(during.status == 200)
        #expect(try during.json["counts"]?["present"]?.integer == 1)
        #expect(try during.json["meetings"]?[0]?["present"] == ["p0m0"])
        #expect(try during.json["meetings"]?[0]?["absent"] == ["p1m0"])
        // The feed goes on from where the dashboard stands.
        let position = try #require(during["feed-position"].flatMap { Int64($0) })
        #expect(
            try DatabaseFile(bridge.database).column("SELECT max(position) FROM feed") == [String(position)])

        for body in [occurrence.left(0, minute: 10), occurrence.ended()] { _ = try bridge.deliver(body) }
        let after = try bridge.get(target, as: "rep0").json
        let card = try #require(after["cards"]?[0])
        #expect(card["participant"]?.string == "p0m0" && card["verdict"]?.string == "failed")
        #expect(card["reasons"]?[0]?["sentence"]?.string?.isEmpty == false)
        let dispute = try bridge.post(
            "/api/disputes", ["card": card["card"] ?? nil, "reason": "I was there."], as: "p0m0")
        #expect(dispute.status == 201)
        let disputed = try bridge.get(target, as: "rep0").json
        #expect(disputed["disputes"]?[0]?["reason"]?.string == "I was there.")
        #expect(disputed["participants"]?[0]?["openDisputes"]?.integer == 1)
        #expect(disputed["participants"]?[0]?["lastAttendance"]?["card"] == card["card"])
        let document = try bridge.get("/openapi.json").json
        #expect(differences(disputed, from: ["$ref": "#/components/schemas/Dashboard"], in: document) == [])
    }

    @Test("whoever takes gzip gets the same in fewer bytes, with a tag that spares sending it again, whoever asks how")
    func compressed() async throws {
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_DIGESTS_AT": ""], roster: TestRoster(meetings: 1, participantsEach: 40)))
        let plain = try bridge.get(target, as: "rep0")
        let small = try bridge.get(target, as: "rep0", [("accept-encoding", "br;q=1, gzip;q=0.8")])
        #expect(plain["content-encoding"] == nil && small["content-encoding"] == "gzip")
        #expect(small.body.count * 5 < plain.body.count)
        #expect(try await unzipped(small.body) == plain.body)
        for answer in [plain, small] { #expect(answer["vary"] == "Authorization, Accept, Accept-Encoding") }
        let tag = try #require(plain["etag"])
        #expect(small["etag"] == "W/" + tag)
        for known in [tag, "W/" + tag] {
            let again = try bridge.get(target, as: "rep0", [("accept-encoding", "gzip"), ("if-none-match", known)])
            #expect(again.status == 304 && again.body.isEmpty && again["content-encoding"] == nil)
            #expect(again["etag"] == "W/" + tag)
            #expect(try bridge.get(target, as: "rep0", [("if-none-match", known)])["etag"] == tag)
        }
        #expect(try bridge.get(target, as: "rep0", [("accept-encoding", "gzip;q=0")])["content-encoding"] == nil)
    }

    @Test("as a table it has a line for each participant, which a spreadsheet reads as it is meant")
    func table() async throws {
        let bridge = try await BridgeProcess.started()
        let roster = """
            kind,id,name,case_number,court_rep,time_zone,meetings_per_week,meetings_in_total,meetings
            participant,p9,"=cmd|'/c calc'!A1, María",CR-9,rep0,America/New_York,2,,m0

            """
        let imported = try await bridge.command([
            "roster", "import", try bridge.folder.write(roster, to: "formula.csv"),
        ])
        #expect(imported.status == 0, "\(imported.errors)")
        for body in TestOccurrence(of: 0, "table==").story(participants: 2) { _ = try bridge.deliver(body) }
        let answer = try bridge.get(target, as: "rep0", [("accept", "text/csv")])
        #expect(answer.status == 200 && answer["content-type"] == "text/csv; charset=utf-8; header=present")
        #expect(answer["content-disposition"]?.hasPrefix("attachment; filename=\"rep0-") == true)
        #expect(answer["vary"] == "Authorization, Accept" && answer["etag"] != nil)
        #expect(Array(answer.body.prefix(3)) == [0xEF, 0xBB, 0xBF])
        #expect(answer.text.hasSuffix("\r\n"))
        let lines = CSVReader(String(answer.text.unicodeScalars.dropFirst())).records.map { $0.map(\.text) }
        let document = try bridge.get(target, as: "rep0").json
        let participants = try #require(document["participants"]?.array)
        #expect(lines.count == participants.count + 1 && lines.count == 4)
        for (line, participant) in zip(lines.dropFirst(), participants) {
            let values = Dictionary(uniqueKeysWithValues: zip(lines[0], line))
            #expect(line.count == lines[0].count)
            #expect(values["participant"] == participant["participant"]?.string)
            #expect(values["standing_sentence"] == participant["standingSentence"]?.string)
            #expect(values["week_done"] == participant["thisWeek"]?["done"]?.integer.map { "\($0)" })
            #expect(values["total_required"] == participant["total"]?["required"]?.integer.map { "\($0)" } ?? "")
            #expect(values["last_card"] == participant["lastAttendance"]?["card"]?.string ?? "")
        }
        #expect(lines.contains { $0[1] == "'=cmd|'/c calc'!A1, María" })
        #expect(try bridge.get(target + "?form=csv", as: "rep0").body == answer.body)
        #expect(try bridge.get(target + "?form=json", as: "rep0", [("accept", "text/csv")]).json == document)
        #expect(try bridge.get(target + "?form=xml", as: "rep0").status == 400)
        #expect(try bridge.get(target + "?form=csv", as: "rep1").status == 404)
    }

    @Test(
        "what is short is sent as it is, and what holds secrets too",
        arguments: [
            "/api/participants/p0m0/progress", "/api/participants?limit=200", "/api/users", "/api/invites",
        ])
    func notCompressed(_ target: String) async throws {
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_DIGESTS_AT": ""], roster: TestRoster(meetings: 1, participantsEach: 40)))
        let answer = try bridge.get(target, as: "admin", [("accept-encoding", "gzip")])
        #expect(answer.status == 200 && answer["content-encoding"] == nil)
        #expect(try !answer.json.isNull)
    }

    private func unzipped(_ bytes: [UInt8]) async throws -> [UInt8] {
        let folder = try TestFolder()
        try Data(bytes).write(to: URL(filePath: folder.file("answer.gz")))
        let done = try await runCommand(["/bin/gzip", "-d", folder.file("answer.gz")], in: folder)
        #expect(done.status == 0, "\(done.errors)")
        return Array(try Data(contentsOf: URL(filePath: folder.file("answer"))))
    }

    @Test("it is theirs and administrators'; for everybody else there is nothing there, whether there is one or not")
    func rights() async throws {
        let bridge = try await BridgeProcess.started()
        #expect(try bridge.get(target, as: "admin").status == 200)
        #expect(try bridge.get("/api/court-reps/admin/dashboard", as: "admin").status == 200)
        let absent = try bridge.get("/api/court-reps/nobody/dashboard", as: "rep0")
        #expect(absent.status == 404)
        for (person, target) in [
            ("rep1", target), ("p0m0", target), ("p0m0", "/api/court-reps/p0m0/dashboard"),
            ("admin", "/api/court-reps/p0m0/dashboard"), ("admin", "/api/court-reps/nobody/dashboard"),
        ] {
            let answer = try bridge.get(target, as: person)
            #expect(answer.status == 404 && answer.body == absent.body, "\(person) \(target)")
        }
        #expect(try bridge.get(target).status == 401)
    }
}
