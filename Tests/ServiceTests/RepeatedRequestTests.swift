import Foundation
import JSON
import ServiceSupport
import Synchronization
import Testing

@Suite("Requests that are sent again")
struct RepeatedRequestTests {
    private static func week(_ reason: String, of participant: String = "p0m0") -> JSON {
        ["participant": .string(participant), "date": "2026-11-26", "reason": .string(reason)]
    }

    @Test("under one key a decision is taken once, and its answer is told again")
    func once() async throws {
        let bridge = try await BridgeProcess.started()
        let first = try bridge.post("/api/excused-weeks", Self.week("r"), as: "rep0", key: "one")
        #expect(first.status == 201 && first["idempotency-replayed"] == nil)
        let again = try bridge.post("/api/excused-weeks", Self.week("r"), as: "rep0", key: "\"one\"")
        #expect(again.status == 201 && again["idempotency-replayed"] == "true" && again.body == first.body)
        #expect(again["content-type"] == "application/json" && again["cache-control"] == "no-store")
        let other = try bridge.post("/api/excused-weeks", Self.week("s"), as: "rep0", key: "one")
        #expect(other.status == 422)
        #expect(try other.json["type"]?.string == "/problems/idempotency-key-reused")
        #expect(try bridge.post("/api/excused-weeks", Self.week("r"), as: "rep0", key: "two").status == 201)
        #expect(try bridge.post("/api/excused-weeks", Self.week("r"), as: "admin", key: "one").status == 201)
        #expect(try bridge.post("/api/excused-weeks", Self.week("r"), as: "rep0").status == 201)
        #expect(try DatabaseFile(bridge.database).column("SELECT count(*) FROM decision") == ["4"])
        #expect(try bridge.post("/api/excused-weeks", Self.week("r"), as: "rep0", key: "two words").status == 400)
    }

    @Test("what was refused is refused again in the same words, and what was not understood takes no key")
    func refused() async throws {
        let bridge = try await BridgeProcess.started()
        let consent: JSON = ["participant": "p0m0", "reason": "Recording."]
        #expect(try bridge.post("/api/consents", consent, as: "p0m0").status == 201)
        let refused = try bridge.post("/api/consents", consent, as: "p0m0", key: "k")
        let again = try bridge.post("/api/consents", consent, as: "p0m0", key: "k")
        #expect(refused.status == 422 && again.status == 422 && again.body == refused.body)
        #expect(again["content-type"] == "application/problem+json")
        #expect(try bridge.post("/api/consents", ["participant": "p0m0"], as: "p0m0", key: "l").status == 400)
        #expect(try bridge.post("/api/consents", consent, as: "p0m0", key: "l").status == 422)
    }

    @Test("of many at the same time one is done; the others hear what it was answered, or that it goes on")
    func together() async throws {
        let bridge = try await BridgeProcess.started()
        let answers = try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    try await onThread {
                        try bridge.post("/api/excused-weeks", Self.week("r"), as: "rep0", key: "one")
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let done = answers.filter { $0.status == 201 }
        #expect(!done.isEmpty && Set(done.map(\.body)).count == 1)
        for answer in answers where answer.status != 201 {
            #expect(answer.status == 409 && answer["retry-after"] == "1")
            #expect(try answer.json["type"]?.string == "/problems/request-in-progress")
        }
        #expect(try DatabaseFile(bridge.database).column("SELECT count(*) FROM decision") == ["1"])
    }

    @Test("where the bridge stopped before the answer was kept, it says so and does nothing again")
    func lost() async throws {
        let bridge = try await BridgeProcess.started()
        #expect(try bridge.post("/api/excused-weeks", Self.week("r"), as: "rep0", key: "one").status == 201)
        await bridge.kill()
        try DatabaseFile(bridge.database, isWritable: true).run("UPDATE request_key SET answer = NULL")
        try await bridge.start()
        let answer = try bridge.post("/api/excused-weeks", Self.week("r"), as: "rep0", key: "one")
        #expect(answer.status == 409)
        #expect(try answer.json["type"]?.string == "/problems/outcome-unknown")
        #expect(try DatabaseFile(bridge.database).column("SELECT count(*) FROM decision") == ["1"])
    }
}

extension Faults {
    @Suite("Killed while people decide")
    struct RepeatedRequestFaults {
        @Test("whatever is sent again under its key after a kill is done exactly once")
        func killed() async throws {
            let bridge = try await BridgeProcess()
            var replayed = 0
            for round in 0..<12 {
                try await bridge.start()
                let sent = Count()
                let senders = Task {
                    try await withThrowingTaskGroup(of: [String].self) { group in
                        for sender in 0..<6 {
                            group.addTask {
                                try await onThread {
                                    Self.send(to: bridge, "\(round).\(sender)") { sent.add() }
                                }
                            }
                        }
                        return try await group.reduce(into: []) { $0 += $1 }
                    }
                }
                let goal = 5 + round * 3
                try await eventually("\(goal) requests are sent") { sent.value >= goal }
                await bridge.kill()
                let keys = try await senders.value
                try await bridge.start()
                for key in keys {
                    let answer = try bridge.post("/api/excused-weeks", Self.body(key), as: "rep0", key: key)
                    switch answer.status {
                    case 201 where answer["idempotency-replayed"] != nil: replayed += 1
                    case 201: break
                    case 409:
                        #expect(try answer.json["type"]?.string == "/problems/outcome-unknown")
                    default: Issue.record("\(key) was answered \(answer.status) \(answer.text)")
                    }
                }
                let rows = try DatabaseFile(bridge.database).rows(
                    "SELECT reason, count(*) FROM decision WHERE reason GLOB '\(round).*' GROUP BY reason")
                #expect(Set(rows.map { $0[0] }) == Set(keys), "round \(round)")
                #expect(rows.allSatisfy { $0[1] == "1" }, "round \(round)")
                await bridge.kill()
            }
            #expect(replayed > 0, "nothing was under way when the bridge was killed")
        }

        private static func body(_ key: String) -> JSON {
            ["participant": "p0m0", "date": "2026-11-26", "reason": .string(key)]
        }

        /// Sends one after the other until the connection breaks. Returns the keys.
        private static func send(to bridge: BridgeProcess, _ name: String, sent: () -> Void) -> [String] {
            var keys: [String] = []
            guard let connection = try? bridge.connect(), let token = try? BridgeProcess.token(for: "rep0") else {
                return []
            }
            for number in 0... {
                let key = "\(name).\(number)"
                keys.append(key)
                let headers = [
                    ("authorization", "Bearer \(token)"), ("content-type", "application/json"),
                    ("idempotency-key", key),
                ]
                let answer = try? connection.send(
                    "POST", "/api/excused-weeks", headers: headers, body: Array(body(key).pretty().utf8))
                guard answer?.status == 201 else { break }
                sent()
            }
            return keys
        }
    }
}

/// How often something happened, on any thread.
private final class Count: Sendable {
    private let mutex = Mutex(0)
    var value: Int { mutex.withLock { $0 } }
    func add() { mutex.withLock { $0 += 1 } }
}
