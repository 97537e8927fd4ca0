import Attendance
import Bridge
import Crypto
import JSON
import Server
import Synchronization
import Zoom

/// Runs the real bridge with a database of its own, plays a recorded meeting to it over HTTP, and listens as two people
/// would: the participant and their court representative.
struct Demo: Sendable {
    let files: DemoFiles
    let isKept: Bool
    let terminal: Terminal

    static let participant = PersonID("P-1001")
    static let courtRep = PersonID("maria.lopez")
    /// Between two deliveries: thirty of them take six seconds.
    static let pace = Duration.milliseconds(180)

    func run() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var configuration = Configuration()
        configuration.listen.port = 0
        configuration.database = folder.path + "/bridge.db"
        configuration.settleSeconds = 1
        configuration.zoom.secrets = [Secret(Random.identifier())]
        configuration.jwt.secret = Secret(Random.identifier(bytes: 32))
        let bridge = try await RunningBridge.open(configuration, logger: Logger(level: .error, format: .text))
        try await withThrowingTaskGroup(of: Void.self) { [configuration] group in
            group.addTask { try await bridge.run() }
            group.addTask {
                try await play(to: bridge, configuration)
                while isKept { try await Task.sleep(for: .seconds(3600)) }
            }
            // The play ends first, or the bridge failed.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func play(to bridge: RunningBridge, _ configuration: Configuration) async throws {
        _ = try await bridge.service.importRoster(files.roster, .json)
        guard let endpoint = Endpoint(bridge.address), let issuer = try configuration.tokenIssuer(),
            let key = configuration.zoom.secrets.first.flatMap({ HMACKey($0.bytes) }),
            let clock = WallClock("America/New_York")
        else { throw CommandFailure("the demonstration could not be set up.") }
        let loop = EventLoop()
        let story = DemoStory(
            clock: clock, deliveries: files.deliveries.count, url: "http://\(endpoint.host):\(endpoint.port)")
        let tokens = try [(Self.participant, Role.participant), (Self.courtRep, .courtRep)].map { person, role in
            let now = Timestamp.systemNow.milliseconds / 1000
            return try issuer.token(
                for: TokenClaims(subject: person.rawValue, role: role.rawValue, issuedAt: now, expiresAt: now + 86_400))
        }
        let sockets = zip([DemoTeller.Listener.participant, .courtRep], tokens).map { listener, token in
            WebSocketClient(endpoint, target: "/ws?token=\(token)", on: loop) { story.hear($0, listener) }
        }
        defer { for socket in sockets { socket.close() } }
        try await story.wait(for: "both listeners") { $0.connected == 2 }

        var screen = DemoScreen(terminal)
        let client = HTTPClient(endpoint, on: loop)
        let signer = Signer(secret: key)
        for body in files.deliveries {
            story.tell(body)
            let headers = signer.headers(for: body, sentAt: .systemNow).map { HeaderField($0.name, $0.value) }
            let answer = try await client.send(.post, "/webhooks/zoom", headers: headers, body: body)
            guard answer.status == 200 else { throw CommandFailure("a delivery was answered \(answer.status).") }
            screen.show(story.state)
            try await Task.sleep(for: Self.pace)
            screen.show(story.state)
        }
        try await story.wait(for: "the court card") { $0.card != nil }
        let report = try await client.send(
            .get, "/cards/\(story.cardNumber ?? "")", headers: [HeaderField("Authorization", "Bearer \(tokens[0])")])
        var state = story.state
        state.card = DemoCard(try JSON.parse(report.body))
        state.isKept = isKept
        if isKept { state.token = tokens[1] }
        screen.finish(state)
    }
}

/// What has happened so far, told by the loop that listens and the task that plays.
final class DemoStory: Sendable {
    private struct Inside {
        var state: DemoState
        var tellers: [DemoTeller.Listener: DemoTeller]
        var progress = Progress()
        var now = Timestamp(milliseconds: 0)
    }

    /// What can be waited for.
    struct Progress {
        var connected = 0
        /// The participant's.
        var card: String?
        var closed: String?
    }

    private let inside: Mutex<Inside>
    private let clock: WallClock

    init(clock: WallClock, deliveries: Int, url: String) {
        self.clock = clock
        var state = DemoState(
            meeting: "", total: deliveries, participant: DemoState.Audience(title: "Ana Torres, participant"),
            courtRep: DemoState.Audience(title: "Maria Lopez, court representative"))
        state.url = url
        inside = Mutex(
            Inside(
                state: state,
                tellers: [
                    .participant: DemoTeller(.participant, clock: clock),
                    .courtRep: DemoTeller(.courtRep, clock: clock),
                ]))
    }

    var state: DemoState { inside.withLock { $0.state } }
    var cardNumber: String? { inside.withLock { $0.progress.card } }

    /// A delivery that is about to be sent.
    func tell(_ body: [UInt8]) {
        guard let delivery = try? JSON.parse(body) else { return }
        inside.withLock { inside in
            inside.now = DemoTeller.time(of: delivery) ?? inside.now
            inside.state.sent += 1
            inside.state.now = DemoTeller.headline(of: delivery)
            let topic = delivery["payload"]?["object"]?["topic"]?.string ?? ""
            inside.state.meeting = "\(topic), \(clock.dayAndTime(inside.now))"
        }
    }

    /// What came over one of the two feeds.
    func hear(_ event: WebSocketClient.Event, _ listener: DemoTeller.Listener) {
        switch event {
        case .text(let text):
            guard let message = try? JSON.parse(Array(text.utf8)) else { return }
            inside.withLock { inside in
                if message["event"]?.string == "connected" { inside.progress.connected += 1 }
                if listener == .participant, message["event"]?.string == "court-card-updated" {
                    inside.progress.card = message["data"]?["number"]?.string
                }
                guard let told = inside.tellers[listener]?.told(message, now: inside.now) else { return }
                switch listener {
                case .participant: inside.state.participant.told.append(told)
                case .courtRep: inside.state.courtRep.told.append(told)
                }
            }
        case .closed(let code, let reason, let status):
            inside.withLock { $0.progress.closed = "\(status.map { "status \($0)" } ?? "\(code)") \(reason)" }
        case .opened, .binary: break
        }
    }

    /// Looks every few milliseconds, for at most five seconds.
    func wait(for what: String, until isThere: (Progress) -> Bool) async throws {
        for _ in 0..<500 {
            let progress = inside.withLock { $0.progress }
            if isThere(progress) { return }
            if let closed = progress.closed { throw CommandFailure("the feed closed a connection: \(closed).") }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw CommandFailure("\(what) did not come within five seconds.")
    }
}
