import Glibc

/// Runs the measurements one after the other, each with a bridge and a database of its own.
struct Bench {
    let options: BenchOptions
    var report = BenchReport()

    init(_ options: BenchOptions) { self.options = options }

    mutating func run() async throws {
        if let folder = options.export { return try export(to: folder) }
        for part in options.parts {
            say("\(part.rawValue) …")
            switch part {
            case .start: try measureStart()
            case .ingest64: try measureIngest(connections: 64, target: .none)
            case .ingest1: try measureIngest(connections: 1, target: .atLeast(1850))
            case .feed: try measureFeed()
            case .idle: try measureIdle()
            case .reconnect: try measureReconnect()
            case .cards: try measureCards()
            case .papers: try measurePapers()
            case .growth: try measureGrowth()
            case .audit: try measureAudit()
            case .dashboard: try measureDashboard()
            case .pages: try await measurePages()
            }
        }
    }

    /// Start to first answer, the median of five with a database that is there, and the memory after it.
    private mutating func measureStart() throws {
        let bridge = try startedBridge()
        usleep(1_000_000)
        report.add(
            .init(name: "idle server", value: Double(bridge.residentKiB) / 1024, unit: "MiB", target: .atMost(40)))
        var times: [Double] = []
        for _ in 0..<5 {
            guard bridge.stop() else { throw BenchError("the bridge did not stop cleanly on SIGTERM") }
            times.append(try bridge.start() * 1000)
        }
        times.sort()
        report.add(.init(name: "start to first answer", value: times[2], unit: "ms", target: .atMost(150)))
    }

    private mutating func measureIngest(connections: Int, target: BenchReport.Row.Target) throws {
        let bridge = try startedBridge()
        var deliveries = try Deliveries(host: bridge.host, tag: "i")
        var client = try LoadClient(port: bridge.port, connections: connections)
        defer { client.close() }
        _ = try client.run(seconds: 1) { deliveries.append(to: &$0) }
        let before = bridge.processorTime
        var result = try client.run(seconds: Double(options.seconds)) { deliveries.append(to: &$0) }
        try check(result)
        let spent = bridge.processorTime - before
        func each(_ seconds: Double) -> String { shown(seconds * 1e6 / Double(result.answered)) }
        report.add(
            .init(
                name: "ingest, \(connections) connection\(connections == 1 ? "" : "s")", value: result.perSecond,
                unit: "/s",
                target: target,
                remark: "p50 \(shown(result.percentile(0.5))) ms, p99 \(shown(result.percentile(0.99))) ms, "
                    + "\(each(spent.user)) + \(each(spent.system)) µs of processor (user + system) each"))
    }

    /// Webhook to WebSocket at 200 deliveries a second with 1,000 connections.
    private mutating func measureFeed() throws {
        let bridge = try startedBridge()
        let people = (0..<1000).map {
            (meeting: $0 / BenchRoster.participantsEach, person: $0 % BenchRoster.participantsEach + 1)
        }
        let clients = FeedClients()
        try clients.open(
            try people.map { try BenchRoster.token(for: BenchRoster.participant($0.person, of: $0.meeting)) },
            port: bridge.port)
        defer { clients.close() }
        let deliveries = try Deliveries(host: bridge.host, tag: "f")
        var client = try LoadClient(port: bridge.port, connections: 1)
        defer { client.close() }
        let total = 200 * options.seconds
        let began = monotonicNanoseconds()
        for number in 0..<total {
            let due = began + UInt64(number) * 5_000_000
            let now = monotonicNanoseconds()
            if now < due { usleep(UInt32((due - now) / 1000)) }
            let index = number % people.count
            let (meeting, person) = people[index]
            let round = number / people.count
            // Everybody joins in the first round, leaves in the second, joins again in the third.
            let body = Deliveries.body(
                round % 2 == 0 ? "meeting.participant_joined" : "meeting.participant_left", meeting,
                "f\(meeting).\(round / 2)", person: person)
            clients.expect(index)
            try check(try client.run(seconds: .infinity, limit: 1) { deliveries.append(body, to: &$0) })
        }
        usleep(500_000)
        guard clients.latencies.count >= total * 99 / 100 else {
            throw BenchError("only \(clients.latencies.count) of \(total) deliveries came out of the feed")
        }
        var result = LoadClient.Result(latencies: clients.latencies)
        report.add(
            .init(
                name: "webhook to WebSocket, p50", value: result.percentile(0.5), unit: "ms", target: .atMost(3),
                remark: "\(total) deliveries at 200/s, 1000 connections, \(clients.messages) messages"))
        report.add(
            .init(
                name: "webhook to WebSocket, p99", value: result.percentile(0.99), unit: "ms", target: .atMost(15)))
    }

