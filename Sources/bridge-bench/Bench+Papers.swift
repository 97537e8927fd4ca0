import Attendance
import Glibc

extension Bench {
    /// How fast cards become PDFs, a hearing's export and verdicts: by the commands and addresses that people use.
    mutating func measurePapers() throws {
        let bridge = try startedBridge()
        let cards = 500
        try attend(cards, at: bridge)
        let person = BenchRoster.participant(1, of: 0)
        let year = today.prefix(4)
        let token = try BenchRoster.token(for: person)
        let tail = "?form=pdf HTTP/1.1\r\nhost: \(bridge.host)\r\nauthorization: Bearer \(token)\r\n\r\n"
        var client = try LoadClient(port: bridge.port, connections: 1)
        defer { client.close() }
        var asked = 0
        func ask(_ request: inout [UInt8]) {
            asked += 1
            request += "GET /cards/CC-\(year)-261-\(asked)\(tail)".utf8
        }
        // The first ones find the fonts.
        _ = try client.run(seconds: .infinity, limit: 20, next: ask)
        var printed = try client.run(seconds: .infinity, limit: 200, next: ask)
        try check(printed)
        report.add(
            .init(
                name: "card as PDF, over HTTP", value: printed.percentile(0.5), unit: "ms", target: .atMost(15),
                remark: "p99 \(shown(printed.percentile(0.99))) ms"))
        let folder = "\(bridge.folder)/hearing"
        let (exporting, _) = try bridge.time([
            "cards", "export", "--participant", person, "--from", today, "--to", "2100-01-01", "--output", folder,
        ])
        report.add(.init(name: "hearing export of \(cards) cards", value: exporting, unit: "s", target: .atMost(10)))
        let (verifying, processor) = try bridge.time(
            ["verify", "--json"] + Array(repeating: "\(folder)/cards.json", count: 10_000 / cards))
        report.add(
            .init(
                name: "verification of 10000 cards", value: verifying, unit: "s", target: .atMost(10),
                remark: "\(shown(processor)) s of processor"))
        for file in ["cards.pdf", "cards.csv", "cards.json", "court-card-keys.json", "ledger.note", "certificate.pdf"] {
            unlink("\(folder)/\(file)")
        }
        rmdir(folder)
    }

    private var today: String { String(Timestamp(milliseconds: wallMilliseconds()).rfc3339.prefix(10)) }

    /// Lets one participant attend a meeting on so many days from today on.
    private func attend(_ days: Int, at bridge: BridgeProcess) throws {
        let deliveries = try Deliveries(host: bridge.host, tag: "p")
        var client = try LoadClient(port: bridge.port, connections: 1)
        defer { client.close() }
        var next = 0
        let steps = ["started", "participant_joined", "participant_left", "ended"]
        let result = try client.run(seconds: .infinity, limit: steps.count * days) { request in
            let (day, step) = (next / steps.count, next % steps.count)
            next += 1
            deliveries.append(
                Deliveries.body(
                    "meeting.\(steps[step])", 0, "p\(day)AAAi==", person: (1...2).contains(step) ? 1 : nil,
                    day: Int64(day)),
                to: &request)
        }
        try check(result)
    }
}

extension BridgeProcess {
    /// Runs a command beside the bridge.
    ///
    /// - Returns: how long it took, of which on a processor.
    func time(_ arguments: [String]) throws -> (seconds: Double, processor: Double) {
        let began = monotonicNanoseconds()
        let child = try spawn(arguments)
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(child, &status, 0, &usage) == child, status == 0 else {
            throw BenchError("“\(arguments.prefix(2).joined(separator: " "))” failed:\n\(log.suffix(2000))")
        }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return (
            Double(monotonicNanoseconds() - began) / 1e9, seconds(usage.ru_utime) + seconds(usage.ru_stime)
        )
    }
}
