import Attendance
import JSON
import ServiceSupport
import Testing

@Suite("Connection by connection, over the API")
struct LaneTests {
    private let occurrence = TestOccurrence(of: 0, "la/nes==")
    private var path: String { "la%2Fnes==" }

    /// p0m0 waits a minute, comes, is there with a second device meanwhile, and that one never tells that it left.
    private func bridge() async throws -> BridgeProcess {
        let bridge = try await BridgeProcess.started()
        let schedule = """
            kind,id,name,number,weekdays,start,duration_minutes,time_zone
            meeting,m0,Group 0,\(TestRoster.number(0)),Mon,19:00,60,America/New_York

            """
        _ = try await bridge.command(["roster", "import", try bridge.folder.write(schedule, to: "schedule.csv")])
        func text(_ body: [UInt8]) -> String { String(decoding: body, as: UTF8.self) }
        let waiting = text(occurrence.joined(0, minute: 1))
            .replacing("participant_joined", with: "participant_joined_waiting_room")
            .replacing("join_time", with: "date_time")
        let second = text(occurrence.joined(0, minute: 10)).replacing("\"C0-", with: "\"D0-")
            .replacing("16778240", with: "16999424")
        let story = [
            text(occurrence.started()), waiting, text(occurrence.joined(0, minute: 2)), second,
            text(occurrence.left(0, minute: 20)), text(occurrence.joined(1)), text(occurrence.left(1)),
            text(occurrence.ended()),
        ]
        for body in story { #expect(try bridge.deliver(Array(body.utf8)).status == 200) }
        return bridge
    }

    private func moment(_ minute: Int64) -> JSON { .string((occurrence.start + .minutes(minute)).rfc3339) }

    private func check(_ attendance: JSON) throws {
        let lanes = try #require(attendance["lanes"]?.array)
        #expect(lanes.count == 2 && attendance["connections"]?.integer == 2)
        #expect(lanes.map { $0["device"] } == ["app", "app"])
        #expect(
            lanes[0]["intervals"] == [["start": moment(2), "end": moment(20), "kind": "proven"]])
        #expect(lanes[0]["waiting"] == [["start": moment(1), "end": moment(2)]])
        #expect(lanes[1]["intervals"] == [["start": moment(10), "end": moment(50), "kind": "inferred"]])
        #expect(lanes[1]["waiting"] == [])
        #expect(attendance["waiting"] == [["start": moment(1), "end": moment(2)]])
        // Over both of them, what one proves is not inferred by the other.
        #expect(attendance["proven"] == [["start": moment(2), "end": moment(20)]])
        #expect(attendance["inferred"] == [["start": moment(20), "end": moment(50)]])
        #expect(attendance["timeZone"]?.string == "America/New_York")
    }

    @Test("an attendance tells when each connection was there, and when it waited; officials' looks are logged")
    func single() async throws {
        let bridge = try await bridge()
        let target = "/api/participants/p0m0/attendance/\(path)"
        let own = try bridge.get(target, as: "p0m0")
        #expect(own.status == 200)
        let json = try own.json
        try check(json)
        #expect(json["participant"]?.string == "p0m0" && json["occurrence"]?.string == "la/nes==")
        let looks = "SELECT subject FROM audit_log WHERE action = 'attendance-viewed'"
        #expect(try DatabaseFile(bridge.database).column(looks) == [])
        let again = try bridge.get(target, as: "rep0", [("if-none-match", try #require(own["etag"]))])
        #expect(again.status == 304)
        #expect(try bridge.get(target, as: "rep0").body == own.body)
        #expect(try DatabaseFile(bridge.database).column(looks) == ["p0m0"])
        let document = try bridge.get("/openapi.json").json
        #expect(differences(json, from: ["$ref": "#/components/schemas/Attendance"], in: document) == [])
        for (person, target) in [
            ("rep1", target), ("p1m0", target), ("p0m0", "/api/participants/p0m0/attendance/none"),
            ("p0m0", "/api/participants/p0m0/attendance/%2F"),
        ] { #expect(try bridge.get(target, as: person).status == 404, "\(person) \(target)") }
        // In the list the zone stands too.
        let page = try bridge.get("/api/participants/p0m0/attendance", as: "p0m0").json
        #expect(page["attendances"]?[0]?["timeZone"]?.string == "America/New_York")
        #expect(page["attendances"]?[0]?["lanes"] == nil)
    }

    @Test("an occurrence tells it of everybody whom one may see, where that is asked for")
    func all() async throws {
        let bridge = try await bridge()
        let plain = try bridge.get("/api/occurrences/\(path)", as: "rep0").json
        #expect(plain["attendances"]?.array?.count == 2 && plain["attendances"]?[0]?["lanes"] == nil)
        let full = try bridge.get("/api/occurrences/\(path)?lanes=true", as: "rep0").json
        try check(try #require(full["attendances"]?[0]))
        #expect(full["attendances"]?[1]?["lanes"]?.array?.count == 1)
        let document = try bridge.get("/openapi.json").json
        #expect(differences(full, from: ["$ref": "#/components/schemas/Occurrence"], in: document) == [])
        #expect(try bridge.get("/api/occurrences/\(path)?lanes=some", as: "rep0").status == 400)
    }
}
