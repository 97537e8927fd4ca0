import Attendance
import Crypto
import JSON
import Store
import Synchronization

@testable import Bridge

/// Everybody who is sent something in a test. They answer 200 unless told otherwise.
final class FakeSubscribers: Sendable {
    struct Heard: Sendable {
        var request: OutboundRequest
        /// What was answered; nil: nothing.
        var status: Int?

        var isTaken: Bool { status.map { (200..<300).contains($0) } ?? false }
        func header(_ name: String) -> String? { request.headers.first { $0.name == name }?.value }
        var event: JSON { (try? JSON.parse(request.body)) ?? .null }
        /// Without the part that all events have in common.
        var type: String {
            let type = event["type"]?.string ?? ""
            return String(type.dropFirst("org.attendance-bridge.".count).dropLast(".v1".count))
        }
        /// Its place in the feed.
        var position: Int64? { event["id"]?.string?.split(separator: "-").last.flatMap { Int64($0) } }
    }

    typealias Behaviour = @Sendable (OutboundRequest) async throws -> OutboundAnswer

    private struct State {
        var heard: [Heard] = []
        var behaviour: Behaviour = { _ in OutboundAnswer(status: 200) }
    }

    private let state = Mutex(State())

    var heard: [Heard] { state.withLock { $0.heard } }

    /// What the subscriber at an address was sent and took.
    func taken(at url: String) -> [Heard] { heard.filter { $0.request.url == url && $0.isTaken } }

    func behave(_ behaviour: @escaping Behaviour) { state.withLock { $0.behaviour = behaviour } }
    func answer(_ status: Int, retryAfter: String? = nil) {
        behave { _ in OutboundAnswer(status: status, retryAfter: retryAfter) }
    }

    var transport: OutboundTransport {
        { request in
            let behaviour = self.state.withLock { $0.behaviour }
            do {
                let answer = try await behaviour(request)
                self.note(request, answer.status)
                return answer
            } catch {
                self.note(request, nil)
                throw error
            }
        }
    }

    private func note(_ request: OutboundRequest, _ status: Int?) {
        state.withLock { $0.heard.append(Heard(request: request, status: status)) }
    }
}

extension BridgeUnderTest {
    static let url = "https://subscriber.example.org/hooks?key=hunter2"

    /// Sends what happens while `body` runs.
    func sending<T>(to subscribers: FakeSubscribers, _ body: () async throws -> T) async throws -> T {
        let (service, transport) = (service, subscribers.transport)
        let job = Task { try await service.sendOutbound(through: transport) }
        defer { job.cancel() }
        let result = try await body()
        job.cancel()
        _ = await job.result
        return result
    }

    @discardableResult
    func subscribe(
        url: String = BridgeUnderTest.url, courtRep: PersonID? = nil, events: Set<String> = [],
        signatures: SubscriptionSignatures = .both
    ) async throws -> NewSubscription {
        try await service.subscribe(
            SubscriptionDraft(name: "Case management", url: url, courtRep: courtRep, events: events),
            signedWith: signatures, by: .operatorOfMachine)
    }

    /// Tells participants something of themselves, each in a commit of its own.
    func tell(_ people: [PersonID], event: String = "attendance-updated") async throws {
        for person in people {
            let data = Array(#"{"participant":"\#(person)"}"#.utf8)
            try await service.database.writer.write { [clock] transaction, _ in
                try transaction.tell(person, event, at: clock.now, data: data)
            }
        }
    }

    /// Moves the clock, and lets the job that sends see it.
    func pass(_ span: Span) {
        clock.move(by: span)
        service.outboundNews.noteFeed()
    }
}

/// Waits for what another task brings about; the suite's time limit ends it where nothing does.
func until(isolation: isolated (any Actor)? = #isolation, _ isTrue: () async throws -> Bool) async throws {
    while try await !isTrue() {
        try Task.checkCancellation()
        await Task.yield()
    }
}
