import DevTools
import JSON
import ServiceSupport
import Testing

extension BrowserTests {
    @Suite("What a representative sees while a meeting goes on")
    struct LiveJourneys {
        /// Signs the representative in and shows what happens.
        private func watch(
            _ court: Court, _ page: Page, _ view: String = "activity", signsIn: Bool = true
        ) async throws {
            if signsIn { try await page.signIn(as: Court.rep, to: court) }
            try await page.go("\(court.address)/rep?view=\(view)")
            try await page.wait(until: "document.querySelector('.live-words')?.textContent === 'Live'")
        }

        /// What has happened by the page, the oldest first: the event and whom it names.
        private static let lines = """
            [...document.querySelectorAll('.activity-line')].reverse()
                .map((line) => `${line.dataset.event} ${line.querySelector('a')?.innerText ?? ''}`.trim())
            """

        @Test("two tabs show who joins, who leaves and the card, each thing once and in order")
        func twoTabs() async throws {
            let court = try await Court()
            try await court.invite(Court.rep)
            let (ana, ben) = (court.people[0], court.people[4])
            let profile = try await SharedBrowser.profile()
            try await withPage(in: profile) { table in
                try await withPage(in: profile) { activity in
                    try await watch(court, table, "participants")
                    try await watch(court, activity, signsIn: false)
                    let now = Holding(.open, uuid: "now==")
                    try court.deliver([now.started(), now.joined(ana, minute: 1), now.joined(ben, minute: 2)])
                    let row = """
                        [...document.querySelectorAll('tbody tr')].find((row) => row.innerText.includes('Ana Torres'))
                        """
                    try await table.wait(until: "/\\d:\\d\\d:\\d\\d/.test(\(row)?.innerText)")
                    try court.deliver([now.left(ana, minute: 59), now.left(ben, minute: 60), now.ended(minute: 60)])
                    try await table.wait(until: "\(row)?.innerText.includes('Counted')")
                    try await table.wait(until: "!/\\d:\\d\\d:\\d\\d/.test(\(row).innerText)")
                    try await activity.wait(
                        until: "document.querySelectorAll('[data-event=court-card-updated]').length === 2")
                    let told = try await activity.evaluate(Self.lines).array?.compactMap(\.string) ?? []
                    let wanted = [
                        "meeting-started", "participant-joined Ana Torres", "participant-joined Ben Okafor",
                        "participant-left Ana Torres", "participant-left Ben Okafor", "meeting-ended",
                    ]
                    #expect(told.filter { wanted.contains($0) } == wanted, "\(told)")
                    #expect(Set(told).count == told.count, "something was told twice: \(told)")
                    try await keep(table, as: "rep-two-tabs", whole: true)
                }
            }
        }

        enum Loss: String, CaseIterable, Sendable {
            case offline, cut, silent, killed, withoutWebSocket, withoutStreams
        }

        @Test("whatever befalls network and bridge, nothing is lost and nothing comes twice", arguments: Loss.allCases)
        func losses(_ loss: Loss) async throws {
            let court = try await Court()
            try await court.invite(Court.rep)
            let (ana, ben) = (court.people[0], court.people[4])
            let now = Holding(.open, uuid: "now==")
            try await withPage { page in
                try await watch(court, page)
                try court.deliver([now.started(), now.joined(ana, minute: 1)])
                try await page.wait(until: "document.querySelector('[data-event=participant-joined]')")

                let isConnected = "document.querySelector('.live-words').textContent === 'Live'"
                switch loss {
                case .offline:
                    try await page.setOffline(true)
                    try await page.wait(until: "!(\(isConnected))")
                case .cut:
                    court.cable.become(.cut)
                    try await page.wait(until: "!(\(isConnected))")
                case .silent:
                    court.cable.become(.silent)
                    try await page.wait(until: "!(\(isConnected))")
                case .killed:
                    await court.bridge.kill()
                    try await page.wait(until: "!(\(isConnected))")
                    try await court.start()
                case .withoutWebSocket: court.cable.refuse(["/ws"])
                case .withoutStreams: court.cable.refuse(["/ws", "/api/events"])
                }
                try court.deliver([
                    now.left(ana, minute: 20), now.joined(ben, minute: 21), now.joined(ana, minute: 30, round: 1),
                ])
                if loss == .offline { try await page.setOffline(false) }
                if loss == .cut || loss == .silent {
                    court.cable.become(.cut)
                    court.cable.become(.whole)
                }
                try await page.wait(
                    until: "document.querySelectorAll('[data-event=participant-joined]').length === 3",
                    within: .seconds(30))
                // And what happens from now on.
                try court.deliver([now.left(ben, minute: 40)])
                try await page.wait(
                    until: "document.querySelectorAll('[data-event=participant-left]').length === 2",
                    within: .seconds(30))
                #expect(
                    try await page.evaluate(Self.lines).array?.compactMap(\.string) == [
                        "meeting-started", "participant-joined Ana Torres", "participant-left Ana Torres",
                        "participant-joined Ben Okafor", "participant-joined Ana Torres", "participant-left Ben Okafor",
                    ])
                let asked = page.answers.map(\.address)
                if loss == .withoutWebSocket { #expect(asked.contains { $0.contains("/api/events") }) }
                if loss == .withoutStreams { #expect(asked.contains { $0.contains("/api/feed?since") }) }
            }
        }
    }
}
