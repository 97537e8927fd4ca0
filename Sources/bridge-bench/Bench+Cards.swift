extension Bench {
    /// How fast cards are issued when all meetings end at once: what was measured is decided, written, hashed, signed, put
    /// into the ledger and committed, and everybody is told.
    mutating func measureCards() throws {
        let bridge = try startedBridge()
        var deliveries = try Deliveries(host: bridge.host, tag: "c", isDaily: true)
        var client = try LoadClient(port: bridge.port, connections: 64)
        defer { client.close() }
        let perRound = BenchRoster.meetings * BenchRoster.participantsEach
        let rounds = 5
        var (seconds, processor) = (0.0, 0.0)
        for _ in 0..<rounds {
            let all = Deliveries.round - BenchRoster.meetings
            try check(try client.run(seconds: .infinity, limit: all) { deliveries.append(to: &$0) })
            let (began, before) = (monotonicNanoseconds(), bridge.processorTime)
            try check(try client.run(seconds: .infinity, limit: BenchRoster.meetings) { deliveries.append(to: &$0) })
            seconds += Double(monotonicNanoseconds() - began) / 1e9
            let spent = bridge.processorTime - before
            processor += spent.user + spent.system
        }
        let cards = rounds * perRound
        let issued = try LoadClient.metric("bridge_cards_total", port: bridge.port)
        guard issued == cards else { throw BenchError("\(issued ?? 0) cards were issued, not \(cards)") }
        report.add(
            .init(
                name: "cards issued, \(BenchRoster.meetings) meetings ending at once",
                value: Double(cards) / seconds, unit: "/s", target: .atLeast(2000),
                remark: "\(shown(processor * 1e6 / Double(cards))) µs of processor each"))
    }
}
