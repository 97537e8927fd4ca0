public import Attendance
public import Bridge
public import Crypto
internal import JSON
public import Pages
public import Server
internal import Zoom

/// What the API needs to be told.
public struct APISettings: Sendable {
    /// Nil: no secret is configured, and everything that needs a token answers 503.
    public var tokens: TokenVerifier?
    /// How often a client that polls should ask.
    public var pollSeconds: Int
    /// Of web pages that may use the API and the feed beside our own, as browsers write them.
    public var origins: Set<String> = []
    /// Whose word is taken for where a request comes from (`X-Forwarded-For`).
    public var trustedProxies = NetworkRange.nearby
    public var version: String
    /// Where the public reaches the service, perhaps by a proxy: `https://cards.example.gov`; nil: nobody said.
    public var publicAddress: String?
    public var pages = PageLibrary()
    public var now: @Sendable () -> Timestamp
    /// Told of every request but Zoom's and those that ask whether the process is well.
    public var log: @Sendable (RequestRecord) -> Void

    public init(
        tokens: TokenVerifier?, pollSeconds: Int = 5, version: String, now: @escaping @Sendable () -> Timestamp,
        log: @escaping @Sendable (RequestRecord) -> Void = { _ in }
    ) {
        self.tokens = tokens
        self.pollSeconds = pollSeconds
        self.version = version
        self.now = now
        self.log = log
    }
}

/// Every route of the bridge, over HTTP and WebSocket.
public final class BridgeAPI: RequestHandler {
    let service: AttendanceService
    let settings: APISettings
    let authentication: Authentication
    let feed: FeedDesk
    let finish: Finish
    let pages: PageDesk
    let table: [Route]

    /// - Parameter statistics: what the server counts, for `/metrics`.
    public init(
        service: AttendanceService, settings: APISettings, feed: FeedDesk,
        statistics: @escaping @Sendable () -> Statistics? = { nil }
    ) {
        self.service = service
        self.settings = settings
        self.feed = feed
        let origins = Origins(allowed: settings.origins)
        authentication = Authentication(verifier: settings.tokens, service: service, origins: origins)
        finish = Finish(
            isBehindTLS: settings.publicAddress?.hasPrefix("https://") ?? false,
            crossOrigin: CrossOrigin(origins: origins))
        pages = PageDesk(settings.pages)
        table = Self.routes(service, settings, feed, statistics)
    }

    public func handle(_ request: Request, _ responder: Responder) {
        // The hot path: no task, no route table.
        if request.method == .post, request.hasPath("/webhooks/zoom") || request.hasPath("/webhooks/zoom/") {
            receive(request, responder)
            return
        }
        // Ends with its answer, or when the client goes; the server stops only after both.
        Task { await answer(request, responder) }
    }

    private func receive(_ request: Request, _ responder: Responder) {
        let webhook = Webhook(
            timestamps: request.headers.values(of: Signature.timestampHeader),
            signatures: request.headers.values(of: Signature.signatureHeader), body: request.body,
            receivedAt: settings.now())
        service.receive(webhook) { result in
            switch result {
            case .success(.kept): responder.respond(received)
            case .success(.validated(let answer)): responder.respond(.json(answer))
            case .failure(let error): responder.respond(problem(for: error).response)
            }
        }
    }

    /// Who asks, if they may.
    func principal(
        for route: Route, _ request: Request, _ parameters: [String: String]
    ) async throws -> Principal? {
        if route.audience == .everybody || route.audience == .zoom { return nil }
        let principal = try await authentication.principal(of: request, at: settings.now())
        // Before anything is looked up: it tells nothing of what there is.
        guard principal.scopes.contains(route.scope) else { throw Problem.missingScope(route.scope) }
        let isAllowed =
            switch route.audience {
            case .everybody, .zoom, .anybodySignedIn: true
            case .courtRepsAndAdministrators: principal.role != .participant
            case .administrators: principal.role == .administrator
            case .participantAndTheirRep:
                if let id = parameters["id"] {
                    try await service.mayRead(participant: PersonID(id), principal.id, principal.role)
                } else {
                    false
                }
            }
        guard isAllowed else { throw Problem.notFound }
        return principal
    }
}

private let received = Response.json(Array(#"{"received":true}"#.utf8))
