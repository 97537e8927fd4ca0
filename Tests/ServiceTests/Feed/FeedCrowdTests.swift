import Foundation
import JSON
import ServiceSupport
import Synchronization
import TestSupport
import Testing

@Suite("A thousand clients of the feed")
struct FeedCrowdTests {
    private static let roster = TestRoster(meetings: 40, participantsEach: 24)
    private static let rounds = 3

    @Test("over three transports, cut and resumed at random, some never reading: each gets everything once, in order")
    func exactlyOnce() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_FEED_MAX_QUEUED_BYTES": "65536"], roster: Self.roster))
        let port = try bridge.port
        let clients = try Self.clients(seed: seed)
        #expect(clients.count == 1000)
        let left = Mutex(Self.roster.meetings)
        let troubles = Mutex<[String]>([])
        for first in 0..<4 {
            Thread {
                do {
                    let connection = try HTTPConnection(port: port)
                    for meeting in stride(from: first, to: Self.roster.meetings, by: 4) {
                        for body in Self.story(of: meeting) where try connection.deliver(body).status != 200 {
                            troubles.withLock { $0.append("a delivery was refused") }
                        }
                        left.withLock { $0 -= 1 }
                    }
                } catch {
                    troubles.withLock { $0.append("\(error)") }
                    left.withLock { $0 = 0 }
                }
            }.start()
        }
        let database = bridge.database
        let (crowd, expected) = try await onThread {
            var crowd = FeedCrowd(clients, port: port, seed: seed)
            crowd.gather(at: FeedCrowd.now)
            while left.withLock({ $0 }) > 0 { crowd.step(cutting: 1) }
            crowd.openEars()
            let expected = try Self.told(database)
            let deadline = FeedCrowd.now + 30_000_000_000
            while FeedCrowd.now < deadline, crowd.clients.contains(where: { $0.heard.count < expected($0).count }) {
                crowd.step(cutting: 0)
            }
            // Whatever comes too often comes now.
            for _ in 0..<50 { crowd.step(cutting: 0) }
            crowd.leave()
            return (crowd, crowd.clients.map(expected))
        }
        #expect(troubles.withLock { $0 } == [])
        #expect(expected.reduce(0) { $0 + $1.count } >= 20_000)
        #expect(crowd.cuts >= 500)
        var wrong = 0
        for (client, expected) in zip(crowd.clients, expected)
        where client.heard != expected || !client.complaints.isEmpty {
            wrong += 1
            if wrong <= 5 {
                Issue.record(
                    "\(client.person) over \(client.transport)\(client.filter), \(client.connects) connections: heard \(client.heard), not \(expected); \(client.complaints.prefix(3)); seed \(seed)"
                )
            }
        }
        #expect(wrong == 0)
        let figures = try bridge.get("/api/feed/stats", as: "admin").json
        #expect(figures["sinceStart"]?["resynced"]?.integer == 0)
        #expect(figures["sinceStart"]?["resumed"]?.integer ?? 0 > 1000)
    }

    private static func clients(seed: UInt64) throws -> [CrowdClient] {
        var clients: [CrowdClient] = []
        var random = SplitMix64(seed: seed)
        func add(_ person: String, _ filter: String = "") throws {
            let transports = CrowdClient.Transport.allCases
            // Two of five over WebSocket, two as event streams, one polls.
            let transport = transports[[0, 0, 1, 1, 2][clients.count % 5]]
            clients.append(
                CrowdClient(person, over: transport, filter: filter, token: try BridgeProcess.token(for: person)))
            clients[clients.count - 1].isDeaf = Int.random(in: 0..<40, using: &random) == 0
        }
        for meeting in 0..<roster.meetings {
            let rep = TestRoster.courtRep(meeting)
            let filters = ["", "&participant=p3m\(meeting)", "&events=participant-joined,court-card-updated", ""]
            try add(rep, filters[meeting / 5 % 4])
            for person in 0..<roster.participantsEach { try add(TestRoster.participant(person, of: meeting)) }
        }
        return clients
    }

    private static func story(of meeting: Int) -> [[UInt8]] {
        (0..<rounds).flatMap { round in
            TestOccurrence(of: meeting, "crowd\(meeting).\(round)==").story(participants: roster.participantsEach)
        }
    }

    /// What each client must hear.
    private static func told(_ database: String) throws -> @Sendable (CrowdClient) -> [Int64] {
        let rows = try DatabaseFile(database).rows(
            """
            SELECT person, position, event, json_extract(CAST(data AS TEXT), '$.participant') FROM feed
            ORDER BY position
            """)
        let byPerson = Dictionary(grouping: rows) { $0[0] }
        return { client in
            (byPerson[client.person] ?? []).filter { row in
                if client.filter.hasPrefix("&participant=") { return row[3] == client.filter.dropFirst(13) }
                if client.filter.hasPrefix("&events=") {
                    return client.filter.dropFirst(8).split(separator: ",").contains(row[2][...])
                }
                return true
            }.compactMap { Int64($0[1]) }
        }
    }
}
