extension Bench {
    /// How long a court representative with 500 participants waits for the dashboard, each of whom attended twice a week for
    /// a year: the first time after a start, when nothing changes, and while people come and go.
    mutating func measureDashboard() throws {
        let bridge = try startedBridge(with: BenchRoster.json(meetingsEach: Year.meetings, perWeek: 2))
        let deliveries = try Deliveries(host: bridge.host, tag: "y")
        // Fewer at once than there are meetings, so that each is told of in order.
        var client = try LoadClient(port: bridge.port, connections: 16)
        var year = Year()
        while year.next < Year.deliveries {
            let portion = min(Year.deliveriesOfDay * 8, Year.deliveries - year.next)
            try check(try client.run(seconds: .infinity, limit: portion) { deliveries.append(year.body(), to: &$0) })
            say("dashboard: \(year.next) of \(Year.deliveries) deliveries")
        }
        client.close()
        let cards = Year.days * Year.meetings * BenchRoster.participantsEach
        guard try LoadClient.metric("bridge_cards_total", port: bridge.port) == cards else {
            throw BenchError("not everybody has a card for every day")
        }
        guard bridge.stop() else { throw BenchError("the bridge did not stop cleanly on SIGTERM") }
        try bridge.start()
        var reader = try LoadClient(port: bridge.port, connections: 1)
        defer { reader.close() }
        let token = try BenchRoster.token(for: BenchRoster.courtRep(0), role: "court-rep")
        let request =
            Array(
                "GET /api/court-reps/\(BenchRoster.courtRep(0))/dashboard HTTP/1.1\r\nhost: \(bridge.host)\r\n".utf8)
            + Array("authorization: Bearer \(token)\r\n\r\n".utf8)
        func ask(_ count: Int, _ reader: inout LoadClient) throws -> LoadClient.Result {
            let result = try reader.run(seconds: .infinity, limit: count) { $0 += request }
            try check(result)
            return result
        }
        var first = try ask(1, &reader)
        var warm = try ask(500, &reader)
        let name = "dashboard of 500 participants, 52,000 attendances"
        report.add(
            .init(
                name: name, value: warm.percentile(0.5), unit: "ms", target: .atMost(10),
                remark:
                    "p99 \(shown(warm.percentile(0.99))) ms, the first after a start \(shown(first.percentile(0.5))) ms"
            ))
        var writer = try LoadClient(port: bridge.port, connections: 1)
        defer { writer.close() }
        var busy = LoadClient.Result()
        for number in 0..<500 {
            let (meeting, person) = (number % Year.meetings, number / Year.meetings + 1)
            let body = Deliveries.body("meeting.participant_joined", meeting, "now\(meeting)AAAi==", person: person)
            try check(try writer.run(seconds: .infinity, limit: 1) { deliveries.append(body, to: &$0) })
            busy.latencies += try ask(1, &reader).latencies
        }
        report.add(
            .init(
                name: "the same, after each change", value: busy.percentile(0.5), unit: "ms", target: .atMost(10),
                remark: "p99 \(shown(busy.percentile(0.99))) ms, 500 people joining"))
    }
}

/// A year of meetings twice a week.
private struct Year {
    static let meetings = 25
    static let days = 104
    private static let steps = 2 * BenchRoster.participantsEach + 2
    static let deliveriesOfDay = meetings * steps
    static let deliveries = days * deliveriesOfDay

    private(set) var next = 0

    /// Everybody comes a minute after the start and goes five minutes before the end.
    mutating func body() -> [UInt8] {
        let (day, meeting) = (next / Self.deliveriesOfDay, next % Self.meetings)
        let step = next % Self.deliveriesOfDay / Self.meetings
        next += 1
        let date = Int64(day * 7 / 2 - 366)
        let occurrence = "y\(meeting).\(day)AAAi=="
        switch step {
        case 0: return Deliveries.body("meeting.started", meeting, occurrence, day: date)
        case Self.steps - 1: return Deliveries.body("meeting.ended", meeting, occurrence, day: date, minute: 60)
        case 1...BenchRoster.participantsEach:
            return Deliveries.body(
                "meeting.participant_joined", meeting, occurrence, person: step, day: date, minute: 1)
        default:
            return Deliveries.body(
                "meeting.participant_left", meeting, occurrence, person: step - BenchRoster.participantsEach, day: date,
                minute: 55)
        }
    }
}
