import Attendance
import JSON
import Server
import ServiceSupport
import Testing

@Suite("What administrators look at")
struct OperationTests {
    private func bridge() async throws -> BridgeProcess {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "watched==").story(participants: 2) { _ = try bridge.deliver(body) }
        return bridge
    }

    @Test("deliveries are found by event, understanding, source and time, and followed as they come")
    func deliveries() async throws {
        let bridge = try await bridge()
        func ask(_ query: String) throws -> JSON {
            let answer = try bridge.get("/api/deliveries?" + query, as: "admin")
            #expect(answer.status == 200, "\(query): \(answer.text)")
            return try answer.json
        }
        func events(_ json: JSON) -> [String] { json["deliveries"]?.array?.compactMap { $0["event"]?.string } ?? [] }
        #expect(try events(ask("event=meeting.started")) == ["meeting.started"])
        #expect(try events(ask("event=meeting.participant_joined")).count == 2)
        #expect(try events(ask("understanding=unknown")) == [] && events(ask("source=report-csv")) == [])
        #expect(try events(ask("understanding=known&source=webhook")).count == 6)
        let past = (Timestamp.testNow - .hours(1)).rfc3339
        let future = (Timestamp.testNow + .hours(1)).rfc3339
        #expect(try events(ask("since=\(past)")).count == 6 && events(ask("since=\(future)")) == [])

        let first = try ask("after=0&limit=4")
        #expect(first["deliveries"]?.array?.map { $0["id"]?.integer } == [1, 2, 3, 4] && first["more"] == true)
        let rest = try ask("after=4&limit=4")
        #expect(rest["more"] == false && rest["next"]?.integer == 6)
        #expect(try ask("after=6")["next"]?.integer == 6)
        _ = try bridge.deliver(TestOccurrence(of: 1, "news==").started())
        #expect(try events(ask("after=6")) == ["meeting.started"])
        let answer = try bridge.get("/api/deliveries?after=0&limit=4&understanding=known", as: "admin")
        #expect(answer["link"] == "</api/deliveries?understanding=known&after=4&limit=4>; rel=\"next\"")
        #expect(answer["poll-interval"] == "5")
        #expect(try bridge.get("/api/deliveries?after=1&before=3", as: "admin").status == 422)
        for wrong in [
            "after=-1", "understanding=some", "source=rumour", "since=yesterday", "since=",
            "understanding=",
        ] { #expect(try bridge.get("/api/deliveries?" + wrong, as: "admin").status == 400, "\(wrong)") }
    }

    @Test("how the bridge is stands in one read: what came, what was refused, what is wrong, how large it is")
    func health() async throws {
        let bridge = try await bridge()
        _ = try bridge.connect().send("POST", "/webhooks/zoom", headers: [], body: Array("{}".utf8))
        let json = try bridge.get("/api/health", as: "admin").json
        #expect(json["status"]?.string == "ready" && json["troubles"] == [])
        #expect(json["version"]?.string?.isEmpty == false)
        func moment(_ value: JSON?) throws -> Timestamp {
            try #require(value?.string.flatMap { Timestamp(rfc3339: $0) })
        }
        let (start, now) = (try moment(json["startedAt"]), try moment(json["now"]))
        let last = try moment(json["lastDeliveryAt"])
        #expect(start <= last && last <= now && now - start < .minutes(2))
        #expect(try moment(json["lastHour"]?["since"]) == start)
        let counts = json["lastHour"]?["deliveries"]
        #expect(counts?["new"]?.integer == 6 && counts?["unsigned"]?.integer == 1)
        #expect(counts?["duplicate"]?.integer == 0)
        #expect(json["newestDelivery"]?.integer == 6 && json["openAlerts"] == [])
        #expect(try #require(json["database"]?["bytes"]?.integer) > 4096)
        #expect(json["database"]?["schema"]?.integer == 10)
        #expect(try #require(json["feed"]?["position"]?.integer) > 0)
        for person in ["rep0", "p0m0"] { #expect(try bridge.get("/api/health", as: person).status == 404) }
        #expect(try bridge.get("/api/health").status == 401)
    }
}
