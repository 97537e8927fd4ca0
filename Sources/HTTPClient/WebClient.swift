internal import Synchronization
internal import Threads

/// Sends requests for tasks, one after the other, on a thread of its own.
///
/// Cancelling the task ends its request within about a second.
public actor WebClient {
    private let executor = ThreadExecutor()
    private let client: BlockingWebClient
    private nonisolated let waiting = Atomic<Int>(0)
    private nonisolated let maxWaiting: Int

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter maxWaiting: how many requests may be under way or wait; one more is refused as `busy`.
    public init(_ settings: WebClientSettings = WebClientSettings(), maxWaiting: Int = 64) throws(WebFailure) {
        client = try BlockingWebClient(settings)
        self.maxWaiting = maxWaiting
    }

    deinit { executor.stop() }

    public nonisolated func send(_ request: WebRequest) async throws(WebFailure) -> WebAnswer {
        guard waiting.add(1, ordering: .relaxed).newValue <= maxWaiting else {
            waiting.subtract(1, ordering: .relaxed)
            throw WebFailure(kind: .busy, description: "\(maxWaiting) requests wait already")
        }
        defer { waiting.subtract(1, ordering: .relaxed) }
        let interruption = Interruption()
        return try await withTaskCancellationHandler {
            await perform(request, interruption)
        } onCancel: {
            interruption.interrupt()
        }.get()
    }

    private func perform(_ request: WebRequest, _ interruption: Interruption) -> Result<WebAnswer, WebFailure> {
        guard !interruption.isInterrupted else {
            return .failure(WebFailure(kind: .cancelled, description: "it was cancelled"))
        }
        return Result { () throws(WebFailure) in try client.send(request, interruption: interruption) }
    }
}

/// Tells a transfer from another thread that nobody waits for it any more.
final class Interruption: Sendable {
    private let flag = Atomic<Bool>(false)

    var isInterrupted: Bool { flag.load(ordering: .relaxed) }
    func interrupt() { flag.store(true, ordering: .relaxed) }
}
