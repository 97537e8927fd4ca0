import JSON
import ServiceSupport
import Testing

/// What every fault of the disk must look like from outside: deliveries are answered 503 and `/readyz` names the cause,
/// reads go on; when the cause is gone everything works again without a restart, and nothing is lost or doubled.
struct FaultExercise {
    let roster = TestRoster()
    let bridge: BridgeProcess
    /// What the words about the cause must contain.
    let cause: String
    private var occurrences: [TestOccurrence] = []
    /// Deliveries not yet answered 200, in their order.
    private var waiting: [[UInt8]] = []

    init(_ bridge: BridgeProcess, cause: String) {
        self.bridge = bridge
        self.cause = cause
    }

    mutating func run(begin: () async throws -> Void, end: () async throws -> Void) async throws {
        let connection = try bridge.connect()
        for _ in 0..<6 { #expect(try connection.deliver(next()).status == 200) }
        let before = try progress()
        #expect(before.status == 200)

        try await begin()
        let refused = try firstRefused(connection)
        #expect(refused["content-type"] == "application/problem+json")
        #expect(refused["retry-after"] != nil)
        #expect(try refused.json["type"]?.string == "/problems/not-stored")
        #expect(try connection.deliver(waiting[0]).status == 503, "still")
        let readiness = try bridge.readiness()
        #expect(readiness.status == 503)
        #expect(readiness.troubles.contains { $0.contains(cause) }, "\(readiness.troubles)")
        #expect(try bridge.get("/healthz").status == 200)
        #expect(try progress().status == 200, "reads go on")
        #expect(bridge.isRunning)

        try await end()
        try await bridge.ready(within: .seconds(10))
        #expect(bridge.log.contains { $0["event"]?.string == "storage-recovered" })
        try await finish(connection)
    }

    /// Tells the occurrence at hand to its end, every delivery twice; then the bridge is killed and the database looked at.
    mutating func finish(_ connection: HTTPConnection) async throws {
        while !waiting.isEmpty {
            for _ in 0..<2 { #expect(try connection.deliver(waiting[0]).status == 200) }
            waiting.removeFirst()
        }
        await bridge.kill()
        try await bridge.start()
        try DeliveryAudit(roster: roster, occurrences: occurrences).check(try DatabaseFile(bridge.database))
        #expect(try await bridge.stop() == 0)
    }

    /// Room that was there before may still take some deliveries.
    private mutating func firstRefused(_ connection: HTTPConnection) throws -> HTTPAnswer {
        for _ in 0..<5000 {
            let body = try next()
            let answer = try connection.deliver(body)
            if answer.status == 200 { continue }
            #expect(answer.status == 503, "\(answer.text)")
            waiting.insert(body, at: 0)
            return answer
        }
        throw BridgeTrouble("5000 deliveries were kept in spite of the fault")
    }

    private mutating func next() throws -> [UInt8] {
        if waiting.isEmpty {
            let occurrence = TestOccurrence(of: occurrences.count % roster.meetings, "\(occurrences.count)==")
            occurrences.append(occurrence)
            waiting = occurrence.story(participants: roster.participantsEach)
        }
        return waiting.removeFirst()
    }

    private func progress() throws -> HTTPAnswer {
        let person = TestRoster.participant(0, of: 0)
        return try bridge.get("/api/participants/\(person)/progress", as: person)
    }
}
