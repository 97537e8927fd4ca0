import Glibc

extension Bench {
    /// 5,000 clients of the feed come back all at once while deliveries go on: how long it takes until each of them has what
    /// it missed, and how long Zoom waits meanwhile.
    mutating func measureReconnect() throws {
        let bridge = try startedBridge()
        let people = BenchRoster.meetings * BenchRoster.participantsEach
        let tokens = try (0..<people).map {
            try BenchRoster.token(
                for: BenchRoster.participant(
                    $0 % BenchRoster.participantsEach + 1, of: $0 / BenchRoster.participantsEach))
        }
        let count = 5000
        let clients = ReturningClients((0..<count).map { tokens[$0 % people] }, port: bridge.port)
        try clients.come(together: 64)
        try wait("are connected") { clients.progress.connected == count }
        clients.vanish()
        try wait("are gone") {
            try LoadClient.metric("bridge_feed_connections", port: bridge.port) == 0
        }
        // What each of them misses.
        let deliveries = try Deliveries(host: bridge.host, tag: "r")
        var client = try LoadClient(port: bridge.port, connections: 1)
        defer { client.close() }
        for meeting in 0..<BenchRoster.meetings {
            let body = Deliveries.body("meeting.started", meeting, "r\(meeting)AAAi==")
            try check(try client.run(seconds: .infinity, limit: 1) { deliveries.append(body, to: &$0) })
        }

        let began = monotonicNanoseconds()
        var deliveriesTold = LoadClient.Result()
        var live: UInt64?
        try clients.come()
        // Until all are there, and at least two seconds, for a 99th percentile that means something.
        while live == nil || deliveriesTold.latencies.count < 400 {
            let number = deliveriesTold.latencies.count
            let due = began + UInt64(number) * 5_000_000
            let now = monotonicNanoseconds()
            if now < due { usleep(UInt32((due - now) / 1000)) }
            let (meeting, person) = (number % BenchRoster.meetings, number / BenchRoster.meetings % 20 + 1)
            let body = Deliveries.body(
                "meeting.participant_joined", meeting, "r\(meeting)AAAi==", person: person)
            try check(try client.run(seconds: .infinity, limit: 1) { deliveries.append(body, to: &$0) })
            // From when it should have been sent: whoever is kept waiting keeps those behind waiting too.
            deliveriesTold.latencies.append(UInt32(clamping: (monotonicNanoseconds() - due) / 1000))
            let progress = clients.progress
            guard progress.closed == 0 else { throw BenchError("\(progress.closed) connections were closed") }
            if live == nil, progress.live == count { live = monotonicNanoseconds() }
            guard monotonicNanoseconds() - began < 60_000_000_000 else {
                throw BenchError("only \(progress.live) of \(count) clients have what they missed")
            }
        }
        defer { clients.vanish() }
        report.add(
            .init(
                name: "\(count) clients back at once, all live", value: Double((live ?? 0) - began) / 1e9, unit: "s",
                target: .atMost(5)))
        report.add(
            .init(
                name: "ingest meanwhile, p99", value: deliveriesTold.percentile(0.99), unit: "ms",
                target: .atMost(100),
                remark:
                    "\(deliveriesTold.latencies.count) deliveries at 200/s, p50 \(shown(deliveriesTold.percentile(0.5))) ms"
            ))
    }

    private func wait(_ what: String, isTrue: () throws -> Bool) throws {
        let began = monotonicNanoseconds()
        while try !isTrue() {
            guard monotonicNanoseconds() - began < 30_000_000_000 else {
                throw BenchError("it never happened that all clients \(what)")
            }
            usleep(2000)
        }
    }
}
