internal import Attendance
internal import Crypto
internal import Store
internal import Zoom

/// Sends one subscriber what comes next, message by message, for as long as all goes well.
///
/// The cursor is moved after each: whatever ends the bridge, the message that was under way is sent once more, under the
/// same id, and none is left out.
struct OutboundTurn {
    let service: AttendanceService
    let transport: OutboundTransport
    let id: SubscriptionID

    struct Result {
        var end: Dispatch.End
        var scanned: OutboundLook.Scanned?
    }

    private static let timeout = Duration.seconds(15)
    /// Written down though nothing was sent, so that what is not for a subscriber is not taken for missed one day.
    private static let (lag, age): (Int64, Span) = (500, .hours(1))

    /// - Parameter scanned: what the turn before found.
    func run(after scanned: OutboundLook.Scanned?) async throws -> Result {
        var result = Result(end: .more, scanned: scanned)
        while true {
            try Task.checkCancellation()
            let seen = result.scanned
            switch try await service.database.readers.read({ try OutboundLook(for: id, after: seen, in: $0) }) {
            case .over:
                result.end = .over
                return result
            case .nothing(let found, let through, let isEnd):
                result.scanned = OutboundLook.Scanned(
                    generation: found.generation, cursor: found.cursor, through: through)
                try await writeDown(through, of: found)
                guard isEnd else { continue }
                result.end = .rests
                return result
            case .message(let found, let row):
                let event = OutboundEvent(row, database: database, source: source)
                guard try await send(event, named: row.event, through: row.position, of: found, &result) else {
                    return result
                }
            case .forgotten(let found, let since, let through):
                let event = OutboundEvent(resyncAfter: since, database: database, source: source)
                guard try await send(event, named: OutboundEvent.resync, through: through, of: found, &result) else {
                    return result
                }
            }
        }
    }

    private var database: String { service.archive.vault.fingerprint }
    private var source: String { service.settings.cards.address ?? "urn:attendance-bridge:\(database)" }

    private func writeDown(_ through: Position, of found: StoredSubscription) async throws {
        let now = service.now()
        guard through - found.cursor >= Self.lag || through > found.cursor && now - found.movedAt >= Self.age else {
            return
        }
        try await service.database.writer.write { [id] transaction, _ in
            guard var row = try transaction.subscription(id), row.cursor == found.cursor,
                row.generation == found.generation
            else { return }
            (row.cursor, row.movedAt) = (through, now)
            try transaction.update(row)
        }
    }

    /// One attempt.
    /// - Parameter position: everything in the feed up to here is done with when it goes well.
    /// - Returns: whether to go on with what comes next.
    private func send(
        _ event: OutboundEvent, named name: String, through position: Position, of found: StoredSubscription,
        _ result: inout Result
    ) async throws -> Bool {
        if let due = found.due, due > service.now() {
            result.end = .again(due)
            return false
        }
        let content = try SubscriptionContent(of: found, from: service.archive.vault)
        let start = ContinuousClock.now
        let at = service.now()
        let outcome: OutboundOutcome
        do {
            let answer = try await transport(try request(event, to: content, at: at))
            outcome = OutboundOutcome(
                status: answer.status, retryAfter: answer.retryAfter.flatMap { RetryAfter($0, now: at)?.delay })
        } catch let failure as OutboundFailure {
            if failure.isOurs {
                result.end = .again(at + .seconds(1))
                return false
            }
            outcome = .failed(failure.description)
        }
        let took = ContinuousClock.now - start
        let attempt = StoredAttempt(
            position: position, event: name, at: at, took: Span(milliseconds: Int64(took / .milliseconds(1))),
            status: outcome.status, failure: outcome.failure)
        let written = try await OutboundRecord(id: id, outcome: outcome, attempt: attempt, found: found).write(service)
        switch written {
        case .goOn: return true
        case .lookAgain: return false
        case .again(let moment): result.end = .again(moment)
        case .over: result.end = .over
        }
        return false
    }

    private func request(
        _ event: OutboundEvent, to content: SubscriptionContent, at now: Timestamp
    ) throws -> OutboundRequest {
        let body = event.body
        guard let message = WebhookMessage(id: event.id, timestamp: now.milliseconds / 1000, body: body) else {
            throw SubscriptionFault.damaged(id)
        }
        let headers = [
            ("content-type", OutboundEvent.contentType),
            ("user-agent", "attendance-bridge/\(service.settings.cards.software)"),
            ("traceparent", event.traceparent(span: Random.identifier(bytes: 8))),
        ]
        return OutboundRequest(
            url: content.url, headers: headers + message.headers(signedBy: content.secrets(at: now)), body: body,
            timeout: Self.timeout)
    }
}
