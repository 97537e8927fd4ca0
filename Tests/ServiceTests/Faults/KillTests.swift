import Crypto
import Server
import ServiceSupport
import TestSupport
import Testing

extension Faults {
    @Suite("Killed without warning")
    struct KillTests {
        @Test(
            """
            40 times under load and while keys change: every delivery answered 200 is there, once, everybody is told of it \
            once, and every card told of is in the ledger and authentic
            """)
        func underLoad() async throws {
            let seed = UInt64.random(in: .min ... .max)
            var random = SplitMix64(seed: seed)
            let roster = TestRoster(meetings: 6, participantsEach: 2)
            let bridge = try await BridgeProcess(.init(roster: roster))
            let loop = EventLoop()
            let followers = (0..<roster.meetings).flatMap { meeting in
                [TestRoster.participant(0, of: meeting), TestRoster.courtRep(meeting)].map {
                    FeedFollower($0, on: loop)
                }
            }
            let load = KillLoad(roster)
            var telling = TellingAudit()

            for round in 0..<40 {
                try await bridge.start(untilReady: false)
                if round > 0 { try expectKept(load.kept, bridge, "seed \(seed), round \(round)") }
                load.open(port: try bridge.port)
                for follower in followers { try await follower.connect(to: bridge) }
                // Some end before the bridge does, some are struck with it.
                async let rotation = round % 4 == 1 ? bridge.command(["keys", "rotate"]) : nil
                // Every sixth dies as soon as it listens.
                if round % 6 != 5 {
                    let goal = load.keptCount + Int.random(in: 10...120, using: &random)
                    try await eventually("\(goal) deliveries are kept") { load.keptCount >= goal }
                }
                load.open(port: nil)
                await bridge.kill()
                _ = try await rotation
                try await telling.check(
                    followers.flatMap(\.messages), in: bridge.database, "seed \(seed), round \(round)")
            }

            try await bridge.start()
            load.open(port: try bridge.port)
            for follower in followers { try await follower.connect(to: bridge) }
            try await load.finish()
            #expect(load.unexpected == [], "seed \(seed)")

            let database = try DatabaseFile(bridge.database)
            try DeliveryAudit(roster: roster, occurrences: load.told).check(database)
            for follower in followers {
                let rows = try database.rows(
                    "SELECT position, event FROM feed WHERE person = '\(follower.person)' ORDER BY position")
                try await eventually("\(follower.person) has heard everything") {
                    follower.messages.count >= rows.count
                }
                #expect(
                    follower.messages.map { ["\($0.id)", $0.event] } == rows,
                    "\(follower.person) hears each once, in order, over all restarts; seed \(seed)")
                #expect(follower.complaints == [])
            }
            try await telling.check(followers.flatMap(\.messages), in: bridge.database, "seed \(seed), at last")
            // Those told of before, once more: with the keys and the ledger of today.
            var afresh = TellingAudit()
            try await afresh.check(followers.flatMap(\.messages), in: bridge.database, "seed \(seed), at last")
            #expect(try database.column("SELECT count(*) FROM signing_key") != ["1"], "keys did change")
            #expect(try await bridge.command(["audit"]).status == 0)
            #expect(try await bridge.stop() == 0)
        }

        private func expectKept(_ kept: [[UInt8]], _ bridge: BridgeProcess, _ when: String) throws {
            let found = Set(try DatabaseFile(bridge.database).column("SELECT lower(hex(digest)) FROM delivery"))
            let lost = kept.filter { !found.contains(SHA256.hash($0).hex) }
            #expect(lost.isEmpty, "\(lost.count) of \(kept.count) acknowledged deliveries are lost; \(when)")
        }

        @Test("what is due stands in the database: a card whose time comes while the bridge is dead is issued once")
        func deadlines() async throws {
            var setup = BridgeProcess.Setup()
            setup.environment["BRIDGE_SETTLE_SECONDS"] = "2"
            let bridge = try await BridgeProcess.started(setup)
            let occurrence = TestOccurrence(of: 0, "settles==")
            // Nobody's leaving is told.
            for body in [occurrence.started(), occurrence.joined(0), occurrence.ended()] {
                #expect(try bridge.deliver(body).status == 200)
            }
            await bridge.kill()
            let due = try DatabaseFile(bridge.database).column("SELECT deadline_ms FROM occurrence WHERE id > 0")
            #expect(due.count == 1 && due != [""])
            for _ in 0..<2 {
                try await bridge.start()
                try await eventually("the card is issued") {
                    try DatabaseFile(bridge.database).column("SELECT participant FROM card") == ["p0m0"]
                }
                await bridge.kill()
            }
            try await bridge.start()
            #expect(try bridge.deliver(occurrence.ended()).status == 200)
            let database = try DatabaseFile(bridge.database)
            #expect(try database.column("SELECT completion FROM occurrence WHERE id > 0") == ["settled"])
            #expect(try database.column("SELECT participant FROM card") == ["p0m0"])
            #expect(
                try database.column("SELECT person FROM feed WHERE event = 'court-card-updated' ORDER BY 1")
                    == ["p0m0", "rep0"])
        }

        @Test("a second bridge on the same database is refused by the process id of the first")
        func secondProcess() async throws {
            let bridge = try await BridgeProcess.started()
            let second = try await bridge.command(["serve"])
            #expect(second.status > 0)
            #expect(second.errors.contains("\(try bridge.processID)"), "\(second.errors)")
            #expect(try bridge.deliver(TestOccurrence(of: 0, "x").started()).status == 200)
            await bridge.kill()
            try await bridge.start()
            #expect(try bridge.deliver(TestOccurrence(of: 0, "x").ended()).status == 200)
        }
    }
}
