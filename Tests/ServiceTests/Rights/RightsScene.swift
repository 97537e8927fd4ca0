import Attendance
import JSON
import ServiceSupport
import Testing

/// A bridge where there is something of everything, so that no route has nothing to hide.
struct RightsScene {
    let bridge: BridgeProcess
    let occurrence: String
    let card: String
    let attendee: String
    let dispute: Int64
    let decision: Int64
    let delivery: Int64
    let subscription: String
    let invite: Int64
    let time: JSON
    /// A day for which there is a digest.
    let day: String

    init() async throws {
        bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_OUTBOUND_ALLOW_PRIVATE_ADDRESSES": "true"]))
        let gone = try bridge.folder.write("kind,id,name\ncourt-rep,gone,Gone Rep\n", to: "gone.csv")
        _ = try await bridge.command(["roster", "import", gone])
        _ = try await bridge.command(["user", "disable", "gone"])
        let told = TestOccurrence(of: 0, "matrix==")
        // The third is on no roster.
        for body in told.story(participants: 3) { #expect(try bridge.deliver(body).status == 200) }
        for body in TestOccurrence(of: 1, "matrix-b==").story(participants: 1) { _ = try bridge.deliver(body) }
        occurrence = told.id.rawValue
        let attendees = try bridge.get("/api/unmatched", as: "rep0").json["attendees"]
        attendee = try #require(attendees?[0]?["attendee"]?.string)
        let recent = try bridge.get("/api/participants/p0m0/progress", as: "p0m0").json["recent"]?[0]
        card = try #require(recent?["card"]?.string)
        func number(_ answer: HTTPAnswer, _ key: String) throws -> Int64 {
            try #require(try answer.json[key]?.integer, "\(answer.status) \(answer.text)")
        }
        dispute = try number(
            try bridge.post("/api/disputes", ["card": .string(card), "reason": "r"], as: "p0m0"), "decision")
        decision = try number(
            try bridge.post(
                "/api/excused-weeks", ["participant": "p0m0", "date": "2026-09-15", "reason": "r"], as: "rep0"),
            "decision")
        delivery = try #require(try bridge.get("/api/deliveries", as: "admin").json["deliveries"]?[0]?["id"]?.integer)
        let subscribed = try bridge.post(
            "/api/subscriptions", ["url": "http://127.0.0.1:9/hook", "name": "matrix"], as: "admin")
        subscription = try #require(try subscribed.json["id"]?.string, "\(subscribed.status) \(subscribed.text)")
        invite = try number(try bridge.post("/api/invites", ["person": "p0m0"], as: "rep0"), "id")
        time = [
            "start": .string((told.start + .minutes(5)).rfc3339), "end": .string((told.start + .minutes(6)).rfc3339),
        ]
        day = "2026-09-15"
    }
}
