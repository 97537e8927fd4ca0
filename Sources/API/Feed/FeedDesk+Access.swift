public import Attendance
internal import Bridge
internal import Live
internal import Server
internal import Synchronization

extension FeedDesk {
    /// Lets a client in, or throws why not.
    nonisolated func accept(
        _ request: Request, _ responder: Responder, over transport: FeedTransport, _ authentication: Authentication,
        _ finish: Finish, at now: Timestamp
    ) async throws {
        // Any page of the world can open either, with the cookies of whoever looks at it.
        guard authentication.origins.source(of: request) != .foreign else { throw Problem(.originNotAllowed) }
        // Before anything is looked at: a change after this is noticed when the connection is open.
        let lookedAt = accessChanges.load(ordering: .sequentiallyConsistent)
        let principal = try await principal(behind: request, over: transport, authentication, at: now)
        guard principal.scopes.contains(.feed) else { throw Problem.missingScope(.feed) }
        guard transport != .webSocket || request.isUpgrade else { throw Problem.upgradeRequired }
        let asked = try FeedRequest(request)
        // Not before: the first use of each token is written down, and many of these share a commit.
        let pass = await gate.enter()
        let listener = FeedListener(desk: self, principal: principal, request: asked, lookedAt: lookedAt)
        switch transport {
        case .webSocket:
            let speaks = subprotocols(of: request).contains(Substring(Self.subprotocol))
            responder.upgrade(to: listener, subprotocol: speaks ? Self.subprotocol : nil)
        case .eventStream:
            let fields = [
                HeaderField("Content-Type", EventStream.contentType),
                // For proxies that would wait for more to pass on.
                HeaderField("X-Accel-Buffering", "no"),
            ]
            responder.stream(
                headers: finish.fields(fields, to: request, isPersonal: true), heartbeat: EventStream.heartbeat,
                to: listener)
        }
        // When the loop has taken the answer, not when the connection is open: a client that sent other requests before this
        // one decides when that is.
        loop.post { pass.leave() }
    }

    static let subprotocol = "attendance-bridge.v1"

    private nonisolated func principal(
        behind request: Request, over transport: FeedTransport, _ authentication: Authentication, at now: Timestamp
    ) async throws -> Principal {
        if let text = request.query["ticket"] {
            guard let principal = tickets.withLock({ $0.use(text, at: now) }),
                try await principal.mayStillListen(service, at: now)
            else { throw Problem.badToken("The ticket was used, is too old, or is none: get a new one.") }
            return principal
        }
        switch transport {
        case .webSocket: return try await authentication.principal(ofHandshake: request, at: now)
        case .eventStream: return try await authentication.principal(of: request, at: now)
        }
    }

    /// Looks whether the connections of these people are still good, and closes those that are not. Call it after a commit
    /// that changed their access, on any thread.
    public nonisolated func recheck(_ people: Set<PersonID>) {
        if people.isEmpty { return }
        loop.post { self.assumeIsolated { $0.lookAgain(at: people) } }
    }

    func lookAgain(at people: Set<PersonID>) {
        if people.isEmpty { return }
        accessChanges.add(1, ordering: .sequentiallyConsistent)
        let open = people.flatMap { hub.connections(of: $0) }
        if open.isEmpty { return }
        // Outlives this call because the store is asked on its own threads; ends with its answers.
        Task { await closeWhatEnded(of: open) }
    }

    private func closeWhatEnded(of connections: [ConnectionID]) async {
        // Tabs of one browser came in by the same cookie.
        var known: [Principal: CloseReason?] = [:]
        for id in connections {
            guard let principal = listener(id)?.principal else { continue }
            let reason: CloseReason?
            if let answer = known[principal] { reason = answer } else { reason = await reasonToClose(principal) }
            known.updateValue(reason, forKey: principal)
            if let reason { perform(hub.end(id, reason)) }
        }
    }

    private func reasonToClose(_ principal: Principal) async -> CloseReason? {
        do {
            return try await principal.mayStillListen(service, at: now()) ? nil : .accessChanged
        } catch {
            // Nobody knows now. Whoever comes again is looked at again.
            return .backlogUnavailable
        }
    }

    /// Closes connections whose tokens have ended, within a second, until the task is cancelled.
    public func run() async throws {
        while true {
            perform(hub.expire(at: now()))
            try await Task.sleep(for: pause)
        }
    }

    /// Says goodbye to everybody: they may come again when the service does. On any thread, before the server stops.
    public nonisolated func stop() {
        loop.post { self.assumeIsolated { $0.perform($0.hub.stop()) } }
    }

    /// Until somebody's token ends; never so long that one who came meanwhile would notice.
    private var pause: Duration {
        let span = hub.nextEnd.map { $0.milliseconds - now().milliseconds } ?? .max
        return .milliseconds(min(max(span, 10), 500))
    }
}
