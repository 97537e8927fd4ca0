import Glibc

extension Bench {
    /// 5,000 clients of the feed come back all at once after a restart, while deliveries go on: how long it takes until each of
    /// them has what it missed, and how long Zoom waits meanwhile.
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
        let began = monotonicNanoseconds()
        while clients.progress.connected < count {
            guard monotonicNanoseconds() - began < 30_000_000_000 else {
                throw BenchError("only \(clients.progress.connected) of \(count) clients were told “connected”")
            }
            usleep(2000)
        }
        clients.vanish()
        guard bridge.stop() else { throw BenchError("the bridge did not stop cleanly on SIGTERM") }
        try bridge.start()
        // What each of them misses.
        let deliveries = try Deliveries(host: bridge.host, tag: "r")
        var load = try LoadClient(port: bridge.port, connections: 64)
        defer { load.close() }
        for meeting in 0..<BenchRoster.meetings {
            let body = Deliveries.body("meeting.started", meeting, "r\(meeting)AAAi==")
            try check(try load.run(seconds: .infinity, limit: 1) { deliveries.append(body, to: &$0) })
        }

        var number = 0
        func next(_ request: inout [UInt8]) {
            let (meeting, person) = (number % BenchRoster.meetings, number / BenchRoster.meetings % 20 + 1)
            let round = number / (BenchRoster.meetings * BenchRoster.participantsEach)
            number += 1
            deliveries.append(
                Deliveries.body("meeting.participant_joined", meeting, "r\(meeting).\(round)AAAi==", person: person),
                to: &request)
        }
        var alone = try load.run(perSecond: 200, until: { $0 >= 400 }, next: next)
        let back = monotonicNanoseconds()
        var live: UInt64?
        clients.comeAtOnce()
        defer { clients.vanish() }
        // Until all are there, and at least two seconds, for a 99th percentile that means something.
        var told = try load.run(perSecond: 200) { sent in
            let progress = clients.progress
            guard progress.closed == 0 else { throw BenchError("\(progress.closed) connections were closed") }
            if live == nil, progress.live == count { live = monotonicNanoseconds() }
            guard monotonicNanoseconds() - back < 60_000_000_000 else {
                throw BenchError("only \(progress.live) of \(count) clients have what they missed")
            }
            return live != nil && sent >= 400
        } next: {
            next(&$0)
        }
        try check(told)
        report.add(
            .init(
                name: "\(count) clients back at once, all live", value: Double((live ?? 0) - back) / 1e9, unit: "s",
                target: .atMost(5)))
        report.add(
            .init(
                name: "ingest meanwhile, p99", value: told.percentile(0.99), unit: "ms", target: .atMost(100),
                remark:
                    "\(told.latencies.count) deliveries at 200/s, p50 \(shown(told.percentile(0.5))) ms; without the "
                    + "clients p50 \(shown(alone.percentile(0.5))) ms, p99 \(shown(alone.percentile(0.99))) ms"))
    }
}
