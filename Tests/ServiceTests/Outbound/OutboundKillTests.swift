import JSON
import ServiceSupport
import TestSupport
import Testing

extension Faults {
    @Suite("Killed while subscribers are sent something")
    struct OutboundKillTests {
        @Test("every fact comes, in order, and what comes twice comes under the same id")
        func killed() async throws {
            let seed = UInt64.random(in: .min ... .max)
            var random = SplitMix64(seed: seed)
            let bridge = try await BridgeProcess.started(.withSubscribersHere)
            let subscriber = try Subscriber()
            let made = try bridge.ask(
                "POST", "/api/subscriptions", ["name": "x", "url": .string(subscriber.url)])
            #expect(made.status == 201)
            for round in 0..<12 {
                // Of some the answer never comes: it dies in the middle of an attempt.
                let answers = Int.random(in: 0...6, using: &random)
                let before = subscriber.requests.count
                subscriber.stop(after: answers)
                for body in TestOccurrence(of: round % 2, "kill-\(round)==").story(participants: 2) {
                    #expect(try bridge.deliver(body).status == 200)
                }
                try await eventually("so much was asked") { subscriber.requests.count > before + answers }
                await bridge.kill()
                subscriber.stop(after: nil)
                try await bridge.start()
            }
            let facts = try bridge.factsInFeed()
            try await eventually("everything came") { subscriber.positions.last == facts.last }
            var once: [Int64] = []
            for position in subscriber.positions where position != once.last { once.append(position) }
            #expect(once == facts, "seed \(seed)")
            #expect(subscriber.positions.count > facts.count, "some came twice; seed \(seed)")
            for (first, second) in zip(subscriber.requests, subscriber.requests.dropFirst())
            where first.headers["webhook-id"] == second.headers["webhook-id"] {
                #expect(first.body == second.body, "seed \(seed)")
            }
        }
    }
}
