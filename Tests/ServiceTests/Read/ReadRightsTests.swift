import Attendance
import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Who may read what, over the API")
struct ReadRightsTests {
    /// What is about the first participant of the first meeting, or shows them among others.
    private static let personal = [
        "/api/participants/p0m0", "/api/participants/p0m0/attendance", "/api/participants/p0m0/requirement",
    ]

    @Test(
        "a participant's data is for them, their court representative and administrators; absent and forbidden are alike"
    )
    func participants() async throws {
        let bridge = try await Self.bridge()
        let absent = try bridge.get("/api/participants/nobody", as: "admin")
        #expect(absent.status == 404)
        for target in Self.personal {
            for person in ["p0m0", "rep0", "admin"] {
                #expect(try bridge.get(target, as: person).status == 200, "\(person) \(target)")
            }
            for person in ["p1m0", "rep1", "p0m1"] {
                let answer = try bridge.get(target, as: person)
                #expect(answer.status == 404 && answer.body == absent.body, "\(person) \(target)")
            }
            #expect(try bridge.get(target).status == 401)
        }
    }

    @Test("lists hold what is one's own and nothing of anybody else")
    func lists() async throws {
        let bridge = try await Self.bridge()
        func ids(_ target: String, _ person: String, _ list: String, _ member: String) throws -> [String] {
            try (bridge.get(target, as: person).json[list]?.array ?? []).compactMap { $0[member]?.string }
        }
        let all = ["p0m0", "p0m1", "p1m0", "p1m1"]
        #expect(try ids("/api/participants", "rep0", "participants", "participant") == ["p0m0", "p1m0"])
        #expect(try ids("/api/participants?rep=rep0", "rep0", "participants", "participant") == ["p0m0", "p1m0"])
        #expect(try ids("/api/participants", "admin", "participants", "participant") == all)
        #expect(try ids("/api/participants?rep=rep1", "admin", "participants", "participant") == ["p0m1", "p1m1"])
        #expect(try ids("/api/participants?rep=nobody", "admin", "participants", "participant") == [])
        let (forbidden, absent) = (
            try bridge.get("/api/participants?rep=rep1", as: "rep0"),
            try bridge.get("/api/participants?rep=nobody", as: "rep0")
        )
        #expect(forbidden.status == 404 && forbidden.body == absent.body)
        for target in ["/api/participants", "/api/meetings", "/api/meetings/m0", "/api/meetings/m0/occurrences"] {
            #expect(try bridge.get(target, as: "p0m0").status == 404, "\(target)")
        }
        for target in ["/api/deliveries", "/api/deliveries/1"] {
            for person in ["p0m0", "rep0"] {
                #expect(try bridge.get(target, as: person).body == absent.body, "\(person) \(target)")
            }
        }
        #expect(try bridge.post("/api/deliveries/1/rederivation", [:], as: "rep0").status == 404)
    }

    @Test(
        "who was in a meeting, each official is told of their own participants, and how many strangers if it concerns them"
    )
    func occurrences() async throws {
        let bridge = try await Self.bridge()
        let target = "/api/occurrences/who%2Fwas%2Bthere=="
        func seen(_ person: String) throws -> JSON {
            let answer = try bridge.get(target, as: person)
            #expect(answer.status == 200, "\(person) \(answer.text)")
            return try answer.json
        }
        let own = try seen("rep0")
        #expect(own["occurrence"]?.string == "who/was+there==")
        #expect(own["attendances"]?.array?.compactMap { $0["participant"]?.string } == ["p0m0"])
        #expect(own["absent"]?.array?.compactMap { $0["participant"]?.string } == ["p1m0"])
        #expect(own["unmatched"]?.integer == 1)
        let other = try seen("rep1")
        #expect(other["attendances"] == [] && other["absent"] == [] && other["attended"]?.integer == 0)
        #expect(other["unmatched"]?.isNull == true)
        #expect(try seen("admin")["attendances"]?.array?.count == 1)
        let absent = try bridge.get("/api/occurrences/nothing", as: "rep0")
        #expect(absent.status == 404)
        #expect(try bridge.get(target, as: "p0m0").body == absent.body)
        let counts = try bridge.get("/api/meetings/m0/occurrences", as: "rep1").json["occurrences"]?[0]
        #expect(counts?["attended"]?.integer == 0 && counts?["isOver"]?.bool == true)
        // Of meetings that nobody knows, administrators alone hear.
        var unknown = TestOccurrence(of: 7, "unknown==")
        unknown.start = unknown.start + .minutes(1)
        _ = try bridge.deliver(unknown.started())
        #expect(try bridge.get("/api/occurrences/unknown==", as: "rep0").body == absent.body)
        #expect(try bridge.get("/api/occurrences/unknown==", as: "admin").json["meeting"]?.isNull == true)
    }

    @Test(
        "an official who is shown when somebody was where stands in the audit log before the answer; one's own does not"
    )
    func noted() async throws {
        let bridge = try await Self.bridge()
        let database = try DatabaseFile(bridge.database)
        func noted() throws -> [String] {
            try database.column(
                "SELECT actor || ' ' || subject FROM audit_log WHERE action = 'attendance-viewed' ORDER BY id")
        }
        let shown = try bridge.get("/api/participants/p0m0/attendance", as: "rep0")
        #expect(try noted() == ["rep0 p0m0"])
        let tag = try #require(shown["etag"])
        #expect(
            try bridge.get("/api/participants/p0m0/attendance", as: "rep0", [("if-none-match", tag)]).status == 304)
        _ = try bridge.get("/api/participants/p0m0/attendance", as: "p0m0")
        _ = try bridge.get("/api/court-reps/rep0/dashboard", as: "rep0")
        #expect(try noted() == ["rep0 p0m0"])
        _ = try bridge.get("/api/occurrences/who%2fwas%2Bthere==", as: "rep0")
        // Nobody of theirs was there.
        _ = try bridge.get("/api/occurrences/who%2fwas%2Bthere==", as: "rep1")
        #expect(try noted() == ["rep0 p0m0", "rep0 who/was+there=="])
    }

    /// One participant attended, and somebody whom nobody knows.
    static func bridge() async throws -> BridgeProcess {
        let bridge = try await BridgeProcess.started()
        let occurrence = TestOccurrence(of: 0, "who/was+there==")
        let stranger = TestOccurrence(of: 0, "who/was+there==")
        for body in [
            occurrence.started(), occurrence.joined(0), stranger.joined(5), stranger.left(5), occurrence.left(0),
            occurrence.ended(),
        ] { #expect(try bridge.deliver(body).status == 200) }
        return bridge
    }
}