    /// Resident memory for each WebSocket that has nothing to say.
    private mutating func measureIdle() throws {
        let bridge = try startedBridge()
        let tokens = try (0..<2000).map {
            try BenchRoster.token(
                for: BenchRoster.participant(
                    $0 % BenchRoster.participantsEach + 1, of: $0 / BenchRoster.participantsEach))
        }
        let clients = FeedClients()
        usleep(500_000)
        let before = bridge.residentKiB
        let count = 5000
        try clients.open((0..<count).map { tokens[$0 % tokens.count] }, port: bridge.port)
        defer { clients.close() }
        usleep(1_000_000)
        let each = Double(bridge.residentKiB - before) / Double(count)
        report.add(
            .init(
                name: "idle WebSocket", value: each, unit: "KiB", target: .atMost(7),
                remark: "\(count) connections, \(bridge.residentKiB / 1024) MiB in all"))
    }

    /// Processor time of a delivery in an empty journal, and in one of `rows`.
    private mutating func measureGrowth() throws {
        let bridge = try startedBridge()
        var deliveries = try Deliveries(host: bridge.host, tag: "g")
        var client = try LoadClient(port: bridge.port, connections: 64)
        defer { client.close() }
        // Whole rounds of all meetings, so that both ends hold the same mix of joins, ends and cards.
        let round = Deliveries.round
        let portion = round * max(1, min(4, options.rows / (10 * round)))
        func cost(_ client: inout LoadClient, _ deliveries: inout Deliveries) throws -> (Double, Double) {
            let before = bridge.processorTime
            let result = try client.run(seconds: .infinity, limit: portion) { deliveries.append(to: &$0) }
            try check(result)
            return ((bridge.processorTime - before).total * 1e6 / Double(portion), result.perSecond)
        }
        try check(try client.run(seconds: .infinity, limit: round) { deliveries.append(to: &$0) })
        let first = try cost(&client, &deliveries)
        while deliveries.next < options.rows - portion {
            try check(try client.run(seconds: .infinity, limit: round) { deliveries.append(to: &$0) })
            if deliveries.next % (10 * round) == 0 { say("growth: \(deliveries.next) of \(options.rows) rows") }
        }
        let last = try cost(&client, &deliveries)
        report.add(
            .init(
                name: "cost growth over \(deliveries.next) rows", value: (last.0 / first.0 - 1) * 100, unit: "%",
                target: .atMost(20),
                remark: "\(shown(first.0)) → \(shown(last.0)) µs each, \(shown(first.1)) → \(shown(last.1))/s"))
    }

    func startedBridge(with roster: String = BenchRoster.json) throws -> BridgeProcess {
        let bridge = try BridgeProcess(binary: try binary())
        try bridge.importRoster(roster)
        try bridge.start()
        return bridge
    }

    /// The bridge built together with this program.
    private func binary() throws -> String {
        if let binary = options.binary { return binary }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0, let slash = buffer[..<count].lastIndex(of: UInt8(ascii: "/")) else {
            throw BenchError("this program does not know where it is; say --binary FILE")
        }
        let path = String(decoding: buffer[...slash], as: UTF8.self) + "attendance-bridge"
        guard access(path, X_OK) == 0 else {
            throw BenchError("\(path) is missing. Build it first: swift build -c release --product attendance-bridge")
        }
        return path
    }

    func check(_ result: LoadClient.Result) throws {
        guard result.refused == 0 else { throw BenchError("\(result.refused) deliveries were refused") }
        guard result.answered > 0 else { throw BenchError("nothing was answered") }
    }

    private func export(to folder: String) throws {
        mkdir(folder, 0o700)
        try writeFile("\(folder)/roster.json", BenchRoster.json)
        let tokens = try (0..<BenchRoster.meetings).flatMap { meeting in
            try (1...BenchRoster.participantsEach).map {
                try BenchRoster.token(for: BenchRoster.participant($0, of: meeting))
            }
        }
        try writeFile("\(folder)/tokens.txt", tokens.joined(separator: "\n") + "\n")
    }

    /// Progress, for whoever waits.
    func say(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        let line = Array("\(text)\n".utf8)
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
