public import Attendance
public import Bridge
internal import JSON
public import Live
public import Server

/// Carries out what the hub of the feed wants done: it holds the sockets, on the loop they live on.
public actor FeedDesk {
    private let loop: EventLoop
    private let service: AttendanceService
    private let now: @Sendable () -> Timestamp
    private var hub: Hub
    private var sockets: [ConnectionID: WebSocket] = [:]
    private var ids: [WebSocket: ConnectionID] = [:]
    /// Whom each connection is of.
    private var principals: [ConnectionID: Principal] = [:]
    private var lastID: UInt64 = 0
    /// Reads of a backlog that wait until what was sent before is on its way, so that nobody is cut off for being sent too
    /// much at once.
    private var paused: [ConnectionID: HubAction] = [:]
    /// True while rows that were passed over are read again.
    private var isReloading = false

    static let subprotocol = "attendance-bridge.v1"

    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    public struct Figures: Hashable, Sendable {
        public var connections: Int
        public var people: Int
    }

    /// Begins where the feed in the database ends.
    public static func open(
        on loop: EventLoop, service: AttendanceService, now: @escaping @Sendable () -> Timestamp
    ) async throws -> FeedDesk {
        let (head, forgotten) = try await service.feedState()
        return FeedDesk(
            loop: loop, service: service, now: now,
            hub: Hub(
                head: head, forgottenThrough: forgotten,
                limits: Hub.Limits(connectionsPerPerson: 10_000, keptWhileCatchingUp: 64)))
    }

    private init(loop: EventLoop, service: AttendanceService, now: @escaping @Sendable () -> Timestamp, hub: Hub) {
        self.loop = loop
        self.service = service
        self.now = now
        self.hub = hub
    }

    public var statistics: Figures { Figures(connections: hub.connectionCount, people: hub.onlineCount) }

    /// Tells what was committed, and answers whoever waited for the commit. Call it on any thread, once per commit and
    /// in their order.
    public nonisolated func publish(_ rows: [FeedMessage], answer: @escaping @Sendable () -> Void) {
        loop.post {
            answer()
            if rows.isEmpty { return }
            self.assumeIsolated { desk in
                desk.perform(desk.hub.publish(rows))
                // Whoever was erased is told so, and nothing more.
                for row in rows where row.endsAccess { desk.perform(desk.hub.revoke(row.person)) }
            }
        }
    }

    /// Looks again at what is open for people whose access may have changed, and closes what is no longer good. From any
    /// thread.
    public nonisolated func recheck(_ people: Set<PersonID>) {
        // Outlives this call because the store is asked on its own threads; ends with its answers.
        loop.post { Task { await self.closeEnded(of: people) } }
    }

    private func closeEnded(of people: Set<PersonID>) async {
        for (id, principal) in principals where people.contains(principal.id) {
            let access = try? await service.access(of: principal.credential, at: now())
            if access?.role == principal.role { continue }
            sockets[id]?.close(code: .tokenExpired, reason: "access has ended: sign in again")
            forget(id)
        }
    }

    /// Lets a handshake in, or throws why not.
    nonisolated func accept(
        _ request: Request, _ responder: Responder, _ authentication: Authentication, at now: Timestamp
    ) async throws {
        guard request.isUpgrade else { throw Problem.upgradeRequired }
        let principal = try await authentication.principal(ofHandshake: request, at: now)
        guard principal.scopes.contains(.feed) else { throw Problem.missingScope(.feed) }
        var since: Live.Position?
        if let text = request.query["since"] {
            guard let position = Live.Position(parsing: text) else {
                throw Problem.badRequest("since must be the id of the last message received: digits only.")
            }
            since = position
        }
        let speaks = subprotocols(of: request).contains(Substring(Self.subprotocol))
        responder.upgrade(
            to: FeedConnection(desk: self, principal: principal, since: since),
            subprotocol: speaks ? Self.subprotocol : nil)
    }

    fileprivate func connect(_ connection: FeedConnection, _ socket: WebSocket) {
        lastID += 1
        let id = ConnectionID(lastID)
        ids[socket] = id
        sockets[id] = socket
        principals[id] = connection.principal
        perform(hub.connect(id, connection.principal.id, since: connection.since), greeting: connection.principal)
    }

    fileprivate func disconnect(_ socket: WebSocket) {
        guard let id = ids.removeValue(forKey: socket) else { return }
        forget(id)
    }

    private func forget(_ id: ConnectionID) {
        sockets[id] = nil
        principals[id] = nil
        paused[id] = nil
        hub.disconnect(id)
    }

    fileprivate func resume(_ socket: WebSocket) {
        guard let id = ids[socket], let read = paused.removeValue(forKey: id) else { return }
        perform([read])
    }

    /// Closes connections whose tokens have ended, within a second, until the task is cancelled.
    public func run() async throws {
        while true {
            try await Task.sleep(for: .seconds(1))
            let now = now()
            for (id, principal) in principals where principal.until <= now {
                sockets[id]?.close(code: .tokenExpired, reason: "the token has expired")
                forget(id)
            }
        }
    }

    private func perform(_ actions: [HubAction], greeting principal: Principal? = nil) {
        var bytesSent: [ConnectionID: Int] = [:]
        for action in actions {
            switch action {
            case .welcome(let id, let after):
                guard let principal else { continue }
                send(welcome(principal), to: id, after: after, event: "connected")
            case .send(let row, let ids):
                let message = Message(text: row.envelope())
                for id in ids {
                    sockets[id]?.send(message)
                    if actions.count > 1 { bytesSent[id, default: 0] += message.count }
                }
            case .resync(let id, let after):
                send(
                    Array(#"{"reason":"What you missed is no longer kept: load everything again."}"#.utf8),
                    to: id, after: after, event: "resync")
            case .readBacklog(let id, _, _, _) where bytesSent[id, default: 0] > WebSocket.longQueue:
                paused[id] = action
            case .readBacklog(let id, let person, let after, let through):
                // Outlives this call because the store is asked on its own threads; ends with its answer.
                Task { await readBacklog(id, person, after, through) }
            case .close(let id, let reason):
                let socket = sockets[id]
                forget(id)
                socket?.close(code: CloseCode(rawValue: reason.webSocketCode), reason: reason.rawValue)
            case .reload(let after):
                if isReloading { continue }
                isReloading = true
                // As above.
                Task { await reload(after: after) }
            }
        }
    }

    private func readBacklog(
        _ id: ConnectionID, _ person: PersonID, _ after: Live.Position, _ through: Live.Position
    ) async {
        do {
            let page = try await service.backlog(of: person, after: after, through: through)
            if page.isTooLong {
                perform(hub.tooFarBehind(id))
                return
            }
            // Forgotten since the client asked: whoever is not past that is told to load everything again.
            perform(hub.forget(through: page.forgottenThrough))
            perform(hub.caughtUp(id, page.rows, readThrough: page.readThrough))
        } catch {
            perform(hub.backlogUnavailable(id))
        }
    }

    private func reload(after position: Live.Position) async {
        var position = position
        while let rows = try? await service.feed(after: position), let last = rows.last {
            position = last.position
            perform(hub.publish(rows))
        }
        isReloading = false
    }

    private func send(_ data: [UInt8], to id: ConnectionID, after: Live.Position, event: String) {
        sockets[id]?.send(Message(text: FeedMessage.envelope(event: event, data: data, id: after, at: now())))
    }

    private func welcome(_ principal: Principal) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("person", principal.id.rawValue)
            $0.member("role", principal.role.rawValue)
        }
        return json.bytes
    }
}

extension CloseCode {
    /// The client may come back with a new token.
    fileprivate static let tokenExpired = CloseCode(rawValue: 4401)
}

/// One socket of the feed: whose it is, and from where it goes on.
private final class FeedConnection: WebSocketHandler {
    let desk: FeedDesk
    let principal: Principal
    let since: Live.Position?

    init(desk: FeedDesk, principal: Principal, since: Live.Position?) {
        self.desk = desk
        self.principal = principal
        self.since = since
    }

    func opened(_ socket: WebSocket) { desk.assumeIsolated { $0.connect(self, socket) } }

    /// The feed only speaks; what clients may say comes with messaging.
    func received(_ message: [UInt8], text: Bool, from socket: WebSocket) {}

    func drained(_ socket: WebSocket) { desk.assumeIsolated { $0.resume(socket) } }

    func closed(_ socket: WebSocket, code: CloseCode) { desk.assumeIsolated { $0.disconnect(socket) } }
}
