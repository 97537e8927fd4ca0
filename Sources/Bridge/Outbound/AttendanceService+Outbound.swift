internal import Attendance
internal import Store
internal import Synchronization

extension AttendanceService {
    /// Sends subscribers what happens, each in order, until the task is cancelled.
    ///
    /// How far each has come stands in the database: a restart loses nothing and leaves nothing out.
    /// - Parameter transport: asked for no more than `mostSubscriptions` at once.
    public func sendOutbound(through transport: @escaping OutboundTransport) async throws {
        let desk = OutboundDesk(service: self, transport: transport)
        try await desk.run()
    }
}

/// Begins turns as `Dispatch` says.
private final class OutboundDesk: Sendable {
    private struct State {
        var dispatch = Dispatch()
        var scanned: [SubscriptionID: OutboundLook.Scanned] = [:]
    }

    private let service: AttendanceService
    private let transport: OutboundTransport
    private let state = Mutex(State())

    init(service: AttendanceService, transport: @escaping OutboundTransport) {
        self.service = service
        self.transport = transport
    }

    func run() async throws {
        let news = service.outboundNews
        // Whoever ran before may have taken the news away with them.
        news.noteChange()
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                try Task.checkCancellation()
                var wait = try await loadIfChanged()
                if news.takeFeed() { state.withLock { $0.dispatch.noteNews() } }
                let (begin, next) = state.withLock { $0.dispatch.next(at: service.now()) }
                for id in begin { group.addTask { await self.turn(of: id) } }
                wait = [wait, next].compactMap(\.self).min()
                try await news.alarm.wait(until: wait, now: service.now())
            }
        }
    }

    /// - Returns: when to try again, where it could not be read.
    private func loadIfChanged() async throws -> Timestamp? {
        guard service.outboundNews.takeChange() else { return nil }
        service.outboundNews.expectFeed(true)
        do {
            let all = try await service.database.readers.read { try $0.subscriptions() }
            state.withLock { state in
                state.dispatch.load(all)
                let known = Set(all.map(\.id))
                state.scanned = state.scanned.filter { known.contains($0.key) }
            }
            if all.isEmpty { service.outboundNews.expectFeed(false) }
            return nil
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            service.log(.jobFailed(job: "read the subscriptions", "\(error)"))
            service.outboundNews.putChangeBack()
            return service.now() + .seconds(5)
        }
    }

    private func turn(of id: SubscriptionID) async {
        let before = state.withLock { $0.scanned[id] }
        let turn = OutboundTurn(service: service, transport: transport, id: id)
        let result: OutboundTurn.Result
        do { result = try await turn.run(after: before) } catch is CancellationError { return } catch {
            service.log(.jobFailed(job: "send outbound events", "\(error)"))
            // A fault of ours, or of the disk: neither is held against the subscriber, nor asked about over and over.
            result = OutboundTurn.Result(end: .again(service.now() + .seconds(5)), scanned: before)
        }
        state.withLock { state in
            state.scanned[id] = result.scanned
            state.dispatch.noteEnd(of: id, result.end)
        }
        service.outboundNews.alarm.ring()
    }
}
