public import Attendance
public import Bridge
internal import JSON
public import Live
public import Server
internal import Synchronization

/// Carries out what the hub of the feed wants done: it holds the connections, on the loop they live on.
public actor FeedDesk {
    let loop: EventLoop
    let service: AttendanceService
    let now: @Sendable () -> Timestamp
    var hub: Hub
    private var outlets: [ConnectionID: FeedOutlet] = [:]
    private var ids: [FeedOutlet: ConnectionID] = [:]
    private var listeners: [ConnectionID: FeedListener] = [:]
    private var lastID: UInt64 = 0
    /// Reads of a backlog that wait until what was sent before is on its way, so that nobody is cut off for being sent too
    /// much at once.
    private var paused: [ConnectionID: HubAction] = [:]
    /// True while rows that were passed over are read again.
    private var isReloading = false
    /// Reads of a backlog that are under way, and those that wait for them.
    private var reading = 0
    private var waitingReads = ArraySlice<HubAction>()
    private static let readsAtOnce = 4
    let gate = FeedGate(atOnce: 4)
    let tickets = Mutex(FeedTickets())
    let polls = Mutex(FeedPolls())
    /// Counts the commits that changed somebody's access, so that nobody slips in between being looked at and listening.
    let accessChanges = Atomic<UInt64>(0)

    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// Begins where the feed in the database ends.
    ///
    /// - Parameter connectionsPerPerson: one more closes the person's oldest.
    public static func open(
        on loop: EventLoop, service: AttendanceService, connectionsPerPerson: Int = 10,
        now: @escaping @Sendable () -> Timestamp
    ) async throws -> FeedDesk {
        let (head, forgotten) = try await service.feedState()
        return FeedDesk(
            loop: loop, service: service, now: now,
            hub: Hub(
                head: head, forgottenThrough: forgotten,
                limits: Hub.Limits(connectionsPerPerson: connectionsPerPerson)))
    }

    private init(loop: EventLoop, service: AttendanceService, now: @escaping @Sendable () -> Timestamp, hub: Hub) {
        self.loop = loop
        self.service = service
        self.now = now
        self.hub = hub
    }

    /// Tells what was committed, and answers whoever waited for the commit. Call it on any thread, once per commit and
    /// in their order.
    ///
    /// - Parameter accessChanged: whose access may have ended or changed with that commit.
    public nonisolated func publish(
        _ rows: [FeedMessage], accessChanged: Set<PersonID> = [], answer: @escaping @Sendable () -> Void
    ) {
        loop.post {
            answer()
            if rows.isEmpty, accessChanged.isEmpty { return }
            self.assumeIsolated { desk in
                desk.perform(desk.hub.publish(rows))
                // Whoever was erased is told so, and nothing more.
                for row in rows where row.endsAccess { desk.perform(desk.hub.revoke(row.person)) }
                desk.lookAgain(at: accessChanged)
            }
        }
    }

    func connect(_ listener: FeedListener, _ outlet: FeedOutlet) {
        lastID += 1
        let id = ConnectionID(lastID)
        ids[outlet] = id
        outlets[id] = outlet
        listeners[id] = listener
        let principal = listener.principal
        perform(
            hub.connect(
                id, principal.id, since: listener.request.since, filter: listener.request.filter,
                until: principal.until))
        if accessChanges.load(ordering: .relaxed) != listener.lookedAt { lookAgain(at: [principal.id]) }
    }

    func disconnect(_ outlet: FeedOutlet, _ code: CloseCode) {
        guard let id = ids[outlet] else { return }
        // The server cuts off who reads too slowly; the feed only hears of it.
        hub.disconnect(id, code == .slowReader ? .tooSlow : nil)
        forget(id)
    }

    private func forget(_ id: ConnectionID) {
        if let outlet = outlets.removeValue(forKey: id) { ids[outlet] = nil }
        listeners[id] = nil
        paused[id] = nil
    }

    func resume(_ outlet: FeedOutlet) {
        guard let id = ids[outlet], let read = paused.removeValue(forKey: id) else { return }
        perform([read])
    }

    func connection(_ outlet: FeedOutlet) -> ConnectionID? { ids[outlet] }

    func listener(_ id: ConnectionID) -> FeedListener? { listeners[id] }

    /// How many connections there are, by how they listen.
    var connections: [FeedTransport: Int] { outlets.values.reduce(into: [:]) { $0[$1.transport, default: 0] += 1 } }

    func perform(_ actions: [HubAction]) {
        var bytesSent: [ConnectionID: Int] = [:]
        for action in actions {
            switch action {
            case .welcome(let id, let after): welcome(id, after)
            case .send(let row, let ids):
                var parcel = FeedParcel(row)
                for id in ids {
                    guard let outlet = outlets[id] else { continue }
                    let count = parcel.send(to: outlet)
                    if actions.count > 1 { bytesSent[id, default: 0] += count }
                }
            case .resync(let id, let after):
                send(
                    Array(#"{"reason":"What you missed is no longer kept: load everything again."}"#.utf8),
                    to: id, after: after, event: "resync")
            case .readBacklog(let id, _, _, _) where bytesSent[id, default: 0] > WebSocket.longQueue:
                paused[id] = action
            case .readBacklog: waitingReads.append(action)
            case .close(let id, let reason):
                let outlet = outlets[id]
                forget(id)
                outlet?.close(reason, at: now().rfc3339)
            case .reload(let after):
                if isReloading { continue }
                isReloading = true
                // Outlives this call as a read of a backlog does.
                Task { await reload(after: after) }
            }
        }
        readOn()
    }

    /// Some at a time, as at the gate.
    private func readOn() {
        while reading < Self.readsAtOnce, let action = waitingReads.popFirst() {
            guard case .readBacklog(let id, let person, let after, let through) = action, outlets[id] != nil else {
                continue
            }
            reading += 1
            // Outlives this call because the store is asked on its own threads; ends with its answer.
            Task {
                await readBacklog(id, person, after, through)
                reading -= 1
                readOn()
            }
        }
        // What was taken from the front keeps its room until nobody waits.
        if waitingReads.isEmpty { waitingReads = [] }
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

    private func welcome(_ id: ConnectionID, _ after: Live.Position) {
        guard let principal = listeners[id]?.principal else { return }
        var json = JSONWriter()
        json.object {
            $0.member("person", principal.id.rawValue)
            $0.member("role", principal.role.rawValue)
        }
        send(json.bytes, to: id, after: after, event: "connected", retry: EventStream.patience)
    }

    private func send(
        _ data: [UInt8], to id: ConnectionID, after: Live.Position, event: String, retry: Int? = nil
    ) {
        guard let outlet = outlets[id] else { return }
        var parcel = FeedParcel(
            FeedMessage.envelope(event: event, data: data, id: after, at: now()), event: event, id: after, retry: retry)
        parcel.send(to: outlet)
    }
}
