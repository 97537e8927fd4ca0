import DevTools
import Glibc
import JSON

extension Bench {
    /// What a court representative with 500 participants waits for, in a headless Chromium on this machine: for the first
    /// view, for what happens to be on the screen, and for the page to take a key while 50 things a second happen.
    mutating func measurePages() async throws {
        let bridge = try startedBridge(with: BenchRoster.json(meetingsEach: 25, perWeek: 2))
        let chromium = try await Chromium()
        let address = "http://\(bridge.host)"
        let page = try await chromium.newProfile().newPage()
        try await page.send("Page.addScriptToEvaluateOnNewDocument", ["source": .string(Self.watching)])
        try await signIn(page, bridge, address)

        var first: [Double] = []
        for _ in 0..<5 {
            try await page.send("Network.clearBrowserCache")
            try await page.go("about:blank")
            try await page.go("\(address)/rep")
            first.append(try await drawn(page))
        }
        try await page.go("about:blank")
        try await page.go("\(address)/rep")
        let again = try await drawn(page)
        first.sort()
        report.add(
            .init(
                name: "page of 500 participants, first view", value: first[2], unit: "ms", target: .atMost(1000),
                remark: "the slowest of five \(shown(first[4])) ms; \(shown(again)) ms with everything kept"))

        let deliveries = try Deliveries(host: bridge.host, tag: "p")
        var client = try LoadClient(port: bridge.port, connections: 1)
        defer { client.close() }
        let people = (0..<500).map { (meeting: $0 % 25, person: $0 / 25 + 1) }
        for meeting in 0..<25 {
            let body = Deliveries.body("meeting.started", meeting, "p\(meeting)AAAi==")
            try check(try client.run(seconds: .infinity, limit: 1) { deliveries.append(body, to: &$0) })
        }
        // Ten a second: each alone, as on most days.
        let few = try await join(people.prefix(100), perSecond: 10, deliveries, &client, page)
        report.add(
            .init(
                name: "event to screen, p95", value: few.latencies[few.latencies.count * 95 / 100], unit: "ms",
                target: .atMost(100),
                remark: "p50 \(shown(few.latencies[few.latencies.count / 2])) ms, from Zoom's delivery to the frame"))
        let many = try await join(people.dropFirst(100), perSecond: 50, deliveries, &client, page)
        report.add(
            .init(
                name: "longest task at 50 events a second", value: many.longestTask, unit: "ms", target: .atMost(50),
                remark: "p95 to the screen \(shown(many.latencies[many.latencies.count * 95 / 100])) ms"))
    }

    /// What a page takes down about itself, from its beginning: when a person's row first says that they are present, at
    /// the frame that shows it, and how long the longest task was.
    private static let watching = """
        globalThis.seenAt = {};
        globalThis.longestTask = 0;
        new PerformanceObserver((list) => {
            for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
        }).observe({type: 'longtask', buffered: true});
        new MutationObserver((changes) => {
            const rows = new Set(changes.map(({target}) => (target.closest ?? target.parentElement?.closest)
                ?.call(target.closest ? target : target.parentElement, 'tr[data-id]')));
            const fresh = [...rows].filter((row) => row && !seenAt[row.dataset.id] && row.querySelector('.present'));
            for (const row of fresh) seenAt[row.dataset.id] = Infinity;
            // The task after the frame's own work: by then it is drawn.
            if (fresh.length > 0) requestAnimationFrame(() => setTimeout(() => {
                for (const row of fresh) seenAt[row.dataset.id] = performance.timeOrigin + performance.now();
            }));
        }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
        """

    /// Sets the representative's password by an invite, in the page, which is signed in by it.
    private func signIn(_ page: Page, _ bridge: BridgeProcess, _ address: String) async throws {
        var status: Int32 = 0
        let child = try bridge.spawn(["user", "invite", BenchRoster.courtRep(0), "--json"])
        guard waitpid(child, &status, 0) == child, status == 0 else { throw BenchError("no invite:\n\(bridge.log)") }
        guard let secret = bridge.log.split(separator: "#").last?.split(separator: "\"").first else {
            throw BenchError("no link in the invite:\n\(bridge.log)")
        }
        try await page.go("\(address)/sign-in")
        let answer = try await page.call(
            """
            (token) => fetch('/api/invites/acceptance', {
                method: 'POST', headers: {'Content-Type': 'application/json'},
                body: JSON.stringify({token, password: 'four words in a row'}),
            }).then((answer) => answer.status)
            """, .string(String(secret)))
        guard answer == 200 || answer == 201 else { throw BenchError("the invite was answered \(answer)") }
    }

    /// Milliseconds from the request for the page until its list was drawn.
    private func drawn(_ page: Page) async throws -> Double {
        let mark = "performance.getEntriesByName('rep-drawn')[0]"
        return try await page.wait(until: "\(mark)?.startTime").number ?? 0
    }

    /// Lets people join one after the other, and waits until all are on the screen.
    /// - Returns: milliseconds from each delivery's first byte, sorted.
    private func join(
        _ people: ArraySlice<(meeting: Int, person: Int)>, perSecond: UInt64, _ deliveries: Deliveries,
        _ client: inout LoadClient, _ page: Page
    ) async throws -> (latencies: [Double], longestTask: Double) {
        try await page.wait(until: "document.querySelector('.live-words')?.textContent === 'Live'")
        try await page.evaluate("void (longestTask = 0)")
        var sentAt: [String: Double] = [:]
        let began = monotonicNanoseconds()
        for (number, (meeting, person)) in people.enumerated() {
            let due = began + UInt64(number) * 1_000_000_000 / perSecond
            let now = monotonicNanoseconds()
            if now < due { usleep(UInt32((due - now) / 1000)) }
            let body = Deliveries.body("meeting.participant_joined", meeting, "p\(meeting)AAAi==", person: person)
            sentAt[BenchRoster.participant(person, of: meeting)] = Double(wallMilliseconds())
            try check(try client.run(seconds: .infinity, limit: 1) { deliveries.append(body, to: &$0) })
        }
        let ids = JSON.array(sentAt.keys.map { .string($0) }).pretty()
        try await page.wait(until: "\(ids).every((id) => Number.isFinite(seenAt[id]))")
        let seenAt = try await page.evaluate("seenAt").object ?? [:]
        let latencies = sentAt.compactMap { id, sent in seenAt[id]?.number.map { $0 - sent } }.sorted()
        return (latencies, try await page.evaluate("longestTask").number ?? 0)
    }
}
